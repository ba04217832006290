"""Who may do what: the facts ask the thing for what they need, and never guess."""

from dataclasses import dataclass

import pytest

from neighbourhood.permissions import ANONYMOUS, SYSTEM, Action, Actor, Role, decide
from neighbourhood.permissions.actor import HeldRole

HERE, ELSEWHERE = 1, 2
OFFICER = Actor(person_id=7, roles=(HeldRole(Role.OFFICER, HERE),))
CITY_OFFICER = Actor(person_id=8, roles=(HeldRole(Role.OFFICER),))
REVIEWER = Actor(person_id=9, roles=(HeldRole(Role.REVIEWER),))
ADMINISTRATOR = Actor(person_id=10, roles=(HeldRole(Role.ADMINISTRATOR),))


@dataclass(frozen=True)
class Claim:
    """A claim to live somewhere, as far as the facts ask."""

    person_id: int
    place_id: int


@dataclass(frozen=True)
class Proposal:
    """A project, as far as the facts ask."""

    author_ids: tuple[int, ...]
    entered_by_id: int | None = None
    member_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dictated(Proposal):
    """A project with its place."""

    place_id: int = 1


@pytest.mark.parametrize("thing", [None, object(), Proposal(author_ids=(1,))])
@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM, OFFICER, CITY_OFFICER])
def test_a_thing_without_neighbourhood_is_no_claim(actor: Actor, thing: object) -> None:
    with pytest.raises(TypeError, match=r"decide_residency.*place_id"):
        decide(actor, Action.DECIDE_RESIDENCY, thing)


@pytest.mark.parametrize("thing", [None, object(), Claim(1, HERE)])
@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM, REVIEWER])
def test_a_thing_without_author_is_no_project_to_review(actor: Actor, thing: object) -> None:
    with pytest.raises(TypeError, match=r"review_project.*author_ids"):
        decide(actor, Action.REVIEW_PROJECT, thing)


def test_a_role_is_given_to_somebody() -> None:
    with pytest.raises(TypeError, match=r"give_roles.*person_id"):
        decide(ADMINISTRATOR, Action.GIVE_ROLES)


def test_an_officer_decides_about_others_here() -> None:
    assert decide(OFFICER, Action.DECIDE_RESIDENCY, Claim(1, HERE)).is_allowed
    assert decide(CITY_OFFICER, Action.DECIDE_RESIDENCY, Claim(1, ELSEWHERE)).is_allowed
    elsewhere = decide(OFFICER, Action.DECIDE_RESIDENCY, Claim(1, ELSEWHERE))
    assert (elsewhere.is_allowed, elsewhere.reason) == (False, "needs_is_officer_here")
    own = decide(OFFICER, Action.DECIDE_RESIDENCY, Claim(7, HERE))
    assert (own.is_allowed, own.reason) == (False, "needs_is_not_self")


def test_a_reviewer_judges_what_others_wrote() -> None:
    assert decide(REVIEWER, Action.REVIEW_PROJECT, Proposal(author_ids=(1,))).is_allowed
    assert decide(REVIEWER, Action.REVIEW_PROJECT, Proposal(author_ids=())).is_allowed
    assert not decide(REVIEWER, Action.REVIEW_PROJECT, Proposal(author_ids=(9,))).is_allowed


def test_lists_ask_for_no_thing() -> None:
    assert decide(REVIEWER, Action.SEE_REVIEWS).is_allowed
    assert decide(ADMINISTRATOR, Action.SEE_ROLES).is_allowed
    assert not decide(OFFICER, Action.SEE_REVIEWS).is_allowed
    assert not decide(OFFICER, Action.SEE_ROLES).is_allowed


def test_a_project_whose_author_is_gone_is_nobodys() -> None:
    assert decide(ANONYMOUS, Action.EDIT_PROJECT, Dictated(author_ids=())).reason == (
        "needs_sign_in"
    )
    assert not decide(SYSTEM, Action.EDIT_PROJECT, Dictated(author_ids=())).is_allowed
