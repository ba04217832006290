"""Rounds that end badly, told truly wherever they are told: a vote that could not open, and one
that two people cancelled while it was open.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select

from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.vault.installed import key_ring
from neighbourhood.database import begin, commit, db
from neighbourhood.rounds.queries import round_by_slug
from tests.browser import journey as steps
from tests.browser.conftest import OpenPage
from tests.browser.journey import SLUG, Journey
from tests.browser.site import Site
from tests.databases import fast_folder
from tests.demo.test_city_list import CITY_LIST, OWN_LIST

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
REASON = "Deux personnes qui gardent la clé ont manqué ; le fonds reste au quartier."
AUTHOR, VOTER = "clara.delmas@example.org", "ines.carrere@example.org"
LOOKS = pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("fr", 1280, True), ("ar", 360, False)],
    ids=["fr-with-js", "ar-without-js"],
)


@pytest.fixture
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of this journey's own, since its clock will run ahead."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "endings"))
    yield served
    served.stop()


@pytest.fixture
def journey(
    site: Site, open_page: OpenPage, language: str, width: int, javascript: bool
) -> Journey:
    """Return a journey with a browser of this language, width and way."""
    page = open_page(f"/{language}/", language=language, javascript=javascript, width=width)
    return Journey(site, page, language)


def as_visitor(journey: Journey) -> None:
    """Let somebody without an account sit down at the browser."""
    journey.page.context.clear_cookies()


def phases_told(journey: Journey) -> list[str]:
    """Return how the round's page tells each of its phases, in their order."""
    found = journey.visit(f"rounds/{journey.slug}/").locator(".timeline .step")
    classes = [str(step.get_attribute("class")) for step in found.all()]
    return [next(c for c in names.split() if c.startswith("step-")) for names in classes]


def is_told_as_ended(page: Page) -> None:
    """The page says that the round ended badly, and offers nothing that is no more."""
    assert page.locator(".notice-clay").count() == 1, page.url
    assert page.locator("main a[href$='/vote/']").count() == 0, page.url
    assert page.locator("main a[href$='/propose/']").count() == 0, page.url


def is_told_everywhere(journey: Journey, *, reason: str) -> None:
    """Every public page that tells of the round says how it ended, and why where that is known."""
    as_visitor(journey)
    for path in ("", "projects/", "committee/", "results/", "fund/"):
        page = journey.visit(f"rounds/{journey.slug}/{path}")
        is_told_as_ended(page)
        assert page.locator(".notice-clay blockquote").all_inner_texts() == [reason] * bool(reason)
    page = journey.visit("")
    card = page.locator(f"[aria-labelledby='ended'] li:has(a[href$='/rounds/{journey.slug}/'])")
    assert card.locator(".badge-clay").count() == 1
    assert page.locator(f"main a[href$='/rounds/{journey.slug}/']").count() == 1


def account_tells(journey: Journey, part: str) -> None:
    """Whoever took part finds it in their account, with the way to why."""
    journey.is_part(part)
    page = journey.visit("account/")
    assert page.locator(f"main a[href$='/rounds/{journey.slug}/']").count() == 1


def mail_tells(journey: Journey, address: str) -> bool:
    """Say whether one message with the reason is on its way to somebody."""
    mails = [text for text in journey.site.mails_waiting(address) if REASON in text]
    assert len(mails) <= 1
    return bool(mails) and f"/rounds/{journey.slug}/" in mails[0]


def end_by_two_people(journey: Journey) -> None:
    """One of the staff asks with a reason, the other finds it waiting and confirms it."""
    link = f"main a[href$='/desk/rounds/{journey.slug}/end/']"
    page = journey.is_part("staff")
    journey.visit(f"desk/rounds/{journey.slug}/")
    page.locator(link).click()
    page.wait_for_load_state()
    journey.send(reason=REASON, language="fr")
    assert page.locator("main form[action$='/confirm/']").count() == 0
    journey.is_part("second_staff")
    journey.visit("desk/")
    page.locator(link).click()
    page.wait_for_load_state()
    page.locator("main form[action*='/endings/'][action$='/confirm/'] button").click()
    page.wait_for_load_state()
    is_told_as_ended(page)


def take_key_holders_away(site: Site, slug: str) -> None:
    """Leave a round without the two people without whom no vote opens."""
    with site.app.app_context():
        begin(db.session(), is_read_only=False)
        round_ = round_by_slug(db.session(), slug)
        round_.first_key_holder_id = round_.second_key_holder_id = None
        commit(db.session())
        db.session.remove()


@LOOKS
def test_a_vote_that_could_not_open(journey: Journey) -> None:
    take_key_holders_away(journey.site, SLUG)
    number = steps.propose(journey)
    journey.wait_for("vote")
    as_visitor(journey)
    assert "step-done" not in phases_told(journey)[2:]
    # The key holders are missing until the end of the vote.
    journey.wait_for("allocate")

    assert phases_told(journey) == ["step-done"] * 2 + ["step-missed"] * 4
    is_told_everywhere(journey, reason="")
    page = journey.visit(f"rounds/{SLUG}/projects/{number}/")
    is_told_as_ended(page)
    assert page.locator("main header .badge-clay").count() == 1
    account_tells(journey, "author")
    answer = page.goto(f"/{journey.language}/rounds/{SLUG}/vote/")
    assert answer is not None and answer.status == 409

    journey.is_part("staff")
    assert journey.visit("desk/").locator(f"main a[href$='/{SLUG}/end/']").count() == 1
    end_by_two_people(journey)
    assert mail_tells(journey, AUTHOR)
    journey.site.work()
    is_told_everywhere(journey, reason=REASON)
    # Long after its last date, nothing of it is told as done.
    journey.site.go_to(journey.site.now() + timedelta(days=200))
    assert phases_told(journey) == ["step-done"] * 2 + ["step-missed"] * 4


def what_is_left(site: Site, slug: str) -> tuple[int, int, bool, bool]:
    """Return of a round: its open ballots, the used rights in its roll, whether its key is there,
    and whether that is noted as destroyed.
    """
    with site.app.app_context():
        round_ = round_by_slug(db.session(), slug)
        ballots, rights = (
            db.session.scalar(
                select(func.count()).select_from(table).where(table.round_id == round_.id)
            )
            for table in (OpenBallot, VotingRight)
        )
        left = key_ring().holds(round_.key_id), round_.key_destroyed_at is not None
        db.session.remove()
    assert ballots is not None and rights is not None
    return ballots, rights, *left


@LOOKS
def test_a_vote_that_was_cancelled_while_open(journey: Journey) -> None:
    journey.slug = OWN_LIST
    page = journey.is_part("resident")
    for slug in (OWN_LIST, CITY_LIST):
        journey.visit(f"rounds/{slug}/vote/")
        steps.cast(journey, [1])
    assert page.locator(".keep .code").count() == 2
    ballots, rights, *_key = what_is_left(journey.site, OWN_LIST)
    assert 0 < ballots == rights

    end_by_two_people(journey)
    assert mail_tells(journey, VOTER)
    # From this moment on, even before the worker comes, nobody votes.
    journey.is_part("resident")
    answer = page.goto(f"/{journey.language}/rounds/{OWN_LIST}/vote/")
    assert answer is not None and answer.status == 409
    journey.site.work()
    assert what_is_left(journey.site, OWN_LIST) == (0, rights, False, True)

    answer = page.goto(f"/{journey.language}/rounds/{OWN_LIST}/vote/receipt/")
    assert answer is not None and answer.status == 409
    assert page.get_by_text(REASON).count() == 1
    # The other list goes on, and its receipt promises nothing of the cancelled one.
    journey.visit(f"rounds/{CITY_LIST}/vote/receipt/")
    assert page.locator(".keep").count() == page.locator(".keep .code").count() == 1
    account_tells(journey, "resident")
    as_visitor(journey)
    assert phases_told(journey) == ["step-done"] * 2 + ["step-cancelled"] * 4
    is_told_everywhere(journey, reason=REASON)
