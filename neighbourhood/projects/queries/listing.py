"""The list of a round's projects: found, narrowed, ordered and cut into pages by the database,
through indexes that hold all of that, so that a long list costs no more than a short one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from neighbourhood.database.lists import nearest_page
from neighbourhood.database.search import says_every_word
from neighbourhood.folding import words_of
from neighbourhood.places.models import Place
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.queries.grams import candidates
from neighbourhood.projects.queries.projects import is_for_everybody, listed

PAGE_SIZE = 20
#: A search shows so many projects at most: nobody reads more, and reading all texts takes long.
MOST_FOUND = 200
#: Fewer projects than these are looked at one by one; more are looked through in their order.
MOST_CANDIDATES = 500
#: From where on, and how many at a time: the last one takes all that are left.
STRIDES = ((0, 500), (500, 2_000), (2_500, 1_000_000))
#: What `?sort=` may say -> the order it means; every order ends in the number, so it is the same
#: each time. Where it goes down, all of it does, for an index is read from either end.
ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "number": (Project.order_number.asc(),),
    "newest": (Project.submitted_at.desc().nulls_last(), Project.order_number.desc()),
    "cheapest": (Project.cost.asc(), Project.order_number.asc()),
    "dearest": (Project.cost.desc(), Project.order_number.desc()),
    "title": (Project.sort_title.asc(), Project.order_number.asc()),
}


@dataclass(frozen=True)
class ProjectFilter:
    """What a reader looks for in a list: words, a category's slug, an order of ORDERS, a page from
    1, states (all that are public where none is named), a language, who stands behind a project,
    the least and the highest cost in minor units, the slug of a place below that of the round, the
    ids of the only projects wanted, and whether they have a point on the map.
    """

    q: str = ""
    category: str = ""
    sort: str = "number"
    states: tuple[str, ...] = ()
    page: int = 1
    size: int = PAGE_SIZE
    language: str = ""
    carrier: str = ""
    cost_from: int | None = None
    cost_to: int | None = None
    part: str = ""
    only: Collection[int] | None = None
    has_point: bool | None = None


EVERYTHING = ProjectFilter()


@dataclass(frozen=True)
class ProjectList:
    """A page of projects, how many there are on all pages, and which page it is; a search that
    `has_more` shows only the first it has found.
    """

    projects: Sequence[Project]
    total: int
    page: int
    has_more: bool = False


def projects_of_round(
    session: Session, round_id: int, chosen: ProjectFilter = EVERYTHING
) -> ProjectList:
    """Return a page of a round's public projects without their descriptions; a page beyond the last
    means the last.
    """
    question = _narrowed(round_id, chosen)
    if words_of(chosen.q):
        return _searched(session, round_id, question, chosen)
    counted = question.with_only_columns(func.count()).scalar_subquery()
    rows = session.execute(_page(question, chosen).add_columns(counted)).all()
    if rows or chosen.page == 1:
        projects = [row[0] for row in rows]
        return ProjectList(projects, rows[0][1] if rows else 0, chosen.page)
    # The number of all comes with each row, so a page beyond the last does not know it.
    total = session.scalar(select(counted)) or 0
    last = replace(chosen, page=nearest_page(chosen.page, total, chosen.size))
    return ProjectList(session.scalars(_page(question, last)).all(), total, last.page)


def _page(question: Select[int], chosen: ProjectFilter) -> Select[Project]:
    """Return the question for one page, which reads nothing of the projects on the others."""
    ids = question.order_by(*_order(chosen)).limit(chosen.size)
    return _read(chosen, Project.id.in_(ids.offset((chosen.page - 1) * chosen.size)))


def _searched(
    session: Session, round_id: int, question: Select[int], chosen: ProjectFilter
) -> ProjectList:
    likely = candidates(session, round_id, words_of(chosen.q), most=MOST_CANDIDATES)
    if likely is None:
        ids = _looked_through(session, question, chosen)
    else:
        ids = _looked_at(session, question, chosen, Project.id.in_(likely)) if likely else []
    found = ids[:MOST_FOUND]
    page = nearest_page(chosen.page, len(found), chosen.size)
    shown = found[(page - 1) * chosen.size : page * chosen.size]
    projects = session.scalars(_read(chosen, Project.id.in_(shown))).all() if shown else []
    return ProjectList(projects, len(found), page, len(ids) > MOST_FOUND)


def _looked_through(
    session: Session, question: Select[int], chosen: ProjectFilter
) -> Sequence[int]:
    """Return the ids of the first projects in their order that say the words."""
    # What many say soon fills the list, so that the texts of all need not be read.
    ordered, found = question.order_by(*_order(chosen)), list[int]()
    for first, size in STRIDES:
        stride = ordered.offset(first).limit(size)
        found += _looked_at(session, question, chosen, Project.id.in_(stride))
        if len(found) > MOST_FOUND:
            break
    return found


def _looked_at(
    session: Session, question: Select[int], chosen: ProjectFilter, which: ColumnElement[bool]
) -> Sequence[int]:
    said = question.where(which, says_every_word(Project.search_text, chosen.q))
    return session.scalars(said.order_by(*_order(chosen)).limit(MOST_FOUND + 1)).all()


def _narrowed(round_id: int, chosen: ProjectFilter) -> Select[int]:
    """Return the question for the ids of what a reader looks for, its words aside."""
    asked = [Project.round_id == round_id, is_for_everybody()]
    if chosen.states:
        asked.append(_same(Project.state).in_(chosen.states))
    if chosen.category:
        category = select(Category.id).where(Category.slug == chosen.category)
        asked.append(Project.category_id == category.scalar_subquery())
    if chosen.part:
        part = select(Place.id).where(Place.slug == chosen.part)
        asked.append(Project.part_id == part.scalar_subquery())
    if chosen.language:
        asked.append(_same(Project.language) == chosen.language)
    if chosen.carrier:
        asked.append(Project.carried_by == chosen.carrier)
    if chosen.only is not None:
        asked.append(Project.id.in_(chosen.only))
    if chosen.has_point is not None:
        is_known = Project.latitude.is_not(None)
        asked.append(is_known if chosen.has_point else ~is_known)
    return select(Project.id).where(*asked, _costs(chosen))


def _costs(chosen: ProjectFilter) -> ColumnElement[bool]:
    least = true() if chosen.cost_from is None else Project.cost >= chosen.cost_from
    most = true() if chosen.cost_to is None else Project.cost <= chosen.cost_to
    return and_(least, most)


def _same(column: InstrumentedAttribute[str]) -> ColumnElement[Any]:
    # Written as something else than the column, so that no database takes the index of this alone
    # and then has to read and sort all that it finds.
    return func.coalesce(column, "")


def _order(chosen: ProjectFilter) -> tuple[ColumnElement[Any], ...]:
    return ORDERS.get(chosen.sort, ORDERS["number"])


def _read(chosen: ProjectFilter, which: ColumnElement[bool]) -> Select[Project]:
    return listed().where(which).order_by(*_order(chosen))


def languages_of_round(session: Session, round_id: int) -> Sequence[str]:
    """Return the codes of the languages in which projects of a round are written, in their
    order.
    """
    # From one language to the next, however many projects are written in each.
    first = select(func.min(Project.language)).where(Project.round_id == round_id)
    found = select(first.scalar_subquery().label("language")).cte("found", recursive=True)
    following = (
        select(func.min(Project.language))
        .where(Project.round_id == round_id, Project.language > found.c.language)
        .scalar_subquery()
    )
    found = found.union_all(select(following).where(found.c.language.is_not(None)))
    return session.scalars(
        select(found.c.language).where(found.c.language.is_not(None)).order_by(literal(1))
    ).all()
