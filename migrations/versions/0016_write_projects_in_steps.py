"""Write projects in steps, also for somebody else, and let a project become a part of another one
or miss the short list.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant

revision = "0016"
down_revision = "0015"

STATES = (
    "state IN ('draft', 'submitted', 'asked_back', 'feasible', 'not_feasible', 'withdrawn', "
    "'merged', 'not_shortlisted')"
)


def upgrade() -> None:
    """Add the two states, who entered a dictated project, the limit of projects for one person, and
    first sentences that wait for their writer.
    """
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
    op.create_table(
        "first_sentences",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("written_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_first_sentences_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_first_sentences_round_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "round_id", name=op.f("pk_first_sentences")),
    )
