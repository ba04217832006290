"""A project on the lists of a neighbourhood and of the city: counted and funded once.

Both funds hold 100,000. The neighbourhood's list: 1 costs 60,000, 2 (the shared bridge) 30,000,
3 costs 20,000. The city's list: 1 costs 50,000, 2 (the same bridge) 40,000, 3 costs 30,000. On
both, 40 ballots: 1 has 28 votes, 2 has 20, 3 has 12. The neighbourhood funds 1 and 2. The city
would fund 1 and 2 alone, but the bridge is funded already, so it funds 1 and 3.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.commands.money import money_problems
from neighbourhood.commands.recount import recount as command
from neighbourhood.committees.queries import advice_of_vote
from neighbourhood.comparisons.services import ballots_to_compare
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Project
from neighbourhood.projects.services import share_project
from neighbourhood.refusals import NotNow
from neighbourhood.results.publication import archive
from neighbourhood.results.publication.recount import recount
from neighbourhood.results.services import confirm_publication
from neighbourhood.rounds.models import Edition, Round, RoundEnding, SharedProject
from neighbourhood.rounds.rules import LedgerKind, SettledFirst
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round, write_ledger
from neighbourhood.things import ThingKind, ThingRef
from tests import builders as b
from tests.results import world
from tests.results.test_recount import again, files_of
from tests.visitor import Visitor

LOW = {1: 6_000_000, 2: 3_000_000, 3: 2_000_000}
HIGH = {1: 5_000_000, 2: 4_000_000, 3: 3_000_000}
CAST = {"1": 8, "1,2": 20, "3": 12}


class TwoLists:
    """The neighbourhood's round and the city's, with the bridge on both lists."""

    def __init__(self, session: Session, **values: object) -> None:
        self.session = session
        defaults = {"decided_by": "vote", "rule_parameters": {"unit": 100}}
        edition = b.an_edition(session, **defaults | values)
        city = b.a_neighbourhood(session, "toulouse", level=Level.CITY)
        quarter = b.a_neighbourhood(session, "minimes", parent=city)
        self.low, self.low_projects = self._listed(edition, quarter, LOW)
        self.high, self.high_projects = self._listed(edition, city, HIGH)
        self.pair = share_project(
            session, self.high_projects[1], self.low_projects[1], actor=SYSTEM, now=clock.now()
        )

    def _listed(
        self, edition: Edition, place: b.Place, costs: dict[int, int]
    ) -> tuple[Round, list[Project]]:
        round_ = b.a_round(self.session, "publish", edition=edition, place=place)
        # Its vote opens when it is sealed here.
        round_.opened_at = None
        return round_, [
            b.a_project(self.session, round_, f"Project {number}", number=number, cost=cost)
            for number, cost in costs.items()
        ]

    def seal(self, cast: dict[str, int] = CAST) -> None:
        world.seal(self.session, self.low, self.low_projects, cast)
        world.seal(self.session, self.high, self.high_projects, cast)


@pytest.fixture
def lists(session: Session) -> TwoLists:
    """Return both lists, sealed; the lower one goes first."""
    lists = TwoLists(session)
    lists.seal()
    return lists


def refused(session: Session, round_: Round) -> NotNow:
    with pytest.raises(NotNow) as refusal:
        world.published(session, round_)
    return refusal.value


def test_the_later_list_leaves_out_what_the_earlier_one_funded(
    session: Session, lists: TwoLists
) -> None:
    first = world.published(session, lists.low)
    assert first.result.count.selected == ("1", "2")
    later = json.loads(world.published(session, lists.high).result_json)
    assert later["count"]["selected"] == ["1", "3"]
    assert later["count"]["parameters"]["already_funded"] == ["2"]
    assert {p["reference"]: p["reason"] for p in later["projects"]}["2"] == {
        "code": "already_funded",
        "values": {"other_list": "Minimes", "other_round": lists.low.slug},
    }
    assert later["funded_before"] == [
        {
            "reference": "2",
            "round": lists.low.slug,
            "other_reference": "2",
            "digest": first.digest,
        }
    ]
    assert lists.low.fund.allocated == 9_000_000
    assert lists.high.fund.allocated == 8_000_000


def test_a_list_that_is_settled_first_says_nothing_of_the_other(
    session: Session, lists: TwoLists
) -> None:
    first = json.loads(world.published(session, lists.low).result_json)
    assert "funded_before" not in first
    assert "already_funded" not in first["count"]["parameters"]
    assert lists.low.frozen is not None
    assert json.loads(lists.low.frozen.document)["settlement"] == {
        "first": "lower",
        "shared": [
            {
                "reference": "2",
                "round": lists.high.slug,
                "place": "Toulouse",
                "other_reference": "2",
                "is_settled_first": False,
            }
        ],
    }


def test_the_later_list_waits_for_the_earlier_one(session: Session, lists: TwoLists) -> None:
    refusal = refused(session, lists.high)
    assert (refusal.code, refusal.values) == ("settled_first_missing", {"places": "Minimes"})
    assert lists.high.fund.allocated == 0


def test_the_city_may_let_its_own_list_go_first(session: Session) -> None:
    lists = TwoLists(session, settled_first=SettledFirst.HIGHER)
    lists.seal()
    assert refused(session, lists.low).code == "settled_first_missing"
    assert world.published(session, lists.high).result.count.selected == ("1", "2")
    assert world.published(session, lists.low).result.count.selected == ("1", "3")


def test_nobody_waits_for_a_list_that_was_cancelled(session: Session) -> None:
    lists = TwoLists(session)
    world.seal(session, lists.high, lists.high_projects, CAST)
    first, second = world.two_staff(session)
    b.added(
        session,
        RoundEnding(
            round=lists.low,
            kind="cancelled",
            reason="The hall burnt down.",
            language="en",
            asked_by_id=first.id,
            asked_at=clock.now(),
            confirmed_by_id=second.id,
            confirmed_at=clock.now(),
        ),
    )
    assert world.published(session, lists.high).result.count.selected == ("1", "2")


def test_nobody_waits_for_a_list_whose_vote_never_opened(session: Session) -> None:
    lists = TwoLists(session)
    world.seal(session, lists.high, lists.high_projects, CAST)
    assert world.published(session, lists.high).result.count.selected == ("1", "2")


def test_what_the_earlier_list_did_not_fund_takes_part_in_the_later_one(session: Session) -> None:
    lists = TwoLists(session)
    lists.low_projects[1].cost = 5_000_000
    lists.seal()
    assert world.published(session, lists.low).result.count.selected == ("1", "3")
    later = world.published(session, lists.high).result
    assert later.count.selected == ("1", "2")
    assert later.funded_before == ()


def test_anybody_can_repeat_the_later_count_and_learns_how_far(
    session: Session, lists: TwoLists, tmp_path: Path
) -> None:
    first = world.published(session, lists.low)
    world.published(session, lists.high)
    files = files_of(session, lists.high)
    (tmp_path / "publication.zip").write_bytes(archive.zipped(files))
    answer = CliRunner().invoke(command, [str(tmp_path / "publication.zip")])
    assert answer.exit_code == 0, answer.output
    assert (
        f"left out because {lists.low.slug} has funded them: 2; that it has is not in these files "
        f"but in its result.json with the SHA-256 {first.digest}" in answer.output
    )
    assert "40 ballots counted again: 2 projects chosen, 8000000 of 10000000" in answer.output


@pytest.mark.backend("sqlite")
def test_nobody_can_leave_out_what_the_rules_do_not_share(
    session: Session, lists: TwoLists
) -> None:
    world.published(session, lists.low)
    world.published(session, lists.high)
    files = files_of(session, lists.high)
    result = json.loads(files["result.json"])
    assert recount(again(files)).is_same
    parameters = result["count"]["parameters"]
    without = result["count"] | {
        "parameters": {name: parameters[name] for name in parameters if name != "already_funded"}
    }
    assert (
        recount(again(files, count=without)).problem
        == "the parameters of the count are not the frozen ones"
    )
    assert (
        recount(again(files, round=result["round"] | {"level": "district"})).problem
        == "the level of the place is not the frozen one"
    )
    other = [result["funded_before"][0] | {"round": "another"}]
    assert (
        recount(again(files, funded_before=other)).problem
        == "2 is left out, but the frozen rules do not let another go first"
    )


@pytest.mark.backend("sqlite")
def test_a_small_later_list_is_recounted_from_its_counts(session: Session) -> None:
    lists = TwoLists(session)
    lists.seal({"1,2": 3, "3": 2})
    world.published(session, lists.low)
    result = world.published(session, lists.high).result
    assert result.count.selected == ("1", "3")
    report = recount(files_of(session, lists.high))
    assert report.is_same, report.problem


@pytest.mark.backend("sqlite")
def test_the_files_tell_the_level(session: Session, lists: TwoLists, tmp_path: Path) -> None:
    low = world.published(session, lists.low)
    high = world.published(session, lists.high)
    assert "level" not in json.loads(low.result_json)["round"]
    assert json.loads(high.result_json)["round"]["level"] == "city"
    assert "\nsubunit;Minimes\n" in low.ballots_pb
    assert "subunit" not in high.ballots_pb
    assert "Vote of a neighbourhood of" in low.ballots_pb
    assert "over a fund for the whole city" in high.ballots_pb
    assert f"Left out of the count, for {lists.low.slug} had funded them: 2." in high.ballots_pb
    for publication in (low, high):
        report = world.officially_checked(publication.ballots_pb.encode(), tmp_path)
        assert report["metadata"]["valid"] == 1, report


def test_the_other_list_cannot_fund_it_even_by_a_correction(
    session: Session, lists: TwoLists
) -> None:
    world.published(session, lists.low)
    world.published(session, lists.high)
    with pytest.raises(NotNow) as refusal:
        allocate(session, lists.high, lists.high_projects[1])
    assert refusal.value.code == "funded_on_other_list"


def allocate(
    session: Session, round_: Round, project: Project, kind: LedgerKind = LedgerKind.ALLOCATED
) -> None:
    write_ledger(
        session,
        round_.fund,
        kind,
        1_000,
        subject=ThingRef(ThingKind.PROJECT, project.id),
        actor=SYSTEM,
        now=clock.now(),
    )


def test_what_a_list_has_taken_back_whole_is_free_for_the_other(
    session: Session, lists: TwoLists
) -> None:
    low, high = lists.low_projects[1], lists.high_projects[1]
    allocate(session, lists.low, low)
    allocate(session, lists.low, low)
    allocate(session, lists.low, low, LedgerKind.RELEASED)
    assert session.scalar(select(SharedProject.funded_id)) == low.id
    with pytest.raises(NotNow):
        allocate(session, lists.high, high)


def test_what_a_list_gave_back_to_the_last_cent_the_other_can_fund(
    session: Session, lists: TwoLists
) -> None:
    low, high = lists.low_projects[1], lists.high_projects[1]
    allocate(session, lists.low, low)
    allocate(session, lists.low, low, LedgerKind.RELEASED)
    allocate(session, lists.high, high)
    assert session.scalar(select(SharedProject.funded_id)) == high.id


@pytest.mark.backend("sqlite")
def test_the_committee_of_the_later_list_sees_no_count_before_its_turn(session: Session) -> None:
    lists = TwoLists(session, decided_by="committee", quorum=1)
    lists.seal()
    with pytest.raises(NotNow) as refusal:
        advice_of_vote(session, lists.high, clock.now())
    assert refusal.value.code == "settled_first_missing"
    for number in (1, 2):
        world.a_decision(session, lists.low, number, 1_000_000)
    world.published(session, lists.low)
    advice = advice_of_vote(session, lists.high, clock.now())
    assert [name for name, one in advice.items() if one.is_within_fund] == ["1", "3"]
    assert [name for name, one in advice.items() if one.is_already_funded] == ["2"]


@pytest.mark.backend("sqlite")
def test_the_later_result_says_where_the_bridge_was_funded(
    visitor: Visitor, session: Session, lists: TwoLists
) -> None:
    world.published(session, lists.low)
    world.published(session, lists.high)
    page = visitor.get("results.show", slug=lists.high.slug)
    assert page.h1 == "40 people voted. 2 projects get €80,000 of €100,000."
    assert (
        "The list of Minimes was settled first. It had already funded 1 project of this list, "
        "which is left out here." in page.text
    )
    assert "It was already funded on the list of Minimes, so it took no money here." in page.text
    assert any(link.endswith(f"/rounds/{lists.low.slug}/results/") for link in page.links())
    assert "Not funded" not in page.text
    assert "also stands on the list of Minimes, which is settled first" in page.text
    twin = visitor.get("projects.show", slug=lists.high.slug, number=2).text
    assert "Funded on another list" in twin
    assert "Not funded" not in twin


@pytest.mark.backend("sqlite")
def test_an_edition_tells_each_level_and_adds_nothing_up(
    visitor: Visitor, session: Session, lists: TwoLists
) -> None:
    world.published(session, lists.low)
    world.published(session, lists.high)
    text = visitor.get("rounds.edition", slug=lists.low.edition.slug).text
    assert "City: 40 people voted. 2 projects get €80,000 of €100,000." in text
    assert "Neighbourhood: 40 neighbours voted. 2 projects get €90,000 of €100,000." in text
    assert "Whoever voted on two lists is counted on each" in text
    assert "The lists of the smaller places are settled first." in text


@pytest.mark.backend("sqlite")
def test_an_edition_on_one_level_says_nothing_of_levels(visitor: Visitor, session: Session) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    assert "Results so far" not in visitor.get("rounds.edition", slug=round_.edition.slug).text


@pytest.mark.backend("sqlite")
def test_the_desk_says_which_list_is_waited_for(
    visitor: Visitor, session: Session, lists: TwoLists
) -> None:
    visitor.sign_in(b.a_staff_member(session))
    page = visitor.get("results_desk.round", slug=lists.high.slug, most_queries=16)
    assert (
        "Another list is settled first, and its result is not published yet: Minimes." in page.text
    )


@pytest.mark.backend("sqlite")
def test_a_comparison_leaves_it_out_too(session: Session, lists: TwoLists) -> None:
    world.published(session, lists.low)
    staff = b.actor_of(session, b.a_staff_member(session))
    file = ballots_to_compare(session, lists.high.slug, actor=staff, now=clock.now())
    election = pabulib.parse(file, "ballots.pb")
    assert [project.id for project in election.projects] == ["1", "3"]
    assert Counter(ballot.choices for ballot in election.ballots) == {("1",): 28, ("3",): 12}


def test_the_check_of_the_money_knows_which_of_the_two_is_funded(
    session: Session, lists: TwoLists
) -> None:
    world.published(session, lists.low)
    world.published(session, lists.high)
    assert list(money_problems(session)) == []
    low, high = lists.low_projects[1].id, lists.high_projects[1].id
    session.execute(update(SharedProject).values(funded_id=high))
    assert list(money_problems(session)) == [
        f"project:{low} and project:{high} are one: the ledgers fund project:{low}, but "
        f"project:{high} is marked as funded."
    ]


@pytest.mark.backend("sqlite")
def test_a_cancelled_list_gives_the_bridge_free(session: Session) -> None:
    lists = TwoLists(session)
    world.seal(session, lists.low, lists.low_projects, CAST)
    allocate(session, lists.low, lists.low_projects[1])
    first, second = (b.actor_of(session, person) for person in world.two_staff(session))
    ending = ask_to_end_round(
        session, lists.low, reason="A fire.", language="en", actor=first, now=clock.now()
    )
    confirm_ended_round(session, ending, actor=second, now=clock.now())
    assert session.scalar(select(SharedProject.funded_id)) is None


def test_a_correction_of_the_earlier_list_between_the_two_people_is_noticed(
    session: Session, lists: TwoLists
) -> None:
    world.published(session, lists.low)
    first, second = world.two_staff(session)
    request = world.asked(session, lists.high, first)
    world.published(session, lists.low, reason="A spelling mistake")
    with pytest.raises(NotNow, match="content_changed"):
        confirm_publication(session, request, actor=b.actor_of(session, second), now=clock.now())


@pytest.mark.backend("sqlite")
def test_before_its_turn_the_later_list_says_what_it_waits_for(
    visitor: Visitor, lists: TwoLists
) -> None:
    text = visitor.get("results.show", slug=lists.high.slug).text
    assert "The list of Minimes is settled first, and this result follows it." in text
    assert "is settled first" not in visitor.get("results.show", slug=lists.low.slug).text
