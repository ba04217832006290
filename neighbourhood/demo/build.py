"""Building the demo city, by the same services and in the order of time as a real one."""

from functools import partial

from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.vault.installed import the_vault
from neighbourhood.database import begin, commit
from neighbourhood.database.copy import NotEmpty, has_rows
from neighbourhood.database.queries import note_public_change
from neighbourhood.demo.cast import note_invitation, settle_people, welcome_newcomers
from neighbourhood.demo.city import found_city
from neighbourhood.demo.committees import note_committees
from neighbourhood.demo.endings import note_endings
from neighbourhood.demo.next_year import note_next_year
from neighbourhood.demo.organisations import note_organisations
from neighbourhood.demo.past import recount_past_votes
from neighbourhood.demo.present import note_editions
from neighbourhood.demo.prices import list_prices
from neighbourhood.demo.reviews import found_departments
from neighbourhood.demo.shortlists import note_shortlists
from neighbourhood.demo.town import SET_UP, Town
from neighbourhood.demo.voting import note_votes
from neighbourhood.outbox.services import keep_all


def build(session: Session) -> None:
    """Fill an empty, migrated database with the demo city and commit; raises NotEmpty where it
    holds anything.
    """
    begin(session, is_read_only=False)
    if has_rows(session):
        raise NotEmpty
    town = Town(session, the_vault(), clock.now())
    note_history(town)
    town.diary.live(until=town.now)
    # A demo city sends nothing: what it would have mailed is kept to be looked at.
    keep_all(session, now=town.now)
    note_public_change(session)
    commit(session)


def note_history(town: Town) -> None:
    """Note in the city's diary everything that has happened in it."""
    town.diary.note(town.at(SET_UP, 8), partial(found_city, town))
    town.diary.note(town.at(SET_UP, 9), partial(settle_people, town))
    town.diary.note(town.at(SET_UP, 10), partial(found_departments, town))
    town.diary.note(town.at(SET_UP + 14, 10), partial(recount_past_votes, town))
    welcome_newcomers(town)
    note_invitation(town)
    note_organisations(town)
    town.diary.note(town.at(SET_UP + 15, 9), partial(list_prices, town))
    note_editions(town)
    note_votes(town)
    note_committees(town)
    note_endings(town)
    note_shortlists(town)
    note_next_year(town)
