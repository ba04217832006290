"""What authors read of their own projects: what is so, what comes next, until when, and where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText, _, _n
from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.cards import ProjectCard, cards_of
from neighbourhood.projects.presenters.merges import merges_asked
from neighbourhood.projects.presenters.outcomes import Outcome, outcomes_of
from neighbourhood.projects.rules import ProjectState, Verdict
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.rules import Dated, PhaseKind, awaits_shortlist, is_running, phase_of
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.filters import readable
from neighbourhood.web.panels import PanelView, Reading, Way
from neighbourhood.web.times import show_day, show_deadline

#: How many projects a panel names.
MOST_NAMED = 3


@dataclass(frozen=True)
class Standing:
    """Where a project stands, for its author: one or two whole sentences, and the act that waits
    for them, if any; its `until` is the instant before which it must be done.
    """

    sentence: str
    way: Way | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class OwnProject:
    """A project on its author's list."""

    card: ProjectCard
    standing: Standing


@dataclass(frozen=True)
class OwnRound:
    """An author's projects in one round, under its place and the name of its edition."""

    place: str
    edition: ReadableText
    url: str
    projects: Sequence[OwnProject]


def standing_of(project: Project, outcome: Outcome | None, now: datetime) -> Standing:
    """Return where a project stands for its author; its round and verdicts are at hand."""
    end = end_view(project.round, now)
    if end is not None and project.state not in (ProjectState.WITHDRAWN, ProjectState.NOT_FEASIBLE):
        return Standing(end.of_project)
    if outcome is not None:
        return Standing(f"{outcome.decision} {outcome.reason}", _way(_("See it"), project, "show"))
    return STANDINGS[project.state](project, now)


def _way(label: str, project: Project, page: str) -> Way:
    url = url_for(f"projects.{page}", slug=project.round.slug, number=project.number)
    return Way(label, url)


def _phase(project: Project, kind: PhaseKind) -> Dated | None:
    return phase_of(project.round.phases, kind)


def _draft(project: Project, now: datetime) -> Standing:
    propose = _phase(project, PhaseKind.PROPOSE)
    if propose is None or not is_running(propose, now):
        return Standing(
            _(
                "It is a draft that only you can see. The time for handing in is over, so it stays "
                "one."
            )
        )
    way = _way(_("Check and submit"), project, "submit")
    if propose.ends_at is None:
        return Standing(_("It is a draft that only you can see. Please hand it in."), way)
    return Standing(
        _(
            "It is a draft that only you can see. Please hand it in by %(end)s.",
            end=show_deadline(propose.ends_at),
        ),
        way,
        propose.ends_at,
    )


def _unjudged() -> Standing:
    return Standing(_("The city had not judged it when the vote opened, so it is on no ballot."))


def _before_shortlist(project: Project, now: datetime) -> Standing:
    shortlist = _phase(project, PhaseKind.SHORTLIST)
    assert shortlist is not None
    if now < shortlist.starts_at:
        day = show_day(shortlist.starts_at)
        return Standing(
            _(
                "It is handed in. The short list is made from %(day)s; until then you can still "
                "change it.",
                day=day,
            )
        )
    if shortlist.ends_at is not None and now < shortlist.ends_at:
        end = show_deadline(shortlist.ends_at)
        return Standing(_("It is handed in. The short list is made until %(end)s.", end=end))
    return Standing(_("It is handed in. The short list is being made; we write to you."))


def _submitted(project: Project, now: datetime) -> Standing:
    review = _phase(project, PhaseKind.REVIEW)
    if project.reviews and project.reviews[-1].verdict == Verdict.ASKED_BACK:
        return Standing(
            _("You have answered. The city looks at what you changed and writes to you.")
        )
    if awaits_shortlist(project.round):
        return _before_shortlist(project, now)
    if review is not None and now < review.starts_at:
        if project.round.shortlisted_at is not None:
            day = show_day(review.starts_at)
            return Standing(
                _("It is on the short list. The city checks the projects from %(day)s.", day=day)
            )
        return Standing(
            _(
                "It is handed in. The city checks the projects from %(day)s; until then you can "
                "still change it.",
                day=show_day(review.starts_at),
            )
        )
    if review is not None and review.ends_at is not None and now < review.ends_at:
        return Standing(
            _(
                "It is handed in. The city checks it until %(end)s and writes to you.",
                end=show_deadline(review.ends_at),
            )
        )
    if project.round.opened_at is not None:
        return _unjudged()
    return Standing(_("It is handed in. The city checks it and writes to you."))


def _asked_back(project: Project, now: datetime) -> Standing:
    until = project.answer_by
    if project.round.opened_at is not None:
        return _unjudged()
    if until is None or until <= now:
        return Standing(
            _("The time for your answer is over. The city decides on the text as it stands.")
        )
    return Standing(
        _(
            "The city asks you to change something. Please answer by %(end)s.",
            end=show_deadline(until),
        ),
        _way(_("Change it and answer"), project, "edit"),
        until,
    )


def _is_list_final(project: Project) -> bool:
    return project.round.opened_at is not None or project.round.list_closed_at is not None


def _numbered(project: Project, vote: Dated) -> Standing:
    return Standing(
        _(
            "It is on the list of the vote, with the number %(number)s. The vote begins on "
            "%(day)s.",
            number=project.shown_number,
            day=show_day(vote.starts_at),
        )
    )


def _feasible(project: Project, now: datetime) -> Standing:
    vote = _phase(project, PhaseKind.VOTE)
    if project.funding is not None:
        return Standing(_("It can be carried out. It is paid beforehand, so it is on no ballot."))
    if vote is None:
        return Standing(_("It can be carried out."))
    if now < vote.starts_at and project.list_number is not None:
        return _numbered(project, vote)
    if now < vote.starts_at:
        return Standing(
            _(
                "It can be carried out and will be on the ballot. The vote begins on %(day)s.",
                day=show_day(vote.starts_at),
            )
        )
    if is_running(vote, now) and vote.ends_at is not None:
        return Standing(
            _("It is on the ballot. The vote ends on %(end)s.", end=show_deadline(vote.ends_at))
        )
    publish = _phase(project, PhaseKind.PUBLISH)
    if publish is not None and publish.ends_at is not None and now < publish.ends_at:
        return Standing(
            _(
                "The vote is over. The result is published by %(end)s.",
                end=show_deadline(publish.ends_at),
            )
        )
    return Standing(_("The vote is over. The result is not published yet."))


def _not_feasible(project: Project, now: datetime) -> Standing:
    if project.open_appeal is not None:
        if project.round.opened_at is not None:
            return Standing(
                _("Nobody decided on your appeal before the vote opened, so it is on no ballot.")
            )
        return Standing(
            _(
                "You asked for a second look on %(day)s. Somebody else decides and the city writes "
                "to you.",
                day=show_day(project.open_appeal.made_at),
            )
        )
    vote = _phase(project, PhaseKind.VOTE)
    if project.appeal is None and not _is_list_final(project) and vote and now < vote.starts_at:
        return Standing(
            _(
                "The city finds that it cannot be carried out. If you think that this is wrong, "
                "you can ask once for a second look until %(end)s.",
                end=show_deadline(vote.starts_at),
            ),
            _way(_("Ask for a second look"), project, "appeal"),
            vote.starts_at,
        )
    return Standing(_("The city finds that it cannot be carried out, so it is on no ballot."))


def _withdrawn(project: Project, _now: datetime) -> Standing:
    if project.withdrawn_at is None:
        return Standing(_("You took it back."))
    return Standing(_("You took it back on %(day)s.", day=show_day(project.withdrawn_at)))


def _merged(_project: Project, _now: datetime) -> Standing:
    return Standing(_("It goes on as a part of another project."))


def _not_shortlisted(_project: Project, _now: datetime) -> Standing:
    return Standing(
        _(
            "It did not come onto the short list, so it is on no ballot. You can propose it again "
            "in a later round."
        )
    )


STANDINGS: dict[str, Callable[[Project, datetime], Standing]] = {
    ProjectState.DRAFT: _draft,
    ProjectState.SUBMITTED: _submitted,
    ProjectState.ASKED_BACK: _asked_back,
    ProjectState.FEASIBLE: _feasible,
    ProjectState.NOT_FEASIBLE: _not_feasible,
    ProjectState.WITHDRAWN: _withdrawn,
    ProjectState.MERGED: _merged,
    ProjectState.NOT_SHORTLISTED: _not_shortlisted,
}


def own_projects_by_round(
    session: Session, projects: Sequence[Project], now: datetime
) -> list[OwnRound]:
    """Return a person's projects, with where each stands, under their rounds: what waits for the
    person first, the nearest date before the others.
    """
    outcomes = outcomes_of(session, projects)
    grouped: dict[Round, list[OwnProject]] = {}
    for project, card in zip(projects, cards_of(session, projects), strict=True):
        standing = standing_of(project, outcomes.get(project.id), now)
        grouped.setdefault(project.round, []).append(OwnProject(card, standing))
    rounds = [
        OwnRound(
            place=round_.place.name,
            edition=readable(round_.edition.title),
            url=url_for("pages.round", slug=round_.slug),
            projects=sorted(own, key=lambda one: _pressing(one.standing)),
        )
        for round_, own in grouped.items()
    ]
    return sorted(rounds, key=lambda own: _pressing(own.projects[0].standing))


def _pressing(standing: Standing) -> tuple[bool, float]:
    until = standing.until
    return (standing.way is None or until is None, until.timestamp() if until else 0.0)


def own_projects(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell authors what waits for them and where all their projects are; on a round's page of that
    round alone.
    """
    if reader.actor.person_id is None:
        return None
    projects = [
        project
        for project in queries.my_projects(reader.session, reader.actor.person_id)
        if thing.kind is not ThingKind.ROUND or project.round_id == thing.id
    ]
    if not projects:
        return None
    outcomes = outcomes_of(reader.session, projects)
    standings = [
        (project, standing_of(project, outcomes.get(project.id), reader.now))
        for project in projects
    ]
    waiting = sorted(
        ((project, one) for project, one in standings if one.until is not None),
        key=lambda pair: _pressing(pair[1]),
    )
    asked = merges_asked(reader, projects)
    return PanelView(
        heading=_("My projects"),
        sentences=(*asked.sentences, *_sentences(waiting[:MOST_NAMED], standings)),
        ways=(
            *asked.ways,
            *(one.way for _project, one in waiting[:1] if one.way is not None),
            Way(_("All my projects"), url_for("projects.mine")),
        ),
    )


def _sentences(
    waiting: Sequence[tuple[Project, Standing]], all_: Sequence[tuple[Project, Standing]]
) -> tuple[str, ...]:
    if waiting or len(all_) == 1:
        return tuple(
            _("“%(title)s”: %(standing)s", title=project.title, standing=one.sentence)
            for project, one in (waiting or all_)
        )
    return (_n("You have %(num)s project.", "You have %(num)s projects.", len(all_)),)
