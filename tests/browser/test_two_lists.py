"""A resident with two lists: votes on both in one sitting, changes one, moves house in between, and
finds both receipts in the published results.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from neighbourhood.database import begin, commit, db
from neighbourhood.demo.queries import person_playing
from neighbourhood.people.models import Residency
from neighbourhood.places.models import Place
from neighbourhood.rounds.queries import round_by_slug
from tests.browser import journey as steps
from tests.browser.conftest import OpenPage
from tests.browser.journey import Journey
from tests.browser.site import Site
from tests.databases import fast_folder
from tests.demo.test_city_list import CHOSEN, CHOSEN_THERE, CITY_LIST, OWN_LIST, decide

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
#: The list of the neighbourhood where the resident moves; its vote is still to come.
NEW_LIST = "agir-2026-bagatelle"


@pytest.fixture
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of this journey's own, since its clock will run ahead."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "two-lists"))
    yield served
    served.stop()


def codes(journey: Journey) -> list[str]:
    """Return the codes of the receipts that the page shows."""
    return journey.page.locator(".keep .code").all_inner_texts()


def link_to_ballot(journey: Journey, slug: str) -> int:
    """Say how many ways the page offers to the ballot of a round."""
    return journey.page.locator(f"main a[href$='/rounds/{slug}/vote/']").count()


def ballot_is_refused(journey: Journey, slug: str, status: int) -> None:
    """Open a ballot that is not the reader's; the answer leads to the receipt of where they cast
    theirs.
    """
    answer = journey.page.goto(f"/{journey.language}/rounds/{slug}/vote/")
    assert answer is not None and answer.status == status
    assert journey.page.locator("form.ballot").count() == 0
    way = journey.page.locator(f"main .button[href$='/rounds/{OWN_LIST}/vote/receipt/']")
    assert way.count() == 1


def vote_on_both(journey: Journey) -> list[str]:
    """Cast the neighbourhood's ballot and, led on by its receipt, the city's; return the codes."""
    journey.visit(f"rounds/{OWN_LIST}/vote/")
    steps.cast(journey, [1, 5])
    first = codes(journey)
    assert len(first) == 1
    journey.page.locator(f"main a.button[href$='/rounds/{CITY_LIST}/vote/']").click()
    journey.page.wait_for_load_state()
    steps.cast(journey, [3])
    both = codes(journey)
    # The lowest list first, and each code is one that can be kept.
    assert both[:1] == first
    assert [sum(sign.isdigit() for sign in code) for code in both] == [25, 25]
    return both


def change(journey: Journey, slug: str, numbers: list[int]) -> None:
    """Cast another ballot in place of the one before, from the page of the receipts."""
    journey.page.locator(f"main a.button[href$='/rounds/{slug}/vote/']").click()
    journey.page.wait_for_load_state()
    # Nobody can call up what was chosen, so nothing is marked.
    assert journey.page.locator("form.ballot input:checked").count() == 0
    steps.cast(journey, numbers)


def move_house(journey: Journey, slug: str) -> None:
    """Say that one lives in another place now; an officer confirms it."""
    with journey.site.app.app_context():
        person_id = person_playing(db.session(), "resident").id
        place_id = db.session.scalars(select(Place.id).where(Place.slug == slug)).one()
        db.session.remove()
    journey.visit("account/residency/")
    journey.send(place_id=str(place_id), method="in_person")
    with journey.site.app.app_context():
        claim_id = db.session.scalars(
            select(Residency.id).where(Residency.person_id == person_id, Residency.state == "asked")
        ).one()
        db.session.remove()
    journey.is_part("officer")
    journey.visit(f"desk/residencies/{claim_id}/")
    journey.send(decision="confirm")
    journey.is_part("resident")


def decide_and_publish(journey: Journey, slug: str, amounts: dict[int, int]) -> None:
    """Let the committee of a list follow the vote, and two people publish the result."""
    journey.slug = slug
    journey.wait_for("allocate")
    with journey.site.app.app_context():
        begin(db.session(), is_read_only=False)
        decide(db.session(), round_by_slug(db.session(), slug), amounts, journey.site.now())
        commit(db.session())
        db.session.remove()
    steps.publish(journey)


def is_counted(journey: Journey, slug: str, code: str) -> None:
    """Find the fingerprint of a receipt among those of a published result."""
    journey.visit(f"rounds/{slug}/results/receipt/")
    journey.send(code=code)
    assert journey.page.locator(".notice-leaf").count() == 1
    assert journey.page.locator(".notice-clay").count() == 0


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("fr", 1280, True), ("ar", 360, False)],
    ids=["fr-with-js", "ar-without-js"],
)
def test_two_ballots_in_one_sitting_and_a_move_in_between(
    site: Site, open_page: OpenPage, language: str, width: int, javascript: bool
) -> None:
    page = open_page(f"/{language}/", language=language, javascript=javascript, width=width)
    journey = Journey(site, page, language, OWN_LIST)
    journey.is_part("resident")

    both = vote_on_both(journey)
    change(journey, OWN_LIST, [7])
    assert codes(journey) == both

    move_house(journey, "bagatelle")
    # What was cast stays where it was cast; the other neighbourhood's ballot is no second one.
    ballot_is_refused(journey, OWN_LIST, 200)
    ballot_is_refused(journey, NEW_LIST, 409)
    journey.visit(f"rounds/{OWN_LIST}/vote/receipt/")
    assert codes(journey) == both
    assert link_to_ballot(journey, OWN_LIST) == 0
    # The city is home as before.
    change(journey, CITY_LIST, [1, 2])
    assert codes(journey) == both

    decide_and_publish(journey, OWN_LIST, CHOSEN_THERE)
    # The city's list is settled after it.
    decide_and_publish(journey, CITY_LIST, CHOSEN)
    journey.page.context.clear_cookies()
    for slug, code in zip((OWN_LIST, CITY_LIST), both, strict=True):
        is_counted(journey, slug, code)
