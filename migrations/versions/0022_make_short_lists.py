"""Keep supports, juries and short lists."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the terms of short lists, supports, and juries with what they say."""
    with op.batch_alter_table("rounds") as batch:
        batch.add_column(sa.Column("shortlisted_at", Instant(timezone=True), nullable=True))
    _add_terms()
    _add_supports()
    _add_juries()


def _add_terms() -> None:
    op.create_table(
        "shortlist_terms",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("supports_each", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most_projects", sa.Integer(), nullable=False),
        sa.Column("by_category", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", Instant(timezone=True), nullable=True),
        sa.Column("asked_digest", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint("way IN ('support', 'jury')", name=op.f("ck_shortlist_terms_way")),
        sa.CheckConstraint("supports_each >= 1", name=op.f("ck_shortlist_terms_supports_each")),
        sa.CheckConstraint("least >= 1", name=op.f("ck_shortlist_terms_least")),
        sa.CheckConstraint("most_projects >= 1", name=op.f("ck_shortlist_terms_most_projects")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (digest IS NULL)", name=op.f("ck_shortlist_terms_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_shortlist_terms_round_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_shortlist_terms")),
        sa.UniqueConstraint(
            "round_id", "supports_each", name=op.f("uq_shortlist_terms_round_id_supports_each")
        ),
    )


def _add_supports() -> None:
    op.create_table(
        "supports",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("supports_each", sa.Integer(), nullable=False),
        sa.CheckConstraint("slot >= 1 AND slot <= supports_each", name=op.f("ck_supports_slot")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_supports_person_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "round_id"],
            ["projects.id", "projects.round_id"],
            name=op.f("fk_supports_project_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "supports_each"],
            ["shortlist_terms.round_id", "shortlist_terms.supports_each"],
            name=op.f("fk_supports_round_id_supports_each"),
        ),
        sa.PrimaryKeyConstraint("project_id", "person_id", name=op.f("pk_supports")),
        sa.UniqueConstraint(
            "round_id", "person_id", "slot", name=op.f("uq_supports_round_id_person_id_slot")
        ),
    )
    op.create_index(op.f("ix_supports_person_id"), "supports", ["person_id"])


def _add_juries() -> None:
    op.create_table(
        "jury_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sits_as", sa.String(length=120), nullable=False),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_jury_seats_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_jury_seats_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_seats")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_jury_seats_round_id_number")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_jury_seats_round_id_person_id")),
    )
    op.create_index(op.f("ix_jury_seats_person_id"), "jury_seats", ["person_id"])
    op.create_table(
        "jury_opinions",
        sa.Column("seat_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_jury_opinions_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["jury_seats.id"], name=op.f("fk_jury_opinions_seat_id")
        ),
        sa.PrimaryKeyConstraint("seat_id", "project_id", name=op.f("pk_jury_opinions")),
    )
    op.create_index(op.f("ix_jury_opinions_project_id"), "jury_opinions", ["project_id"])
    op.create_table(
        "jury_reasons",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_standard", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("is_standard OR reason <> ''", name=op.f("ck_jury_reasons_reason")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_jury_reasons_project_id")
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_jury_reasons")),
    )
