"""Keep organisations, and who writes a project together."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add those who write a project together with its first author."""
    op.create_table(
        "project_authors",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_authors_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_project_authors_person_id")
        ),
        sa.PrimaryKeyConstraint("project_id", "person_id", name=op.f("pk_project_authors")),
    )
    op.create_index(op.f("ix_project_authors_person_id"), "project_authors", ["person_id"])
