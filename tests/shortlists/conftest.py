"""Rounds whose short list is being made: by residents, or by a jury."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from neighbourhood.people.models import Person
from neighbourhood.permissions import Actor
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.shortlists import services
from neighbourhood.shortlists.models import ShortlistTerms
from tests import builders as b

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class Choosing:
    """A round in its phase, its people and projects; the phase ends ten days after NOW."""

    session: Session
    round: Round
    people: list[Person] = field(default_factory=list)

    @property
    def phase(self) -> Phase:
        return next(one for one in self.round.phases if one.kind == "shortlist")

    @property
    def over(self) -> datetime:
        assert self.phase.ends_at is not None
        return self.phase.ends_at

    @property
    def later(self) -> datetime:
        return self.over + timedelta(minutes=1)

    def resident(self) -> Actor:
        self.people.append(b.a_resident(self.session, self.round.place))
        return b.actor_of(self.session, self.people[-1])

    def project(self, number: int, **values: Any) -> Project:
        values = {"state": "submitted", "number": number, "reference": str(number)} | values
        return b.a_project(self.session, self.round, f"Idea {number}", **values)

    def support(self, project: Project, times: int) -> None:
        for _one in range(times):
            services.give_support(self.session, project, actor=self.resident())


def choosing(session: Session, *, phase: str = "shortlist", **terms: Any) -> Choosing:
    """Return a round in a phase, with a short list by these terms."""
    round_ = b.a_round(
        session,
        phase,
        has_shortlist=True,
        **{name: terms.pop(name) for name in ("place", "edition") if name in terms},
    )
    defaults = {
        "way": "support",
        "supports_each": 2,
        "least": 1,
        "most_projects": 2,
        "by_category": False,
        "is_open": False,
    }
    b.added(session, ShortlistTerms(round_id=round_.id, **defaults | terms))
    return Choosing(session, round_)
