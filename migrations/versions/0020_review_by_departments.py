"""Keep departments, their sheets, and who looks at which project."""

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Change nothing yet."""
