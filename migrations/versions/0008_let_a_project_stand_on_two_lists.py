"""Let a project stand on the lists of two levels and be funded once, and an edition say which of
its lists are settled first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the pairs of projects and the order of settling."""
    with op.batch_alter_table("editions") as editions:
        editions.add_column(
            sa.Column("settled_first", sa.String(length=8), nullable=False, server_default="lower")
        )
        editions.create_check_constraint(
            op.f("ck_editions_settled_first"), "settled_first IN ('lower', 'higher')"
        )
    op.create_table(
        "shared_projects",
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("higher_id", sa.Integer(), nullable=False),
        sa.Column("funded_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("lower_id <> higher_id", name=op.f("ck_shared_projects_two")),
        sa.CheckConstraint(
            "funded_id IS NULL OR funded_id IN (lower_id, higher_id)",
            name=op.f("ck_shared_projects_funded"),
        ),
        sa.ForeignKeyConstraint(
            ["higher_id"], ["projects.id"], name=op.f("fk_shared_projects_higher_id")
        ),
        sa.ForeignKeyConstraint(
            ["lower_id"], ["projects.id"], name=op.f("fk_shared_projects_lower_id")
        ),
        sa.PrimaryKeyConstraint("lower_id", "higher_id", name=op.f("pk_shared_projects")),
    )
    op.create_index(op.f("ix_shared_projects_higher_id"), "shared_projects", ["higher_id"])
