"""The page of a round in each phase, and what each reader may do."""

import pytest

from neighbourhood.rounds import words
from neighbourhood.rounds.rules import PhaseKind
from tests import builders as a
from tests.builders import opened
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("phase", "act"),
    [
        ("propose", "Propose a project"),
        ("review", "See the projects"),
        ("vote", "Vote now"),
        ("allocate", "See the committee"),
        ("publish", "See the result"),
        ("deliver", "See the result"),
    ],
)
def test_shows_one_clear_act_in_each_phase(visitor: Visitor, phase: str, act: str) -> None:
    round_ = opened(a.a_round(visitor.session, phase))
    page = visitor.get("pages.round", slug=round_.slug, most_queries=7)
    buttons = [
        " ".join("".join(e.itertext()).split()) for e in page.all("a") if "button" == e.get("class")
    ]
    assert buttons[0] == act


def test_says_how_it_is_decided(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote", quorum=5)
    text = visitor.get("pages.round", slug=round_.slug).text
    for sentence in (
        "A committee of residents decides.",
        "The project with the most votes comes first.",
        "You may choose up to 3 projects.",
        "With at least 5 members present",
        "Residents Groups Organisations",
        "All times are those of Paris.",
    ):
        assert sentence in text


def test_a_vote_without_a_committee(visitor: Visitor) -> None:
    round_ = a.a_round(
        visitor.session,
        "vote",
        decided_by="vote",
        rule="equal-shares@1",
        most_choices=None,
        least_choices=1,
    )
    text = visitor.get("pages.round", slug=round_.slug).text
    assert "The vote decides. Nobody can depart from it." in text
    assert "You choose at least 1 project." in text and "The committee" not in text


def test_a_vote_that_is_not_opened_yet_says_so(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote")
    page = visitor.sign_in(a.a_resident(visitor.session, round_.place)).get(
        "pages.round", slug=round_.slug
    )
    # The line of dates below goes by the calendar.
    head = page.text.partition("Where it stands")[0]
    assert "The vote has not been opened yet." in head and "Vote until" not in head
    assert f"/en/rounds/{round_.slug}/vote/" not in page.links()


def test_a_resident_may_vote(visitor: Visitor) -> None:
    round_ = opened(a.a_round(visitor.session, "vote"))
    page = visitor.sign_in(a.a_resident(visitor.session, round_.place)).get(
        "pages.round", slug=round_.slug
    )
    assert "You can do this now." in page.text and f"/en/rounds/{round_.slug}/vote/" in page.links()


@pytest.mark.parametrize(
    ("who", "remedy"),
    [
        ("stranger", "How to vote in"),
        ("person", "How to vote in"),
        ("resident of elsewhere", "See my neighbourhood"),
    ],
)
def test_those_who_may_not_vote_hear_why_and_how_they_could(
    visitor: Visitor, who: str, remedy: str
) -> None:
    round_ = opened(a.a_round(visitor.session, "vote"))
    person = {"stranger": lambda: None, "person": lambda: a.a_person(visitor.session)}.get(
        who, lambda: a.a_resident(visitor.session, a.a_neighbourhood(visitor.session))
    )()
    text = visitor.sign_in(person).get("pages.round", slug=round_.slug).text
    place = round_.place.name
    expected = f"People whose residency in {place} is confirmed can vote here. {remedy}"
    assert expected in " ".join(text.split())


def test_there_is_no_such_round(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    visitor.get("pages.round", slug="nowhere", status=404)


def test_each_phase_has_its_words() -> None:
    missing = set(PhaseKind) - set(words.PHASES)
    assert not missing, f"add to PHASES of neighbourhood/rounds/words/phases.py: {sorted(missing)}"


def test_the_last_phase_claims_nothing_that_nobody_recorded(visitor: Visitor) -> None:
    round_ = opened(a.a_round(visitor.session, "deliver"))
    text = visitor.get("pages.round", slug=round_.slug).text
    assert "This site does not tell yet how far each one is." in text
    assert "being built" not in text and "being carried out" not in text
