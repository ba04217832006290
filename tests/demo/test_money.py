"""The money of the demo city agrees: funds, ledgers, decisions, and what the result pages say."""

from collections import Counter

from sqlalchemy.orm import Session

from neighbourhood.commands.money import money_problems
from neighbourhood.results.models import Publication
from neighbourhood.rounds.queries import all_rounds, ledger_of_fund
from neighbourhood.rounds.rules import LedgerKind
from tests.visitor import Page, Visitor

SIGNS = {LedgerKind.ALLOCATED: 1, LedgerKind.RELEASED: -1}


def ways_to(page: Page, part: str) -> set[str]:
    """Return the addresses of the projects that a part of the page links to."""
    return {
        link.get("href")
        for section in page.all("section")
        if section.get("aria-labelledby") == part
        for link in section.iter()
        if link.tag == "a" and "/projects/" in (link.get("href") or "")
    }


def test_the_money_agrees_everywhere(town: Session) -> None:
    assert list(money_problems(town)) == []


def test_each_result_gives_what_the_ledger_allocates(player: Visitor, town: Session) -> None:
    published = {publication.round_id for publication in town.query(Publication)}
    assert len(published) > 3
    for round_ in all_rounds(town):
        if round_.id not in published:
            continue
        allocated: Counter[str] = Counter()
        for line in ledger_of_fund(town, round_.fund.id, tuple(SIGNS), offset=0, limit=1000):
            allocated[str(line.subject)] += SIGNS.get(line.kind, 0) * line.amount
        winners = [subject for subject, amount in allocated.items() if amount]
        results = player.get("results.show", slug=round_.slug, most_queries=40)
        ledger = player.get("pages.fund", slug=round_.slug)
        assert sum(allocated.values()) == round_.fund.allocated
        assert len(ways_to(results, "funded")) == len(winners)
        assert ways_to(results, "funded") <= ways_to(ledger, "ledger")
