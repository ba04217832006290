"""What things cost: the city's price list, for everybody."""

from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.projects import queries
from neighbourhood.projects.presenters.prices import price_view
from neighbourhood.projects.views.blueprint import blueprint, categories
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.lists import Filter, ListShape, ListView, list_choice, list_page


@blueprint.route("/prices/")
@guard(Action.SEE_PUBLIC_PAGES)
def prices() -> Answer:
    shape = ListShape(
        _("What do you need?"), (Filter("category", _("Category"), categories(by="slug")),), size=40
    )
    choice = list_choice(shape)
    question = queries.price_list(choice, with_ended=False)
    listed = list_page(session(), question, choice.page, size=shape.size)
    return page(
        "projects/prices.html",
        list=ListView.of(shape, choice, listed, "projects.prices"),
        rows=[price_view(item) for item in listed.rows],
    )
