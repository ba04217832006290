"""What somebody who left, or who never was there, can no longer do with a project."""

from dataclasses import replace

import pytest

from neighbourhood import clock
from neighbourhood.organisations import services as organisations
from neighbourhood.projects import services
from neighbourhood.refusals import NotAllowed, NotNow
from tests import builders as b
from tests.projects.judging import a_judging
from tests.projects.test_merging import answer, ask
from tests.projects.writing import a_text, begin_of


@pytest.fixture
def judging(session):
    return a_judging(session)


def test_an_author_does_not_answer_for_another_ones_dictated_project(session, judging):
    officer = b.actor_of(session, b.an_officer(session, judging.round.place))
    told = services.enter_project(
        session,
        judging.round,
        replace(a_text(category_id=judging.project.category_id), title="Told at the desk"),
        author_name="Fatma",
        has_agreed=True,
        actor=officer,
        now=begin_of(judging.round, "propose"),
    )
    told.state, told.submitted_at = "submitted", b.LONG_AGO
    merge = ask(judging, told)
    for is_yes in (True, False):
        with pytest.raises(NotAllowed, match="is_officer_here"):
            services.answer_merge(
                session,
                merge,
                is_yes=is_yes,
                project_id=told.id,
                actor=judging.author,
                now=judging.now,
            )
    answer(judging, merge, judging.author)
    assert merge.outcome == ""


def test_who_was_removed_does_not_come_back_by_their_own_invitation(session):
    round_ = b.a_round(session, "propose")
    author = b.a_resident(session, round_.place)
    project = b.a_project(session, round_, state="draft", author=author)
    gone = b.a_co_author(session, project)
    leaver, now = b.actor_of(session, gone), clock.now()
    code = services.invite_author(session, project, key="own key", actor=leaver, now=now)
    first = b.actor_of(session, author)
    kept = services.invite_author(session, project, key="first's key", actor=first, now=now)
    services.remove_author(session, project, gone.id, actor=first, now=now)
    with pytest.raises(NotNow, match="join_code_over"):
        services.join_project(session, project, code, actor=leaver, now=now)
    services.join_project(session, project, kept, actor=leaver, now=now)


def test_who_speaks_for_an_organisation_no_more_does_not_come_back_by_their_own_invitation(session):
    place = b.a_neighbourhood(session)
    member = b.a_resident(session, place)
    organisation = b.an_organisation(session, place, member)
    actor, now = b.actor_of(session, member), clock.now()
    code = organisations.invite_member(session, organisation, key="own", actor=actor, now=now)
    officer = b.actor_of(session, b.an_officer(session, place))
    organisations.remove_member(session, organisation, member.id, actor=officer, now=now)
    with pytest.raises(NotNow, match="join_code_over"):
        organisations.join_organisation(session, organisation, code, actor=actor, now=now)


def test_an_appeal_where_nothing_was_refused_is_told_why(visitor, session):
    round_ = b.a_round(session, "review")
    author = b.a_resident(session, round_.place)
    project = b.a_project(session, round_, state="submitted", author=author)
    visitor.sign_in(author)
    page = visitor.post(
        "projects.appeal",
        {"reason": "I disagree."},
        slug=round_.slug,
        number=project.number,
        status=422,
    )
    assert "Back to the project" in page.text
