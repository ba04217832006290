"""The first sentence, from which a draft begins."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.projects import rules, services
from neighbourhood.projects.forms import BeginForm
from neighbourhood.projects.views.blueprint import blueprint, load_round
from neighbourhood.rounds.models import Round
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/rounds/<slug>/propose/", methods=["GET", "POST"])
@writes
@guard(Action.PROPOSE_PROJECT, load_round)
def propose(round_: Round) -> Answer:
    form = BeginForm().offer()
    # Only before writing: what somebody has written stays on the page with the reason, where the
    # phase ends meanwhile.
    if not form.is_submitted():
        rules.require_may_write(round_, clock.now())
    if form.validate_on_submit() and form.carries_out(
        lambda: services.write_draft(
            session(),
            round_,
            form.content(),
            submission_key=form.submission_key.data,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("Your draft is kept. Only you can see it until you submit it."))
        return go("projects.edit_idea", slug=round_.slug, number=form.result.number)
    return page("projects/steps/begin.html", form=form, round=round_)
