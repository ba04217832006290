"""The answer of an organisation that is asked to carry a project out."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, services
from neighbourhood.projects.forms.carrier import CarrierForm
from neighbourhood.projects.models import CarrierRequest
from neighbourhood.projects.presenters.people import carrier_state
from neighbourhood.projects.presenters.project_page import page_of
from neighbourhood.projects.views.blueprint import ONE, blueprint
from neighbourhood.refusals import NotFound
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


def load_request(slug: str, number: int) -> CarrierRequest:
    """Return the question to the organisation that a project names; it exists for those alone who
    may answer it, since the project may be a draft.
    """
    project = queries.project_by_number(session(), slug, number)
    request = queries.carrier_request(session(), project.id, project.host_organisation_id)
    # Its project is at hand, with everything that its page shows.
    if (
        request is None
        or request.project is not project
        or not decide(actor(), Action.ANSWER_CARRIER, request).is_allowed
    ):
        raise NotFound
    return request


@blueprint.route(ONE + "carrier/", methods=["GET", "POST"])
@writes
@guard(Action.ANSWER_CARRIER, load_request)
def carrier(request: CarrierRequest) -> Answer:
    project, form = request.project, CarrierForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.answer_carrier(
            session(),
            project,
            agrees=form.decision.data == "agree",
            reason=form.reason.data,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("Thank you. The authors get a mail."))
        return go("organisations.show", slug=request.organisation.slug)
    return page(
        "projects/carrier.html",
        form=form,
        project=page_of(project),
        organisation=request.organisation,
        state=carrier_state(session(), project) if request.answered_at else None,
    )
