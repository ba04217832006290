"""How many projects one person may write and hand in on one list."""

import pytest

from neighbourhood import clock
from neighbourhood.projects import services
from neighbourhood.projects.rules import MOST_DRAFTS
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.services import change_edition
from tests import builders as b
from tests.projects.writing import a_text

pytestmark = pytest.mark.backend("sqlite", "postgresql")


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", fund=1_000_000, projects_each=2)


@pytest.fixture
def write(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    category = b.a_category(session)

    def draft(title="Shade on the square"):
        text = a_text(title=title, category_id=category.id)
        return services.write_draft(session, round_, text, actor=author, now=clock.now())

    def hand_in(project):
        services.submit_project(session, project, actor=author, now=clock.now())

    def take_back(project):
        services.withdraw_project(
            session, project, reason="Not any more.", actor=author, now=clock.now()
        )

    return draft, hand_in, take_back


def test_nobody_hands_in_more_than_the_edition_lets_one_person(write):
    draft, hand_in, take_back = write
    first, second, third = draft(), draft(), draft()
    hand_in(first)
    hand_in(second)
    with pytest.raises(NotNow) as refused:
        hand_in(third)
    assert (refused.value.code, refused.value.values) == ("too_many_projects", {"most": 2})
    assert third.state == "draft"
    hand_in(second)
    take_back(first)
    hand_in(third)
    assert third.state == "submitted"


def test_nobody_keeps_more_drafts_than_can_be_looked_after(write):
    draft, _hand_in, take_back = write
    kept = [draft() for _ in range(MOST_DRAFTS)]
    with pytest.raises(NotNow) as refused:
        draft()
    assert refused.value.code == "too_many_drafts"
    take_back(kept[0])
    draft()


def test_each_list_counts_by_itself(session, write, round_):
    draft, hand_in, _take_back = write
    for _ in range(2):
        hand_in(draft())
    elsewhere = b.a_round(session, "propose", edition=round_.edition)
    neighbour = b.actor_of(session, b.a_resident(session, elsewhere.place))
    text = a_text(category_id=None)
    assert services.write_draft(session, elsewhere, text, actor=neighbour, now=clock.now())


def test_who_may_hand_in_no_more_reads_why_and_keeps_the_draft(visitor, session, round_):
    author = b.a_resident(session, round_.place)
    for _ in range(2):
        b.a_project(session, round_, author=author, state="submitted")
    draft = b.a_project(session, round_, author=author, state="draft")
    page = visitor.sign_in(author).fill(
        "projects.submit", {}, slug=round_.slug, number=draft.number, status=422
    )
    assert "which is as many as one person may" in page.text


def test_staff_set_how_many(session, round_):
    staff = b.actor_of(session, b.a_staff_member(session))
    change_edition(session, round_.edition, projects_each=3, quorum=3, actor=staff, now=clock.now())
    assert round_.edition.projects_each == 3
