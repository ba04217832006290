"""Keep the ballot of an edition as its kind describes it, so that another kind needs no new
column, and forget a number of ballots that nobody reads.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant, Texts

revision = "0005"
down_revision = "0004"

#: Editions between the old columns and the new one, for SQLite, which rewrites the table to drop
#: what a check names.
EDITIONS = sa.Table(
    "editions",
    sa.MetaData(),
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("slug", sa.String(length=60), nullable=False),
    sa.Column("title", Texts(), nullable=False),
    sa.Column("aims", Texts(), nullable=False),
    sa.Column("scheme", sa.String(length=40), nullable=False),
    sa.Column("decided_by", sa.String(length=12), nullable=False),
    sa.Column("ballot_kind", sa.String(length=20), nullable=False),
    sa.Column("least_choices", sa.Integer(), nullable=False),
    sa.Column("most_choices", sa.Integer(), nullable=True),
    sa.Column("rule", sa.String(length=40), nullable=False),
    sa.Column("rule_parameters", sa.JSON(), nullable=False),
    sa.Column("who_proposes", sa.JSON(), nullable=False),
    sa.Column("youngest_voter", sa.Integer(), nullable=True),
    sa.Column("oldest_voter", sa.Integer(), nullable=True),
    sa.Column("quorum", sa.Integer(), nullable=True),
    sa.Column("published_ballots", sa.String(length=10), nullable=False),
    sa.Column("source", sa.Text(), nullable=False),
    sa.Column("is_recount", sa.Boolean(), nullable=False),
    sa.Column("is_invented", sa.Boolean(), nullable=False),
    sa.Column("created_at", Instant(timezone=True), nullable=False),
    sa.Column("ballot", sa.JSON(), nullable=True),
    sa.CheckConstraint("ballot_kind IN ('approval')", name="ck_editions_ballot_kind"),
    sa.CheckConstraint("decided_by IN ('committee', 'vote')", name="ck_editions_decided_by"),
    sa.CheckConstraint(
        "published_ballots IN ('ballots', 'counts')", name="ck_editions_published_ballots"
    ),
    sa.CheckConstraint(
        "least_choices >= 0 AND (most_choices IS NULL OR most_choices >= least_choices)",
        name="ck_editions_choices",
    ),
    sa.PrimaryKeyConstraint("id", name="pk_editions"),
    sa.UniqueConstraint("slug", name="uq_editions_slug"),
)


def upgrade() -> None:
    """Move kind and limits into one column, then drop theirs."""
    op.add_column("editions", sa.Column("ballot", sa.JSON(), nullable=True))
    connection = op.get_bind()
    columns = (EDITIONS.c.id, EDITIONS.c.ballot_kind)
    limits = (EDITIONS.c.least_choices, EDITIONS.c.most_choices)
    for number, kind, least, most in connection.execute(sa.select(*columns, *limits)).all():
        ballot = {
            "kind": kind,
            "limits": {"least_choices": least, "most_choices": most},
            "blank": True,
        }
        connection.execute(sa.update(EDITIONS).where(EDITIONS.c.id == number).values(ballot=ballot))
    with op.batch_alter_table("editions", copy_from=EDITIONS) as editions:
        editions.drop_constraint(op.f("ck_editions_choices"), type_="check")
        editions.drop_constraint(op.f("ck_editions_ballot_kind"), type_="check")
        for name in ("ballot_kind", "least_choices", "most_choices"):
            editions.drop_column(name)
        editions.alter_column("ballot", existing_type=sa.JSON(), nullable=False)
    op.drop_column("rounds", "online_ballots")
