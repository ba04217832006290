"""Who got money: the projects that published results fund, by name, for pages that tell of many
rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText, _, by_author
from neighbourhood.projects.models import ProjectPicture
from neighbourhood.projects.presenters.pictures import PictureView, picture_view
from neighbourhood.projects.queries import first_pictures
from neighbourhood.results import queries
from neighbourhood.results.documents import from_json
from neighbourhood.web.filters import show_money

#: How many are named before "and so many more".
MOST_NAMED = 3
#: (round, number of a project) -> its first picture.
Covers = Mapping[tuple[int, int], ProjectPicture]
#: How many results are kept at hand.
MOST_KEPT = 500


@dataclass(frozen=True)
class Grant:
    """A project that a published result funds, its amount in minor units."""

    number: int
    title: str
    language: str
    amount: int
    shown_number: int


@dataclass(frozen=True)
class Winner:
    """A funded project ready to print."""

    number: int
    title: ReadableText
    amount: str
    url: str
    picture: PictureView | None


@dataclass(frozen=True)
class Winners:
    """What a round's newest result funds: the first projects by name, how many more, and where the
    whole result stands.
    """

    named: tuple[Winner, ...]
    more: int
    url: str
    is_confirmed: bool

    @property
    def state(self) -> str:
        """Return how final the result is, in one sentence."""
        if self.is_confirmed:
            return _("The result is published and confirmed.")
        return _("The result is published. It is still subject to confirmation.")


#: What a publication gives, by its hash: it never changes, and its text may be megabytes.
_KEPT: dict[str, tuple[Grant, ...]] = {}


def winners_of(session: Session, round_ids: Sequence[int]) -> Mapping[int, Winners]:
    """Return the winners of these rounds, by round; one that is not published is left out, and so
    is the recount of somebody else's vote, which gives no money.
    """
    # A page without a result asks nothing.
    newest = queries.newest_imprints(session, round_ids) if round_ids else []
    _read_missing(session, newest)
    covers = _covers(session, newest)
    return {one.round_id: _winners(one, covers) for one in newest}


def _covers(session: Session, newest: Sequence[queries.NewestImprint]) -> Covers:
    named = {grant.number for one in newest for grant in _KEPT[one.digest][:MOST_NAMED]}
    return first_pictures(session, [one.round_id for one in newest], named) if named else {}


def _read_missing(session: Session, newest: Sequence[queries.NewestImprint]) -> None:
    missing = [one.publication_id for one in newest if one.digest not in _KEPT]
    if not missing:
        return
    if len(_KEPT) + len(missing) > MOST_KEPT:
        _KEPT.clear()
        missing = [one.publication_id for one in newest]
    for digest, text in queries.texts_of(session, missing):
        result = from_json(text)
        amounts = result.amounts
        _KEPT[digest] = tuple(
            Grant(
                project.number,
                project.title,
                project.language,
                amounts[project.reference],
                project.shown_number,
            )
            for project in result.projects
            if amounts.get(project.reference)
        )


def _winners(newest: queries.NewestImprint, covers: Covers) -> Winners:
    grants = _KEPT[newest.digest]
    return Winners(
        named=tuple(
            Winner(
                grant.shown_number,
                by_author(grant.title, grant.language),
                show_money(grant.amount),
                url_for("projects.show", slug=newest.slug, number=grant.number),
                picture_view(cover)
                if (cover := covers.get((newest.round_id, grant.number)))
                else None,
            )
            for grant in grants[:MOST_NAMED]
        ),
        more=max(0, len(grants) - MOST_NAMED),
        url=url_for("results.show", slug=newest.slug),
        is_confirmed=newest.is_confirmed,
    )
