"""Let a project be asked back with a date, a refusal be appealed once, and the verdicts of a round
be held back until all are released together.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant

revision = "0011"
down_revision = "0010"

STATES = "state IN ('draft', 'submitted', 'asked_back', 'feasible', 'not_feasible', 'withdrawn')"


def upgrade() -> None:
    """Add the new verdict, its date, the appeals and the release; every verdict there is was
    released when it was given.
    """
    with op.batch_alter_table("projects") as projects:
        projects.drop_constraint(op.f("ck_projects_state"), type_="check")
        projects.create_check_constraint(op.f("ck_projects_state"), STATES)
    op.add_column(
        "rounds",
        sa.Column("holds_verdicts", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    let_verdicts_wait()
    op.create_table(
        "appeals",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_appeals_reason")),
        sa.CheckConstraint(
            "decision_id IS NULL OR decision_id > review_id", name=op.f("ck_appeals_later")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["reviews.id"], name=op.f("fk_appeals_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_appeals_project_id")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_appeals_review_id")),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_appeals")),
    )


def let_verdicts_wait() -> None:
    """Give a verdict its release, its date for an answer, the text it is about, and the corrections
    it holds until then.
    """
    op.add_column("reviews", sa.Column("released_at", Instant(timezone=True), nullable=True))
    op.execute("UPDATE reviews SET released_at = reviewed_at")
    with op.batch_alter_table("reviews") as reviews:
        reviews.add_column(sa.Column("answer_by", Instant(timezone=True), nullable=True))
        reviews.add_column(sa.Column("project_version", sa.Integer(), nullable=True))
        reviews.add_column(sa.Column("reminded_at", Instant(timezone=True), nullable=True))
        reviews.add_column(
            sa.Column("held_corrections", sa.JSON(), nullable=False, server_default="{}")
        )
        reviews.drop_constraint(op.f("ck_reviews_verdict"), type_="check")
        reviews.create_check_constraint(
            op.f("ck_reviews_verdict"), "verdict IN ('feasible', 'not_feasible', 'asked_back')"
        )
        reviews.create_check_constraint(
            op.f("ck_reviews_answer_by"), "(verdict = 'asked_back') = (answer_by IS NOT NULL)"
        )
