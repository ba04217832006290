"""A round that is being reviewed, with a project that waits for its verdict, for the tests."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from neighbourhood.permissions import Actor
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.rules import Content, Judgement
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.projects.writing import a_text, begin_of

FINE = Judgement("feasible", "Nothing stands against it.", "en", "Parks")
REFUSED = Judgement("not_feasible", "A pipe runs there.", "en", "Parks")


@dataclass
class Judging:
    """A project handed in by its author, an hour into the review, with two who may judge it."""

    session: Session
    round: Round
    project: Project
    author: Actor
    reviewer: Actor
    colleague: Actor
    staff: Actor
    now: datetime

    @property
    def last_days(self) -> datetime:
        """Return a date for an answer, four days later."""
        return self.now + timedelta(days=4)

    def question(self, answer_by: datetime | None = None) -> Judgement:
        """Return a verdict that asks back."""
        asked = "Three trees instead of six, please."
        return Judgement("asked_back", asked, "en", "Parks", answer_by=answer_by or self.last_days)

    def judge(
        self, judgement: Judgement, *, by: Actor | None = None, now: datetime | None = None
    ) -> Review:
        """Give a verdict."""
        return services.review_project(
            self.session, self.project, judgement, actor=by or self.reviewer, now=now or self.now
        )

    def ask_back(self, answer_by: datetime | None = None, now: datetime | None = None) -> Review:
        """Ask the project back."""
        return self.judge(self.question(answer_by), now=now)

    def edit(self, now: datetime | None = None, **values: object) -> Project:
        """Change the author's text."""
        text: Content = replace(services.content_of(self.project), **values)
        return services.edit_project(
            self.session,
            self.project,
            text,
            version=self.project.version,
            actor=self.author,
            now=now or self.now,
        )

    def answer(self, now: datetime | None = None) -> Project:
        """Hand it in again."""
        return services.answer_question(
            self.session, self.project, actor=self.author, now=now or self.now
        )

    def appeal(self, reason: str = "The pipe was moved.", now: datetime | None = None) -> object:
        """Appeal the refusal."""
        return services.appeal_refusal(
            self.session,
            self.project,
            reason=reason,
            language="en",
            actor=self.author,
            now=now or self.now,
        )

    def hold(self, *, holds: bool = True, now: datetime | None = None) -> None:
        """Let the round hold its verdicts, or no longer."""
        services.set_holding(
            self.session, self.round, holds=holds, actor=self.staff, now=now or self.now
        )


def a_judging(session: Session) -> Judging:
    """Return a project in review."""
    round_ = b.a_round(session, "propose", fund=1_000_000)
    author = b.actor_of(session, b.a_resident(session, round_.place))
    category = queries.category_by_slug(session, "nature") or b.a_category(session)
    began = begin_of(round_, "propose")
    draft = services.write_draft(
        session, round_, a_text(category_id=category.id), actor=author, now=began
    )
    services.submit_project(session, draft, actor=author, now=began)
    return Judging(
        session,
        round_,
        draft,
        author,
        b.actor_of(session, b.a_reviewer(session)),
        b.actor_of(session, b.a_reviewer(session)),
        b.actor_of(session, b.a_staff_member(session)),
        begin_of(round_, "review"),
    )
