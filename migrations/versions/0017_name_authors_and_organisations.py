"""Keep organisations, and who writes a project together."""

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Change nothing yet."""
