"""The example on the help page says what the count says."""

from sqlalchemy.orm import Session

from neighbourhood.pages.presenters import count_example
from neighbourhood.pages.presenters.count_example import AMOUNTS
from neighbourhood.places.rules.levels import Level
from neighbourhood.tally import Parameters, count
from tests import builders
from tests.visitor import Visitor


def test_the_example_counts_as_it_is_told_by_most_votes() -> None:
    outcome = count(
        count_example.PROJECTS, count_example.BALLOTS, AMOUNTS["fund"], Parameters(rule="greedy@1")
    )
    assert outcome.selected == ("playground", "fountain")
    left = [step.values["fund_left"] for step in outcome.steps]
    assert left == [AMOUNTS["fund"], AMOUNTS["after_playground"], AMOUNTS["after_fountain"]]
    assert outcome.projects["trees"].cost == AMOUNTS["trees"] > left[-1]
    assert {each: fared.votes for each, fared in outcome.projects.items()} == count_example.VOTES
    assert all(fared.cost == AMOUNTS[each] for each, fared in outcome.projects.items())


def test_the_example_counts_as_it_is_told_by_equal_shares() -> None:
    outcome = count(
        count_example.PROJECTS,
        count_example.BALLOTS,
        AMOUNTS["fund"],
        Parameters(rule="equal-shares@1"),
    )
    shares, playground, trees = outcome.steps
    assert shares.values["endowment"] == AMOUNTS["share"]
    assert (
        playground.project,
        playground.values["payment"],
        playground.values["paid_in_full"],
    ) == ("playground", AMOUNTS["each_pays"], 4)
    assert AMOUNTS["share"] - AMOUNTS["each_pays"] == AMOUNTS["each_keeps"]
    assert (trees.project, trees.values["payment"], trees.values["paid_less"]) == (
        "trees",
        AMOUNTS["fifth_pays"],
        1,
    )
    assert AMOUNTS["fourth_gives"] + AMOUNTS["fifth_pays"] == AMOUNTS["trees"]
    assert outcome.projects["fountain"].values["left"] == AMOUNTS["three_have"]
    assert outcome.fund - outcome.spent == AMOUNTS["shares_leave"]


def test_the_example_is_told_before_the_vote(session: Session, visitor: Visitor) -> None:
    page = visitor.get("pages.help")
    assert "Each of the five gets an equal share of the fund: €20." in page.text
    round_ = builders.a_round(session, "propose")
    assert (
        "See an example with five neighbours" in visitor.get("pages.round", slug=round_.slug).text
    )


def test_help_says_nothing_of_two_ballots_where_a_city_has_one_level(visitor: Visitor) -> None:
    builders.a_neighbourhood(visitor.session)
    page = visitor.get("pages.help").text
    assert "whole city" not in page and "Each list" not in page
    assert "If you move house while a vote is open" in page


def test_help_tells_how_the_ballots_of_two_levels_follow_each_other(visitor: Visitor) -> None:
    city = builders.a_neighbourhood(visitor.session, "whole-city", level=Level.CITY)
    builders.a_neighbourhood(visitor.session, parent=city)
    page = visitor.get("pages.help").text
    assert "The ballots follow each other: first the list nearest to your home" in page
