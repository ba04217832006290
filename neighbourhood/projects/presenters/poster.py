"""The poster of a project: one sheet of A4 for a stairwell, with a code of the project's page, in
the reader's language and in that of its author.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from neighbourhood.languages import Language, _
from neighbourhood.outbox.mail.rendering import speaking
from neighbourhood.places.presenters import place_name
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.projects.words import STATES
from neighbourhood.rounds.presenters.endings import end_of
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.web.filters import show_money
from neighbourhood.web.qr import qr_code
from neighbourhood.web.sharing import public_address
from neighbourhood.web.times import show_date, show_last_day


@dataclass(frozen=True)
class PosterPart:
    """What a poster says in one language; `letters` is the address as one types it."""

    language: Language
    headline: str
    cost: str
    when: str
    how: str
    letters: str
    code: Markup


def languages_of(project: Project, reader: Language, offered: Sequence[Language]) -> list[Language]:
    """Return the reader's language, and the author's where the city speaks it."""
    return [reader, *(one for one in offered if one.code == project.language and one != reader)]


def poster_parts(
    project: Project, spoken: Sequence[Language], now: datetime
) -> tuple[PosterPart, ...]:
    """Return what the poster says in each of these languages."""
    return tuple(_part(project, language, now) for language in spoken)


def _part(project: Project, language: Language, now: datetime) -> PosterPart:
    address = public_address(
        "projects.show",
        language=language.code,
        slug=project.round.slug,
        number=project.number,
    )
    with speaking(language):
        return PosterPart(
            language=language,
            headline=_("An idea for %(place)s", place=place_name(project.round.place).text),
            cost=_("It would cost %(amount)s.", amount=show_money(project.cost)),
            when=_when(project, now),
            how=_("Read all of it: point your phone's camera here, or type the address:"),
            letters=address.removeprefix("https://"),
            code=qr_code(address, address),
        )


def _when(project: Project, now: datetime) -> str:
    """Return until when one can take part, else where the project stands."""
    if project.state not in HOPEFUL_STATES:
        return str(STATES[project.state][0])
    vote = phase_of(project.round.phases, PhaseKind.VOTE)
    if end_of(project.round, now) or vote is None or vote.ends_at is None:
        return ""
    if now >= vote.ends_at:
        return _("The vote is over.")
    if now >= vote.starts_at:
        return _("You can vote until %(day)s.", day=show_last_day(vote.ends_at))
    return _(
        "You can vote from %(first)s to %(last)s.",
        first=show_date(vote.starts_at),
        last=show_last_day(vote.ends_at),
    )
