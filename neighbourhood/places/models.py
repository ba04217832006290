"""Tables of places: the city with its settings and strategy, and its neighbourhoods."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant, Texts
from neighbourhood.geojson import Geometry


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
    is_demo: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Neighbourhood(Base):
    """A neighbourhood of the city: name, people, boundary and profile."""

    __tablename__ = "neighbourhoods"
    __table_args__ = (CheckConstraint("population >= 0", name="population"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    population: Mapped[int | None]
    boundary: Mapped[Geometry | None] = mapped_column(JSON)
    profile: Mapped[dict[str, str]] = mapped_column(Texts)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_invented: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def neighbourhood_id(self) -> int:
        """Answer the permission facts like everything that stands in a neighbourhood."""
        return self.id
