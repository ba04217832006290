"""Questions about results: publications, requests, the council's act, and what a publication
follows from.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload, selectinload

from neighbourhood.ballots.models import VotingRight
from neighbourhood.ballots.queries import receipt_is_listed, voters_of_round
from neighbourhood.ballots.rules import Channel
from neighbourhood.canonical import digest
from neighbourhood.committees.models import CommitteeSeat, Decision
from neighbourhood.counting.documents import SettledList
from neighbourhood.database import Instant
from neighbourhood.database.lists import EVERYTHING, ListChoice, ListQuestion
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Project, ProjectAuthor
from neighbourhood.projects.queries import is_written_by
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import Invalid, NotFound
from neighbourhood.results.documents import CommitteeAllocation, PublishedResult, from_json
from neighbourhood.results.models import CouncilAct, Publication, PublicationRequest
from neighbourhood.rounds.models import Edition, Fund, FundEntry, Phase, Round
from neighbourhood.rounds.queries import has_confirmed_ending, rounds_among
from neighbourhood.rounds.rules import DecidedBy, PhaseKind
from neighbourhood.shortlists.queries import people_of_shortlist
from neighbourhood.things import ThingRef

#: Result and ballots may be megabytes; a list of versions needs neither.
WITHOUT_TEXTS = (defer(Publication.result_json), defer(Publication.ballots_pb))


def publication_of(
    session: Session, round_id: int, version: int | None = None
) -> Publication | None:
    """Return a round's publication of this version, or the newest one; its ballots are read only
    when asked for.
    """
    question = select(Publication).where(Publication.round_id == round_id).options(WITHOUT_TEXTS[1])
    if version is not None:
        question = question.where(Publication.version == version)
    return session.scalar(question.order_by(Publication.version.desc()).limit(1))


def versions_of(session: Session, round_id: int) -> Sequence[Publication]:
    """Return all publications of a round without their texts, newest first."""
    question = select(Publication).where(Publication.round_id == round_id).options(*WITHOUT_TEXTS)
    return session.scalars(question.order_by(Publication.version.desc())).all()


def newest_versions(session: Session, round_ids: Sequence[int]) -> dict[int, datetime]:
    """Return {round: instant} of when each of these rounds was last published."""
    question = select(Publication.round_id, Publication.published_at).where(
        Publication.round_id.in_(round_ids)
    )
    # Of the rows of one round the last stays.
    return {
        row.round_id: row.published_at
        for row in session.execute(question.order_by(Publication.version))
    }


def published_among(session: Session, rounds: Sequence[Round]) -> frozenset[int]:
    """Return the numbers of those of these rounds whose result is published."""
    if not rounds:
        return frozenset()
    return frozenset(newest_versions(session, [round_.id for round_ in rounds]))


def is_published(session: Session, round_id: int) -> bool:
    """Say whether a result of the round stands published."""
    published = select(Publication.id).where(Publication.round_id == round_id)
    return session.scalar(select(published.exists())) or False


def published_round_with_money_for(session: Session, thing: ThingRef) -> str | None:
    """Return the slug of the round whose fund has an entry about a thing, once its result is
    published; else None.
    """
    is_out = select(Publication.id).where(Publication.round_id == Round.id).exists()
    question = (
        select(Round.slug)
        .join(Fund, Fund.round_id == Round.id)
        .join(FundEntry, FundEntry.fund_id == Fund.id)
        .where(FundEntry.subject == str(thing), is_out)
    )
    return session.scalars(question.order_by(FundEntry.id).limit(1)).first()


class NewestResult(NamedTuple):
    """The newest publication of a round, and whether the council has confirmed it."""

    round_id: int
    slug: str
    result_json: str
    is_confirmed: bool

    @property
    def result(self) -> PublishedResult:
        """Return what was published, read from its text."""
        return from_json(self.result_json)


def newest_results(session: Session, round_ids: Sequence[int]) -> Sequence[NewestResult]:
    """Return the newest publication of each of these rounds that is published (one question)."""
    # One question for all of them: lists of projects ask it for a whole page.
    newest = (
        select(Publication.round_id, func.max(Publication.version).label("version"))
        .group_by(Publication.round_id)
        .subquery()
    )
    question = (
        select(
            Publication.round_id,
            Round.slug,
            Publication.result_json,
            CouncilAct.round_id.is_not(None),
        )
        .join(
            newest,
            (newest.c.round_id == Publication.round_id) & (newest.c.version == Publication.version),
        )
        .join(Round, Round.id == Publication.round_id)
        .outerjoin(CouncilAct, CouncilAct.round_id == Publication.round_id)
        .where(Publication.round_id.in_(round_ids))
        .order_by(Publication.round_id)
    )
    return [NewestResult(*row) for row in session.execute(question)]


class NewestImprint(NamedTuple):
    """The newest publication of a round without its texts, and whether the council has confirmed
    it.
    """

    round_id: int
    slug: str
    publication_id: int
    digest: str
    is_confirmed: bool


def newest_imprints(session: Session, round_ids: Sequence[int]) -> Sequence[NewestImprint]:
    """Return the newest publication of each of these rounds that is published, recounts of other
    votes left out (one question).
    """
    later = aliased(Publication)
    is_newest = ~exists().where(
        later.round_id == Publication.round_id, later.version > Publication.version
    )
    question = (
        select(
            Publication.round_id,
            Round.slug,
            Publication.id,
            Publication.digest,
            CouncilAct.round_id.is_not(None),
        )
        .join(Round, Round.id == Publication.round_id)
        .join(Edition, Edition.id == Round.edition_id)
        .outerjoin(CouncilAct, CouncilAct.round_id == Publication.round_id)
        .where(Publication.round_id.in_(round_ids), is_newest, Edition.is_recount.is_(False))
        .order_by(Publication.round_id)
    )
    return [NewestImprint(*row) for row in session.execute(question)]


def texts_of(session: Session, publication_ids: Sequence[int]) -> Sequence[tuple[str, str]]:
    """Return (hash, text of the result) of these publications."""
    question = select(Publication.digest, Publication.result_json).where(
        Publication.id.in_(publication_ids)
    )
    return [(digest_, text) for digest_, text in session.execute(question)]


def levels_of_rounds(session: Session, edition_id: int) -> dict[int, Level]:
    """Return {round: the level of its place} of an edition."""
    question = select(Round.id, Round.level).where(Round.edition_id == edition_id)
    return {row.id: row.level for row in session.execute(question)}


def settled_lists(session: Session, slugs: Collection[str]) -> Mapping[str, SettledList]:
    """Return what the newest publications of these rounds fund, by the slugs of the rounds; one
    that is not published is left out.
    """
    rounds = session.scalars(select(Round.id).where(Round.slug.in_(slugs))).all()
    return {
        newest.slug: SettledList(
            digest(newest.result_json),
            frozenset(name for name, amount in newest.result.amounts.items() if amount),
        )
        for newest in newest_results(session, rounds)
    }


def amounts_published(session: Session) -> dict[int, dict[int, int]]:
    """Return {round id: {project id: amount in minor units}} of what the newest publication of each
    round gives.
    """
    project_ids = {
        (round_id, reference): project_id
        for round_id, reference, project_id in session.execute(
            select(Project.round_id, Project.reference, Project.id)
        )
    }
    # What gets nothing is left out, as it has no entry in a ledger either.
    published = session.scalars(select(Publication.round_id).distinct()).all()
    return {
        newest.round_id: {
            project_ids[newest.round_id, reference]: amount
            for reference, amount in newest.result.amounts.items()
            if amount
        }
        for newest in newest_results(session, published)
    }


def open_request(session: Session, round_id: int) -> PublicationRequest | None:
    """Return the request that waits for a second person."""
    question = select(PublicationRequest).where(
        PublicationRequest.round_id == round_id, PublicationRequest.answered_at.is_(None)
    )
    return session.scalar(question.order_by(PublicationRequest.id.desc()).limit(1))


def request_by_id(session: Session, request_id: int) -> PublicationRequest:
    """Return a request with its round; raises NotFound."""
    request = session.scalar(
        select(PublicationRequest)
        .where(PublicationRequest.id == request_id)
        .options(joinedload(PublicationRequest.round))
    )
    if request is None:
        raise NotFound
    return request


def requests_waiting(session: Session) -> Sequence[PublicationRequest]:
    """Return all requests that wait for a second person, with their rounds, oldest first."""
    question = (
        select(PublicationRequest)
        .join(PublicationRequest.round)
        .where(PublicationRequest.answered_at.is_(None), ~has_confirmed_ending())
    )
    return session.scalars(
        question.options(joinedload(PublicationRequest.round)).order_by(PublicationRequest.id)
    ).all()


def rounds_for_results(chosen: ListChoice = EVERYTHING) -> ListQuestion:
    """Return the question for the public rounds whose vote was opened, those of the newest edition
    first; of an edition, in a state of `words.RESULT_STATES`.
    """
    is_out = exists().where(Publication.round_id == Round.id)
    question = (
        select(Round)
        .join(Round.edition)
        .join(Round.place)
        .where(~Edition.is_draft, Round.opened_at.is_not(None))
    )
    if slug := chosen.filter("edition"):
        question = question.where(Edition.slug == slug)
    states = {
        "open": Round.sealed_at.is_(None),
        "unpublished": and_(Round.sealed_at.is_not(None), ~is_out),
        "published": is_out,
    }
    if state := chosen.filter("state"):
        question = question.where(states[state])
    order = (Edition.created_at.desc(), Edition.id.desc(), Place.name, Round.id)
    around = (contains_eager(Round.edition), contains_eager(Round.place))
    return ListQuestion(question, order, Round.id, around)


def is_unpublished() -> ColumnElement[bool]:
    """Say of a round in a question that its ballots are sealed and no result is published."""
    is_out = exists().where(Publication.round_id == Round.id)
    return and_(Round.sealed_at.is_not(None), ~is_out)


class LateRounds(NamedTuple):
    """Rounds for which something is late: how many, since when the first, and its address."""

    number: int
    since: datetime | None
    slug: str


def results_to_publish(session: Session, now: datetime) -> LateRounds:
    """Return the rounds whose result can be published and is not, nobody having asked for it."""
    publish = aliased(Phase)
    starts_at = (
        select(publish.starts_at)
        .where(publish.round_id == Round.id, publish.kind == PhaseKind.PUBLISH)
        .scalar_subquery()
    )
    since = func.coalesce(starts_at, Round.sealed_at, type_=Instant)
    is_asked = exists().where(
        PublicationRequest.round_id == Round.id, PublicationRequest.answered_at.is_(None)
    )
    question = (
        select(func.count(Round.id), func.min(since), func.min(Round.slug))
        .join(Edition, Edition.id == Round.edition_id)
        .where(~Edition.is_draft, is_unpublished(), ~is_asked, ~has_confirmed_ending())
    )
    return LateRounds(*session.execute(question.where(since <= now)).one())


def acts_to_enter(session: Session) -> LateRounds:
    """Return the rounds whose result is published and waits for the act of the council."""
    first = (
        select(Publication.round_id, func.min(Publication.published_at).label("at"))
        .group_by(Publication.round_id)
        .subquery()
    )
    question = (
        select(func.count(Round.id), func.min(first.c.at), func.min(Round.slug))
        .join(first, first.c.round_id == Round.id)
        .join(Edition, Edition.id == Round.edition_id)
        # A recount of somebody else's vote binds no council.
        .where(~Edition.is_recount, ~exists().where(CouncilAct.round_id == Round.id))
    )
    return LateRounds(*session.execute(question).one())


def council_act(session: Session, round_id: int) -> CouncilAct | None:
    """Return the council's act that confirmed the result of a round."""
    return session.get(CouncilAct, round_id)


def standing_decisions(session: Session, round_id: int) -> dict[str, CommitteeAllocation]:
    """Return what the committee decided, by the project's reference; replaced decisions are left
    out.
    """
    question = (
        select(Project.reference, Decision)
        .join(Project, Project.id == Decision.project_id)
        .where(Project.round_id == round_id, Decision.replaced_at.is_(None))
        .order_by(Project.reference)
    )
    return {
        reference: CommitteeAllocation(
            reference,
            decision.amount,
            DecidedBy.COMMITTEE,
            decision.reason,
            decision.language,
            decision.votes_for,
            decision.votes_against,
            decision.abstentions,
            decision.recused,
        )
        for reference, decision in session.execute(question)
    }


def number_of_members(session: Session, round_id: int) -> int:
    """Return how many seats the round's committee has, substitutes left out."""
    question = select(func.count()).select_from(CommitteeSeat)
    return (
        session.scalar(
            question.where(
                CommitteeSeat.round_id == round_id, CommitteeSeat.is_substitute.is_(False)
            )
        )
        or 0
    )


def people_of_round(session: Session, round_id: int) -> frozenset[int]:
    """Return the numbers of all who have a part in a round: authors of its projects, voters who
    took part, members of its committee, keepers of its key.
    """
    holders = select(Round.first_key_holder_id, Round.second_key_holder_id)
    numbers = {
        *voters_of_round(session, round_id),
        *session.scalars(select(Project.author_id).where(Project.round_id == round_id)),
        *session.scalars(
            select(ProjectAuthor.person_id).join(Project).where(Project.round_id == round_id)
        ),
        *session.scalars(select(CommitteeSeat.person_id).where(CommitteeSeat.round_id == round_id)),
        *session.execute(holders.where(Round.id == round_id)).one(),
        *people_of_shortlist(session, round_id),
    }
    # An erased account has left its projects and its seat without a person.
    return frozenset(number for number in numbers if number is not None)


def rounds_of_person(session: Session, person_id: int) -> Sequence[Round]:
    """Return the public rounds in which somebody has a part, as `people_of_round` says it, newest
    edition first.
    """
    parts = union(
        select(Project.round_id).where(is_written_by(person_id)),
        select(CommitteeSeat.round_id).where(CommitteeSeat.person_id == person_id),
        select(VotingRight.round_id).where(
            VotingRight.person_id == person_id, VotingRight.channel != Channel.UNUSED
        ),
        select(Round.id).where(
            or_(Round.first_key_holder_id == person_id, Round.second_key_holder_id == person_id)
        ),
    )
    return rounds_among(session, session.scalars(parts).all())


def projects_with_authors(session: Session, round_id: int) -> Sequence[Project]:
    """Return the projects of a round that were found feasible and have somebody to tell: their
    authors, which are at hand, or whoever dictated them.
    """
    question = select(Project).where(
        Project.round_id == round_id,
        Project.state == ProjectState.FEASIBLE,
        Project.author_id.is_not(None)
        | Project.co_authors.any()
        | Project.entered_by_id.is_not(None),
    )
    return session.scalars(
        question.options(
            joinedload(Project.author),
            selectinload(Project.co_authors).joinedload(ProjectAuthor.person),
        ).order_by(Project.number)
    ).all()


def project_ids(session: Session, round_id: int) -> dict[str, int]:
    """Return {reference: project} of a round."""
    return {
        row.reference: row.id
        for row in session.execute(
            select(Project.reference, Project.id).where(Project.round_id == round_id)
        )
    }


def require_receipt(session: Session, round_id: int, code: str) -> None:
    """Raise Invalid unless the code, as typed, is among the published receipts of the round."""
    if not receipt_is_listed(session, round_id, code):
        raise Invalid("receipt_unknown", field="code")
