"""The steps of a round, each done in a browser by the one whose step it is; words are never looked
at, so that any language will do.
"""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pillow_heif
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page
from sqlalchemy import select

from neighbourhood.database import begin, commit, db
from neighbourhood.projects.models import Project
from neighbourhood.reviews.models import SheetAnswer
from neighbourhood.reviews.queries import questions_asked
from neighbourhood.rounds.models import Phase, Round
from tests.browser.conftest import enter
from tests.browser.site import Site

SLUG = "agir-2026-mirail"
#: The first sentence of a project; whoever reads another language writes it in French.
SENTENCES = {"fr": "Un abri pour attendre le bus", "ar": "مظلة ننتظر تحتها الحافلة"}
#: What its pictures show.
SEEN = "L'arrêt de bus"
OpenAs = Callable[[str], Page]


class Journey:
    """A round on its way, with the browser of whoever is at work."""

    def __init__(
        self,
        site: Site,
        page: Page,
        language: str,
        slug: str = SLUG,
        *,
        has_scripts: bool = True,
    ) -> None:
        self.site, self.page, self.language, self.slug = site, page, language, slug
        self.has_scripts = has_scripts

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
        """Fill in the form that has these fields, the page's last one where there are none, and
        press its last button that is no way back; the answer must not be the form with errors.
        """
        asked = {f"[name='{name.replace('__', '-')}']": value for name, value in fields.items()}
        forms = forms_of(self.page)
        for field in asked:
            forms = forms.filter(has=self.page.locator(field))
        for field, value in asked.items():
            fill(forms.last.locator(field), value)
        press_in(forms.last if asked else forms)
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
    press_in(forms_of(page))


def press_in(forms: Locator) -> None:
    """Press the last act of some forms."""
    forms.locator(
        "button:not(.button-quiet):not(.hidden-visually):not([name=back]):visible"
    ).last.click()
    forms.page.wait_for_load_state()


def forms_of(page: Page) -> Locator:
    """Return the forms of a page with which something is done."""
    return page.locator("main form[method=post]")


def propose(journey: Journey, pictures: Sequence[FilePayload] = ()) -> int:
    """The author writes a project, looks at it and hands it in; return its number."""
    journey.is_part("author")
    journey.visit(f"rounds/{journey.slug}/propose/")
    written = journey.language if journey.language in SENTENCES else "fr"
    journey.send(title=SENTENCES[written], language=written)
    number = int(journey.page.url.split("/projects/")[1].split("/")[0])
    journey.send(category_id=first_value(journey.page, "category_id"))
    journey.send(
        summary="Un toit, un banc et une lampe.",
        description="Nous attendons **longtemps** sous la pluie.",
    )
    journey.send(place="Arrêt Reynerie")
    journey.send(cost_lines__1__label="Abri", cost_lines__1__amount="4800")
    journey.send(carried_by="resident")
    if pictures:
        add_pictures(journey, pictures)
    if "/submit" not in journey.page.url:
        journey.visit(f"rounds/{journey.slug}/projects/{number}/submit/")
    journey.send()
    return number


def a_photo(kind: str) -> FilePayload:
    """Return a file as a telephone makes it, which knows where it was taken."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x8825] = {1: "N", 2: (43.0, 36.0, 0.0), 3: "E", 4: (1.0, 26.0, 0.0)}
    picture = Image.new("RGB", (640, 480), "teal")
    if kind == "heic":
        pillow_heif.from_pillow(picture).save(file, exif=exif.tobytes())
    else:
        picture.save(file, kind, exif=exif)
    return {"name": f"صورة.{kind}", "mimeType": f"image/{kind}", "buffer": file.getvalue()}


def add_pictures(journey: Journey, pictures: Sequence[FilePayload]) -> None:
    """At this step the author sends pictures, and then says what each of them shows."""
    journey.page.locator("[name=pictures]").set_input_files(list(pictures))
    journey.send()
    words = journey.page.locator("[name^='alternative-']")
    assert words.count() == len(pictures)
    for number, field in enumerate(words.all(), 1):
        field.fill(f"{SEEN} {number}")
    journey.send()


def card_of(page: Page, number: int) -> Locator:
    """Return a project's card on the list that is open."""
    return page.locator(".card", has=page.locator(f"a[href$='/projects/{number}/']"))


def merge(journey: Journey, number: int, other: int, parts: Sequence[str]) -> None:
    """The reviewer asks whether another project may become a part of this one, and the demo city's
    people who wrote them say yes.
    """
    journey.is_part("reviewer")
    journey.visit(f"rounds/{journey.slug}/projects/{number}/merge/?with={other}")
    journey.page.locator("[name=is_meant]").check()
    journey.send(reason="Les deux se tiennent au même arrêt.")
    asked = journey.page.url
    assert "/merges/" in asked
    for part in parts:
        journey.is_part(part)
        journey.page.goto(asked)
        journey.send(answer="yes")
    assert journey.page.locator("main [name=answer]").count() == 0


def close_list(journey: Journey) -> None:
    """Staff close the list, which draws its numbers."""
    journey.is_part("staff")
    journey.visit(f"desk/rounds/{journey.slug}/list/")
    journey.page.locator("[name=is_meant]").check()
    journey.send()


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
    answer_sheets(journey.site, journey.slug)
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


def answer_sheet(journey: Journey, project_id: int) -> None:
    """The reviewer says yes to every question of the sheet about a project."""
    journey.is_part("reviewer")
    journey.visit(f"desk/projects/{project_id}/sheet/")
    for answer in journey.page.locator("[name^=answer_][value=yes]").all():
        answer.check()
    journey.page.locator("main form[method=post] button:visible").last.click()
    journey.page.wait_for_load_state()
    assert journey.page.locator(".error-summary").count() == 0


def answer_sheets(site: Site, slug: str) -> None:
    """Let the sheets of all projects of a round that wait have been answered."""
    with site.app.app_context():
        begin(db.session, is_read_only=False)
        asked = questions_asked(db.session)
        for project in db.session.scalars(
            select(Project).join(Round).where(Round.slug == slug, Project.state == "submitted")
        ):
            db.session.add_all(
                SheetAnswer(
                    project_id=project.id,
                    question_id=question.id,
                    answer="yes",
                    answered_at=site.now(),
                    project_version=project.version,
                )
                for question in asked
            )
        commit(db.session)
        db.session.remove()


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
