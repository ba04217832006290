"""Supporting projects, making the list, and what becomes of those that are not on it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.rounds.models import RoundEnding
from neighbourhood.shortlists import queries, services, timed
from neighbourhood.shortlists.documents import from_json, is_repeated
from neighbourhood.shortlists.models import Support
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.shortlists.conftest import NOW, Choosing, choosing


@pytest.fixture
def here(session: Session):
    with clock.at(NOW):
        yield choosing(session)


def own_left(session: Session, here: Choosing, actor: Actor) -> int:
    parts = queries.own_parts(session, actor.person_id or 0, (here.round.place_id,), NOW)
    return parts.supports[0].left


def held(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Support)) or 0


def test_a_resident_supports_as_many_as_the_terms_say(session: Session, here: Choosing) -> None:
    actor, (one, two, three) = here.resident(), [here.project(number) for number in (1, 2, 3)]
    services.give_support(session, one, actor=actor)
    services.give_support(session, one, actor=actor)
    services.give_support(session, two, actor=actor)
    with pytest.raises(NotNow, match="no_supports_left"):
        services.give_support(session, three, actor=actor)
    services.take_back_support(session, one, actor=actor)
    services.give_support(session, three, actor=actor)
    assert queries.supported_by(session, here.round.id, actor.person_id) == {two.id, three.id}


def test_somebody_from_elsewhere_supports_nothing(session: Session, here: Choosing) -> None:
    stranger = b.actor_of(session, b.a_resident(session, b.a_neighbourhood(session)))
    with pytest.raises(NotAllowed, match="needs_lives_in_place"):
        services.give_support(session, here.project(1), actor=stranger)


def test_an_author_supports_their_own_project(session: Session, here: Choosing) -> None:
    actor = here.resident()
    services.give_support(session, here.project(1, author_id=actor.person_id), actor=actor)
    assert held(session) == 1


def test_the_end_comes_by_the_clock_for_giving_and_taking_back(
    session: Session, here: Choosing
) -> None:
    actor, one, two = here.resident(), here.project(1), here.project(2)
    with clock.at(here.over - timedelta(seconds=1)):
        services.give_support(session, one, actor=actor)
    with clock.at(here.over):
        with pytest.raises(NotNow, match="shortlist_over"):
            services.give_support(session, two, actor=actor)
        with pytest.raises(NotNow, match="shortlist_over"):
            services.take_back_support(session, one, actor=actor)
    assert held(session) == 1


def test_the_database_holds_the_number_whoever_writes(session: Session, here: Choosing) -> None:
    actor = here.resident()
    numbers = [here.project(number).id for number in (1, 2, 3)]
    rows = [
        {"project_id": number, "slot": slot, "supports_each": 2}
        for number, slot in zip(numbers, (1, 2, 3), strict=True)
    ]
    same = {"person_id": actor.person_id, "round_id": here.round.id}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Support), [row | same for row in rows])
    # Nor by saying that there are more.
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Support), [row | same | {"supports_each": 3} for row in rows])


def test_what_its_author_takes_back_gives_its_support_back(
    session: Session, here: Choosing
) -> None:
    actor, (one, two, three) = here.resident(), [here.project(number) for number in (1, 2, 3)]
    services.give_support(session, one, actor=actor)
    services.give_support(session, two, actor=actor)
    one.state = "withdrawn"
    session.flush()
    assert own_left(session, here, actor) == 1
    services.give_support(session, three, actor=actor)
    assert queries.supported_by(session, here.round.id, actor.person_id or 0) == {two.id, three.id}
    with pytest.raises(NotNow, match="project_is_withdrawn"):
        services.give_support(session, one, actor=actor)


def test_the_list_is_made_once_after_the_end_and_authors_are_told(
    session: Session, here: Choosing
) -> None:
    author = b.a_resident(session, here.round.place)
    for number, times in ((1, 3), (2, 1), (3, 2), (4, 0)):
        here.support(here.project(number, author_id=author.id), times)
    draft = here.project(5, state="draft", submitted_at=None)
    assert timed.make_due_shortlists(session, NOW) == 0
    with clock.at(here.later):
        assert timed.make_due_shortlists(session, here.later) == 1
        assert timed.make_due_shortlists(session, here.later) == 0
        with pytest.raises(NotNow, match="shortlist_is_made"):
            services.make_shortlist(session, here.round, actor=SYSTEM, now=here.later)
    terms = queries.terms_of(session, here.round.id)
    assert terms is not None and terms.outcome is not None and is_repeated(terms.outcome)
    made = from_json(terms.outcome)
    assert [one.candidate.number for one in made.kept] == [1, 3]
    states = {
        p.number: p.state for p in queries.projects_by_number(session, here.round.id).values()
    }
    assert states == {1: "submitted", 2: "not_shortlisted", 3: "submitted", 4: "not_shortlisted"}
    assert draft.state == "draft"
    assert here.round.shortlisted_at == here.later
    kinds = sorted(session.scalars(select(Message.kind)))
    assert kinds == ["project_not_shortlisted"] * 2 + ["project_shortlisted"] * 2


def test_the_trail_never_says_who_supports_what(session: Session, here: Choosing) -> None:
    here.support(here.project(1), 2)
    with clock.at(here.later):
        timed.make_due_shortlists(session, here.later)
    assert session.scalars(select(TrailEntry.act)).all() == ["make_shortlist"]


def test_a_changed_document_is_found(session: Session, here: Choosing) -> None:
    here.support(here.project(1), 2)
    with clock.at(here.later):
        made = services.make_shortlist(session, here.round, actor=SYSTEM, now=here.later)
    terms = queries.terms_of(session, here.round.id)
    assert terms is not None and terms.outcome is not None and made.kept
    assert not is_repeated(terms.outcome.replace('"voices":2', '"voices":0'))


def test_who_supported_what_is_forgotten_after_a_month(session: Session, here: Choosing) -> None:
    here.support(here.project(1), 2)
    with clock.at(here.later):
        timed.make_due_shortlists(session, here.later)
    assert timed.forget_old_supports(session, here.later + timedelta(days=29)) == 0
    assert timed.forget_old_supports(session, here.later + timedelta(days=30)) == 2


def test_a_cancelled_round_takes_no_support_and_makes_no_list(
    session: Session, here: Choosing
) -> None:
    first, second = b.a_staff_member(session), b.a_staff_member(session)
    here.support(here.project(1), 1)
    b.added(
        session,
        RoundEnding(
            round_id=here.round.id,
            kind="cancelled",
            reason="Flood.",
            language="en",
            asked_by_id=first.id,
            asked_at=NOW,
            confirmed_by_id=second.id,
            confirmed_at=NOW,
        ),
    )
    session.expire(here.round)
    with pytest.raises(NotNow, match="round_cancelled"):
        here.support(here.project(2), 1)
    with clock.at(here.later):
        assert timed.make_due_shortlists(session, here.later) == 0


def test_a_moved_end_is_the_one_that_counts(session: Session, here: Choosing) -> None:
    project = here.project(1)
    old = here.over
    here.phase.ends_at = old + timedelta(days=3)
    session.flush()
    with clock.at(old):
        here.support(project, 1)
        assert timed.make_due_shortlists(session, old) == 0


def test_supporters_of_merged_projects_count_once(session: Session, here: Choosing) -> None:
    whole, part, other = (here.project(number) for number in (1, 2, 3))
    both, one, neither = here.resident(), here.resident(), here.resident()
    for project, actor in ((whole, both), (part, both), (part, one), (other, neither)):
        services.give_support(session, project, actor=actor)
    services.move_support(session, whole, [part, other])
    assert queries.numbers_of_supports(session, [whole.id, part.id, other.id]) == {whole.id: 3}


def test_a_person_supports_in_each_round_where_they_live(session: Session) -> None:
    with clock.at(NOW):
        city = b.a_neighbourhood(session, "city", level=1)
        quarter = b.a_neighbourhood(session, "quarter", level=2, parent_id=city.id, parent_level=1)
        edition = b.an_edition(session)
        numbers = []
        person = b.a_resident(session, quarter)
        for place in (city, quarter):
            made = choosing(session, place=place, edition=edition)
            services.give_support(session, made.project(1), actor=b.actor_of(session, person))
            numbers.append(made.round.id)
        assert all(queries.supported_by(session, number, person.id) for number in numbers)
        parts = queries.own_parts(session, person.id, (quarter.id, city.id), NOW)
        assert [own.round.id for own in parts.supports] == sorted(numbers)
        assert [own.left for own in parts.supports] == [1, 1]
