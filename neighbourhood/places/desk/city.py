"""The city at the desk: its settings, its emblem, its strategy."""

from datetime import date

from neighbourhood import clock
from neighbourhood.languages import _d, offered_languages
from neighbourhood.permissions import Action
from neighbourhood.places import queries, rules, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.forms import CityForm, EmblemForm, RemovalForm, city_form, strategy_form
from neighbourhood.places.models import City
from neighbourhood.refusals import NotNow
from neighbourhood.web import (
    actor,
    go,
    guard,
    language,
    own_transaction,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.lifecycle import accepted_languages
from neighbourhood.web.pictures import small_copy
from neighbourhood.web.texts import fields_of, starting_texts

EMBLEM_SIZE = 256


@blueprint.route("/city/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def city() -> Answer:
    now_set = queries.the_city(session())
    form = city_form(data=_city_start(now_set), known_zone=now_set.timezone if now_set else None)
    if form.validate_on_submit() and form.carries_out(lambda: _save_city(form)):
        say(_d("The city's settings are saved."))
        return go("places_desk.city")
    return page(
        "places/desk/city.html",
        form=form,
        programme=fields_of(form, "programme"),
        has_emblem=bool(now_set and now_set.emblem_digest),
        is_guessed=now_set is None,
    )


def _save_city(form: CityForm) -> City:
    usable = {known.code: known.is_desk_language for known in offered_languages()}
    return services.set_up_city(
        session(), form.settings(), usable=usable, actor=actor(), now=clock.now()
    )


def _city_start(known: City | None) -> dict[str, object]:
    if known is None:
        own = language().code
        guess = rules.likely_surroundings(accepted_languages(), own)
        return {
            "accent": "#0b5d5e",
            "currency": guess.currency,
            "timezone": guess.timezone,
            "own_language": own,
            "languages": [own],
            "data_licence": rules.DataLicence.CC_BY.value,
        }
    named = {
        name: getattr(known, name)
        for name in (
            "name",
            "accent",
            "currency",
            "timezone",
            "languages",
            "contact_email",
            "contact_text",
            "data_licence",
        )
    }
    return named | {"own_language": known.languages[0]} | starting_texts(programme=known.programme)


@blueprint.route("/city/emblem/", methods=["GET", "POST"])
@own_transaction
@guard(Action.SET_UP_CITY)
def emblem() -> Answer:
    form = EmblemForm()
    if form.validate_on_submit() and form.carries_out(lambda: _save_emblem(form)):
        say(_d("The emblem is saved."))
        return go("places_desk.city")
    return page("places/desk/emblem.html", form=form, removal=RemovalForm(formdata=None))


def _save_emblem(form: EmblemForm) -> None:
    picture = form.picture.data
    # Decoding takes its time, so it is done before anything is locked for writing.
    copy = small_copy(picture.read() if picture else b"", longest=EMBLEM_SIZE)
    with short_write(is_public=True):
        services.set_emblem(session(), copy, actor=actor(), now=clock.now())


@blueprint.route("/city/emblem/remove/", methods=["POST"])
@writes
@guard(Action.SET_UP_CITY)
def remove_emblem() -> Answer:
    services.set_emblem(session(), b"", actor=actor(), now=clock.now())
    say(_d("The emblem is taken away."))
    return go("places_desk.city")


@blueprint.route("/strategy/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def strategy() -> Answer:
    known = queries.the_city(session())
    if known is None:
        raise NotNow("city_not_set_up")
    form = strategy_form(data=_strategy_start(known))
    if form.validate_on_submit() and form.carries_out(
        lambda: services.write_strategy(session(), form.settings(), actor=actor(), now=clock.now())
    ):
        say(_d("The strategy is saved."))
        return go("places_desk.strategy")
    return page(
        "places/desk/strategy.html",
        form=form,
        texts=fields_of(form, "strategy"),
        equal=fields_of(form, "equal_treatment"),
    )


def _strategy_start(known: City) -> dict[str, object]:
    decided_on = (
        date.fromisoformat(known.strategy_decided_on) if known.strategy_decided_on else None
    )
    start: dict[str, object] = {
        "decision": known.strategy_decision,
        "decided_on": decided_on,
        "responsible": known.strategy_responsible,
    }
    return start | starting_texts(strategy=known.strategy, equal_treatment=known.equal_treatment)
