"""Let a place be found by its name in other scripts and by its addresses, and draw the city's
river and main streets under the map.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Texts

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add names in other languages, addresses and the base map."""
    op.add_column("cities", sa.Column("base_map", sa.JSON(), nullable=True))
    op.add_column("places", sa.Column("names", Texts(), nullable=False, server_default="{}"))
    op.create_table(
        "place_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column(
            "search_text",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["places.id"], name=op.f("fk_place_addresses_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_addresses")),
        sa.UniqueConstraint(
            "place_id", "search_text", name=op.f("uq_place_addresses_place_id_search_text")
        ),
    )
    op.create_index(op.f("ix_place_addresses_search_text"), "place_addresses", ["search_text"])
