"""Drafts at the desk: their preview link, making them public, deleting what nobody has seen."""

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places.queries import holidays
from neighbourhood.rounds import queries, rules, services
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.desk.editions import load_edition
from neighbourhood.rounds.desk.rounds import load_round
from neighbourhood.rounds.forms import ConfirmForm
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.presenters.date_warnings import warning_lines
from neighbourhood.rounds.presenters.round_rows import row_of
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/editions/<slug>/preview/", methods=["POST"])
@writes(is_public=False)
@guard(Action.OPEN_EDITIONS, load_edition)
def renew_preview(edition: Edition) -> Answer:
    services.renew_preview(session(), edition, actor=actor(), now=clock.now())
    say(_d("The preview has a new link. An older one leads nowhere now."))
    return go("rounds_desk.edition", slug=edition.slug)


@blueprint.route("/editions/<slug>/public/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def make_public(edition: Edition) -> Answer:
    rules.require_draft(edition)
    form, now = ConfirmForm(), clock.now()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.make_public(session(), edition, actor=actor(), now=now)
    ):
        say(_d("Everybody can see the edition now."))
        return go("rounds_desk.edition", slug=edition.slug)
    rounds = queries.rounds_of_edition(session(), edition.id)
    return page(
        "rounds/desk/make_public.html",
        form=form,
        edition=edition,
        rows=[row_of(round_, now) for round_ in rounds],
        total=sum(round_.fund.planned for round_ in rounds),
        rounds=rounds,
        warnings=warning_lines(rounds, holidays(session()), now),
    )


@blueprint.route("/editions/<slug>/delete/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def delete_edition(edition: Edition) -> Answer:
    rounds = queries.rounds_of_edition(session(), edition.id)
    if rounds:
        rules.require_draft(edition)
    form = ConfirmForm()
    if form.validate_on_submit():
        services.delete_edition(session(), edition, actor=actor(), now=clock.now())
        say(_d("The edition is deleted."))
        return go("rounds_desk.editions")
    places = [round_.place.name for round_ in rounds]
    return page("rounds/desk/delete_edition.html", form=form, edition=edition, places=places)


@blueprint.route("/rounds/<slug>/delete/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def delete_round(round_: Round) -> Answer:
    rules.require_draft(round_.edition)
    form, edition = ConfirmForm(), round_.edition
    if form.validate_on_submit():
        services.delete_round(session(), round_, actor=actor(), now=clock.now())
        say(_d("The round is deleted."))
        return go("rounds_desk.edition", slug=edition.slug)
    return page("rounds/desk/delete_round.html", form=form, round=round_)
