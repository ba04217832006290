"""Give the city's data a licence."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the licence; a city that is set up already starts with CC BY 4.0."""
    op.add_column(
        "cities",
        sa.Column("data_licence", sa.String(length=20), nullable=False, server_default="CC-BY-4.0"),
    )
