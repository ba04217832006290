"""A short list as one document: what went in, by which rule, and what came out; without names."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from neighbourhood.canonical import canonical
from neighbourhood.shortlists.rules import RULE, Candidate, Choice, Terms, Why, choose

FORMAT = "shortlist/1"


@dataclass(frozen=True)
class MadeList:
    """A short list that was made: the round's slug, the terms, and what became of each project."""

    round: str
    rule: str
    terms: Terms
    choices: tuple[Choice, ...]

    @property
    def kept(self) -> tuple[Choice, ...]:
        """Return what is on the list, the most voices first."""
        kept = (one for one in self.choices if one.is_kept)
        return tuple(sorted(kept, key=lambda one: (-one.candidate.voices, one.candidate.number)))

    def choice_of(self, number: int) -> Choice | None:
        """Return what became of the project with this number, None where it was not in question."""
        return next((one for one in self.choices if one.candidate.number == number), None)


def made_list(slug: str, terms: Terms, candidates: Sequence[Candidate]) -> MadeList:
    """Return the list that the rule makes of these projects."""
    return MadeList(slug, RULE, terms, tuple(choose(terms, candidates)))


def to_json(made: MadeList) -> str:
    """Return the one text of a list, whose hash everybody can check."""
    return canonical(
        {
            "format": FORMAT,
            "round": made.round,
            "rule": made.rule,
            "terms": asdict(made.terms),
            "projects": [_plain(one) for one in made.choices],
        }
    )


def from_json(text: str) -> MadeList:
    """Return the list that a text of `to_json` holds."""
    read = json.loads(text)
    choices = tuple(_choice(row) for row in read["projects"])
    return MadeList(read["round"], read["rule"], Terms(**read["terms"]), choices)


def is_repeated(text: str) -> bool:
    """Say whether the rule makes the same list of what the document says went in."""
    made = from_json(text)
    again = made_list(made.round, made.terms, [one.candidate for one in made.choices])
    return made.rule == RULE and to_json(again) == text


def _plain(one: Choice) -> dict[str, object]:
    outcome = {"is_kept": one.is_kept, "why": str(one.why), "place": one.place, "last": one.last}
    return asdict(one.candidate) | outcome


def _choice(row: dict[str, object]) -> Choice:
    names = ("number", "category", "voices", "against")
    values = {name: row[name] for name in names}
    outcome = {name: row[name] for name in ("is_kept", "place", "last")}
    return Choice(
        Candidate(**values),  # type: ignore[arg-type]
        why=Why(str(row["why"])),
        **outcome,  # type: ignore[arg-type]
    )
