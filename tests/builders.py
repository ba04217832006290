"""Things for tests, with sensible defaults: people of every kind, places, rounds in any phase,
projects.
"""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.languages import ready_languages
from neighbourhood.organisations.models import Organisation, OrganisationMember
from neighbourhood.people.models import GivenRole, Person, Residency
from neighbourhood.people.queries import actor_by_id
from neighbourhood.permissions import Actor, Role
from neighbourhood.places.models import City, Place
from neighbourhood.projects.models import Category, CostLine, Project, ProjectAuthor
from neighbourhood.results.documents import (
    FORMAT,
    EditionFacts,
    PublishedCount,
    PublishedResult,
    RoundFacts,
    Turnout,
    to_json,
)
from neighbourhood.results.models import Publication
from neighbourhood.rounds import documents
from neighbourhood.rounds.documents import BallotTerms, FrozenProject, FrozenRound
from neighbourhood.rounds.models import Edition, Fund, FundEntry, MovedDate, Phase, Round
from neighbourhood.rounds.rules import PhaseKind

T = TypeVar("T")
_numbers = count(1)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[1.42, 43.59], [1.44, 43.59], [1.44, 43.61], [1.42, 43.61], [1.42, 43.59]]],
}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def added(session: Session, thing: T) -> T:
    """Add a row and give it its number."""
    session.add(thing)
    session.flush()
    return thing


def a_city(session: Session, **values: Any) -> City:
    """Set up the city."""
    defaults: dict[str, Any] = {
        "id": 1,
        "name": "Toulouse",
        "programme": {"en": "Act in my neighbourhood", "fr": "Agir dans mon quartier"},
        "currency": "EUR",
        "timezone": "Europe/Paris",
        "languages": list(ready_languages()),
        "strategy": {},
        "equal_treatment": {},
        "contact_email": "city@example.org",
        "changed_at": LONG_AGO,
    }
    return session.get(City, 1) or added(session, City(**defaults | values))


def a_neighbourhood(session: Session, slug: str = "", **values: Any) -> Place:
    """Add a neighbourhood; also sets up the city."""
    a_city(session)
    slug = slug or f"quarter-{next(_numbers)}"
    defaults = {
        "name": slug.replace("-", " ").title(),
        "population": 5000,
        "boundary": SQUARE,
        "profile": {},
        "changed_at": LONG_AGO,
    }
    return added(session, Place(slug=slug, **defaults | values))


def a_file_of_squares(*names: str) -> str:
    """Return GeoJSON of places side by side, a hundredth of a degree wide, as map offices export
    it.
    """
    features = []
    for place, name in enumerate(names):
        west, east = 0.7 + 0.02 * place, 0.71 + 0.02 * place
        ring = [[west, 44.4], [east, 44.4], [east, 44.41], [west, 44.41], [west, 44.4]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})


def a_person(session: Session, name: str = "", **values: Any) -> Person:
    """Add an account; also sets up the city."""
    a_city(session)
    number = next(_numbers)
    defaults = {
        "email": f"person{number}@example.org",
        "language": "en",
        "created_at": LONG_AGO,
        "email_confirmed_at": LONG_AGO,
    }
    return added(session, Person(name=name or f"Person {number}", **defaults | values))


def a_resident(session: Session, neighbourhood: Place, name: str = "", **values: Any) -> Person:
    """Add a person whose residency in the neighbourhood is confirmed."""
    person = a_person(session, name, **values)
    added(
        session,
        Residency(
            person_id=person.id,
            place_id=neighbourhood.id,
            method="in_person",
            state="confirmed",
            asked_at=LONG_AGO,
            decided_at=LONG_AGO,
        ),
    )
    return person


def a_holder(
    session: Session,
    role: Role,
    place: Place | None = None,
    *,
    given_at: datetime = LONG_AGO,
) -> Person:
    """Add a person with a role."""
    person = a_person(session)
    added(
        session,
        GivenRole(
            person_id=person.id,
            role=str(role),
            place_id=place.id if place else None,
            given_at=given_at,
        ),
    )
    return person


def an_officer(session: Session, neighbourhood: Place) -> Person:
    """Add an officer of the neighbourhood."""
    return a_holder(session, Role.OFFICER, neighbourhood)


def a_staff_member(session: Session) -> Person:
    """Add a member of the city's staff."""
    return a_holder(session, Role.STAFF)


def a_reviewer(session: Session) -> Person:
    """Add a reviewer."""
    return a_holder(session, Role.REVIEWER)


def an_administrator(session: Session) -> Person:
    """Add an administrator."""
    return a_holder(session, Role.ADMINISTRATOR)


def actor_of(session: Session, person: Person) -> Actor:
    """Return the person as the one who acts."""
    session.flush()
    found = actor_by_id(session, person.id, now=clock.now())
    assert found is not None
    return found[0]


#: The limits of a ballot, if a test asks for none.
APPROVALS: dict[str, int | None] = {"least_choices": 1, "most_choices": 3}


def approvals(least: int = 1, most: int | None = 3) -> BallotTerms:
    """Return an approval ballot that names from `least` to `most` projects."""
    return BallotTerms("approval", {"least_choices": least, "most_choices": most})


def an_edition(session: Session, slug: str = "", **values: Any) -> Edition:
    """Add an edition like act-in-my-neighbourhood."""
    limits = {name: values.pop(name) for name in APPROVALS if name in values}
    slug = slug or f"edition-{next(_numbers)}"
    defaults: dict[str, Any] = {
        "title": {"en": "Act in my neighbourhood 2026", "fr": "Agir dans mon quartier 2026"},
        "aims": {},
        "scheme": "act-in-my-neighbourhood",
        "decided_by": "committee",
        "ballot": BallotTerms("approval", APPROVALS | limits),
        "rule": "greedy@1",
        "rule_parameters": {},
        "who_proposes": ["resident", "group", "organisation"],
        "created_at": LONG_AGO,
        "public_at": LONG_AGO,
    }
    return added(session, Edition(slug=slug, **defaults | values))


def frozen_project(number: int, **values: Any) -> FrozenProject:
    """Return a project as it stands in frozen rules."""
    defaults: dict[str, Any] = {
        "reference": str(number),
        "title": "Trees",
        "summary": "Shade for the square.",
        "description": "We plant ten trees.",
        "language": "en",
        "cost": 500_000,
        "category": "",
        "category_name": {},
        "place": "",
    }
    return FrozenProject(number=number, **defaults | values)


def frozen_rules() -> FrozenRound:
    """Return the frozen rules of a vote on two projects; change them with `replace`."""
    return FrozenRound(
        round="agir-2026-arnaud-bernard",
        edition=documents.FrozenEdition("agir-2026", {"fr": "Agir"}, "act-in-my-neighbourhood"),
        ballot=BallotTerms("approval", APPROVALS),
        rule=documents.CountTerms("greedy@1", {}, "The lower cost."),
        decision=documents.DecisionTerms("committee", 5),
        fund=documents.FrozenFund(1_000_000, "EUR"),
        electorate=documents.Electorate(
            "confirmed residents", "arnaud-bernard", "Arnaud-Bernard", None
        ),
        opens_at=datetime(2026, 5, 1, 8, tzinfo=UTC),
        closes_at=datetime(2026, 5, 20, 22, tzinfo=UTC),
        published=documents.PublicationTerms("ballots", 30, receipts=True),
        projects=(frozen_project(1), frozen_project(2, title="Été")),
    )


def some_phases(
    phase: str,
    *,
    decided_by: str = "committee",
    has_shortlist: bool = False,
    now: datetime | None = None,
) -> list[Phase]:
    """Return the phases of a round that is now in the middle of `phase`; each lasts twenty days."""
    left_out = set() if decided_by == "committee" else {PhaseKind.ALLOCATE}
    if not has_shortlist and phase != PhaseKind.SHORTLIST:
        left_out.add(PhaseKind.SHORTLIST)
    kinds = [kind for kind in PhaseKind if kind not in left_out]
    first = (now or clock.now()).replace(microsecond=0) - timedelta(
        days=20 * kinds.index(PhaseKind(phase)) + 10
    )
    return [
        Phase(
            kind=str(kind),
            position=i,
            starts_at=first + timedelta(days=20 * i),
            ends_at=None if kind == PhaseKind.DELIVER else first + timedelta(days=20 * (i + 1)),
        )
        for i, kind in enumerate(kinds)
    ]


def a_round(
    session: Session,
    phase: str = "vote",
    *,
    place: Place | None = None,
    fund: int = 10_000_000,
    was_held: bool = True,
    has_shortlist: bool = False,
    **edition: Any,
) -> Round:
    """Add a round that is now in the middle of a phase, with a fund in minor units; keywords go to
    its edition. A vote that is over was held, unless a test wants it missed.
    """
    place = place or a_neighbourhood(session)
    of_edition = edition.pop("edition", None) or an_edition(session, **edition)
    phases = some_phases(phase, decided_by=of_edition.decided_by, has_shortlist=has_shortlist)
    vote = next(one for one in phases if one.kind == PhaseKind.VOTE)
    is_past = vote.ends_at is not None and vote.ends_at <= clock.now()
    round_ = added(
        session,
        Round(
            edition=of_edition,
            place=place,
            slug=f"{of_edition.slug}-{place.slug}",
            alarm="",
            phases=phases,
            # A vote that is over was opened, or the round would not have taken place.
            opened_at=vote.starts_at if is_past and was_held else None,
        ),
    )
    money = added(session, Fund(round=round_, amount=fund, allocated=0, paid=0))
    added(
        session,
        FundEntry(
            fund=money, kind="granted", amount=fund, subject=f"round:{round_.id}", at=LONG_AGO
        ),
    )
    return round_


def an_asked_move(session: Session, phase: Phase, asks: Person, *, at: datetime) -> MovedDate:
    """Add the wish of one person to end a phase a day later, which waits for a second one."""
    assert phase.ends_at is not None
    return added(
        session,
        MovedDate(
            phase_id=phase.id,
            old_start=phase.starts_at,
            new_start=phase.starts_at,
            old_end=phase.ends_at,
            new_end=phase.ends_at + timedelta(days=1),
            reason="Rain",
            asked_by_id=asks.id,
            asked_at=at,
        ),
    )


def a_publication(session: Session, round_: Round) -> Publication:
    """Add an empty publication of a round, where only its being there matters."""
    text = to_json(an_empty_result())
    values = {"result_json": text, "ballots_pb": "", "digest": "0" * 64, "trail_head": "0" * 64}
    return added(
        session,
        Publication(round_id=round_.id, version=1, reason="", published_at=LONG_AGO, **values),
    )


def an_empty_result() -> PublishedResult:
    """Return a published result without projects."""
    return PublishedResult(
        FORMAT,
        RoundFacts("", "", "", "", "2026", "en", "", "", ""),
        EditionFacts("", {}, "vote", is_recount=False, source=""),
        currency="EUR",
        fund=0,
        count=PublishedCount("greedy", "greedy@1", None, "none", 0, 0, 0, (), {}, ()),
        projects=(),
        turnout=Turnout(0, None, {}),
        satisfaction=None,
        compared=(),
        published_as="ballots",
        committee=None,
        allocations=(),
        departures=(),
        receipts=[],
        frozen_digest="",
        sealed_digest="",
    )


def a_category(session: Session, slug: str = "nature", **values: Any) -> Category:
    """Add a category."""
    return added(
        session, Category(slug=slug, name={"en": slug.title(), "fr": slug.title()}, **values)
    )


def opened(round_: Round) -> Round:
    """Note that the round's vote was opened."""
    round_.opened_at = clock.now()
    return round_


def a_project(
    session: Session,
    round_: Round,
    title: str = "",
    *,
    state: str = "feasible",
    cost: int = 1_000_000,
    **values: Any,
) -> Project:
    """Add a project with one cost line, in minor units."""
    number = values.pop("number", None) or next(_numbers)
    defaults: dict[str, Any] = {
        "summary": "Trees that give shade and fruit.",
        "description": "We plant **trees** with our neighbours.",
        "language": "en",
        "created_at": LONG_AGO,
        "submitted_at": None if state == "draft" else LONG_AGO,
        "reference": str(number),
        "place": "The square",
    }
    project = added(
        session,
        Project(
            round=round_,
            number=number,
            title=title or f"Project {number}",
            state=state,
            cost=cost,
            **defaults | values,
        ),
    )
    added(
        session,
        CostLine(project=project, position=1, label="Trees", amount=cost, correction_reason=""),
    )
    return project


def a_co_author(session: Session, project: Project, person: Person | None = None) -> Person:
    """Let somebody write a project with its first author; by default another resident."""
    person = person or a_resident(session, project.round.place)
    project.co_authors.append(
        ProjectAuthor(project_id=project.id, person=person, joined_at=LONG_AGO)
    )
    session.flush()
    return person


def an_organisation(
    session: Session, place: Place, *members: Person, name: str = "", state: str = "confirmed"
) -> Organisation:
    """Add an organisation of a place with those who speak for it; by default a confirmed one."""
    number = next(_numbers)
    organisation = added(
        session,
        Organisation(
            slug=f"organisation-{number}",
            name=name or f"Organisation {number}",
            kind="association",
            about="We work here.",
            language="en",
            officer_contact="0123",
            place_id=place.id,
            state=state,
            entered_at=LONG_AGO,
            confirmed_at=LONG_AGO if state == "confirmed" else None,
        ),
    )
    for member in members:
        organisation.members.append(OrganisationMember(person_id=member.id, joined_at=LONG_AGO))
    session.flush()
    return organisation
