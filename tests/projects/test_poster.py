"""The poster of a project: what hangs in a stairwell."""

from neighbourhood import clock
from tests import builders as b


def poster(visitor, project, **values):
    return visitor.get("projects.poster", slug=project.round.slug, number=project.number, **values)


def test_it_says_what_where_how_much_and_until_when(visitor, session):
    round_ = b.a_round(session, "vote", fund=1_000_000)
    project = b.a_project(session, round_, title="Shade on the square", place="The square")
    page = poster(visitor, project)
    for text in ("Shade on the square", "The square", "You can vote until", "It would cost"):
        assert text in page.text
    assert f"/en/rounds/{round_.slug}/projects/{project.number}/" in page.text
    assert 'class="qr"' in page.html


def test_it_speaks_the_authors_language_too(visitor, session):
    round_ = b.a_round(session, "vote", fund=1_000_000)
    project = b.a_project(session, round_, language="fr")
    html = poster(visitor, project).html
    assert html.count('class="qr"') == 2
    assert f"/fr/rounds/{round_.slug}/projects/{project.number}/" in html
    own = b.a_project(session, round_, language="en")
    assert poster(visitor, own).html.count('class="qr"') == 1


def test_after_the_vote_nobody_is_called_to_it(visitor, session):
    round_ = b.a_round(session, "allocate", fund=1_000_000)
    assert "The vote is over." in poster(visitor, b.a_project(session, round_)).text


def test_a_draft_has_none_yet_and_its_author_is_told_why(visitor, session):
    round_ = b.a_round(session, "propose", fund=1_000_000)
    author = b.a_resident(session, round_.place)
    draft = b.a_project(session, round_, state="draft", author_id=author.id, submitted_at=None)
    page = poster(visitor.sign_in(author), draft, status=409)
    assert "A poster comes once the project is handed in" in page.text


def test_its_author_finds_the_way_to_it(visitor, session):
    round_ = b.a_round(session, "propose", fund=1_000_000)
    author = b.a_resident(session, round_.place)
    project = b.a_project(
        session, round_, state="submitted", author_id=author.id, submitted_at=clock.now()
    )
    page = visitor.sign_in(author).get("projects.show", slug=round_.slug, number=project.number)
    assert any(link.endswith("/poster/") for link in page.links())
