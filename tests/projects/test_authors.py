"""Several people write one project: all of them may do what its author may, and are told."""

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.committees import queries as committees
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.outbox.models import Message
from neighbourhood.projects import queries, services
from neighbourhood.projects.rules import Judgement
from neighbourhood.refusals import NotAllowed
from neighbourhood.results.queries import people_of_round, rounds_of_person
from tests import builders as b
from tests.projects.writing import a_text, begin_of


@pytest.fixture
def project(session):
    round_ = b.a_round(session, "propose", fund=1_000_000)
    return b.a_project(
        session,
        round_,
        state="draft",
        cost=150_000,
        category=b.a_category(session),
        author=b.a_resident(session, round_.place),
    )


@pytest.fixture
def co_author(session, project):
    return b.a_co_author(session, project)


def test_the_first_author_is_named_first(session, project, co_author):
    third = b.a_co_author(session, project)
    assert project.author_ids == (project.author_id, co_author.id, third.id)
    project.author_id = None
    session.flush()
    assert queries.project_by_id(session, project.id).author_ids == (co_author.id, third.id)


def test_who_writes_with_others_edits_and_hands_in(session, project, co_author):
    together = b.actor_of(session, co_author)
    text = a_text(title="Our own square", category_id=project.category_id)
    services.edit_project(session, project, text, version=1, actor=together, now=clock.now())
    services.submit_project(session, project, actor=together, now=clock.now())
    assert queries.history(session, project)[-1].changed_by_id == co_author.id
    told = set(session.scalars(select(Message.person_id)))
    assert told == {project.author_id, co_author.id}


def test_each_of_them_finds_it_among_their_own(session, project, co_author):
    for person_id in project.author_ids:
        assert queries.my_projects(session, person_id) == [project]
    assert queries.my_projects(session, b.a_person(session).id) == []


def test_nobody_judges_what_they_wrote_with_others(session, project, co_author):
    project.state, project.submitted_at = "submitted", b.LONG_AGO
    reviewer = b.a_co_author(session, project, b.a_reviewer(session))
    with pytest.raises(NotAllowed, match="is_not_author"):
        services.review_project(
            session,
            project,
            Judgement("feasible", "Fine.", "en", "Parks"),
            actor=b.actor_of(session, reviewer),
            now=begin_of(project.round, "review"),
        )


def test_a_round_concerns_all_authors(session, project, co_author):
    assert people_of_round(session, project.round_id) == set(project.author_ids)
    assert rounds_of_person(session, co_author.id) == [project.round]


def test_a_seat_steps_out_of_what_its_holder_wrote_with_others(session, project, co_author):
    now = clock.now().date()
    seat = b.added(
        session,
        CommitteeSeat(
            round_id=project.round_id,
            number=1,
            person_id=co_author.id,
            starts_on=now,
            ends_on=now.replace(year=now.year + 1),
        ),
    )
    missing = committees.authorships_without_interest(session, project.round_id)
    assert missing == [(seat.id, project.id)]
