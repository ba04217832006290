"""The demo city's price list: invented figures, and said to be so."""

from neighbourhood import clock
from neighbourhood.demo.sources import source
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.rules.prices import Price
from neighbourhood.projects.services import add_price


def list_prices(town: Town) -> None:
    """Put what residents ask for most on the price list."""
    for entry in source("prices")["prices"]:
        price = Price(
            code=entry["code"],
            name=entry["name"],
            unit=entry["unit"],
            lowest=entry["lowest"],
            highest=entry["highest"],
            as_of=clock.now().astimezone(ZONE).date(),
            note=entry["note"],
            category_id=town.categories[entry["category"]].id,
            is_invented=True,
        )
        add_price(town.session, price, actor=SYSTEM, now=clock.now())
