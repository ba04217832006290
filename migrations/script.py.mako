"""${message}."""

import sqlalchemy as sa
from alembic import op${"\n" + imports if imports else ""}

revision = "${up_revision}"
down_revision = "${down_revision}"


def upgrade() -> None:
    """Change the tables forward; there is no way back."""
    # A column that must hold a value needs a server_default: the tables are full of rows.
    ${upgrades if upgrades else "pass"}
