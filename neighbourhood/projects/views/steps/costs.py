"""The step of the costs, with help from the city's price list."""

from flask import request

from neighbourhood.permissions import Action
from neighbourhood.projects import queries
from neighbourhood.projects.forms.steps.costs import CostsWithoutLines, costs_form
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules.prices import MOST_PRICE_NAME
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.projects.views.steps.frame import take_step
from neighbourhood.web import guard, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.text import clean


@blueprint.route(ONE + "edit/costs/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_costs(project: Project) -> Answer:
    words = clean(request.form.get("price_words", ""))[:MOST_PRICE_NAME]
    items = queries.find_prices(session(), words, category_id=project.category_id)

    def make(is_fresh: bool) -> CostsWithoutLines:
        form: CostsWithoutLines = costs_form(project, items, is_fresh=is_fresh)
        return form

    # Where nothing answers to no words at all, there is no list.
    has_prices = bool(items) or bool(words and queries.has_prices(session()))
    return take_step(project, make, words=words, has_prices=has_prices)
