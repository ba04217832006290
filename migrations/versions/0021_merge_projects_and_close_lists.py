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
        projects.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        projects.create_foreign_key(
            op.f("fk_projects_merged_into_id"), "projects", ["merged_into_id"], ["id"]
        )
        projects.create_index(op.f("ix_projects_merged_into_id"), ["merged_into_id"])
        projects.create_check_constraint(
            op.f("ck_projects_merged"), "(state = 'merged') = (merged_into_id IS NOT NULL)"
        )
    add_merges()
    add_consents()


def add_merges() -> None:
    """Add the tables of merges and their projects."""
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("whole_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", Instant(timezone=True), nullable=False),
        sa.Column("answer_by", Instant(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('', 'merged', 'refused', 'silent', 'overtaken', 'called_off')",
            name=op.f("ck_merges_outcome"),
        ),
        sa.CheckConstraint("(outcome = '') = (ended_at IS NULL)", name=op.f("ck_merges_ended")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_merges_reason")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_merges_round_id")),
        sa.ForeignKeyConstraint(["whole_id"], ["projects.id"], name=op.f("fk_merges_whole_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_round_id"), "merges", ["round_id"])
    op.create_index(op.f("ix_merges_whole_id"), "merges", ["whole_id"])
    op.create_table(
        "merge_members",
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("open_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "open_id IS NULL OR open_id = project_id", name=op.f("ck_merge_members_open")
        ),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["merges.id"], name=op.f("fk_merge_members_merge_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_merge_members_project_id")
        ),
        sa.PrimaryKeyConstraint("merge_id", "project_id", name=op.f("pk_merge_members")),
        sa.UniqueConstraint("open_id", name=op.f("uq_merge_members_open_id")),
    )
    op.create_index(op.f("ix_merge_members_project_id"), "merge_members", ["project_id"])


def add_consents() -> None:
    """Add the table of what authors say to a merge."""
    op.create_table(
        "merge_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("is_yes", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (project_id IS NULL)", name=op.f("ck_merge_consents_who")
        ),
        sa.CheckConstraint(
            "(is_yes IS NULL) = (answered_at IS NULL)", name=op.f("ck_merge_consents_answered")
        ),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["merges.id"], name=op.f("fk_merge_consents_merge_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_merge_consents_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_merge_consents_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_consents")),
        sa.UniqueConstraint(
            "merge_id", "person_id", name=op.f("uq_merge_consents_merge_id_person_id")
        ),
        sa.UniqueConstraint(
            "merge_id", "project_id", name=op.f("uq_merge_consents_merge_id_project_id")
        ),
    )
    op.create_index(op.f("ix_merge_consents_person_id"), "merge_consents", ["person_id"])


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
