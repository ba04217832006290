"""Let places be a tree of levels, rounds belong to a place of any level, and a person hold one
voting right on each level of an edition.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant, RandomId, Texts

revision = "0006"
down_revision = "0005"

#: The level of every place there was until now.
NEIGHBOURHOOD = 3
LEVEL = sa.SmallInteger
#: What PostgreSQL keeps under the names of before: (table, old, new). SQLite rewrites the tables.
RENAMED = (
    ("places", "pk_neighbourhoods", "pk_places"),
    ("places", "uq_neighbourhoods_slug", "uq_places_slug"),
    ("places", "ck_neighbourhoods_population", "ck_places_population"),
    ("rounds", "uq_rounds_edition_id_neighbourhood_id", "uq_rounds_edition_id_place_id"),
)
#: The triggers that speak of rounds; SQLite forgets or refuses them while it rewrites that table.
CLOSED_BY_SEALING = ("open_ballots", "sealed_ballots", "receipt_hashes")


def upgrade() -> None:
    """Rename what was a neighbourhood, then give places, rounds and rights their level."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        for table in CLOSED_BY_SEALING:
            op.execute(f"DROP TRIGGER {table}_closed_by_sealing")
        op.execute("DROP TRIGGER rounds_sealed_is_final")
    rename(is_sqlite=is_sqlite)
    for table in ("places", "rounds", "voting_rights"):
        # The default is for the rows there are; it goes again when the table is rewritten.
        level = sa.Column("level", LEVEL(), nullable=False, server_default=str(NEIGHBOURHOOD))
        op.add_column(table, level)
    grow_the_tree()
    point_at_places()
    give_rounds_a_level(is_sqlite=is_sqlite)
    give_rights_a_level()
    op.add_column(
        "cities", sa.Column("level_names", sa.JSON(), nullable=False, server_default="{}")
    )
    if is_sqlite:
        put_triggers_back()


def rename(*, is_sqlite: bool) -> None:
    """Call the table and the columns that point at it after places."""
    op.rename_table("neighbourhoods", "places")
    for table in ("rounds", "residencies", "given_roles"):
        op.execute(f"ALTER TABLE {table} RENAME COLUMN neighbourhood_id TO place_id")
    op.drop_index("ix_rounds_neighbourhood_id", table_name="rounds")
    op.drop_index("ix_residencies_neighbourhood_id", table_name="residencies")
    op.drop_index("uq_given_roles_neighbourhood", table_name="given_roles")
    if is_sqlite:
        return
    for table, old, new in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")
    op.execute("ALTER SEQUENCE neighbourhoods_id_seq RENAME TO places_id_seq")


def grow_the_tree() -> None:
    """Let a place stand under another of a higher level."""
    places = sa.Table(
        "places",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("boundary", sa.JSON(), nullable=True),
        sa.Column("profile", Texts(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.Column("level", LEVEL(), nullable=False),
        sa.CheckConstraint("population >= 0", name="ck_places_population"),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("slug", name="uq_places_slug"),
    )
    with op.batch_alter_table("places", copy_from=places) as batch:
        batch.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("parent_level", LEVEL(), nullable=True))
        batch.create_check_constraint(op.f("ck_places_level"), "level BETWEEN 1 AND 4")
        batch.create_check_constraint(op.f("ck_places_parent_is_higher"), "parent_level < level")
        batch.create_check_constraint(
            op.f("ck_places_parent"), "(parent_id IS NULL) = (parent_level IS NULL)"
        )
        batch.create_unique_constraint(op.f("uq_places_id_level"), ["id", "level"])
        batch.create_foreign_key(
            op.f("fk_places_parent_id_parent_level"),
            "places",
            ["parent_id", "parent_level"],
            ["id", "level"],
        )
        batch.alter_column("level", existing_type=LEVEL(), server_default=None)
    op.create_index(op.f("ix_places_parent_id"), "places", ["parent_id"])
    is_city = sa.text("level = 1")
    op.create_index(
        "uq_places_city",
        "places",
        ["level"],
        unique=True,
        sqlite_where=is_city,
        postgresql_where=is_city,
    )


def point_at_places() -> None:
    """Hold residencies and roles to places that exist."""
    residencies = sa.Table(
        "residencies",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("evidence_note", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", Instant(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'confirmed' OR evidence_note = ''", name="ck_residencies_evidence_deleted"
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'confirmed', 'refused', 'ended')", name="ck_residencies_state"
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> person_id",
            name="ck_residencies_not_by_oneself",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name="fk_residencies_decided_by_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_residencies_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_residencies"),
        sa.Index("ix_residencies_person_id", "person_id"),
        *(
            sa.Index(
                f"uq_residencies_{state}",
                "person_id",
                unique=True,
                sqlite_where=sa.text(f"state = '{state}'"),
                postgresql_where=sa.text(f"state = '{state}'"),
            )
            for state in ("asked", "confirmed")
        ),
    )
    is_held = sa.text("ended_at IS NULL")
    is_held_for_the_city = sa.text("ended_at IS NULL AND place_id IS NULL")
    given_roles = sa.Table(
        "given_roles",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["given_by_id"], ["people.id"], name="fk_given_roles_given_by_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_given_roles_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_given_roles"),
        sa.Index("ix_given_roles_person_id", "person_id"),
        sa.Index(
            "uq_given_roles_city",
            "person_id",
            "role",
            unique=True,
            sqlite_where=is_held_for_the_city,
            postgresql_where=is_held_for_the_city,
        ),
    )
    for table in (residencies, given_roles):
        with op.batch_alter_table(table.name, copy_from=table) as batch:
            batch.create_foreign_key(
                op.f(f"fk_{table.name}_place_id"), "places", ["place_id"], ["id"]
            )
        op.create_index(op.f(f"ix_{table.name}_place_id"), table.name, ["place_id"])
    op.create_index(
        "uq_given_roles_place",
        "given_roles",
        ["person_id", "role", "place_id"],
        unique=True,
        sqlite_where=is_held,
        postgresql_where=is_held,
    )


def give_rounds_a_level(*, is_sqlite: bool) -> None:
    """Let a round say on which level its place stands."""
    rounds = sa.Table(
        "rounds",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=True),
        sa.Column("key_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("first_key_holder_id", sa.Integer(), nullable=True),
        sa.Column("second_key_holder_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", Instant(timezone=True), nullable=True),
        sa.Column("sealed_at", Instant(timezone=True), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("key_destroyed_at", Instant(timezone=True), nullable=True),
        sa.Column("alarm", sa.String(length=60), nullable=False),
        sa.Column("settling_asked_by_id", sa.Integer(), nullable=True),
        sa.Column("level", LEVEL(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name="fk_rounds_edition_id"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_rounds_neighbourhood_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("edition_id", "place_id", name="uq_rounds_edition_id_place_id"),
        sa.UniqueConstraint("id", "edition_id", name="uq_rounds_id_edition_id"),
        sa.UniqueConstraint("key_id", name="uq_rounds_key_id"),
        sa.UniqueConstraint("slug", name="uq_rounds_slug"),
    )
    if not is_sqlite:
        # It leans on the pair that becomes a triple; SQLite leaves it out when it copies the table.
        op.drop_constraint("fk_voting_rights_round_id_edition_id", "voting_rights")
    with op.batch_alter_table("rounds", copy_from=rounds) as batch:
        batch.drop_constraint(op.f("fk_rounds_neighbourhood_id"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_rounds_id_edition_id"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_rounds_id_edition_id_level"), ["id", "edition_id", "level"]
        )
        batch.create_foreign_key(
            op.f("fk_rounds_place_id_level"), "places", ["place_id", "level"], ["id", "level"]
        )
        batch.alter_column("level", existing_type=LEVEL(), server_default=None)
    op.create_index(op.f("ix_rounds_place_id"), "rounds", ["place_id"])


def give_rights_a_level() -> None:
    """Let a person hold one right on each level of an edition."""
    rights = sa.Table(
        "voting_rights",
        sa.MetaData(),
        sa.Column("id", RandomId(length=16), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("casts", sa.Integer(), nullable=False),
        sa.Column("last_submission", sa.String(length=64), nullable=False),
        sa.Column("level", LEVEL(), nullable=False),
        sa.CheckConstraint("channel IN ('', 'online', 'paper')", name="ck_voting_rights_channel"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_voting_rights_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_voting_rights"),
        sa.UniqueConstraint(
            "edition_id", "person_id", name="uq_voting_rights_edition_id_person_id"
        ),
        sa.Index("ix_voting_rights_round_id", "round_id"),
        # A row number would tell the order of casting.
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("voting_rights", copy_from=rights) as batch:
        batch.drop_constraint(op.f("uq_voting_rights_edition_id_person_id"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_voting_rights_edition_id_level_person_id"),
            ["edition_id", "level", "person_id"],
        )
        batch.create_foreign_key(
            op.f("fk_voting_rights_round_id_edition_id_level"),
            "rounds",
            ["round_id", "edition_id", "level"],
            ["id", "edition_id", "level"],
        )
        batch.alter_column("level", existing_type=LEVEL(), server_default=None)


def put_triggers_back() -> None:
    """Add on SQLite what revision 0002 added, word for word."""
    op.execute(
        "CREATE TRIGGER rounds_sealed_is_final BEFORE UPDATE ON rounds WHEN OLD.sealed_at IS NOT "
        "NULL AND (NEW.sealed_at IS NULL OR NEW.sealed_at <> OLD.sealed_at OR NEW.sealed_digest "
        "IS NULL OR NEW.sealed_digest <> OLD.sealed_digest) "
        "BEGIN SELECT RAISE(ABORT, 'a sealed round is final'); END"
    )
    for table in CLOSED_BY_SEALING:
        op.execute(
            f"CREATE TRIGGER {table}_closed_by_sealing BEFORE INSERT ON {table} WHEN EXISTS "
            "(SELECT 1 FROM rounds WHERE rounds.id = NEW.round_id AND rounds.sealed_at IS NOT "
            "NULL) BEGIN SELECT RAISE(ABORT, 'a sealed round is final'); END"
        )
