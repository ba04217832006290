"""Remember which reminders a person was sent, so that each goes out once; let the desk find people
by name.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.folding import folded

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the reminders that went out, and the names of people as search sees them."""
    op.create_table(
        "reminders",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('week', 'day_before')", name=op.f("ck_reminders_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", "day", name=op.f("pk_reminders")),
    )
    found = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("people", sa.Column("search_text", found, nullable=False, server_default=""))
    people = sa.table("people", sa.column("id"), sa.column("name"), sa.column("search_text"))
    connection = op.get_bind()
    for number, name in connection.execute(sa.select(people.c.id, people.c.name)).all():
        connection.execute(
            sa.update(people).where(people.c.id == number).values(search_text=folded(name))
        )
    with op.batch_alter_table("people") as table:
        table.alter_column("search_text", server_default=None)
