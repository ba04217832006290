"""Find projects in a large round as fast as in a small one."""

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Change nothing yet."""
