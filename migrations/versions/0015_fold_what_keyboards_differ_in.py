"""Keep the texts that search looks into as the newer folding sees them."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.folding import folded

revision = "0015"
down_revision = "0014"

SEARCHED = ("title", "summary", "place")
#: So many rows at a time: a city's texts need not fit into memory at once.
BATCH = 500


def upgrade() -> None:
    """Fold the texts of every project and address again."""
    _fold_again("projects", SEARCHED)
    _fold_again("place_addresses", ("label",))


def _fold_again(name: str, fields: tuple[str, ...]) -> None:
    table = sa.table(
        name, *(sa.column(one, sa.Text()) for one in ("search_text", *fields)), sa.column("id")
    )
    texts = [table.c[one] for one in fields]
    connection, last = op.get_bind(), 0
    while rows := connection.execute(
        sa.select(table.c.id, *texts).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
    ).all():
        connection.execute(
            table.update()
            .where(table.c.id == sa.bindparam("of"))
            .values(search_text=sa.bindparam("again")),
            [
                {"of": row[0], "again": "\n".join(folded(text or "") for text in row[1:])}
                for row in rows
            ],
        )
        last = rows[-1][0]
