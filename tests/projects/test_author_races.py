"""Authors at once: one link lets one person in, and nobody leaves a project without an author."""

from neighbourhood import clock
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Project
from tests import builders as b
from tests.projects.test_races import at_once


def a_draft(session):
    round_ = b.a_round(session, "propose")
    author = b.a_resident(session, round_.place)
    return b.a_project(session, round_, state="draft", author=author)


def test_of_several_who_accept_one_link_at_once_one_joins(session):
    project = a_draft(session)
    first = b.actor_of(session, project.author)
    code = services.invite_author(session, project, key="k" * 32, actor=first, now=clock.now())
    guests = [b.actor_of(session, b.a_person(session)) for _number in range(4)]
    answers = at_once(
        session,
        lambda own, n: (
            services.join_project(
                own,
                queries.project_by_id(own, project.id),
                code,
                actor=guests[n],
                now=clock.now(),
            ).number
        ),
        4,
    )
    assert sorted(map(str, answers)) == [str(project.number)] + ["join_code_over"] * 3
    assert len(session.get_one(Project, project.id).author_ids) == 2


def test_of_two_authors_who_leave_at_once_one_stays(session):
    project = a_draft(session)
    people = [project.author, b.a_co_author(session, project)]
    actors = [b.actor_of(session, person) for person in people]
    answers = at_once(
        session,
        lambda own, n: services.remove_author(
            own,
            queries.project_by_id(own, project.id),
            actors[n].person_id,
            actor=actors[n],
            now=clock.now(),
        ),
        2,
    )
    assert sorted(map(str, answers)) == ["None", "last_author"]
    assert len(session.get_one(Project, project.id).author_ids) == 1
