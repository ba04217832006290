"""Let an edition begin as a draft with planned money, a phase be moved before it begins, and a
round end badly with a reason.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant, MinorUnits

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add drafts, moved starts and bad ends; everything there was is public and goes on."""
    op.add_column("cities", sa.Column("holidays", sa.JSON(), nullable=False, server_default="{}"))
    let_editions_be_drafts()
    let_phases_move()
    op.create_table(
        "round_endings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('not_held', 'cancelled')", name=op.f("ck_round_endings_kind")),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> asked_by_id",
            name=op.f("ck_round_endings_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_round_endings_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["people.id"], name=op.f("fk_round_endings_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_round_endings_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_endings")),
        sa.UniqueConstraint("round_id", name=op.f("uq_round_endings_round_id")),
        sqlite_autoincrement=True,
    )


def let_editions_be_drafts() -> None:
    """Let an edition be unseen at first; those there are were public when they were opened."""
    op.add_column("editions", sa.Column("public_at", Instant(timezone=True), nullable=True))
    op.execute("UPDATE editions SET public_at = created_at")
    with op.batch_alter_table("editions") as editions:
        editions.add_column(sa.Column("preview_token", sa.String(length=43), nullable=True))
        editions.create_unique_constraint(op.f("uq_editions_preview_token"), ["preview_token"])
    with op.batch_alter_table("funds") as funds:
        funds.add_column(sa.Column("draft_amount", MinorUnits(), nullable=True))
        funds.create_check_constraint(
            op.f("ck_funds_draft"), "draft_amount IS NULL OR (draft_amount >= 0 AND amount = 0)"
        )


def let_phases_move() -> None:
    """Let a move say the start as well, and let it be of a phase with an open end.

    Until now only ends were moved. A start that was pushed on meanwhile is taken as it is today.
    """
    for name in ("old_start", "new_start"):
        op.add_column("moved_dates", sa.Column(name, Instant(timezone=True), nullable=True))
        op.execute(
            f"UPDATE moved_dates SET {name} = "
            "(SELECT starts_at FROM phases WHERE phases.id = moved_dates.phase_id)"
        )
    # A move can be taken back from now on; SQLite must not give its number to another one.
    with op.batch_alter_table("moved_dates", table_kwargs={"sqlite_autoincrement": True}) as moves:
        for name in ("old_start", "new_start"):
            moves.alter_column(name, existing_type=Instant(timezone=True), nullable=False)
        for name in ("old_end", "new_end"):
            moves.alter_column(name, existing_type=Instant(timezone=True), nullable=True)
        moves.create_check_constraint(
            op.f("ck_moved_dates_order"), "new_end IS NULL OR new_end > new_start"
        )
