"""Questions about committees: seats, interests, meetings, decisions, and the advice of the vote."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from neighbourhood.committees.models import Attendance, CommitteeSeat, Decision, Interest, Meeting
from neighbourhood.counting.documents import Advice
from neighbourhood.counting.queries import sealed_vote
from neighbourhood.counting.rules import advice_of
from neighbourhood.people.models import Person, Residency
from neighbourhood.permissions import Seat
from neighbourhood.places.models import Place
from neighbourhood.places.queries import places_below
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries import decided_by_round, is_backed_by, is_written_by
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Edition, Phase, Round
from neighbourhood.rounds.queries import goes_on, lock_fund, lock_round
from neighbourhood.rounds.queries.due import MOST_ROWS
from neighbourhood.rounds.rules import DecidedBy, PhaseKind


def seats_of_round(session: Session, round_id: int) -> Sequence[CommitteeSeat]:
    """Return all seats of a round's committee with their holders, by number."""
    question = (
        select(CommitteeSeat)
        .options(joinedload(CommitteeSeat.person))
        .where(CommitteeSeat.round_id == round_id)
    )
    return session.scalars(question.order_by(CommitteeSeat.number)).all()


def seat_by_id(session: Session, seat_id: int) -> CommitteeSeat:
    """Return a seat with its holder and round; raises NotFound."""
    around = joinedload(CommitteeSeat.round).joinedload(Round.place)
    seat = session.get(CommitteeSeat, seat_id, options=[around, joinedload(CommitteeSeat.person)])
    if seat is None:
        raise NotFound
    return seat


def seats_held_by(session: Session, person_id: int, day: date) -> tuple[Seat, ...]:
    """Return the seats that a person holds on a day, as the one who acts has them."""
    rows = session.execute(_seats_held(), {"person_id": person_id, "day": day})
    return tuple(Seat(row.id, row.round_id, row.is_chair, row.is_substitute) for row in rows)


def seats_not_over(session: Session, person_id: int, day: date) -> Sequence[CommitteeSeat]:
    """Return the seats that a person holds on a day or will hold, with their rounds and places,
    by round.
    """
    question = (
        select(CommitteeSeat)
        .options(joinedload(CommitteeSeat.round).joinedload(Round.place))
        .where(CommitteeSeat.person_id == person_id, CommitteeSeat.ends_on > day)
    )
    return session.scalars(question.order_by(CommitteeSeat.round_id)).all()


# Asked by every request of somebody signed in, so it is put together only once.
@cache
def _seats_held() -> Select[int, int, bool, bool]:
    person_id, day = bindparam("person_id", type_=Integer), bindparam("day", type_=Date)
    return (
        select(
            CommitteeSeat.id,
            CommitteeSeat.round_id,
            CommitteeSeat.is_chair,
            CommitteeSeat.is_substitute,
        )
        .where(
            CommitteeSeat.person_id == person_id,
            CommitteeSeat.starts_on <= day,
            CommitteeSeat.ends_on > day,
        )
        .order_by(CommitteeSeat.id)
    )


def number_of_members(session: Session, round_id: int, day: date) -> int:
    """Return how many full seats of the committee are held on a day."""
    held = (
        select(func.count())
        .select_from(CommitteeSeat)
        .where(
            CommitteeSeat.round_id == round_id,
            CommitteeSeat.is_substitute.is_(False),
            CommitteeSeat.starts_on <= day,
            CommitteeSeat.ends_on > day,
        )
    )
    return session.scalar(held) or 0


def interests_of_round(session: Session, round_id: int) -> Sequence[Interest]:
    """Return the interests of a round's seats, by seat and project."""
    question = (
        select(Interest)
        .join(Interest.seat)
        .options(joinedload(Interest.seat))
        .where(CommitteeSeat.round_id == round_id)
    )
    return session.scalars(question.order_by(CommitteeSeat.number, Interest.project_id)).all()


def seats_and_interests(
    session: Session, round_id: int
) -> tuple[Sequence[CommitteeSeat], Sequence[Interest]]:
    """Return all seats of a round's committee, and their interests by seat and project (one
    question).
    """
    question = (
        select(CommitteeSeat, Interest)
        .outerjoin(Interest, Interest.seat_id == CommitteeSeat.id)
        .where(CommitteeSeat.round_id == round_id)
        .order_by(CommitteeSeat.number, Interest.project_id)
    )
    rows = session.execute(question).all()
    seats = {seat.id: seat for seat, _interest in rows}
    return list(seats.values()), [interest for _seat, interest in rows if interest is not None]


def recused_seats(session: Session, project_id: int) -> set[int]:
    """Return the ids of the seats that step out of a project."""
    return set(session.scalars(select(Interest.seat_id).where(Interest.project_id == project_id)))


def stakes_without_interest(session: Session, round_id: int) -> Sequence[tuple[int, int, bool]]:
    """Return (seat id, project id, whether as an author) where a seat's holder is an author of the
    project, or speaks for an organisation that proposes it or carries it out, and the interest is
    not noted yet.
    """
    is_author = is_written_by(CommitteeSeat.person_id)
    has_stake = is_author | is_backed_by(CommitteeSeat.person_id)
    question = (
        select(CommitteeSeat.id, Project.id, is_author)
        .join(Project, has_stake & (Project.round_id == CommitteeSeat.round_id))
        .outerjoin(
            Interest, (Interest.seat_id == CommitteeSeat.id) & (Interest.project_id == Project.id)
        )
        .where(CommitteeSeat.round_id == round_id, Interest.id.is_(None))
    )
    return [
        (seat_id, project_id, bool(wrote))
        for seat_id, project_id, wrote in session.execute(
            question.order_by(CommitteeSeat.id, Project.id)
        )
    ]


def meetings_of_round(session: Session, round_id: int) -> Sequence[Meeting]:
    """Return a committee's meetings without their minutes' text, the newest first."""
    question = select(Meeting).options(defer(Meeting.minutes)).where(Meeting.round_id == round_id)
    return session.scalars(question.order_by(Meeting.held_at.desc(), Meeting.id.desc())).all()


def newest_meetings(session: Session, round_ids: Sequence[int]) -> dict[int, datetime]:
    """Return {round id: when its committee's newest meeting is or was held}."""
    question = (
        select(Meeting.round_id, func.max(Meeting.held_at).label("held_at"))
        .where(Meeting.round_id.in_(round_ids))
        .group_by(Meeting.round_id)
    )
    return {row.round_id: row.held_at for row in session.execute(question)}


def meeting_by_id(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting with its round and the seats that were present; raises NotFound."""
    present = (
        selectinload(Meeting.attendances)
        .joinedload(Attendance.seat)
        .joinedload(CommitteeSeat.person)
    )
    around = joinedload(Meeting.round)
    meeting = session.scalar(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(
            present,
            around.joinedload(Round.edition),
            around.joinedload(Round.place),
            around.joinedload(Round.fund),
            around.selectinload(Round.phases),
        )
    )
    if meeting is None:
        raise NotFound
    return meeting


def lock_meeting(session: Session, meeting: Meeting) -> None:
    """Hold the round's fund, and with it all deciding, until the transaction ends; read afresh
    whether the round goes on and whether the minutes are published.
    """
    # The round first, shared: two people could end it while money is given from its fund.
    lock_round(session, meeting.round, shared=True)
    # The fund and not the meeting: two meetings of one committee give from the same money. Nothing
    # is locked after it here, so nobody who holds it waits for somebody else.
    lock_fund(session, meeting.round.fund)
    session.refresh(meeting, ["published_at", "minutes"])


def meeting_held(session: Session, round_id: int, held_at: datetime, place: str) -> Meeting | None:
    """Return the meeting of the committee at this very time and place, while its minutes are not
    published.
    """
    # A meeting with published minutes takes nothing up any more, so another one may follow it.
    same = select(Meeting).where(
        Meeting.round_id == round_id, Meeting.held_at == held_at, Meeting.place == place
    )
    return session.scalars(same.where(Meeting.published_at.is_(None)).order_by(Meeting.id)).first()


def latest_meeting(session: Session, round_id: int) -> Meeting | None:
    """Return the newest meeting whose minutes are not published yet, with the seats present."""
    present = joinedload(Meeting.attendances).joinedload(Attendance.seat)
    question = (
        select(Meeting)
        .options(present)
        .where(Meeting.round_id == round_id, Meeting.published_at.is_(None))
    )
    return (
        session.scalars(question.order_by(Meeting.held_at.desc(), Meeting.id.desc()).limit(1))
        .unique()
        .first()
    )


def unpublished_meetings(session: Session, now: datetime) -> Sequence[tuple[int, str, datetime]]:
    """Return (id, round slug, held at) of meetings that were held and whose minutes are not
    published, oldest first.
    """
    question = select(Meeting.id, Round.slug, Meeting.held_at).join(Meeting.round)
    question = question.where(Meeting.published_at.is_(None), Meeting.held_at <= now).order_by(
        Meeting.held_at, Meeting.id
    )
    return [(number, slug, held_at) for number, slug, held_at in session.execute(question)]


class OpenDecisions(NamedTuple):
    """Projects of a round on which its committee has not decided when its time ends."""

    at: datetime
    number: int
    slug: str
    place: str


def decisions_missing(
    session: Session, round_ids: Collection[int] | None, now: datetime, until: datetime
) -> list[OpenDecisions]:
    """Return the rounds whose committee has not decided on every project and whose time to decide
    ends from now until an instant, the nearest first; of these rounds, or of all with None.
    """
    is_decided = exists().where(Decision.project_id == Project.id, Decision.replaced_at.is_(None))
    question = (
        _committees_until(now, until)
        .add_columns(func.count(Project.id))
        .join(Project, Project.round_id == Round.id)
        .where(decided_by_round(), ~is_decided)
        .group_by(Phase.ends_at, Round.id, Round.slug, Place.name)
    )
    question = question if round_ids is None else question.where(Round.id.in_(round_ids))
    rows = session.execute(question.order_by(Phase.ends_at, Round.id).limit(MOST_ROWS))
    return [OpenDecisions(at, number, slug, place) for at, slug, place, number in rows]


def minutes_missing(
    session: Session, round_ids: Collection[int] | None, now: datetime, until: datetime
) -> list[OpenDecisions]:
    """Return the rounds with meetings whose minutes are not published, like `decisions_missing`."""
    question = (
        _committees_until(now, until)
        .add_columns(func.count(Meeting.id))
        .join(Meeting, Meeting.round_id == Round.id)
        .where(Meeting.published_at.is_(None), Meeting.held_at <= now)
        .group_by(Phase.ends_at, Round.id, Round.slug, Place.name)
    )
    question = question if round_ids is None else question.where(Round.id.in_(round_ids))
    rows = session.execute(question.order_by(Phase.ends_at, Round.id).limit(MOST_ROWS))
    return [OpenDecisions(at, number, slug, place) for at, slug, place, number in rows]


def _committees_until(now: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(Phase.ends_at, Round.slug, Place.name)
        .join(Round, Round.id == Phase.round_id)
        .join(Edition, Edition.id == Round.edition_id)
        .join(Place, Place.id == Round.place_id)
        .where(
            ~Edition.is_draft,
            Edition.decided_by == DecidedBy.COMMITTEE,
            Phase.kind == PhaseKind.ALLOCATE,
            Phase.ends_at > now,
            Phase.ends_at <= until,
            goes_on(now),
        )
    )


class ProjectName(NamedTuple):
    """A project's number in addresses, the number that people read, its title and language."""

    number: int
    shown_number: int
    title: str
    language: str


def numbers_and_titles(session: Session, project_ids: Iterable[int]) -> dict[int, ProjectName]:
    """Return {project id: its numbers and title} of projects."""
    shown = func.coalesce(Project.list_number, Project.number)
    question = select(Project.id, Project.number, shown, Project.title, Project.language)
    rows = session.execute(question.where(Project.id.in_(set(project_ids))))
    return {row[0]: ProjectName(*row[1:]) for row in rows}


def decisions_of_meeting(session: Session, meeting_id: int) -> Sequence[Decision]:
    """Return what a meeting decided with the projects, in the order it was recorded."""
    question = (
        select(Decision)
        .options(joinedload(Decision.project).defer(Project.description))
        .where(Decision.meeting_id == meeting_id)
    )
    return session.scalars(question.order_by(Decision.recorded_at, Decision.id)).all()


def standing_decisions(session: Session, round_id: int) -> Sequence[Decision]:
    """Return the decisions that stand in a round with their meetings, by project number."""
    question = (
        select(Decision)
        .join(Decision.project)
        .options(joinedload(Decision.meeting).defer(Meeting.minutes))
        .where(Project.round_id == round_id, Decision.replaced_at.is_(None))
    )
    return session.scalars(question.order_by(Project.number)).all()


def standing_decision(session: Session, project_id: int) -> Decision | None:
    """Return the decision that stands on a project, as the database has it now."""
    question = select(Decision).where(
        Decision.project_id == project_id, Decision.replaced_at.is_(None)
    )
    # Asked under the lock: another may have replaced it since the request began.
    return session.scalar(question.execution_options(populate_existing=True))


def amounts_decided(session: Session) -> dict[int, dict[int, int]]:
    """Return {round id: {project id: amount in minor units}} of all decisions that stand and give
    money.
    """
    question = (
        select(Project.round_id, Project.id, Decision.amount)
        .join(Decision.project)
        .where(Decision.replaced_at.is_(None), Decision.amount > 0)
    )
    amounts: dict[int, dict[int, int]] = {}
    for round_id, project_id, amount in session.execute(question.order_by(Project.id)):
        amounts.setdefault(round_id, {})[project_id] = amount
    return amounts


def decision_sent_with(session: Session, submission_key: str) -> Decision | None:
    """Return the decision that this form has already recorded."""
    return session.scalar(select(Decision).where(Decision.submission_key == submission_key))


def projects_to_decide(session: Session, round_id: int) -> Sequence[Project]:
    """Return the projects a committee decides on with their reviews in number order, without their
    descriptions.
    """
    question = (
        select(Project)
        .options(defer(Project.description), joinedload(Project.reviews))
        .where(Project.round_id == round_id, decided_by_round())
    )
    return session.scalars(question.order_by(Project.number)).unique().all()


def project_to_decide(session: Session, slug: str, number: int) -> Project:
    """Return a public project with its round, edition, place, fund, phases and frozen
    rules; raises NotFound.
    """
    around = joinedload(Project.round)
    # Its id first, for only so the unique index finds the project.
    round_id = select(Round.id).where(Round.slug == slug).scalar_subquery()
    project = session.scalar(
        select(Project)
        .where(Project.round_id == round_id, Project.number == number)
        .options(
            defer(Project.description),
            around.joinedload(Round.frozen),
            around.joinedload(Round.edition),
            around.joinedload(Round.place),
            around.joinedload(Round.fund),
            around.selectinload(Round.phases),
        )
    )
    # A draft's number must not be confirmed by another answer.
    if project is None or not project.is_public:
        raise NotFound
    return project


def advice_of_vote(session: Session, round_: Round, now: datetime) -> dict[str, Advice]:
    """Return {project reference: what the count says of it}, by the rules as they were frozen;
    empty before the ballots are sealed; raises NotNow before each list that goes first is settled.
    """
    if round_.sealed_at is None or round_.frozen is None:
        return {}
    # Counted and not kept: the sealed ballots and the frozen rules are the only truth.
    return advice_of(sealed_vote(session, round_, now=now))


def residents_named(
    session: Session, place_id: int, name: str, *, limit: int = 20
) -> Sequence[Person]:
    """Return confirmed residents of a place, or of one below it, whose name contains the words, by
    name.
    """
    places = places_below(session, [place_id])[place_id] | {place_id}
    # Few, since a name that many share needs more of it typed; and a per cent sign is no wildcard.
    question = (
        select(Person)
        .join(Residency, (Residency.person_id == Person.id) & (Residency.state == "confirmed"))
        .where(
            Residency.place_id.in_(places),
            Person.name.icontains(name, autoescape=True),
        )
    )
    return session.scalars(question.order_by(Person.name, Person.id).limit(limit)).all()
