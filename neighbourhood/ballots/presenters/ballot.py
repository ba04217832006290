"""A ballot ready to print on a page: what is at stake, and the frozen projects in the voter's own
order.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from neighbourhood.ballots.presenters.names import place_of
from neighbourhood.ballots.queries import OpenVote
from neighbourhood.ballots.rules import Voter
from neighbourhood.ballots.vault import secrecy
from neighbourhood.languages import ReadableText, _
from neighbourhood.projects.presenters.pictures import PictureView, pictogram_of
from neighbourhood.projects.presenters.texts import readable, written_in
from neighbourhood.rounds.ballot_kinds import BallotKind, kind_of
from neighbourhood.rounds.ballot_kinds.words import limits_explained
from neighbourhood.rounds.documents import FrozenProject
from neighbourhood.rounds.presenters.rule_sentences import counted_in
from neighbourhood.rounds.words import DECIDED_BY, PUBLISHED_BALLOTS
from neighbourhood.web.filters import pick_text, show_money


@dataclass(frozen=True)
class Choice:
    """A project on the ballot, as components/cards.html prints it."""

    url: str
    number: int
    shown_number: int
    title: ReadableText
    summary: ReadableText
    category_name: str
    category_slug: str
    cost: str
    place: str
    #: In which language the project is written, where that is not the reader's.
    note: str
    picture: PictureView | None
    pictogram: str


@dataclass(frozen=True)
class BallotView:
    """A ballot: its round, limits, end, how it is counted, and its projects."""

    slug: str
    place: str
    title: dict[str, str]
    fund: int
    kind: BallotKind
    limits: Sequence[str]
    bounds: Mapping[str, int]
    closes_at: datetime
    counted: Sequence[str]
    decided: Any
    published: Any
    choices: tuple[Choice, ...]

    @property
    def template(self) -> str:
        """Return the template that fills the form of this kind of ballot."""
        return self.kind.template

    def chosen(self, numbers: Collection[int]) -> list[Choice]:
        """Return the chosen projects by the number that is shown."""
        return sorted(
            (choice for choice in self.choices if choice.number in numbers),
            key=lambda choice: choice.shown_number,
        )


def ballot_view_of(
    open_vote: OpenVote, key: bytes, voter: Voter, covers: Mapping[int, PictureView]
) -> BallotView:
    """Return the ballot of a voter: the frozen projects, shuffled for this voter alone and the
    same at each visit, with the first picture of each, {number: picture}.
    """
    frozen = open_vote.rules
    kind = kind_of(frozen.ballot)
    projects = sorted(
        # By the key and not by chance: the same order at each visit, and none of it is kept.
        frozen.on_ballot,
        key=lambda project: secrecy.order_of(key, voter.mark, project.reference),
    )
    return BallotView(
        slug=open_vote.slug,
        place=place_of(open_vote),
        title=open_vote.title,
        fund=frozen.fund.amount,
        kind=kind,
        limits=limits_explained(frozen.ballot, len(frozen.on_ballot)),
        bounds=kind.for_template(frozen),
        closes_at=open_vote.closes_at or open_vote.instant,
        counted=counted_in(frozen),
        decided=DECIDED_BY[open_vote.decided_by],
        published=PUBLISHED_BALLOTS[frozen.published.ballots],
        choices=tuple(
            _choice(project, open_vote.slug, covers.get(project.number)) for project in projects
        ),
    )


def _choice(project: FrozenProject, slug: str, picture: PictureView | None) -> Choice:
    return Choice(
        url=url_for("projects.show", slug=slug, number=project.number),
        number=project.number,
        shown_number=project.shown_number,
        title=readable(project, "title"),
        summary=readable(project, "summary"),
        category_name=pick_text(project.category_name) or _("No category"),
        category_slug=project.category or "none",
        cost=show_money(project.cost),
        place=project.place,
        note=written_in(project.language),
        picture=picture,
        pictogram=pictogram_of(project.category or ""),
    )
