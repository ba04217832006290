"""The rooms of the house, in the order in which they stand on each other, and what each brings along."""

from flask import Flask

from neighbourhood.ballots import models as ballot_tables
from neighbourhood.committees import models as committee_tables
from neighbourhood.outbox import models as outbox_tables
from neighbourhood.people import identity
from neighbourhood.places import loading
from neighbourhood.results import models as result_tables
from neighbourhood.trail import models as trail_tables
from neighbourhood.web.navigation import Link

#: Tables that no page of their room imports first; naming them here lets migrations see them all.
TABLES = (ballot_tables, committee_tables, outbox_tables, result_tables, trail_tables)

PUBLIC_NAVIGATION: list[Link] = []
DESK_NAVIGATION: list[Link] = []


def init_rooms(app: Flask) -> None:
    """Register every room's pages, sentences and commands."""
    identity.init_identity(app)
    loading.init_city(app)
