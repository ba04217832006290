"""Public pages of organisations: the list, one of them, entering and changing one, its members."""

from flask import Blueprint, request, url_for

from neighbourhood import clock
from neighbourhood.languages import _, _l
from neighbourhood.organisations import queries, services, words
from neighbourhood.organisations.forms import (
    EnterForm,
    OrganisationForm,
    ReasonForm,
    organisation_form,
)
from neighbourhood.organisations.models import Organisation
from neighbourhood.organisations.presenters import card_of, spoken
from neighbourhood.organisations.services import thing_of
from neighbourhood.people.forms import PlainForm
from neighbourhood.people.queries import open_join_codes
from neighbourhood.people.views.joining import (
    card_to_join,
    code_is_over,
    sign_in_to_join,
    thing_to_join,
)
from neighbourhood.permissions import Action, decide
from neighbourhood.places.forms import place_choices
from neighbourhood.places.queries import all_places
from neighbourhood.refusals import NotFound
from neighbourhood.things import ThingKind
from neighbourhood.web import (
    actor,
    go,
    guard,
    language,
    languages,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.fields import number_chosen
from neighbourhood.web.lists import Filter, ListPage, ListShape, ListView, list_choice, list_page

blueprint = Blueprint("organisations", __name__, url_prefix="/<language>/organisations")
ONE = "/<slug>/"


def load_organisation(slug: str) -> Organisation:
    """Return the organisation that the address names; what the reader may not see does not
    exist.
    """
    organisation = queries.organisation_by_slug(session(), slug)
    if not decide(actor(), Action.SEE_ORGANISATION, organisation).is_allowed:
        raise NotFound
    return organisation


@blueprint.get("/", endpoint="list")
@guard(Action.SEE_PUBLIC_PAGES)
def confirmed() -> Answer:
    places = [(place.slug, place.name) for place in all_places(session())]
    filters = (
        Filter("place", _l("Place"), places),
        Filter("kind", _l("Kind"), list(words.KINDS.items())),
    )
    shape = ListShape(_l("Name"), filters)
    choice = list_choice(shape)
    found = list_page(session(), queries.confirmed_organisations(choice), choice.page)
    cards = ListPage([card_of(one) for one in found.rows], found.total, found.page)
    return page(
        "organisations/list.html", list=ListView.of(shape, choice, cards, "organisations.list")
    )


@blueprint.get(ONE)
@guard(Action.SEE_ORGANISATION, load_organisation)
def show(organisation: Organisation) -> Answer:
    return page(
        "organisations/show.html",
        organisation=organisation,
        card=card_of(organisation),
        spoken=spoken(organisation.languages),
        states=words.STATES,
        badges=words.STATE_BADGES,
        is_member=actor().person_id in organisation.member_ids,
        may_edit=decide(actor(), Action.EDIT_ORGANISATION, organisation).is_allowed,
    )


def _form(kind: type[OrganisationForm], organisation: Organisation | None) -> OrganisationForm:
    known = [(one.code, one.own_name) for one in languages()]
    form = organisation_form(kind, organisation, place_choices(all_places(session())), known)
    if organisation is None and not form.is_submitted():
        form.language.data = language().code
        form.place_id.data = request.args.get("place", str(actor().place_id or ""))
    return form


@blueprint.route("/enter/", methods=["GET", "POST"])
@writes
@guard(Action.ENTER_ORGANISATION)
def enter() -> Answer:
    form = _form(EnterForm, None)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.enter_organisation(
            session(),
            form.facts(),
            speaks_for_it=bool(form["speaks_for_it"].data),
            submission_key=form.submission_key.data,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("The organisation is entered. An officer looks at it and answers."))
        is_seen = decide(actor(), Action.SEE_ORGANISATION, form.result).is_allowed
        return (
            go("organisations.show", slug=form.result.slug) if is_seen else go("organisations.list")
        )
    return page("organisations/write.html", form=form, organisation=None)


@blueprint.route(ONE + "edit/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_ORGANISATION, load_organisation)
def edit(organisation: Organisation) -> Answer:
    form = _form(OrganisationForm, organisation)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.edit_organisation(
            session(), organisation, form.facts(), actor=actor(), now=clock.now()
        )
    ):
        say(_("Your changes are kept."))
        return go("organisations.show", slug=organisation.slug)
    return page("organisations/write.html", form=form, organisation=organisation)


@blueprint.route(ONE + "end/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_ORGANISATION, load_organisation)
def end(organisation: Organisation) -> Answer:
    form = ReasonForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.end_organisation(
            session(), organisation, reason=form.reason.data, actor=actor(), now=clock.now()
        )
    ):
        say(_("The organisation has ended. It stays on the pages of its projects."))
        return go("organisations.list")
    return page("organisations/end.html", form=form, organisation=organisation)


@blueprint.get(ONE + "members/")
@guard(Action.EDIT_ORGANISATION, load_organisation)
def members(organisation: Organisation) -> Answer:
    return page(
        "organisations/members.html",
        organisation=organisation,
        codes=open_join_codes(session(), thing_of(organisation), clock.now()),
        own_id=actor().person_id,
        may_decide=decide(actor(), Action.DECIDE_ORGANISATION, organisation).is_allowed,
        button=PlainForm(formdata=None),
    )


@blueprint.post(ONE + "members/invite/")
@writes(is_public=False)
@guard(Action.EDIT_ORGANISATION, load_organisation)
def invite(organisation: Organisation) -> Answer:
    form = PlainForm()
    if not form.validate_on_submit():
        return go("organisations.members", slug=organisation.slug)
    code = services.invite_member(
        session(), organisation, key=form.submission_key.data or "", actor=actor(), now=clock.now()
    )
    back = url_for("organisations.members", slug=organisation.slug)
    return card_to_join(
        thing_of(organisation), code, title=organisation.name, language_code="", back=back
    )


@blueprint.post(ONE + "members/drop/")
@writes(is_public=False)
@guard(Action.EDIT_ORGANISATION, load_organisation)
def drop_invitation(organisation: Organisation) -> Answer:
    number = number_chosen(request.form.get("code_id", ""))
    services.drop_invitation(session(), organisation, number, actor=actor())
    say(_("The invitation is taken back. It opens nothing any more."))
    return go("organisations.members", slug=organisation.slug)


@blueprint.post(ONE + "members/remove/")
@writes
@guard(Action.EDIT_ORGANISATION, load_organisation)
def remove_member(organisation: Organisation) -> Answer:
    number = number_chosen(request.form.get("person_id", ""))
    services.remove_member(session(), organisation, number, actor=actor(), now=clock.now())
    if number == actor().person_id:
        say(_("You speak for this organisation no more."))
        return go("organisations.list")
    say(_("This person speaks for the organisation no more."))
    return go("organisations.members", slug=organisation.slug)


@blueprint.route("/join/<secret>/", methods=["GET", "POST"])
@writes
@guard(Action.SIGN_IN)
def accept(secret: str) -> Answer:
    number = thing_to_join(secret, ThingKind.ORGANISATION)
    if number is None:
        return code_is_over()
    organisation, form = queries.organisation_by_id(session(), number), PlainForm()
    if form.is_submitted() and not actor().is_signed_in:
        return sign_in_to_join()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.join_organisation(
            session(), organisation, secret, actor=actor(), now=clock.now()
        )
    ):
        say(_("You speak for this organisation now."))
        return go("organisations.show", slug=organisation.slug)
    return page(
        "organisations/join.html",
        form=form,
        organisation=organisation,
        is_signed_in=actor().is_signed_in,
    )
