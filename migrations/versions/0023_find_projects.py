"""Find projects in a large round as fast as in a small one: pieces of three letters of what they
say, and orders that the database keeps.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.folding import folded
from neighbourhood.geojson import Geometry
from neighbourhood.places.rules.outlines import metres_outside

revision = "0023"
down_revision = "0022"

SEARCHED = ("title", "summary", "description", "place")
#: So many rows at a time: a city's texts need not fit into memory at once.
BATCH = 500
#: Three signs that no text holds and that name a round, so that a question stays within it.
SQLITE_ROUND = (
    "char(57344 + {row}.round_id / 16777216, 57344 + {row}.round_id / 4096 % 4096, "
    "57344 + {row}.round_id % 4096)"
)
#: Where the title and the summary end: at the second end of a line.
SQLITE_END = (
    "instr({row}.search_text, char(10)) + instr(substr({row}.search_text, "
    "instr({row}.search_text, char(10)) + 1), char(10))"
)
#: What a list is narrowed by, behind each order.
NARROWED = (
    *(
        "submitted_at",
        "state",
        "category_id",
        "language",
        "carried_by",
        "latitude",
        "part_id",
        "id",
    ),
    "cost",
)
ORDERS = {
    "number": ("order_number",),
    "time": ("submitted_at", "order_number"),
    "cost": ("cost", "order_number"),
    "title": ("sort_title", "order_number"),
}


def upgrade() -> None:
    """Keep the pieces by triggers, and fold every project again."""
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("part_id", sa.Integer(), nullable=True))
        projects.create_foreign_key(
            op.f("fk_projects_part_id"), "places", ["part_id"], ["id"], ondelete="SET NULL"
        )
        projects.add_column(
            sa.Column("order_number", sa.Integer(), nullable=False, server_default="0")
        )
        projects.add_column(
            sa.Column(
                "sort_title",
                sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
                nullable=False,
                server_default="",
            )
        )
    _find_parts()
    op.execute("UPDATE projects SET order_number = coalesce(list_number, 1000000000 + number)")
    for name, order in ORDERS.items():
        behind = [column for column in NARROWED if column not in order]
        op.create_index(f"ix_projects_by_{name}", "projects", ["round_id", *order, *behind])
    op.create_index(op.f("ix_projects_round_id_language"), "projects", ["round_id", "language"])
    # Before the triggers are there: they take out of the index what they find in the row.
    _fold_again()
    if op.get_bind().dialect.name == "sqlite":
        _keep_on_sqlite()
    else:
        _keep_on_postgresql()


def _find_parts() -> None:
    """Say of each project with a point in which of the places below it lies."""
    bind = op.get_bind()
    places = sa.table(
        "places", sa.column("id"), sa.column("parent_id"), sa.column("boundary", sa.JSON)
    )
    rounds = sa.table("rounds", sa.column("id"), sa.column("place_id"))
    projects = sa.table(
        "projects", *map(sa.column, ("id", "round_id", "latitude", "longitude", "part_id"))
    )
    below: dict[int, list[tuple[int, Geometry]]] = {}
    for number, parent, boundary in bind.execute(sa.select(places).order_by(places.c.id)):
        if parent is not None and boundary is not None:
            below.setdefault(parent, []).append((number, boundary))
    points = sa.select(
        projects.c.id, rounds.c.place_id, projects.c.latitude, projects.c.longitude
    ).join_from(projects, rounds, projects.c.round_id == rounds.c.id)
    for number, place, latitude, longitude in bind.execute(points).all():
        if latitude is None or longitude is None:
            continue
        for part, boundary in below.get(place, ()):
            if metres_outside(boundary, latitude=latitude, longitude=longitude) == 0:
                change = sa.update(projects).where(projects.c.id == number)
                bind.execute(change.values(part_id=part))
                break


def _keep_on_sqlite() -> None:
    # It keeps no text of its own, so taking one out needs the text as it was.
    op.execute(
        "CREATE VIRTUAL TABLE project_grams USING fts5(named, rest, content='', detail=column, "
        "tokenize='trigram case_sensitive 1')"
    )
    put = "INSERT INTO project_grams (rowid, named, rest) VALUES ({});"
    take = "INSERT INTO project_grams (project_grams, rowid, named, rest) VALUES ('delete', {}); "
    new, old = put.format(_on_sqlite("new")), take.format(_on_sqlite("old"))
    op.execute(f"CREATE TRIGGER projects_grams_insert AFTER INSERT ON projects BEGIN {new} END")
    op.execute(f"CREATE TRIGGER projects_grams_delete AFTER DELETE ON projects BEGIN {old} END")
    op.execute(
        "CREATE TRIGGER projects_grams_update AFTER UPDATE OF search_text, round_id ON projects "
        f"BEGIN {old}{new} END"
    )
    op.execute(
        f"INSERT INTO project_grams (rowid, named, rest) SELECT {_on_sqlite('projects')} "
        "FROM projects"
    )


def _on_sqlite(row: str) -> str:
    end, round_ = SQLITE_END.format(row=row), SQLITE_ROUND.format(row=row)
    return (
        f"{row}.id, {round_} || char(10) || replace(substr({row}.search_text, 1, {end}), ' ', ''), "
        f"replace(substr({row}.search_text, {end} + 1), ' ', '')"
    )


def _keep_on_postgresql() -> None:
    op.execute(
        'CREATE TABLE project_grams (project_id integer PRIMARY KEY, named text[] COLLATE "C" '
        'NOT NULL, whole text[] COLLATE "C" NOT NULL)'
    )
    op.execute("CREATE INDEX ix_project_grams_named ON project_grams USING gin (named)")
    op.execute("CREATE INDEX ix_project_grams_whole ON project_grams USING gin (whole)")
    op.execute(
        "CREATE FUNCTION trigrams(written text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT AS $$ "
        "SELECT coalesce(array_agg(DISTINCT one || two || three), '{}') FROM (SELECT sign AS one, "
        "lead(sign) OVER (ORDER BY place) AS two, lead(sign, 2) OVER (ORDER BY place) AS three "
        "FROM unnest(string_to_array(replace(written, ' ', ''), NULL)) WITH ORDINALITY "
        "AS signs (sign, place)) AS pieces WHERE three IS NOT NULL $$"
    )
    put = f"INSERT INTO project_grams VALUES ({_on_postgresql('NEW')});"
    op.execute(
        "CREATE FUNCTION keep_project_grams() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'TRUNCATE' THEN TRUNCATE project_grams; RETURN NULL; END IF; "
        "IF TG_OP <> 'INSERT' THEN DELETE FROM project_grams WHERE project_id = OLD.id; END IF; "
        f"IF TG_OP <> 'DELETE' THEN {put} END IF; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER projects_grams AFTER INSERT OR DELETE OR UPDATE OF search_text, round_id "
        "ON projects FOR EACH ROW EXECUTE FUNCTION keep_project_grams()"
    )
    op.execute(
        "CREATE TRIGGER projects_grams_truncate AFTER TRUNCATE ON projects "
        "FOR EACH STATEMENT EXECUTE FUNCTION keep_project_grams()"
    )
    op.execute(f"INSERT INTO project_grams SELECT {_on_postgresql('projects')} FROM projects")


def _on_postgresql(row: str) -> str:
    lines = [f"split_part({row}.search_text, chr(10), {number})" for number in (1, 2)]
    named = f"trigrams({lines[0]} || chr(10) || {lines[1]})"
    whole = f"trigrams({row}.search_text)"
    return f"{row}.id, " + ", ".join(
        f"array_append({pieces}, '#' || {row}.round_id)" for pieces in (named, whole)
    )


def _fold_again() -> None:
    table = sa.table(
        "projects",
        *(sa.column(one, sa.Text()) for one in ("search_text", "sort_title", *SEARCHED)),
        sa.column("id"),
    )
    texts = [table.c[one] for one in SEARCHED]
    connection, last = op.get_bind(), 0
    while rows := connection.execute(
        sa.select(table.c.id, *texts).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
    ).all():
        connection.execute(
            table.update()
            .where(table.c.id == sa.bindparam("of"))
            .values(search_text=sa.bindparam("again"), sort_title=sa.bindparam("ordered")),
            [
                {
                    "of": row[0],
                    "again": "\n".join(folded(text or "") for text in row[1:]),
                    "ordered": folded(row[1]),
                }
                for row in rows
            ],
        )
        last = rows[-1][0]
