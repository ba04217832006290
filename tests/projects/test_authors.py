"""Several people write one project: all of them may do what its author may, and are told."""

import re

import pytest
from sqlalchemy import func, select

from neighbourhood import clock
from neighbourhood.committees import queries as committees
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import JoinCode
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import JoinRequest
from neighbourhood.projects.rules import Judgement
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow
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
    missing = committees.stakes_without_interest(session, project.round_id)
    assert missing == [(seat.id, project.id, True)]


KEY = "the-key-of-a-form-1234567890"


def first_of(session, project):
    return b.actor_of(session, project.author)


def invited(session, project, key=KEY):
    return services.invite_author(
        session, project, key=key, actor=first_of(session, project), now=clock.now()
    )


def a_guest(session):
    return b.actor_of(session, b.a_person(session))


def kinds_told(session):
    return {tuple(row) for row in session.execute(select(Message.kind, Message.person_id))}


def test_an_invitation_lets_one_person_in_and_tells_the_others(session, project):
    code, first, guest = invited(session, project), project.author_id, a_guest(session)
    services.join_project(session, project, code, actor=guest, now=clock.now())
    assert project.author_ids == (first, guest.person_id)
    assert kinds_told(session) == {("author_joined", first)}
    with pytest.raises(NotNow, match="join_code_over"):
        services.join_project(session, project, code, actor=a_guest(session), now=clock.now())


def test_who_writes_it_already_does_not_spend_an_invitation(session, project, co_author):
    code = invited(session, project)
    with pytest.raises(NotNow, match="author_already"):
        services.join_project(
            session, project, code, actor=b.actor_of(session, co_author), now=clock.now()
        )
    assert session.scalars(select(JoinCode.used_at)).one() is None


def test_a_stranger_invites_nobody(session, project):
    with pytest.raises(NotAllowed, match="is_author"):
        services.invite_author(session, project, key=KEY, actor=a_guest(session), now=clock.now())


def test_ten_may_write_it_besides_the_first(session, project):
    code = invited(session, project)
    for _number in range(10):
        b.a_co_author(session, project)
    with pytest.raises(NotNow, match="too_many_authors"):
        services.join_project(session, project, code, actor=a_guest(session), now=clock.now())


def test_nobody_joins_once_the_vote_is_open(session, project):
    code = invited(session, project)
    project.state = "feasible"
    b.opened(project.round)
    with pytest.raises(NotNow, match="projects_frozen"):
        services.join_project(session, project, code, actor=a_guest(session), now=clock.now())


def test_the_first_author_removes_others_from_a_draft_alone(session, project, co_author):
    first, third = first_of(session, project), b.a_co_author(session, project)
    with pytest.raises(NotAllowed, match="needs_is_first_author"):
        services.remove_author(
            session,
            project,
            third.id,
            actor=b.actor_of(session, co_author),
            now=clock.now(),
        )
    services.remove_author(session, project, third.id, actor=first, now=clock.now())
    assert project.author_ids == (first.person_id, co_author.id)
    assert ("author_removed", third.id) in kinds_told(session)
    project.state = "submitted"
    with pytest.raises(NotNow, match="authors_are_fixed"):
        services.remove_author(session, project, co_author.id, actor=first, now=clock.now())
    with pytest.raises(NotFound):
        services.remove_author(session, project, third.id, actor=first, now=clock.now())


def test_a_first_author_who_leaves_hands_over(session, project, co_author):
    first = first_of(session, project)
    third = b.a_co_author(session, project)
    services.remove_author(session, project, first.person_id, actor=first, now=clock.now())
    assert project.author_ids == (co_author.id, third.id)
    # What the one before agreed to is not what the next one agreed to.
    assert (project.author, project.is_author_named) == (co_author, False)
    assert kinds_told(session) == {("author_left", co_author.id), ("author_left", third.id)}


def test_the_last_author_stays(session, project):
    first = first_of(session, project)
    with pytest.raises(NotNow, match="last_author"):
        services.remove_author(session, project, first.person_id, actor=first, now=clock.now())


def test_of_an_erased_account_the_others_go_on(session, project, co_author):
    third = b.a_co_author(session, project)
    project.author_id = None
    session.flush()
    session.expire(project)
    following = b.actor_of(session, co_author)
    services.remove_author(session, project, third.id, actor=following, now=clock.now())
    assert project.author_ids == (co_author.id,)


def test_somebody_asks_to_join_once_and_is_accepted(session, project):
    project.state, project.submitted_at = "submitted", b.LONG_AGO
    guest, first = a_guest(session), first_of(session, project)
    for _number in range(2):
        services.ask_to_join(
            session, project, sentence="I garden too.", actor=guest, now=clock.now()
        )
    assert kinds_told(session) == {("join_asked", project.author_id)}
    services.answer_join_request(
        session, project, guest.person_id, accepts=True, actor=first, now=clock.now()
    )
    assert project.author_ids == (first.person_id, guest.person_id)
    assert ("join_accepted", guest.person_id) in kinds_told(session)
    with pytest.raises(NotNow, match="join_request_answered"):
        services.answer_join_request(
            session, project, guest.person_id, accepts=False, actor=first, now=clock.now()
        )


def test_who_was_declined_is_told_and_does_not_ask_again(session, project):
    project.state, project.submitted_at = "submitted", b.LONG_AGO
    guest = a_guest(session)
    asked = {"sentence": "Me too.", "actor": guest, "now": clock.now()}
    services.ask_to_join(session, project, **asked)
    services.answer_join_request(
        session,
        project,
        guest.person_id,
        accepts=False,
        actor=first_of(session, project),
        now=clock.now(),
    )
    assert ("join_refused", guest.person_id) in kinds_told(session)
    with pytest.raises(NotNow, match="join_request_answered"):
        services.ask_to_join(session, project, **asked)


@pytest.mark.parametrize("sentence", ["", "  ", "x" * 301])
def test_who_asks_says_why(session, project, sentence):
    project.state, project.submitted_at = "submitted", b.LONG_AGO
    with pytest.raises(Invalid):
        services.ask_to_join(
            session, project, sentence=sentence, actor=a_guest(session), now=clock.now()
        )
    assert session.scalar(select(func.count()).select_from(JoinRequest)) == 0


def test_nobody_asks_to_join_a_draft(session, project):
    with pytest.raises(NotAllowed):
        services.ask_to_join(
            session, project, sentence="Me too.", actor=a_guest(session), now=clock.now()
        )


def test_names_are_shown_to_all_where_they_agreed(visitor, session, project, co_author):
    project.state, project.submitted_at = "submitted", b.LONG_AGO
    session.commit()
    where = {"slug": project.round.slug, "number": project.number}
    page = visitor.get("projects.show", **where)
    assert project.author.name in page.text and co_author.name not in page.text
    visitor.sign_in(co_author)
    asked = visitor.get("projects.authors", **where).fields()
    visitor.follow(visitor.post("projects.show_name", asked | {"is_named": "1"}, **where))
    visitor.sign_in(None)
    assert co_author.name in visitor.get("projects.show", **where).text


def test_from_a_link_to_the_list_of_own_projects(visitor, session, project):
    session.commit()
    where = {"slug": project.round.slug, "number": project.number}
    visitor.sign_in(project.author)
    asked = visitor.get("projects.authors", **where).fields()
    card = visitor.post("projects.invite_author", asked, status=200, **where)
    secret = re.search(r"/projects/join/([0-9]{25})/", card.html)[1]
    guest = b.a_person(session)
    session.commit()
    visitor.sign_in(None)
    shown = visitor.get("projects.accept", secret=secret)
    assert "sign in or make an account" in shown.text
    visitor.sign_in(guest)
    visitor.follow(visitor.fill("projects.accept", {}, secret=secret))
    assert project.title in visitor.get("projects.mine").text
    visitor.get("projects.accept", secret=secret, status=410)


def test_somebody_asks_on_the_page_and_an_author_agrees_there(visitor, session, project):
    project.state, project.submitted_at = "submitted", b.LONG_AGO
    guest = b.a_person(session)
    session.commit()
    where = {"slug": project.round.slug, "number": project.number}
    visitor.sign_in(guest)
    assert "Ask to join the authors" in visitor.get("projects.show", **where).text
    visitor.follow(visitor.fill("projects.join", {"sentence": "I garden."}, **where))
    visitor.sign_in(project.author)
    page = visitor.get("projects.authors", **where)
    assert "I garden." in page.text
    answer = page.fields() | {"person_id": str(guest.id), "decision": "accept"}
    visitor.follow(visitor.post("projects.answer_join_request", answer, **where))
    session.expire_all()
    assert guest.id in project.author_ids
