"""Let projects be merged, and lists be closed with drawn numbers."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add merges, and the closing of a list; no list that there is was closed."""
    # Not rebuilt: on SQLite a table that is rebuilt loses its triggers.
    op.add_column("rounds", sa.Column("list_closed_at", Instant(timezone=True), nullable=True))
    op.add_column("rounds", sa.Column("list_seed", sa.String(length=64), nullable=True))
    keep_the_draw()
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("list_number", sa.Integer(), nullable=True))
        projects.create_unique_constraint(
            op.f("uq_projects_round_id_list_number"), ["round_id", "list_number"]
        )


def keep_the_draw() -> None:
    """Forbid to draw the numbers of a list again."""
    changed = (
        "OLD.list_seed IS NOT NULL AND (NEW.list_seed IS NULL OR NEW.list_seed <> OLD.list_seed "
        "OR NEW.list_closed_at IS NULL OR NEW.list_closed_at <> OLD.list_closed_at)"
    )
    name, event = "rounds_closed_list_is_final", "BEFORE UPDATE ON rounds"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} {event} WHEN {changed} "
            "BEGIN SELECT RAISE(ABORT, 'a closed list is final'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {changed} THEN "
        "RAISE EXCEPTION 'a closed list is final' USING ERRCODE = "
        "'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW EXECUTE FUNCTION {name}()")
