"""Note who entered an interest where the member told it in the meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add who entered it; the interests there are were declared by the members themselves."""
    op.add_column("interests", sa.Column("entered_by_id", sa.Integer(), nullable=True))
