"""The edition of next year: a draft that the staff prepare, and that nobody else sees yet."""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.calendar import lengths_of
from neighbourhood.demo.present import CENTS, SOURCE
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.rounds.queries import edition_at_desk
from neighbourhood.rounds.rules import consecutive
from neighbourhood.rounds.services import add_round, open_edition, renew_preview

#: How many days ago the staff began to prepare it.
PREPARED = -6


def note_next_year(town: Town) -> None:
    """Note when the draft is begun, its rounds are added and its preview link is made."""
    edition = source("edition-2027")
    town.diary.note(town.at(PREPARED, 9), partial(_open, town, edition))
    town.diary.note(town.at(PREPARED, 10), partial(_prepare, town, edition))


def _open(town: Town, edition: Entry) -> None:
    open_edition(
        town.session,
        scheme=edition["scheme"],
        actor=town.acting("staff"),
        now=clock.now(),
        slug=edition["slug"],
        title=edition["title"],
        aims=source("edition-2026")["editions"][edition["scheme"]]["aims"],
        source=SOURCE,
        is_invented=True,
    )


def _prepare(town: Town, entry: Entry) -> None:
    edition = edition_at_desk(town.session, entry["slug"])
    phases = consecutive(lengths_of(entry), town.day(entry["begins"]), ZONE)
    for round_entry in entry["rounds"]:
        add_round(
            town.session,
            edition,
            town.places[round_entry["place"]],
            fund=round_entry["fund"] * CENTS,
            phases=phases,
            actor=town.acting("staff"),
            now=clock.now(),
        )
    renew_preview(town.session, edition, actor=town.acting("staff"), now=clock.now())
