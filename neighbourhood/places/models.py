"""Tables of places: the city with its settings and strategy, and the tree of its places."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import FOLDED_TEXT, Instant, Texts
from neighbourhood.geojson import BaseMap, Geometry
from neighbourhood.places.rules.levels import Level


class LevelColumn(TypeDecorator[Level]):
    """A level of the tree of places, as its number."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Level | int | None, dialect: Dialect) -> int | None:
        """Return the level's number."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Level | None:
        """Return the level of a number."""
        return None if value is None else Level(value)


class City(Base):
    """The one city of this installation and what its staff set."""

    __tablename__ = "cities"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(80))
    programme: Mapped[dict[str, str]] = mapped_column(Texts)
    accent: Mapped[str] = mapped_column(String(7), default="#0b5d5e")
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    timezone: Mapped[str] = mapped_column(String(40), default="UTC")
    languages: Mapped[list[str]] = mapped_column(JSON)
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_text: Mapped[str] = mapped_column(Text, default="")
    #: The licence of the city's data, by its SPDX name (`rules.DataLicence`).
    data_licence: Mapped[str] = mapped_column(
        String(20), default="CC-BY-4.0", server_default="CC-BY-4.0"
    )
    emblem: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    emblem_digest: Mapped[str] = mapped_column(String(64), default="")
    strategy: Mapped[dict[str, str]] = mapped_column(Texts)
    strategy_decision: Mapped[str] = mapped_column(String(200), default="")
    strategy_decided_on: Mapped[str] = mapped_column(String(10), default="")
    strategy_responsible: Mapped[str] = mapped_column(String(200), default="")
    equal_treatment: Mapped[dict[str, str]] = mapped_column(Texts)
    #: What the city calls its levels, where it has words of its own: level -> language -> one
    #: place, many places.
    level_names: Mapped[dict[str, dict[str, list[str]]]] = mapped_column(JSON, default=dict)
    #: The public holidays that the city has pasted, by their day (ISO 8601): what each is called.
    holidays: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    # River and main streets, drawn under the places: lines of a GeoJSON, simplified.
    base_map: Mapped[BaseMap | None] = mapped_column(JSON)
    is_demo: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Place(Base):
    """A place of the city on one level of its tree: name, people, boundary, profile, and the place
    above it.
    """

    __tablename__ = "places"
    __table_args__ = (
        CheckConstraint("population >= 0", name="population"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        # Levels only rise on the way up, so the database knows no ring.
        CheckConstraint("parent_level < level", name="parent_is_higher"),
        CheckConstraint("(parent_id IS NULL) = (parent_level IS NULL)", name="parent"),
        UniqueConstraint("id", "level"),
        ForeignKeyConstraint(("parent_id", "parent_level"), ("places.id", "places.level")),
        # There is but one city.
        Index(
            "uq_places_city",
            "level",
            unique=True,
            sqlite_where=text("level = 1"),
            postgresql_where=text("level = 1"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    # Language -> how its readers write the name, in their script.
    names: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    level: Mapped[Level] = mapped_column(LevelColumn, default=Level.NEIGHBOURHOOD)
    parent_id: Mapped[int | None] = mapped_column(index=True)
    parent_level: Mapped[Level | None] = mapped_column(LevelColumn)
    population: Mapped[int | None]
    boundary: Mapped[Geometry | None] = mapped_column(JSON)
    profile: Mapped[dict[str, str]] = mapped_column(Texts)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_invented: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    parent: Mapped["Place | None"] = relationship(remote_side=[id, level])

    @property
    def place_id(self) -> int:
        """Answer the permission facts like everything that stands in a place."""
        return self.id


class PlaceAddress(Base):
    """A street or postcode that lies in a place, so that people find where they live; a long street
    may lie in several.
    """

    __tablename__ = "place_addresses"
    __table_args__ = (UniqueConstraint("place_id", "search_text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    label: Mapped[str] = mapped_column(String(120))
    search_text: Mapped[str] = mapped_column(FOLDED_TEXT, index=True)

    place: Mapped[Place] = relationship()
