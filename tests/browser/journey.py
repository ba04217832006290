"""The steps of a round, each done in a browser by the one whose step it is; words are never looked
at, so that any language will do.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page
from sqlalchemy import select

from neighbourhood.database import db
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Phase, Round
from tests.browser.conftest import enter
from tests.browser.site import Site

SLUG = "agir-2026-mirail"
OpenAs = Callable[[str], Page]


class Journey:
    """A round on its way, with the browser of whoever is at work."""

    def __init__(self, site: Site, page: Page, language: str, slug: str = SLUG) -> None:
        self.site, self.page, self.language, self.slug = site, page, language, slug

    def is_part(self, part: str) -> Page:
        """Let one of the demo city's people sit down at the browser."""
        self.page.context.clear_cookies()
        enter(self.page, self.language, part)
        return self.page

    def visit(self, path: str) -> Page:
        """Open a page of the round."""
        answer = self.page.goto(f"/{self.language}/{path}")
        assert answer is not None and answer.ok, (
            f"{path}: {answer.status if answer else 'no answer'} {self.page.title()}"
        )
        return self.page

    def send(self, **fields: str) -> None:
        """Fill the page's form in and press its last button that is no way back; the answer must
        not be the form with errors.
        """
        for name, value in fields.items():
            fill(
                self.page.locator(f"main form[method=post] [name='{name.replace('__', '-')}']"),
                value,
            )
        press(self.page)
        assert self.page.locator(".error-summary").count() == 0, self.page.locator(
            ".error-summary"
        ).inner_text()

    def wait_for(self, kind: str) -> None:
        """Let the clock jump into the middle of a phase of the round, and the worker do what is
        due.
        """
        with self.site.app.app_context():
            phase = db.session.scalars(
                select(Phase).join(Round).where(Round.slug == self.slug, Phase.kind == kind)
            ).one()
            starts_at = phase.starts_at
            db.session.remove()
        self.site.go_to(starts_at + timedelta(days=2))
        self.site.work()


def fill(field: Locator, value: str) -> None:
    """Give a field its value, whatever kind of field it is."""
    first = field.first
    kind = first.evaluate("field => field.type")
    if kind == "select-one":
        first.select_option(value)
    elif kind in {"radio", "checkbox"}:
        field.locator(f"xpath=self::*[@value='{value}']").check()
    else:
        first.fill(value)


def press(page: Page) -> None:
    """Press the act of the page's last form."""
    button = page.locator(
        "main form[method=post] "
        "button:not(.button-quiet):not(.hidden-visually):not([name=back]):visible"
    ).last
    button.click()
    page.wait_for_load_state()


def propose(journey: Journey) -> int:
    """The author writes a project, looks at it and hands it in; return its number."""
    journey.is_part("author")
    journey.visit(f"rounds/{journey.slug}/propose/")
    journey.send(title="Un abri pour attendre le bus", language="fr")
    number = int(journey.page.url.split("/projects/")[1].split("/")[0])
    journey.send(category_id=first_value(journey.page, "category_id"))
    journey.send(
        summary="Un toit, un banc et une lampe.",
        description="Nous attendons **longtemps** sous la pluie.",
    )
    journey.send(place="Arrêt Reynerie")
    journey.send(cost_lines__1__label="Abri", cost_lines__1__amount="4800")
    journey.send(carried_by="resident")
    if "/submit" not in journey.page.url:
        journey.visit(f"rounds/{journey.slug}/projects/{number}/submit/")
    journey.send()
    return number


def first_value(page: Page, name: str) -> str:
    """Return the first real choice of a list."""
    return str(
        page.locator(f"[name='{name}'] option").evaluate_all(
            "options => options.map(o => o.value).filter(v => v)"
        )[0]
    )


def review_all(journey: Journey) -> int:
    """The reviewer judges every project that waits in the round; return how many."""
    journey.wait_for("review")
    journey.is_part("reviewer")
    links = links_of_round(journey)
    for link in links:
        answer = journey.page.goto(link)
        assert answer is not None and answer.ok
        journey.send(
            verdict="feasible",
            reason="Le projet est utile et se réalise sur l'espace public.",
            department="Voirie",
        )
    assert not links_of_round(journey)
    return len(links)


def links_of_round(journey: Journey) -> list[str]:
    """Return the desk's addresses of the round's projects that no department has judged."""
    with journey.site.app.app_context():
        ids = db.session.scalars(
            select(Project.id)
            .join(Round)
            .where(Round.slug == journey.slug, Project.state == "submitted")
            .order_by(Project.id)
        ).all()
        db.session.remove()
    return [f"/{journey.language}/desk/projects/{project_id}/" for project_id in ids]


def vote(journey: Journey, numbers: list[int]) -> str:
    """A resident votes when it is time; return the code of the receipt."""
    journey.wait_for("vote")
    journey.is_part("author")
    journey.visit(f"rounds/{journey.slug}/vote/")
    cast(journey, numbers)
    return journey.page.locator(".code").first.inner_text()


def cast(journey: Journey, numbers: list[int]) -> None:
    """Choose on the ballot that is open, see what will be counted, cast it, and get the receipt."""
    for number in numbers:
        box = journey.page.locator(f"[name='choice-{number}']")
        # The whole card is the box's label, so that is what a finger meets.
        journey.page.locator(f"label[for='{box.get_attribute('id')}']").first.click()
        assert box.is_checked()
    journey.page.locator("form.ballot button:visible").last.click()
    journey.page.wait_for_load_state()
    assert all(
        journey.page.locator(f"[name='choice-{number}'][value='{number}']").count() == 1
        for number in numbers
    )
    journey.page.locator("form.actions button").first.click()
    journey.page.wait_for_load_state()
    assert journey.page.url.endswith("/receipt/"), journey.page.url


def seat_committee(journey: Journey, names: list[str]) -> None:
    """Staff fill the seats with confirmed residents."""
    journey.wait_for("allocate")
    journey.is_part("staff")
    today = (journey.site.now() - timedelta(days=1)).date()
    for place, name in enumerate(names):
        journey.visit(f"desk/rounds/{journey.slug}/committee/seats/?q={name}")
        journey.send(
            part="chair" if place == 0 else "member",
            starts_on=str(today),
            ends_on=str(today + timedelta(days=700)),
        )


def decide(journey: Journey, amounts: dict[int, str]) -> None:
    """The committee meets and decides on projects: {number: amount}; none of them was written by a
    member.
    """
    journey.is_part("author")
    journey.visit(f"rounds/{journey.slug}/committee/meeting/")
    boxes = journey.page.locator("[name='present']")
    seats = boxes.count()
    for place in range(seats):
        boxes.nth(place).check()
    journey.send(held_at=journey.site.now().strftime("%Y-%m-%dT18:00"), place="Maison de quartier")
    for number, amount in amounts.items():
        journey.visit(f"rounds/{journey.slug}/committee/table/{number}/")
        # With scripts or without, the table answers.
        with journey.page.expect_response(lambda answer: answer.url.endswith("/table/")):
            journey.send(
                amount=amount,
                votes_for=str(seats),
                votes_against="0",
                abstentions="0",
                reason="Le projet le plus attendu.",
            )


def publish(journey: Journey) -> None:
    """One member of staff asks, another confirms."""
    journey.wait_for("publish")
    journey.is_part("staff")
    journey.visit(f"desk/rounds/{journey.slug}/results/")
    journey.page.locator("main form[action*='/results/ask/'] button:visible").last.click()
    journey.page.wait_for_load_state()
    journey.is_part("second_staff")
    journey.visit(f"desk/rounds/{journey.slug}/results/")
    journey.page.locator("main form[action*='/confirm/'] [name=is_sure]").check()
    journey.page.locator("main form[action*='/confirm/'] button:visible").first.click()
    journey.page.wait_for_load_state()
    assert datetime.now(UTC) < journey.site.now()
