"""Some projects stand on the pages of a round, none of them always."""

from datetime import timedelta

from neighbourhood import clock
from tests import builders as a
from tests.visitor import Visitor


def shown(page: object) -> list[str]:
    return [
        " ".join(" ".join(h.itertext()).split())
        for h in page.all("h3")
        if "card-title" in (h.get("class") or "")
    ]


def test_the_newest_are_shown_while_people_propose(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "propose")
    for day in range(1, 6):
        a.a_project(
            visitor.session,
            round_,
            f"Idea {day}",
            number=day,
            state="submitted",
            submitted_at=clock.now() - timedelta(days=day),
        )
    page = visitor.get("pages.round", slug=round_.slug, most_queries=7)
    assert shown(page) == ["1 Idea 1", "2 Idea 2", "3 Idea 3"]
    assert "5 projects have been proposed so far." in page.text


def test_every_project_has_its_hour_during_the_vote(visitor: Visitor) -> None:
    now = clock.now()
    with clock.at(now):
        round_ = a.a_round(visitor.session, "vote")
        for number in range(1, 8):
            a.a_project(visitor.session, round_, f"Idea {number}", number=number)
    seen: set[str] = set()
    for hour in range(24):
        visitor.session.commit()
        with clock.at(now + timedelta(hours=hour)):
            visitor.sign_in(None)
            visitor.app.extensions["kept_pages"]._pages.clear()
            page = visitor.get("pages.round", slug=round_.slug, most_queries=7)
        assert len(shown(page)) == 3
        seen |= set(shown(page))
    assert len(seen) == 7


def test_what_is_not_on_the_ballot_is_not_shown(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote")
    a.a_project(visitor.session, round_, "Good", number=1)
    for state in ("draft", "not_feasible", "withdrawn"):
        a.a_project(visitor.session, round_, state, state=state)
    page = visitor.get("pages.round", slug=round_.slug)
    assert (
        shown(page) == ["1 Good"]
        and "1 project of your neighbours waits for your vote." in page.text
    )
