"""An officer enters what somebody without an account dictates, acts for them and tells them."""

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import GivenRole
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import services
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Content
from neighbourhood.refusals import Invalid, NotAllowed
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.projects.writing import a_text, fill_step

TYPED = {
    "title": "Bancs à l'ombre devant la poste",
    "language": "fr",
    "author_name": "Zahra",
    "has_agreed": "y",
}


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", fund=1_000_000)


@pytest.fixture
def officer(session, round_):
    return b.an_officer(session, round_.place)


def entered(session, round_, officer, **values):
    text = a_text(category_id=b.a_category(session).id, **values)
    return services.enter_project(
        session,
        round_,
        text,
        author_name="Zahra",
        has_agreed=True,
        actor=b.actor_of(session, officer),
        now=clock.now(),
    )


def at(project):
    return {"slug": project.round.slug, "number": project.number}


@pytest.mark.backend("sqlite", "postgresql")
def test_an_officer_enters_an_idea_and_hands_it_in(visitor, session, round_, officer):
    category = b.a_category(session)
    visitor.sign_in(officer)
    page = visitor.fill("projects_desk.enter", TYPED, slug=round_.slug)
    assert page.location.endswith("/projects/1/edit/idea/")
    typed = {
        "category_id": str(category.id),
        "summary": "Trois bancs.",
        "description": "Pour attendre.",
        "place": "La poste",
        "cost_lines-1-label": "Bancs",
        "cost_lines-1-amount": "900",
    }
    for step in ("idea", "words", "place", "costs"):
        fill_step(visitor, round_, 1, typed, step=step)
    check = visitor.get("projects.submit", slug=round_.slug, number=1, most_queries=16)
    visitor.post("projects.submit", check.fields(), slug=round_.slug, number=1)
    project = visitor.session.scalars(select(Project)).one()
    assert (project.state, project.author_id, project.entered_by_id) == (
        "submitted",
        None,
        officer.id,
    )
    assert "Zahra" in visitor.sign_in(None).get("projects.show", **at(project)).text
    entries = select(TrailEntry).where(TrailEntry.act == "act_for_author").order_by(TrailEntry.id)
    acts = [one.payload.content["what"] for one in visitor.session.scalars(entries)]
    assert acts == ["enter", "edit", "edit", "edit", "edit", "submit"]


def test_without_the_persons_word_nothing_is_entered(visitor, session, round_, officer):
    visitor.sign_in(officer)
    fields = {name: text for name, text in TYPED.items() if name != "has_agreed"}
    page = visitor.fill("projects_desk.enter", fields, slug=round_.slug, status=422)
    assert page.errors()[0].startswith("Please ask whether the idea may be entered")
    assert page.fields()["author_name"] == "Zahra"
    assert visitor.session.scalars(select(Project)).all() == []
    with pytest.raises(Invalid):
        services.enter_project(
            session,
            round_,
            Content("Benches here", "en"),
            author_name="",
            has_agreed=False,
            actor=b.actor_of(session, officer),
            now=clock.now(),
        )


@pytest.mark.backend("sqlite", "postgresql")
def test_a_doubled_click_enters_one_project(visitor, session, round_, officer):
    visitor.sign_in(officer)
    fields = visitor.get("projects_desk.enter", slug=round_.slug).fields() | TYPED
    first, second = (
        visitor.post("projects_desk.enter", fields, slug=round_.slug) for _ in range(2)
    )
    assert first.location == second.location
    assert len(visitor.session.scalars(select(Project.id)).all()) == 1


def test_any_officer_of_the_place_goes_on_and_no_other(visitor, session, round_, officer):
    project = entered(session, round_, officer)
    colleague = b.an_officer(session, round_.place)
    elsewhere = b.an_officer(session, b.a_neighbourhood(session))
    visitor.sign_in(colleague).get("projects.edit_idea", **at(project))
    visitor.sign_in(elsewhere).get("projects.edit_words", status=404, **at(project))
    with pytest.raises(NotAllowed):
        services.enter_project(
            session,
            round_,
            a_text(),
            author_name="",
            has_agreed=True,
            actor=b.actor_of(session, elsewhere),
            now=clock.now(),
        )


def test_nobody_judges_what_they_entered_themselves(session, round_, officer):
    project = entered(session, round_, officer)
    project.state, project.submitted_at = "submitted", clock.now()
    session.add(GivenRole(person_id=officer.id, role="reviewer", given_at=b.LONG_AGO))
    session.flush()
    reviewer = b.a_reviewer(session)
    assert not decide(b.actor_of(session, officer), Action.REVIEW_PROJECT, project).is_allowed
    assert decide(b.actor_of(session, reviewer), Action.REVIEW_PROJECT, project).is_allowed


@pytest.mark.backend("sqlite", "postgresql")
def test_what_would_be_mailed_waits_until_an_officer_has_told_it(visitor, session, round_, officer):
    project = entered(session, round_, officer)
    services.submit_project(session, project, actor=b.actor_of(session, officer), now=clock.now())
    visitor.sign_in(officer)
    assert "to tell in person" in visitor.get("pages_desk.home", most_queries=30).text
    page = visitor.get("projects_desk.dictated", most_queries=20)
    assert "The project was handed in" in page.text
    message = session.scalars(select(Message)).one()
    told = {"project_id": project.id, "message_id": message.id}
    stranger = b.an_officer(session, b.a_neighbourhood(session))
    visitor.sign_in(stranger).post("projects_desk.tell", {}, status=403, **told)
    for _doubled in range(2):
        visitor.sign_in(officer).post("projects_desk.tell", {}, **told)
    assert "The project was handed in" not in visitor.get("projects_desk.dictated").text


def test_the_slip_says_the_number_and_what_comes_next_in_the_persons_language(
    visitor, session, round_, officer
):
    project = entered(session, round_, officer, language="ar", title="مقاعد في الظل")
    desk = visitor.sign_in(officer).get("projects_desk.dictated", most_queries=20)
    address = f"/ar/rounds/{round_.slug}/projects/{project.number}/slip/"
    assert address in desk.links()
    assert "مقاعد في الظل" in visitor.get(address).text
    page = visitor.get("projects.slip", **at(project))
    assert "What happens next" in page.text and "Where to ask" in page.text
    visitor.sign_in(b.a_resident(session, round_.place))
    visitor.get("projects.slip", status=404, **at(project))
