"""The table of the city's price list."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import FOLDED_TEXT, Instant, MinorUnits, Texts
from neighbourhood.folding import folded
from neighbourhood.projects.models.categories import Category
from neighbourhood.projects.rules.prices import Unit


class PriceItem(Base):
    """What a thing costs by the city's experience, so that residents can estimate a project."""

    __tablename__ = "price_items"
    __table_args__ = (
        CheckConstraint("lowest >= 0 AND highest >= lowest", name="amounts"),
        CheckConstraint(f"unit IN ({', '.join(repr(str(one)) for one in Unit)})", name="unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: By which a file names the item again.
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    unit: Mapped[str] = mapped_column(String(20))
    #: In minor units; the same twice where the price is one amount.
    lowest: Mapped[int] = mapped_column(MinorUnits)
    highest: Mapped[int] = mapped_column(MinorUnits)
    note: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    #: Of which day the price is.
    as_of: Mapped[date] = mapped_column(Date)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_invented: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    search_text: Mapped[str] = mapped_column(FOLDED_TEXT, default="")

    category: Mapped[Category | None] = relationship()


@event.listens_for(PriceItem, "before_insert")
@event.listens_for(PriceItem, "before_update")
def _keep_search_text(_mapper: object, _connection: object, item: PriceItem) -> None:
    # Whatever language somebody thinks in: the names of all of them are searched.
    item.search_text = "\n".join(folded(text) for text in (*item.name.values(), item.code))
