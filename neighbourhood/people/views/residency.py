"""Saying where one lives."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import presenters, queries, services
from neighbourhood.people.forms import PlainForm, ResidencyForm, residency_form
from neighbourhood.people.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.places.queries import above_home, lowest_places
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/account/residency/", methods=["GET", "POST"])
@writes(is_public=False)
@guard(Action.ASK_RESIDENCY)
def residency() -> Answer:
    form = residency_form(lowest_places(session()))
    if form.validate_on_submit() and form.carries_out(lambda: _ask(form)):
        say(_("Your request is with the officers of your neighbourhood. You will get a mail."))
        return go("people.residency")
    claims = queries.residency_history(session(), actor().person_id or 0)
    return page(
        "people/residency.html",
        form=form,
        residency=presenters.residency_view(
            claims, clock.now(), above=above_home(session(), actor())
        ),
        button=PlainForm(),
    )


@blueprint.post("/account/residency/withdraw/")
@writes(is_public=False)
@guard(Action.ASK_RESIDENCY)
def withdraw_claim() -> Answer:
    services.withdraw_claim(session(), actor=actor(), now=clock.now())
    say(_("Your request is withdrawn."))
    return go("people.residency")


def _ask(form: ResidencyForm) -> object:
    return services.ask_residency(
        session(),
        form.place_id.data,
        method=form.method.data or "",
        evidence_note=form.evidence_note.data or "",
        actor=actor(),
        now=clock.now(),
    )
