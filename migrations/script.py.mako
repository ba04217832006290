"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Change the tables forward; there is no way back."""
    # A column that must hold a value needs a server_default: the tables are full of rows.
    ${upgrades if upgrades else "pass"}
