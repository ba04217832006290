"""The desk of the price list: its items one by one, and as a file out and in."""

from datetime import date

from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.languages import _d, _dn, with_values
from neighbourhood.permissions import Action
from neighbourhood.projects import queries, services
from neighbourhood.projects.desk.blueprint import blueprint
from neighbourhood.projects.forms.prices import EndPriceForm, PriceFileForm, price_form
from neighbourhood.projects.models import PriceItem
from neighbourhood.projects.presenters.prices import price_view
from neighbourhood.projects.rules.price_files import (
    LARGEST_PRICE_FILE,
    FileProblem,
    FileSurroundings,
    ListedPrice,
    price_file,
    read_price_file,
)
from neighbourhood.projects.rules.prices import Unit
from neighbourhood.projects.words import PRICE_COLUMNS, PRICE_STATES
from neighbourhood.web import actor, go, guard, languages, page, say, session, takes_up_to, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.city import city
from neighbourhood.web.filters import pick_text
from neighbourhood.web.lists import Filter, ListShape, ListView, list_choice, list_page
from neighbourhood.web.texts import fields_of

LIST = "projects_desk.prices"
#: The largest file, and a little for the rest of the form.
LARGEST_BODY = LARGEST_PRICE_FILE + 2**16


def load_price(price_id: int) -> PriceItem:
    """Return the item that the address names."""
    return queries.price_by_id(session(), price_id)


@blueprint.route("/prices/")
@guard(Action.SET_UP_CITY)
def prices() -> Answer:
    categories = queries.all_categories(session())
    by_category = [(one.slug, pick_text(one.name)) for one in categories]
    shape = ListShape(
        _d("Name"),
        (
            Filter("state", _d("Show"), list(PRICE_STATES.items())),
            Filter("category", _d("Category"), by_category),
        ),
    )
    choice = list_choice(shape)
    listed = list_page(session(), queries.price_list(choice, with_ended=True), choice.page)
    return page(
        "projects/desk/prices.html",
        list=ListView.of(shape, choice, listed, LIST),
        rows=[price_view(item) for item in listed.rows],
    )


@blueprint.route("/prices/new/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def new_price() -> Answer:
    form = price_form(today=_today()).offer(_categories())
    if form.validate_on_submit() and form.carries_out(
        lambda: services.add_price(session(), form.price(), actor=actor(), now=clock.now())
    ):
        say(_d("The item is added."))
        return go(LIST)
    return page(
        "projects/desk/price.html",
        form=form,
        names=fields_of(form, "name"),
        notes=fields_of(form, "note"),
        price=None,
    )


@blueprint.route("/prices/<int(max=999999999):price_id>/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY, load_price)
def price(item: PriceItem) -> Answer:
    form = price_form(item, today=_today()).offer(_categories())
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_price(
            session(), item, form.price(item), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The item is saved."))
        return go(LIST)
    return page(
        "projects/desk/price.html",
        form=form,
        names=fields_of(form, "name"),
        notes=fields_of(form, "note"),
        price=price_view(item),
        end_form=EndPriceForm(),
    )


@blueprint.route("/prices/<int(max=999999999):price_id>/end/", methods=["POST"])
@writes
@guard(Action.SET_UP_CITY, load_price)
def end_price(item: PriceItem) -> Answer:
    # The same button does the opposite of what is so.
    if EndPriceForm().validate_on_submit():
        services.end_price(
            session(), item, is_active=not item.is_active, actor=actor(), now=clock.now()
        )
        say(
            _d("The item stands on the list again.")
            if item.is_active
            else _d("The item is taken off the list.")
        )
    return go("projects_desk.price", price_id=item.id)


@blueprint.route("/prices/file/", methods=["GET", "POST"])
@writes
@takes_up_to(LARGEST_BODY)
@guard(Action.SET_UP_CITY)
def import_prices() -> Answer:
    form = PriceFileForm()
    problems: tuple[FileProblem, ...] = ()
    if form.validate_on_submit() and form.carries_out(
        lambda: read_price_file(form.content(), _surroundings())
    ):
        problems = form.result.problems
        if not problems:
            return _imported(form.result.prices)
        form.form_errors = [
            _d("Nothing was taken from this file. Mend what is listed below and send it again.")
        ]
    return page(
        "projects/desk/price_file.html",
        form=form,
        problems=problems,
        columns=[
            (name, with_values(meaning, {"units": ", ".join(Unit)} if name == "unit" else {}))
            for name, meaning in PRICE_COLUMNS.items()
        ],
    )


@blueprint.route("/prices/prices.csv")
@guard(Action.SET_UP_CITY)
def prices_csv() -> Response:
    slugs = {one.id: one.slug for one in queries.all_categories(session())}
    text = price_file(
        [
            ListedPrice(services.price_of(item), item.is_active)
            for item in queries.all_prices(session())
        ],
        currency=city().currency,
        languages=[known.code for known in languages()],
        categories=slugs,
    )
    # The mark tells spreadsheets that it is UTF-8.
    answer = Response("\ufeff" + text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="prices.csv"'
    return answer


def _imported(listed: tuple[ListedPrice, ...]) -> Answer:
    done = services.import_prices(session(), listed, actor=actor(), now=clock.now())
    say(
        _dn("%(num)s item is added.", "%(num)s items are added.", done.added)
        + " "
        + _dn("%(num)s item is changed.", "%(num)s items are changed.", done.changed)
    )
    return go(LIST)


def _surroundings() -> FileSurroundings:
    return FileSurroundings(
        currency=city().currency,
        languages=[known.code for known in languages()],
        categories={one.slug: one.id for one in queries.all_categories(session())},
        today=_today(),
    )


def _categories() -> list[tuple[str, str]]:
    return [(str(one.id), pick_text(one.name)) for one in queries.all_categories(session())]


def _today() -> date:
    return clock.now().astimezone(city().zone).date()
