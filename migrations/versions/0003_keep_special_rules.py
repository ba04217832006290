"""Keep the special rules of a round: conflicts, limits of categories, projects funded
beforehand.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import MinorUnits

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the three tables, and the index by which they name a project of their own round."""
    op.create_index(op.f("ix_projects_id_round_id"), "projects", ["id", "round_id"], unique=True)
    op.create_table(
        "conflicting_projects",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_conflicting_projects_number")),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["projects.id", "projects.round_id"],
            name=op.f("fk_conflicting_projects_project_id_round_id"),
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "number", "project_id", name=op.f("pk_conflicting_projects")
        ),
    )
    op.create_index(
        op.f("ix_conflicting_projects_project_id"), "conflicting_projects", ["project_id"]
    )
    op.create_table(
        "category_limits",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("amount", MinorUnits(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_category_limits_amount")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_category_limits_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_category_limits_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "category_id", name=op.f("pk_category_limits")),
    )
    op.create_index(op.f("ix_category_limits_category_id"), "category_limits", ["category_id"])
    op.create_table(
        "projects_funded_beforehand",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["projects.id", "projects.round_id"],
            name=op.f("fk_projects_funded_beforehand_project_id_round_id"),
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_projects_funded_beforehand")),
    )
    op.create_index(
        op.f("ix_projects_funded_beforehand_round_id"), "projects_funded_beforehand", ["round_id"]
    )
