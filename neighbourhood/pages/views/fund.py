"""The page of a round's fund: what was granted, allocated and paid, line by line."""

from flask import url_for

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.pages.presenters.fund_page import kinds_to_show, ledger_lines, ledger_pages
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.pages.views.rounds import fund_bar, load_round
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.results import queries
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import show_money
from neighbourhood.web.pagination import page_number


@blueprint.route("/<language>/rounds/<slug>/fund/", endpoint="fund")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def show_fund(round_: Round) -> Answer:
    fund, is_published = round_.fund, queries.is_published(session(), round_.id)
    kinds = kinds_to_show(is_published=is_published)
    pages = ledger_pages(session(), round_, kinds, page_number())
    if pages.number > pages.last:
        raise NotFound
    return page(
        "pages/fund.html",
        round=round_,
        bar=fund_bar(round_),
        end=end_view(round_, clock.now()),
        totals=[
            (_("Granted by the city"), show_money(fund.amount)),
            (_("Decided"), show_money(fund.allocated)),
            (_("Paid out"), show_money(fund.paid)),
            (_("Left in the fund"), show_money(fund.amount - fund.allocated)),
        ],
        is_published=is_published,
        lines=ledger_lines(session(), round_, kinds, pages),
        pages=pages,
        url=url_for("pages.fund", slug=round_.slug),
    )
