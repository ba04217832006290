"""Pages of short lists: the buttons of support, the list in words, the jury's table, the desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.projects.models import Project
from neighbourhood.shortlists import queries, timed
from tests import builders as b
from tests.shortlists.conftest import NOW, Choosing, choosing
from tests.shortlists.test_terms_and_juries import Jurors, a_draft
from tests.visitor import Visitor, words


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def here(session: Session) -> Choosing:
    made = choosing(session)
    made.project(1)
    made.project(2)
    session.commit()
    return made


def test_a_card_carries_the_button_and_leads_back_to_it(
    session: Session, visitor: Visitor, here: Choosing
) -> None:
    me = b.a_resident(session, here.round.place)
    session.commit()
    visitor.sign_in(me)
    page = visitor.get("projects.list", slug=here.round.slug)
    assert page.text.count("Support (2 left)") == 2
    project = here.session.query(Project).filter_by(number=1).one()
    answer = visitor.post(
        "shortlists.support",
        {"back": f"/en/rounds/{here.round.slug}/projects/#support-{project.id}"},
        slug=here.round.slug,
        number=1,
        status=303,
    )
    assert answer.location.endswith(f"/projects/#support-{project.id}")
    page = visitor.get("projects.list", slug=here.round.slug)
    assert "Take my support back" in page.text and "Support (1 left)" in page.text
    page = visitor.get("projects.show", slug=here.round.slug, number=2)
    assert "You have 1 support left." in page.text
