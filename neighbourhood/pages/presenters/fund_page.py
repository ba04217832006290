"""The ledger of a round's fund, line by line, ready to print; who acted is told as a function."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.committees.queries import numbers_and_titles
from neighbourhood.languages import ReadableText, _, by_author
from neighbourhood.projects.queries import project_at_hand
from neighbourhood.results.queries import published_round_with_money_for
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import LedgerLine
from neighbourhood.rounds.rules import LedgerKind, PhaseKind, has_begun
from neighbourhood.rounds.words import LEDGER
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.pagination import Pages
from neighbourhood.web.panels import PanelView, Reading, Way

LINES_ON_A_PAGE = 200


@dataclass(frozen=True)
class ProjectLink:
    """The project that a line of the ledger is about."""

    number: int
    title: ReadableText
    url: str


@dataclass(frozen=True)
class LineView:
    """A line of the ledger: what happened, with how much, what was left to decide on after it (all
    in minor units), for what, and in which function somebody acted.
    """

    at: datetime
    what: str
    amount: int
    left: int
    project: ProjectLink | None
    function: str


def kinds_to_show(*, is_published: bool) -> tuple[LedgerKind, ...]:
    """Return which entries everybody may read: what projects are given is told with the result."""
    return tuple(LedgerKind) if is_published else (LedgerKind.GRANTED,)


def ledger_pages(
    session: Session, round_: Round, kinds: Collection[LedgerKind], number: int
) -> Pages:
    """Return where one stands in the ledger on page `number`."""
    total = queries.number_of_entries(session, round_.fund.id, kinds)
    return Pages(number, total, LINES_ON_A_PAGE)


def ledger_lines(
    session: Session, round_: Round, kinds: Collection[LedgerKind], pages: Pages
) -> list[LineView]:
    """Return the lines of one page of a round's ledger, oldest first (two questions)."""
    lines = queries.ledger_of_fund(
        session, round_.fund.id, kinds, offset=pages.offset, limit=LINES_ON_A_PAGE
    )
    projects = _projects_of(session, round_, lines)
    return [
        LineView(
            at=line.at,
            what=str(LEDGER[line.kind]),
            amount=line.amount,
            left=line.left,
            project=projects.get(line.subject),
            function=function_of(line.kind, has_committee=round_.edition.has_committee),
        )
        for line in lines
    ]


def function_of(kind: LedgerKind, *, has_committee: bool) -> str:
    """Return whose act an entry of this kind is, never by name."""
    if kind not in (LedgerKind.ALLOCATED, LedgerKind.RELEASED):
        return _("The city")
    return _("The committee") if has_committee else _("The vote")


def way_to_fund(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from a round's page to the ledger of its fund."""
    return _way(queries.round_at_hand(reader.session, thing.id).slug)


def way_from_project(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from the page of a project that was given money to the ledger, once that is told."""
    project = project_at_hand(reader.session, thing.id)
    # Before the result can be out there is nothing to ask for.
    if not has_begun(project.round.phases, PhaseKind.PUBLISH, reader.now):
        return None
    slug = published_round_with_money_for(reader.session, thing)
    return _way(slug) if slug else None


def _way(slug: str) -> PanelView:
    return PanelView(ways=(Way(_("The fund, line by line"), url_for("pages.fund", slug=slug)),))


def _projects_of(
    session: Session, round_: Round, lines: Sequence[LedgerLine]
) -> dict[ThingRef, ProjectLink]:
    subjects = {line.subject for line in lines if line.subject.kind is ThingKind.PROJECT}
    if not subjects:
        return {}
    titles = numbers_and_titles(session, [subject.id for subject in subjects])
    return {
        ThingRef(ThingKind.PROJECT, project_id): ProjectLink(
            named.shown_number,
            by_author(named.title, named.language),
            url_for("projects.show", slug=round_.slug, number=named.number),
        )
        for project_id, named in titles.items()
    }
