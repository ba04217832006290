"""The rule of a short list, in integers: who has enough, and of those whoever has most.

`shortlist@1`: a project needs at least as many supports (or jurors' yes) as the terms say; before a
jury also more yes than no. Of those the ones with most come onto the list, as many as the terms
say, in all or of each category. All that are tied for the last place come in: no lot decides, and
the list is then a little longer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from neighbourhood.shortlists.rules.terms import Terms

RULE = "shortlist@1"


class Why(StrEnum):
    """Why a project is on the short list or not."""

    CHOSEN = "chosen"
    #: It shares the last place with others, and all of them came in.
    TIED = "tied"
    TOO_FEW = "too_few"
    NO_MAJORITY = "no_majority"
    OTHERS_HAD_MORE = "others_had_more"


@dataclass(frozen=True)
class Candidate:
    """A project as the rule sees it: `voices` are its supports, or the jurors' yes; `against` the
    jurors' no.
    """

    number: int
    category: str
    voices: int
    against: int = 0


@dataclass(frozen=True)
class Choice:
    """What the rule found of a project: `place` among those that had enough (0: it had not), and
    `last` the voices of the last one that came in there (0: none did).
    """

    candidate: Candidate
    is_kept: bool
    why: Why
    place: int
    last: int


def choose(terms: Terms, candidates: Sequence[Candidate]) -> list[Choice]:
    """Return what becomes of each project, by number."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.category if terms.by_category else "", []).append(candidate)
    choices = [choice for group in groups.values() for choice in _choose_among(terms, group)]
    return sorted(choices, key=lambda choice: choice.candidate.number)


def _choose_among(terms: Terms, group: Sequence[Candidate]) -> list[Choice]:
    fit = sorted(
        (one for one in group if _shortcoming(terms, one) is None), key=lambda one: -one.voices
    )
    kept = fit[: terms.most_projects]
    last = kept[-1].voices if kept else 0
    # Among those that had enough, whoever has as many as the last one comes in too.
    is_tied_over = sum(one.voices >= last for one in fit) > terms.most_projects
    return [_choice(terms, one, fit, last, is_tied_over=is_tied_over) for one in group]


def _choice(
    terms: Terms, one: Candidate, fit: Sequence[Candidate], last: int, *, is_tied_over: bool
) -> Choice:
    shortcoming = _shortcoming(terms, one)
    if shortcoming is not None:
        return Choice(one, is_kept=False, why=shortcoming, place=0, last=last)
    place = 1 + sum(other.voices > one.voices for other in fit)
    if one.voices < last:
        return Choice(one, is_kept=False, why=Why.OTHERS_HAD_MORE, place=place, last=last)
    why = Why.TIED if is_tied_over and one.voices == last else Why.CHOSEN
    return Choice(one, is_kept=True, why=why, place=place, last=last)


def _shortcoming(terms: Terms, one: Candidate) -> Why | None:
    """Return what a project lacks of what it needs whatever others have."""
    if one.voices < terms.least:
        return Why.TOO_FEW
    # Nobody says no where residents support.
    return Why.NO_MAJORITY if one.voices <= one.against else None
