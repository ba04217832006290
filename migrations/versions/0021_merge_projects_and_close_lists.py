"""Let projects be merged, and lists be closed with drawn numbers."""

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Change nothing yet."""
