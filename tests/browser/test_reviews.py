"""A project on its way to the ballot, with all that may come between, and thirty reviews."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page
from sqlalchemy import select

from neighbourhood.database import begin, commit, db
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.browser import journey as steps
from tests.browser.conftest import OpenPage
from tests.browser.journey import SLUG, Journey
from tests.browser.site import Site
from tests.browser.test_accessibility import problems_of
from tests.browser.test_widths import sideways
from tests.databases import fast_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
THIRTY = 30


@pytest.fixture
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of this journey's own, since its clock will run ahead."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "reviews"))
    yield served
    served.stop()


def project_id(site: Site, number: int) -> int:
    with site.app.app_context():
        found = db.session.scalars(
            select(Project.id).join(Round).where(Round.slug == SLUG, Project.number == number)
        ).one()
        db.session.remove()
    return found


def with_a_neighbour(site: Site) -> int:
    """Let another resident have handed in nearly the same, where all else is judged; return its
    number.
    """
    with site.app.app_context():
        begin(db.session, is_read_only=False)
        round_ = db.session.scalars(select(Round).where(Round.slug == SLUG)).one()
        author = db.session.scalars(select(Person).where(Person.demo_part == "resident")).one()
        settle(round_)
        other = b.a_project(
            db.session, round_, "Un banc", state="submitted", number=500, author_id=author.id
        )
        number = other.number
        commit(db.session)
        db.session.remove()
    return number


def settle(round_: Round) -> None:
    """Let every project that waits be feasible."""
    for waiting in db.session.scalars(
        select(Project).where(Project.round_id == round_.id, Project.state == "submitted")
    ):
        waiting.state = "feasible"


def drawn_number(site: Site, number: int) -> str:
    """Return the number that a project drew."""
    with site.app.app_context():
        drawn = db.session.scalars(
            select(Project.list_number)
            .join(Round)
            .where(Round.slug == SLUG, Project.number == number)
        ).one()
        db.session.remove()
    assert drawn is not None
    return str(drawn)


@pytest.mark.parametrize(
    ("language", "width", "javascript", "kinds"),
    [("fr", 1280, True, ["jpeg"]), ("ar", 360, False, ["jpeg", "heic"])],
    ids=["fr-with-js", "ar-without-js"],
)
def test_a_project_goes_from_a_first_sentence_to_a_line_on_the_ballot(
    site: Site,
    open_page: OpenPage,
    language: str,
    width: int,
    javascript: bool,
    kinds: list[str],
) -> None:
    page = open_page(f"/{language}/", language=language, javascript=javascript, width=width)
    journey = Journey(site, page, language, has_scripts=javascript)
    number = steps.propose(journey, [steps.a_photo(kind) for kind in kinds])
    its_pictures_are_shown(journey, number, len(kinds))
    journey.wait_for("review")
    it_is_refused_and_appealed(journey, number)
    it_is_asked_back_and_corrected(journey, number)
    steps.answer_sheet(journey, project_id(site, number))
    it_is_found_feasible(journey, number)

    steps.merge(journey, number, with_a_neighbour(site), ["author", "resident"])
    journey.is_part("resident")
    journey.visit(f"rounds/{SLUG}/projects/{number}/answer/")
    journey.send()
    it_is_found_feasible(journey, number)
    steps.close_list(journey)
    nothing_is_wrong_with(journey)
    its_drawn_number_is_shown(journey, number)


def nothing_is_wrong_with(journey: Journey) -> None:
    """Look at the page that is open; the engine needs scripts, looking at its width does not."""
    found = problems_of(journey.page) if journey.has_scripts else sideways(journey.page)
    assert not found, (journey.page.url, found)


def its_pictures_are_shown(journey: Journey, number: int, count: int) -> None:
    """Everybody sees the pictures, in the words of the author, and nobody where they were taken."""
    page = journey.page
    page.context.clear_cookies()
    journey.visit(f"rounds/{SLUG}/projects/{number}/")
    nothing_is_wrong_with(journey)
    shown = page.locator(".gallery img")
    assert shown.count() == count
    for picture in shown.all():
        assert str(picture.get_attribute("alt")).startswith(steps.SEEN)
        kept = Image.open(io.BytesIO(page.request.get(picture.get_attribute("src") or "").body()))
        assert kept.format == "WEBP" and not kept.getexif()
    journey.visit(f"rounds/{SLUG}/projects/")
    assert steps.card_of(page, number).locator(".card-picture img").count() == 1


def it_is_refused_and_appealed(journey: Journey, number: int) -> None:
    """The city refuses it; its author appeals, once, and whoever refused does not decide."""
    page, public = journey.page, f"rounds/{SLUG}/projects/{number}/"
    desk = f"desk/projects/{project_id(journey.site, number)}/"
    journey.is_part("reviewer")
    journey.visit(desk)
    journey.send(verdict="not_feasible", reason="Une conduite passe sous le trottoir.")

    journey.is_part("author")
    journey.visit("")
    page.locator("main a[href$='/account/projects/']").first.click()
    page.locator(f"a[href$='/{public}appeal/']").click()
    nothing_is_wrong_with(journey)
    journey.send(reason="La conduite a été déplacée au printemps.")
    assert page.locator(".notice-info").count() >= 1
    assert page.locator(f"a[href$='/{public}appeal/']").count() == 0

    journey.is_part("reviewer")
    journey.visit(desk)
    assert page.locator("[name=verdict]").count() == 0, "who refused does not decide"


def it_is_asked_back_and_corrected(journey: Journey, number: int) -> None:
    """Staff ask its author for something smaller, and the author hands it in again."""
    page, public = journey.page, f"rounds/{SLUG}/projects/{number}/"
    journey.is_part("staff")
    journey.visit(f"desk/projects/{project_id(journey.site, number)}/")
    last_day = (journey.site.now() + timedelta(days=5)).date().isoformat()
    nothing_is_wrong_with(journey)
    journey.send(verdict="asked_back", reason="Un banc plus court, svp.", answer_by=last_day)

    journey.is_part("author")
    journey.visit(public)
    page.locator(f"main a[href$='/{public}edit/']").first.click()
    page.locator(f"main a[href$='/{public}edit/costs/']").first.click()
    journey.send(cost_lines__1__label="Abri court", cost_lines__1__amount="3200")
    journey.visit(f"{public}answer/")
    nothing_is_wrong_with(journey)
    journey.send()
    assert page.url.endswith(public)

    journey.is_part("reviewer")
    journey.visit(f"desk/projects/{project_id(journey.site, number)}/")
    assert page.locator("main ins").count() >= 1
    nothing_is_wrong_with(journey)


def it_is_found_feasible(journey: Journey, number: int) -> None:
    """The city says that it can be carried out, and everybody reads it."""
    journey.is_part("reviewer")
    journey.visit(f"desk/projects/{project_id(journey.site, number)}/")
    journey.send(verdict="feasible", reason="Très bien ainsi.")
    journey.page.context.clear_cookies()
    journey.visit(f"rounds/{SLUG}/projects/{number}/")
    assert journey.page.locator("main .notice-leaf").count() == 1


def its_drawn_number_is_shown(journey: Journey, number: int) -> None:
    """The number that it drew stands on the list, and on the ballot once the vote is open."""
    page, drawn = journey.page, drawn_number(journey.site, number)
    page.context.clear_cookies()
    journey.visit(f"rounds/{SLUG}/projects/")
    assert steps.card_of(page, number).locator(".number").inner_text() == drawn
    journey.wait_for("vote")
    journey.is_part("author")
    journey.visit(f"rounds/{SLUG}/vote/")
    nothing_is_wrong_with(journey)
    line = page.locator(".card", has=page.locator(f"[name='choice-{number}']"))
    assert line.locator(".number").inner_text() == drawn
    assert line.locator(".card-picture img").count() == 1


def with_thirty_waiting(site: Site) -> str:
    """Fill a round that is being reviewed with thirty projects; return its slug."""
    with site.app.app_context():
        begin(db.session, is_read_only=False)
        round_ = db.session.scalars(
            select(Round).where(Round.slug.contains("bagatelle"), Round.opened_at.is_(None))
        ).one()
        settle(round_)
        for n in range(THIRTY):
            b.a_project(
                db.session, round_, f"Projet {n}", state="submitted", cost=100_000, number=500 + n
            )
        slug = round_.slug
        commit(db.session)
        db.session.remove()
    steps.answer_sheets(site, slug)
    return slug


def test_thirty_reviews_take_a_page_and_two_clicks_each(site: Site, open_page: OpenPage) -> None:
    slug = with_thirty_waiting(site)
    page = open_page("/fr/", part="reviewer")
    counted = Counter(page)
    page.goto(f"/fr/desk/projects/?round={slug}&q=Projet")
    counted.click("main tbody th a")
    for n in range(THIRTY):
        counted.click("[name=verdict][value=feasible]")
        if n % 3 == 0:
            page.locator("[name=reason]").fill("Utile et simple.")
        counted.click("button[name=go_on]")
    page.wait_for_url("**/desk/projects/?*")
    assert page.locator("main tbody tr").count() == 0
    assert counted.pages <= THIRTY + 2
    assert counted.clicks <= 2 * THIRTY + 1


class Counter:
    """How many pages were loaded and how often somebody clicked."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages, self.clicks = page, 0, 0
        page.on("load", lambda _page: self._note())

    def _note(self) -> None:
        self.pages += 1

    def click(self, what: str) -> None:
        """Click the first of these."""
        self.page.locator(what).first.click()
        self.page.wait_for_load_state()
        self.clicks += 1
