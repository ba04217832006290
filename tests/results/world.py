"""Rounds whose ballots lie sealed, for tests of results."""

import os
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pabulib.checker import Checker
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.ballots.models import ReceiptHash, SealedBallot, VotingRight
from neighbourhood.ballots.services.opening import frozen_document
from neighbourhood.ballots.vault.archive import sealed_digest, sealed_text
from neighbourhood.ballots.vault.secrecy import receipt_hash
from neighbourhood.committees.models import Decision, Meeting
from neighbourhood.people.models import Person
from neighbourhood.permissions import SYSTEM, Role
from neighbourhood.projects.models import Project
from neighbourhood.results.documents import PublishedProject, PublishedResult, Reason, from_json
from neighbourhood.results.models import Publication, PublicationRequest
from neighbourhood.results.services import (
    ask_publication,
    confirm_publication,
    edition_for,
    import_round,
)
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import freeze
from tests import builders
from tests.builders import added

PUBLICATIONS = Path(__file__).parents[1] / "data/publications"
TOULOUSE = Path(__file__).parents[2] / "neighbourhood/demo/data/toulouse-2022"
#: Costs in minor units of projects 1 to 4; the fund holds 100,000.00.
COSTS = {1: 6_000_000, 2: 5_000_000, 3: 3_000_000, 4: 2_000_000}
#: 40 ballots: project 1 has 28 votes, 2 has 20, 3 has 8, 4 has none. Greedy takes 1, passes 2 by
#: (40,000.00 left), takes 3.
BALLOTS = {"1": 12, "1,2": 16, "2": 4, "3": 8}
VOTES = {"1": 28, "2": 20, "3": 8, "4": 0}
RECEIPTS = ("11111 22222 33333 44444 55555", "00000 00000 00000 00000 00001")


def ballots() -> dict[str, int]:
    """Return the 40 ballots."""
    return {choices: number for choices, number in BALLOTS.items() if number}


def a_sealed_round(
    session: Session,
    cast: dict[str, int] | None = None,
    *,
    costs: dict[int, int] | None = None,
    **edition: object,
) -> Round:
    """Add a round in the phase of publishing, frozen and sealed with these ballots; two of them
    came online with receipts.
    """
    cast = ballots() if cast is None else cast
    values = {
        "decided_by": "vote",
        "rule_parameters": {
            "utility": "cost",
            "completion": "none",
            "minimum_votes": 0,
            "unit": 100,
        },
    } | edition
    round_ = builders.a_round(session, "publish", **values)
    projects = [
        builders.a_project(session, round_, f"Project {n}", number=n, cost=cost)
        for n, cost in (costs or COSTS).items()
    ]
    seal(session, round_, projects, cast)
    return round_


def seal(
    session: Session, round_: Round, projects: Sequence[Project], cast: dict[str, int]
) -> None:
    """Freeze the rules of a round with these projects, and seal these ballots."""
    frozen = freeze(
        session,
        round_,
        frozen_document(session, round_, projects),
        actor=SYSTEM,
        now=round_.phases[2].starts_at,
    )
    receipts = sorted(receipt_hash(code) for code in RECEIPTS)
    for choices, number in cast.items():
        added(session, SealedBallot(round_id=round_.id, choices=choices, multiplicity=number))
    for digest in receipts:
        added(session, ReceiptHash(round_id=round_.id, digest=digest))
    for _voter in RECEIPTS:
        added(
            session,
            VotingRight(
                edition_id=round_.edition_id,
                level=round_.level,
                round_id=round_.id,
                channel="online",
                casts=1,
                last_submission="",
            ),
        )
    vote = round_.phases[2]
    round_.opened_at, round_.sealed_at = vote.starts_at, vote.ends_at
    round_.sealed_digest = sealed_digest(
        sealed_text(round_.slug, frozen.digest, cast.items(), receipts)
    )
    session.flush()


def a_decision(
    session: Session, round_: Round, number: int, amount: int, reason: str = "It is needed most."
) -> Decision:
    """Let the committee decide on a project."""
    project = session.query(Project).filter_by(round_id=round_.id, number=number).one()
    meeting = added(
        session,
        Meeting(
            round_id=round_.id, held_at=clock.now(), place="The hall", minutes="", language="en"
        ),
    )
    return added(
        session,
        Decision(
            meeting_id=meeting.id,
            project_id=project.id,
            amount=amount,
            reason=reason,
            language="en",
            votes_for=5,
            votes_against=2,
            abstentions=0,
            recused=1,
            recorded_at=clock.now(),
        ),
    )


def two_staff(session: Session) -> tuple[Person, Person]:
    """Add two members of staff who may publish together."""
    return builders.a_staff_member(session), builders.a_staff_member(session)


def asked(
    session: Session, round_: Round, first: Person, *, reason: str = ""
) -> PublicationRequest:
    """Let the first of the two ask."""
    return ask_publication(
        session, round_, reason=reason, actor=builders.actor_of(session, first), now=clock.now()
    )


def published(session: Session, round_: Round, *, reason: str = "") -> Publication:
    """Publish by two."""
    first, second = two_staff(session)
    request = asked(session, round_, first, reason=reason)
    return confirm_publication(
        session, request, actor=builders.actor_of(session, second), now=clock.now()
    )


def imported(session: Session, number: str = "05") -> Round:
    """Import one of the real votes of Toulouse."""
    election = pabulib.read(TOULOUSE / f"{number}.pb")
    edition = edition_for(session, election, actor=SYSTEM, now=clock.now())
    return import_round(
        session,
        election,
        builders.a_neighbourhood(session),
        edition=edition,
        actor=SYSTEM,
        now=clock.now(),
    )


def a_new_staff_member(session: Session, *, hours: int, given_by: Person | None = None) -> Person:
    """Add a member of staff whose role is so many hours old."""
    person = builders.a_holder(session, Role.STAFF, given_at=clock.now() - timedelta(hours=hours))
    person.roles[0].given_by_id = given_by.id if given_by else None
    session.flush()
    return person


def an_old_result() -> PublishedResult:
    """Return a result that was published long ago."""
    with zipfile.ZipFile(PUBLICATIONS / "special-rules.zip") as packed:
        return from_json(packed.read("result.json"))


def a_loser(code: str, values: Any, *, cost: int, votes: int) -> PublishedProject:
    """Return a project of a published result that was not chosen, with its reason."""
    return PublishedProject(
        number=1,
        reference="1",
        title="One",
        language="en",
        category="",
        cost=cost,
        votes=votes,
        order=None,
        is_selected=False,
        reason=Reason(code, values),
    )


LATER = datetime(2030, 1, 1, tzinfo=UTC)


def officially_checked(ballots_pb: bytes, folder: Path) -> dict[str, Any]:
    """Return what Pabulib's own checker says of a ballots file; it writes beside itself, so it
    works in the folder.
    """
    file, before = folder / "ballots.pb", Path.cwd()
    file.write_bytes(ballots_pb)
    os.chdir(folder)
    try:
        return Checker().process_files([str(file)])
    finally:
        os.chdir(before)
