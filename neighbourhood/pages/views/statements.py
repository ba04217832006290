"""Pages of words: help, privacy, accessibility, about."""

from datetime import date

from neighbourhood.money import decimals_of
from neighbourhood.pages.presenters import count_example
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.places.rules import DataLicence
from neighbourhood.rounds.words import PHASES
from neighbourhood.web import guard, page
from neighbourhood.web.answers import Answer
from neighbourhood.web.city import city
from neighbourhood.web.filters import show_money

#: The day on which the accessibility statement was last held against the site.
STATED_ON = date(2026, 11, 22)


@blueprint.route("/<language>/help/", endpoint="help")
@guard(Action.SEE_PUBLIC_PAGES)
def help_page() -> Answer:
    unit = 10 ** decimals_of(city().currency)
    amounts = {name: show_money(amount * unit) for name, amount in count_example.AMOUNTS.items()}
    return page(
        "pages/help.html",
        phases=PHASES.values(),
        amounts=amounts,
        votes=count_example.VOTES,
    )


@blueprint.route("/<language>/privacy/")
@guard(Action.SEE_PUBLIC_PAGES)
def privacy() -> Answer:
    return page("pages/privacy.html")


@blueprint.route("/<language>/accessibility/")
@guard(Action.SEE_PUBLIC_PAGES)
def accessibility() -> Answer:
    return page("pages/accessibility.html", stated_on=STATED_ON)


@blueprint.route("/<language>/about/")
@guard(Action.SEE_PUBLIC_PAGES)
def about() -> Answer:
    return page("pages/about.html", data_licence=DataLicence(city().data_licence))
