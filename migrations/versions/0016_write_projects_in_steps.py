"""Write projects in steps, also for somebody else, and let a project become a part of another one
or miss the short list.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

STATES = (
    "state IN ('draft', 'submitted', 'asked_back', 'feasible', 'not_feasible', 'withdrawn', "
    "'merged', 'not_shortlisted')"
)


def upgrade() -> None:
    """Add the two states, who entered a dictated project, and how many one person may hand in."""
    with op.batch_alter_table("projects") as projects:
        projects.drop_constraint(op.f("ck_projects_state"), type_="check")
        projects.create_check_constraint(op.f("ck_projects_state"), STATES)
        projects.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        projects.add_column(
            sa.Column("author_name", sa.String(length=120), nullable=False, server_default="")
        )
        projects.create_check_constraint(
            op.f("ck_projects_entered"), "entered_by_id IS NULL OR author_id IS NULL"
        )
        projects.create_unique_constraint(
            op.f("uq_projects_entered_by_id_submission_key"), ["entered_by_id", "submission_key"]
        )
    with op.batch_alter_table("editions") as editions:
        editions.add_column(
            sa.Column("projects_each", sa.Integer(), nullable=False, server_default="5")
        )
        editions.create_check_constraint(op.f("ck_editions_projects_each"), "projects_each > 0")
