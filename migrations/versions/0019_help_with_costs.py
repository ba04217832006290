"""Keep a list of prices, and what a project costs each year."""

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Change nothing yet."""
