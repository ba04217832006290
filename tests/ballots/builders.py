"""Votes for tests: an open one with five projects, filled ballots, what lies in the tables."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.models import OpenBallot, SealedBallot, VotingRight
from neighbourhood.ballots.queries import sealed_ballots
from neighbourhood.ballots.rules import FilledBallot
from neighbourhood.ballots.services import cast_ballot, open_voting
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.people.models import Person
from neighbourhood.people.services import ask_residency, confirm_residency
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.rounds.ballot_kinds.approval import Approval
from neighbourhood.rounds.models import Round
from tests.builders import (
    a_category,
    a_neighbourhood,
    a_person,
    a_project,
    a_resident,
    a_round,
    actor_of,
    an_edition,
    an_officer,
)

NUMBERS = (1, 2, 3, 4, 5)


def a_ready_round(session: Session, numbers: Sequence[int] = NUMBERS, **values: object) -> Round:
    """Add a round in its vote with feasible projects p1, p2, … and two key holders."""
    round_ = a_round(session, "vote", **values)  # type: ignore[arg-type]
    category = a_category(session, slug=f"nature-{round_.id}")
    for number in numbers:
        a_project(
            session,
            round_,
            f"Trees for street {number}",
            number=number,
            reference=f"p{number}",
            category=category,
        )
    round_.first_key_holder_id, round_.second_key_holder_id = (
        a_person(session).id,
        a_person(session).id,
    )
    session.flush()
    return round_


def an_open_vote(session: Session, keys: KeyRing, **values: object) -> Round:
    """Add a round whose vote is open."""
    round_ = a_ready_round(session, **values)  # type: ignore[arg-type]
    open_voting(session, round_, keys=keys, actor=SYSTEM, now=clock.now())
    session.commit()
    return round_


def filled(
    *numbers: int, version: int = 0, submission: str = "", is_blank: bool = False
) -> FilledBallot:
    """Return a filled ballot with a form key of its own."""
    fields = Approval().fields_for(dict.fromkeys(numbers, 1)) if numbers else {}
    blank = {"blank": "1"} if is_blank else {}
    return FilledBallot(fields | blank, version, submission or secrets.token_urlsafe(24))


def a_voter(session: Session, round_: Round) -> Person:
    """Add a resident of the round's neighbourhood."""
    return a_resident(session, round_.place)


def vote(
    session: Session,
    round_: Round,
    keys: KeyRing,
    *numbers: int,
    voter: Person | None = None,
    version: int = 0,
) -> Person:
    """Cast a ballot, blank without numbers, and commit it."""
    voter = voter or a_voter(session, round_)
    ballot = filled(*numbers, version=version, is_blank=not numbers)
    cast_ballot(session, round_.slug, ballot, keys=keys, actor=actor_of(session, voter))
    session.commit()
    return voter


def end_of_vote(round_: Round) -> datetime:
    """Return the instant from which no ballot is taken."""
    end = next(phase.ends_at for phase in round_.phases if phase.kind == "vote")
    assert end is not None
    return end


def after_the_end(round_: Round) -> datetime:
    """Return an instant after the vote."""
    return end_of_vote(round_) + timedelta(seconds=1)


def rows(session: Session) -> tuple[int, int, int]:
    """Return how many rights used, open ballots and sealed ballots there are."""
    session.expire_all()
    rights = (
        session.scalar(select(func.count()).select_from(VotingRight).where(VotingRight.casts > 0))
        or 0
    )
    return (
        rights,
        session.scalar(select(func.count()).select_from(OpenBallot)) or 0,
        session.scalar(select(func.coalesce(func.sum(SealedBallot.multiplicity), 0))) or 0,
    )


def votes_by_project(session: Session, round_id: int) -> dict[str, int]:
    """Return {project reference: votes} of a sealed round; empty before sealing."""
    votes: Counter[str] = Counter()
    for ballot in sealed_ballots(session, round_id):
        for reference in ballot.choices.split(",") if ballot.choices else ():
            votes[reference] += ballot.multiplicity
    return dict(sorted(votes.items()))


@dataclass(frozen=True)
class Lists:
    """An edition whose votes are open on two levels: two neighbourhoods, and the city they lie
    in.
    """

    here: Round
    there: Round
    city: Round


def lists_on_two_levels(session: Session, keys: KeyRing) -> Lists:
    """Add an edition with a list for the city and for two of its neighbourhoods; all are open."""
    whole = a_neighbourhood(session, name="The city", level=Level.CITY)
    here, there = (
        a_neighbourhood(session, name=name, parent=whole) for name in ("Riverside", "Hillside")
    )
    edition = an_edition(session)
    return Lists(
        *(an_open_vote(session, keys, place=place, edition=edition) for place in (here, there)),
        an_open_vote(session, keys, place=whole, edition=edition),
    )


def move(session: Session, person: Person, place: Place) -> None:
    """Let a person be confirmed to live in another place, by an officer who lives nowhere."""
    now, officer = clock.now(), actor_of(session, an_officer(session, place))
    claim = ask_residency(
        session,
        place.id,
        method="in_person",
        evidence_note="",
        actor=actor_of(session, person),
        now=now,
    )
    confirm_residency(session, claim, years=None, actor=officer, now=now)
    session.commit()
