"""Keep a list of prices, and what a project costs each year."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant, MinorUnits, Texts

revision = "0019"
down_revision = "0018"

UNITS = (
    "unit IN ('piece', 'metre', 'square_metre', 'cubic_metre', 'hour', 'day', 'month', 'year', "
    "'person', 'whole')"
)


def upgrade() -> None:
    """Add the upkeep of a project and the table of prices."""
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("upkeep", MinorUnits(), nullable=True))
        projects.add_column(
            sa.Column("upkeep_note", sa.String(length=300), nullable=False, server_default="")
        )
        projects.create_check_constraint(op.f("ck_projects_upkeep"), "upkeep >= 0")
    op.create_table(
        "price_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", Texts(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("lowest", MinorUnits(), nullable=False),
        sa.Column("highest", MinorUnits(), nullable=False),
        sa.Column("note", Texts(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column(
            "search_text",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "lowest >= 0 AND highest >= lowest", name=op.f("ck_price_items_amounts")
        ),
        sa.CheckConstraint(UNITS, name=op.f("ck_price_items_unit")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_price_items_category_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_items")),
        sa.UniqueConstraint("code", name=op.f("uq_price_items_code")),
    )
    op.create_index(op.f("ix_price_items_category_id"), "price_items", ["category_id"])
