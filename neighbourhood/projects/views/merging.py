"""Letting projects become one: proposing, answering, taking the question back."""

from collections.abc import Sequence

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.forms import (
    AnswerMergeForm,
    ProposeMergeForm,
    answer_merge_form,
    propose_merge_form,
)
from neighbourhood.projects.models import Merge, Project
from neighbourhood.projects.presenters.merges import member_view, merge_view
from neighbourhood.projects.presenters.project_page import page_of, why_not
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_project
from neighbourhood.refusals import Invalid, NotFound
from neighbourhood.web import BaseForm, actor, go, guard, language, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.text import clean

MERGE = "/rounds/<slug>/merges/<int(max=999999999):merge_id>/"


@blueprint.route(ONE + "merge/", methods=["GET", "POST"])
@writes
@guard(Action.PROPOSE_MERGE, load_project)
def propose_merge(project: Project) -> Answer:
    form = propose_merge_form(project, clean(request.args.get("with", ""))[:100], clock.now())
    if form.validate_on_submit() and form.carries_out(lambda: _propose(project, form)):
        say(
            _("The projects are one now.")
            if form.result.outcome
            else _("The authors are asked. We write to everybody when it is decided.")
        )
        return go("projects.merge", slug=project.round.slug, merge_id=form.result.id)
    chosen = _chosen(project, form)
    return page(
        "projects/propose_merge.html",
        form=form,
        project=page_of(project),
        round=project.round,
        chosen=[member_view(one, _whole_id(form, chosen)) for one in chosen],
        why_not=why_not(lambda: rules.require_may_be_merged(project.round, project.state)),
    )


def _chosen(project: Project, form: ProposeMergeForm) -> Sequence[Project]:
    """Return the projects that were named so far, where there is more than the one."""
    numbers = form.numbers(project.number)
    if len(numbers) == 1:
        return []
    return queries.projects_by_numbers(session(), project.round_id, numbers)


def _whole_id(form: ProposeMergeForm, chosen: Sequence[Project]) -> int:
    return next((one.id for one in chosen if one.number == form.whole.data), 0)


def _propose(project: Project, form: ProposeMergeForm) -> Merge:
    chosen = queries.projects_by_numbers(session(), project.round_id, form.numbers(project.number))
    if {one.number for one in chosen} != form.numbers(project.number):
        raise Invalid("merge_unknown", field="others")
    whole = next((one for one in chosen if one.number == form.whole.data), None)
    if whole is None:
        raise Invalid("merge_whole_unknown", field="whole")
    return services.propose_merge(
        session(),
        whole,
        [one for one in chosen if one is not whole],
        reason=form.reason.data,
        language=language().code,
        answer_by=form.answer_by(),
        actor=actor(),
        now=clock.now(),
    )


def load_merge(slug: str, merge_id: int) -> Merge:
    """Return the merge that the address names; whoever may not see it learns nothing of it."""
    merge = queries.merge_by_id(session(), merge_id)
    is_seen = decide(actor(), Action.SEE_MERGE, merge).is_allowed
    if merge.round.slug != slug or (actor().is_signed_in and not is_seen):
        raise NotFound
    return merge


@blueprint.route(MERGE, methods=["GET", "POST"])
@writes
@guard(Action.SEE_MERGE, load_merge)
def merge(merge: Merge) -> Answer:
    form = _answer_form(merge)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.answer_merge(
            session(),
            merge,
            is_yes=form.answer.data == "yes",
            note=form.note.data or "",
            project_id=form.project_id,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("Your answer is kept."))
        return go("projects.merge", slug=merge.round.slug, merge_id=merge.id)
    return _merge_page(merge, form)


def _answer_form(merge: Merge) -> AnswerMergeForm:
    is_officer = decide(actor(), Action.ENTER_PROJECT, merge).is_allowed
    dictated = [one for one in merge.projects if one.is_dictated] if is_officer else []
    return answer_merge_form(dictated, is_author=actor().person_id in merge.author_ids)


def _merge_page(merge: Merge, form: BaseForm) -> Answer:
    return page(
        "projects/merge.html",
        form=form,
        merge=merge_view(merge),
        round=merge.round,
        may_answer=merge.is_open and decide(actor(), Action.ANSWER_MERGE, merge).is_allowed,
        may_call_off=merge.is_open and services.may_call_off(actor(), merge),
    )


@blueprint.route(MERGE + "call-off/", methods=["POST"])
@writes
@guard(Action.SEE_MERGE, load_merge)
def call_off_merge(merge: Merge) -> Answer:
    form = BaseForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.call_off_merge(session(), merge, actor=actor(), now=clock.now())
    ):
        say(_("The question is taken back. The projects stay apart."))
        return go("projects.merge", slug=merge.round.slug, merge_id=merge.id)
    return _merge_page(merge, _answer_form(merge))
