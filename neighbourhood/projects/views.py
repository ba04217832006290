"""The public pages of projects, and those of their authors."""

from dataclasses import replace

from flask import Blueprint, request, url_for

from neighbourhood import clock
from neighbourhood.languages import _, known_languages
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.forms import (
    AppealForm,
    ProjectForm,
    SubmitForm,
    WithdrawForm,
    new_project_form,
    project_form,
)
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.cards import cards_of
from neighbourhood.projects.presenters.history import history_of
from neighbourhood.projects.presenters.outcomes import outcome_of
from neighbourhood.projects.presenters.own_projects import own_projects_by_round, standing_of
from neighbourhood.projects.presenters.project_page import (
    ReviewView,
    author_actions,
    page_of,
    review_view,
    why_not,
)
from neighbourhood.projects.presenters.shared import TwinView, shared_among, twin_view
from neighbourhood.projects.queries import ProjectFilter
from neighbourhood.projects.words import SORTS
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import (
    BaseForm,
    Pages,
    actor,
    go,
    guard,
    language,
    languages,
    page,
    page_number,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text
from neighbourhood.web.house import panels_on
from neighbourhood.web.panels import Slot
from neighbourhood.web.text import clean
from neighbourhood.web.words import sentence

blueprint = Blueprint("projects", __name__, url_prefix="/<language>")
ONE = "/rounds/<slug>/projects/<int(max=999999999):number>/"


def load_round(slug: str) -> Round:
    """Return the round that the address names."""
    return round_by_slug(session(), slug)


def load_project(slug: str, number: int) -> Project:
    """Return the project that the address names; what the reader may not see does not exist."""
    project = queries.project_by_number(session(), slug, number)
    if not decide(actor(), Action.SEE_PROJECT, project).is_allowed:
        raise NotFound
    return project


@blueprint.route("/rounds/<slug>/projects/", endpoint="list")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def projects_of_round(round_: Round) -> Answer:
    asked = request.args
    chosen = ProjectFilter(
        clean(asked.get("q", ""))[:100],
        clean(asked.get("category"))[:40],
        asked.get("sort", "number"),
        page=page_number(),
    )
    chosen = chosen if chosen.sort in SORTS else replace(chosen, sort="number")
    listed = queries.projects_of_round(session(), round_.id, chosen)
    # What stands at its default is left out, so that a list has one address.
    parts = {
        name: getattr(chosen, name)
        for name in ("q", "category", "sort")
        if getattr(chosen, name) not in ("", "number")
    }
    return page(
        "projects/list.html",
        round=round_,
        filter=chosen,
        sorts=SORTS,
        categories=categories(by="slug"),
        why_closed=why_closed(round_),
        end=end_view(round_, clock.now()),
        cards=cards_of(session(), listed.projects),
        pages=Pages(listed.page, listed.total, chosen.size),
        url=url_for("projects.list", slug=round_.slug, **parts),
        is_filtered=bool(parts),
    )


@blueprint.route(ONE)
@guard(Action.SEE_PROJECT, load_project)
def show(project: Project) -> Answer:
    versions = queries.history(session(), project) if project.version > 1 else []
    outcome = outcome_of(session(), project)
    return page(
        "projects/show.html",
        project=page_of(project, outcome),
        outcome=outcome,
        round=project.round,
        end=end_view(project.round, clock.now()),
        history=history_of(project, versions),
        permitted=author_actions(project, clock.now()),
        standing=standing_of(project, outcome, clock.now()),
        is_author=project.author_id is not None and project.author_id == actor().person_id,
        funding=project.funding if project.state in rules.HOPEFUL_STATES else None,
        may_review=project.is_public and decide(actor(), Action.REVIEW_PROJECT, project).is_allowed,
        twin=_twin_of(project),
        panels=panels_on(Slot.PROJECT, ThingRef(ThingKind.PROJECT, project.id)),
    )


def _twin_of(project: Project) -> TwinView | None:
    """Return the same project on another list, where there is one and its own is not taken back."""
    if project.state not in rules.HOPEFUL_STATES:
        return None
    twin = shared_among(session(), [project.id]).get(project.id)
    return twin_view(twin) if twin else None


@blueprint.route("/rounds/<slug>/propose/", methods=["GET", "POST"])
@writes
@guard(Action.PROPOSE_PROJECT, load_round)
def propose(round_: Round) -> Answer:
    form = offered(new_project_form(), round_)
    # Only before writing: what somebody has written stays on the page with the reason, where the
    # phase ends meanwhile.
    if not form.is_submitted():
        rules.require_may_write(round_, clock.now())
    if (
        not form.wants_more_rows()
        and form.validate_on_submit()
        and form.carries_out(
            lambda: services.write_draft(
                session(),
                round_,
                form.content(),
                submission_key=form.submission_key.data,
                actor=actor(),
                now=clock.now(),
            )
        )
    ):
        say(_("Your draft is kept. Only you can see it until you submit it."))
        return go("projects.submit", slug=round_.slug, number=form.result.number)
    return page(
        "projects/write.html", form=form, round=round_, project=None, is_draft=True, question=None
    )


@blueprint.route(ONE + "edit/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_project)
def edit(project: Project) -> Answer:
    is_draft, question = project.state == rules.ProjectState.DRAFT, _question_of(project)
    form = offered(project_form(project), project.round)
    if not form.is_submitted():
        rules.require_may_edit(
            project.round, project.state, clock.now(), answer_by=project.answer_by
        )
        show_missing(form, project)
    if not form.wants_more_rows() and form.validate_on_submit() and changes(form, project):
        say(_("Your changes are kept."))
        following = "projects.answer" if question else "projects.show"
        return go(
            "projects.submit" if is_draft else following,
            slug=project.round.slug,
            number=project.number,
        )
    return page(
        "projects/write.html",
        form=form,
        round=project.round,
        project=project,
        is_draft=is_draft,
        question=question,
    )


def _question_of(project: Project) -> ReviewView | None:
    """Return what the city asks the author, where it waits for an answer."""
    return review_view(project.reviews[-1]) if project.answer_by is not None else None


@blueprint.route(ONE + "submit/", methods=["GET", "POST"])
@writes
@guard(Action.SUBMIT_PROJECT, load_project)
def submit(project: Project) -> Answer:
    form = SubmitForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.submit_project(session(), project, actor=actor(), now=clock.now())
    ):
        say(_("Your project is submitted. Everybody can read it now."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    why = author_actions(project, clock.now()).submit
    return _page_before_handing_in(project, form, why, is_answer=False)


@blueprint.route(ONE + "answer/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_project)
def answer(project: Project) -> Answer:
    form = SubmitForm()
    if not form.is_submitted():
        _require_may_answer(project)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.answer_question(session(), project, actor=actor(), now=clock.now())
    ):
        say(_("Your project is handed in again. The city looks at what you changed."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    why = why_not(lambda: _require_may_answer(project))
    return _page_before_handing_in(project, form, why, is_answer=True)


def _require_may_answer(project: Project) -> None:
    rules.require_may_answer(project.round, project.state, clock.now(), answer_by=project.answer_by)


def _page_before_handing_in(
    project: Project, form: SubmitForm, why: str, *, is_answer: bool
) -> Answer:
    slug, number = project.round.slug, project.number
    parts = rules.missing_parts(services.content_of(project), fund=project.round.fund.amount)
    return page(
        "projects/submit.html",
        form=form,
        project=page_of(project),
        round=project.round,
        why_not=why,
        is_answer=is_answer,
        missing=[
            (
                sentence(part),
                url_for("projects.edit", slug=slug, number=number, check=1, _anchor=part.field),
            )
            for part in parts
        ],
    )


@blueprint.route(ONE + "appeal/", methods=["GET", "POST"])
@writes
@guard(Action.APPEAL_REFUSAL, load_project)
def appeal(project: Project) -> Answer:
    form = AppealForm()
    why = author_actions(project, clock.now()).appeal
    if not form.is_submitted():
        rules.require_may_appeal(
            project.round, project.state, clock.now(), is_appealed=project.appeal is not None
        )
    if form.validate_on_submit() and form.carries_out(
        lambda: services.appeal_refusal(
            session(),
            project,
            reason=form.reason.data,
            language=language().code,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("Your appeal is sent. Somebody else looks at your project, and we write to you."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    return page(
        "projects/appeal.html",
        form=form,
        project=page_of(project),
        round=project.round,
        why_not=why,
    )


@blueprint.route(ONE + "withdraw/", methods=["GET", "POST"])
@writes
@guard(Action.WITHDRAW_PROJECT, load_project)
def withdraw(project: Project) -> Answer:
    form = WithdrawForm()
    if not form.is_submitted():
        rules.require_may_withdraw(project.round, project.state)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.withdraw_project(
            session(), project, reason=form.reason.data, actor=actor(), now=clock.now()
        )
    ):
        say(_("Your project is withdrawn."))
        return go("projects.mine")
    return page("projects/withdraw.html", form=form, project=page_of(project), round=project.round)


@blueprint.route("/account/projects/")
@guard(Action.MANAGE_OWN_ACCOUNT)
def mine() -> Answer:
    projects = queries.my_projects(session(), actor().person_id or 0)
    return page(
        "projects/mine.html",
        rounds=own_projects_by_round(session(), projects, clock.now()),
    )


def offered(form: ProjectForm, round_: Round) -> ProjectForm:
    """Return the form with its choices."""
    spoken = [(known.code, known.own_name) for known in languages()]
    # The city's languages first; people may write in every other one that the site knows.
    spoken += [
        (code, known.own_name)
        for code, known in known_languages().items()
        if code not in dict(spoken)
    ]
    return form.offer(round_, categories(by="id"), spoken, language().code)


def categories(*, by: str) -> list[tuple[str, str]]:
    """Return the choices of categories: (slug or id as text, name)."""
    return [
        (str(getattr(category, by)), pick_text(category.name))
        for category in queries.all_categories(session())
    ]


def why_closed(round_: Round) -> str:
    """Return "" while projects may be written, else the sentence why not."""
    return why_not(lambda: rules.require_may_write(round_, clock.now()))


def changes(form: ProjectForm, project: Project) -> bool:
    """Carry the change out; where somebody was faster, the next try knows the newer version."""
    is_done = form.carries_out(
        lambda: services.edit_project(
            session(),
            project,
            form.content(),
            version=form.known_version(),
            actor=actor(),
            now=clock.now(),
        )
    )
    if not is_done:
        form.version.data = str(project.version)
    return is_done


def show_missing(form: BaseForm, project: Project) -> None:
    """Show what a draft still lacks beside each field, where the reader comes from handing
    it in.
    """
    if request.args.get("check"):
        for part in rules.missing_parts(
            services.content_of(project), fund=project.round.fund.amount
        ):
            form.refuse(part)
