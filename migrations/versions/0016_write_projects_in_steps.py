"""Let a project become a part of another one, or miss the short list."""

from alembic import op

revision = "0016"
down_revision = "0015"

STATES = (
    "state IN ('draft', 'submitted', 'asked_back', 'feasible', 'not_feasible', 'withdrawn', "
    "'merged', 'not_shortlisted')"
)


def upgrade() -> None:
    """Add the two states."""
    with op.batch_alter_table("projects") as projects:
        projects.drop_constraint(op.f("ck_projects_state"), type_="check")
        projects.create_check_constraint(op.f("ck_projects_state"), STATES)
