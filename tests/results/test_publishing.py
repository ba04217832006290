"""Two people publish; what is published stays as it is."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Invalid, NotAllowed, NotNow, Refusal
from neighbourhood.results import queries, services
from neighbourhood.results.models import Publication, PublicationRequest
from neighbourhood.rounds.models import FundEntry
from tests import builders
from tests.builders import actor_of
from tests.results import world


def confirm(session: Session, request: PublicationRequest, person: Person) -> Publication:
    return services.confirm_publication(
        session, request, actor=actor_of(session, person), now=clock.now()
    )


def publications(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Publication)) or 0


def test_two_people_publish_a_binding_vote(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    publication = world.published(session, round_)
    result = json.loads(publication.result_json)
    assert publication.version == 1
    assert result["count"]["selected"] == ["1", "3"]
    assert {p["reference"]: p["votes"] for p in result["projects"]} == world.VOTES
    assert result["allocations"] == [
        {"reference": "1", "amount": 6_000_000, "by": "vote"},
        {"reference": "3", "amount": 3_000_000, "by": "vote"},
    ]
    assert result["publication"]["trail_head"] == publication.trail_head


def test_a_binding_vote_is_written_into_the_ledger_once(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    world.published(session, round_, reason="A spelling mistake")
    assert round_.fund.allocated == 9_000_000
    kinds = session.execute(
        select(FundEntry.kind, FundEntry.amount)
        .where(FundEntry.kind != "granted")
        .order_by(FundEntry.id)
    ).all()
    assert [tuple(row) for row in kinds] == [("allocated", 6_000_000), ("allocated", 3_000_000)]


def test_nobody_publishes_alone(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, _second = world.two_staff(session)
    request = world.asked(session, round_, first)
    with pytest.raises(NotAllowed, match="second_is_first"):
        confirm(session, request, first)
    assert publications(session) == 0


@pytest.mark.parametrize(("hours", "code"), [(71, "second_too_new"), (73, None)])
def test_a_fresh_role_makes_no_second_person(
    session: Session, hours: int, code: str | None
) -> None:
    round_ = world.a_sealed_round(session)
    first, _second = world.two_staff(session)
    request = world.asked(session, round_, first)
    fresh = world.a_new_staff_member(session, hours=hours)
    if code is None:
        assert confirm(session, request, fresh).version == 1
        return
    with pytest.raises(NotAllowed, match=code):
        confirm(session, request, fresh)
    assert publications(session) == 0


def test_whom_the_first_put_in_place_is_no_second_person(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, _second = world.two_staff(session)
    request = world.asked(session, round_, first)
    with pytest.raises(NotAllowed, match="second_given_by_first"):
        confirm(session, request, world.a_new_staff_member(session, hours=1000, given_by=first))


def test_only_staff_may_ask_and_confirm(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, _second = world.two_staff(session)
    officer = builders.an_officer(session, round_.place)
    with pytest.raises(NotAllowed):
        world.asked(session, round_, officer)
    with pytest.raises(NotAllowed):
        confirm(session, world.asked(session, round_, first), officer)


def test_what_changed_meanwhile_is_not_published(session: Session) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee", quorum=5)
    for number, amount in {1: 6_000_000, 3: 3_000_000}.items():
        world.a_decision(session, round_, number, amount)
    first, second = world.two_staff(session)
    request = world.asked(session, round_, first)
    world.a_decision(session, round_, 4, 1_000_000)
    with pytest.raises(NotNow, match="content_changed"):
        confirm(session, request, second)
    assert publications(session) == 0


def test_a_request_is_answered_once(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, second = world.two_staff(session)
    request = world.asked(session, round_, first)
    confirm(session, request, second)
    with pytest.raises(NotNow, match="request_answered"):
        confirm(session, request, second)
    assert publications(session) == 1


def test_asking_twice_leaves_one_request(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, _second = world.two_staff(session)
    assert world.asked(session, round_, first).id == world.asked(session, round_, first).id


def test_a_newer_request_takes_the_place_of_an_older_one(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, second = world.two_staff(session)
    older, newer = world.asked(session, round_, first), world.asked(session, round_, second)
    with pytest.raises(NotNow, match="request_answered"):
        confirm(session, older, second)
    assert queries.open_request(session, round_.id) is newer


def test_a_refused_request_publishes_nothing(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, second = world.two_staff(session)
    request = world.asked(session, round_, first)
    services.refuse_publication(session, request, actor=actor_of(session, second), now=clock.now())
    assert queries.open_request(session, round_.id) is None
    assert publications(session) == 0


def test_a_correction_needs_a_reason_and_leaves_the_old_version(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    old = world.published(session, round_).result_json
    first, _second = world.two_staff(session)
    with pytest.raises(Invalid, match="correction_needs_reason"):
        world.asked(session, round_, first, reason="  ")
    corrected = world.published(session, round_, reason="The map was wrong")
    assert corrected.version == 2
    first_version = queries.publication_of(session, round_.id, 1)
    assert first_version is not None
    assert first_version.result_json == old


def test_nothing_is_published_before_sealing_or_before_its_day(session: Session) -> None:
    first, _second = world.two_staff(session)
    open_round = builders.a_round(session, "vote", decided_by="vote")
    with pytest.raises(NotNow, match="results_not_sealed"):
        world.asked(session, open_round, first)
    round_ = world.a_sealed_round(session)
    with (
        clock.at(round_.phases[-2].starts_at - timedelta(seconds=1)),
        pytest.raises(NotNow, match="publish_not_yet"),
    ):
        world.asked(session, round_, first)


def test_the_database_keeps_a_version_as_it_is(session: Session) -> None:
    publication = world.published(session, world.a_sealed_round(session))
    session.commit()
    for change in (update(Publication).values(reason="other"), delete(Publication)):
        with pytest.raises(IntegrityError):
            session.execute(change.where(Publication.id == publication.id))
        session.rollback()


def test_a_committee_departs_from_the_vote_only_in_public(session: Session) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee", quorum=5)
    world.a_decision(session, round_, 1, 6_000_000, "As the vote wished.")
    world.a_decision(session, round_, 3, 0, "Its upkeep is not assured.")
    world.a_decision(session, round_, 4, 2_000_000, "Nobody else does it.")
    result = json.loads(world.published(session, round_).result_json)
    assert result["departures"] == [
        {"reference": "3", "kind": "not_funded"},
        {"reference": "4", "kind": "funded"},
    ]
    assert [each["reason"] for each in result["allocations"]][1] == "Its upkeep is not assured."
    assert round_.fund.allocated == 0


def test_the_committee_must_speak_on_what_the_vote_chose(session: Session) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee", quorum=5)
    world.a_decision(session, round_, 1, 6_000_000)
    first, _second = world.two_staff(session)
    with pytest.raises(NotNow, match="decisions_missing"):
        world.asked(session, round_, first)


def test_no_name_of_a_person_is_published(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    first, second = world.two_staff(session)
    first.name = second.name = "Zanetta"
    request = world.asked(session, round_, first)
    assert "Zanetta" not in confirm(session, request, second).result_json


def test_two_level_projects_wait_for_the_seed_of_a_lot(session: Session) -> None:
    costs = {1: 6_000_000, 2: 6_000_000}
    round_ = world.a_sealed_round(session, {"1": 20, "2": 20}, costs=costs)
    first, second = world.two_staff(session)
    with pytest.raises(NotNow, match="lot_needs_seed"):
        world.asked(session, round_, first)
    asking = {"actor": actor_of(session, first), "now": clock.now()}
    request = services.ask_publication(session, round_, reason="", tie_seed="4711", **asking)
    result = json.loads(confirm(session, request, second).result_json)
    assert result["count"]["parameters"]["tie_seed"] == "4711"
    assert len(result["count"]["selected"]) == 1


@pytest.mark.parametrize(
    ("online", "paper", "told"),
    [(10, 10, {"online": 10, "paper": 10}), (10, 9, {}), (25, 0, {"online": 25})],
)
def test_turnout_by_channel_is_told_where_each_has_ten(
    online: int, paper: int, told: dict[str, int]
) -> None:
    from neighbourhood.results.rules import published_channels

    assert published_channels({"online": online, "paper": paper}) == told


def test_the_council_confirms_once_with_date_and_number(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    staff = actor_of(session, builders.a_staff_member(session))
    act = {
        "body": "council",
        "number": "DEL-2026-117",
        "decided_on": clock.now().date(),
        "actor": staff,
        "now": clock.now(),
    }
    with pytest.raises(NotNow, match="nothing_published"):
        services.enter_council_act(session, round_, **act)
    world.published(session, round_)
    services.enter_council_act(session, round_, **act)
    with pytest.raises(NotNow, match="act_entered"):
        services.enter_council_act(session, round_, **act)


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [(" ", date(2020, 1, 1), "act_needs_number"), ("7", date(2999, 1, 1), "act_in_future")],
)
def test_an_act_without_number_or_from_the_future_is_refused(
    session: Session, number: str, day: date, code: str
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    staff = actor_of(session, builders.a_staff_member(session))
    with pytest.raises(Refusal, match=code):
        services.enter_council_act(
            session,
            round_,
            body="council",
            number=number,
            decided_on=day,
            actor=staff,
            now=clock.now(),
        )
    assert queries.council_act(session, round_.id) is None


def test_authors_are_told_once(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    author = builders.a_resident(session, round_.place)
    session.execute(update(Project).where(Project.number == 2).values(author_id=author.id))
    world.published(session, round_)
    world.published(session, round_, reason="The map was wrong")
    told = session.scalars(select(Message).where(Message.kind == "result_published")).all()
    assert [(message.person_id, message.content["title"]) for message in told] == [
        (author.id, "Project 2")
    ]


def test_level_projects_that_are_both_chosen_need_no_lot(session: Session) -> None:
    round_ = world.a_sealed_round(session, {"1": 20, "2": 20}, costs={1: 3_000_000, 2: 3_000_000})
    assert json.loads(world.published(session, round_).result_json)["count"]["selected"] == [
        "1",
        "2",
    ]
