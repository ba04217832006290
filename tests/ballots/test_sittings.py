"""Two ballots in one sitting: one for the list of one's neighbourhood, one for that of the city.
And what becomes of them when one moves house.
"""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries
from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.services import ask_to_settle, cast_ballot, confirm_settling, watch_round
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.people.models import Person, Residency
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Edition, Round, RoundEnding
from tests.ballots.builders import (
    Lists,
    a_voter,
    after_the_end,
    an_open_vote,
    filled,
    lists_on_two_levels,
    move,
    rows,
    vote,
)
from tests.ballots.test_pages import cast, code_of, reviewed, tick
from tests.builders import a_neighbourhood, a_resident, a_staff_member, actor_of
from tests.visitor import Page, Visitor, words


@pytest.fixture
def keys(app: Flask) -> KeyRing:
    ring: KeyRing = app.extensions["vault"].keys
    return ring


@pytest.fixture
def lists(session: Session, keys: KeyRing) -> Lists:
    return lists_on_two_levels(session, keys)


@pytest.fixture
def voter(session: Session, lists: Lists) -> Person:
    return a_voter(session, lists.here)


@dataclass
class Seen:
    """A sitting in short: the slug of each list, and where its ballot stands."""

    session: Session
    lists: Lists

    def by(self, person: Person) -> list[tuple[str, str]]:
        sitting = queries.sitting_of(
            self.session,
            self.lists.here.edition_id,
            actor_of(self.session, person),
            clock.now(),
        )
        return [(ballot.place, str(ballot.standing)) for ballot in sitting.ballots]


@pytest.fixture
def seen(session: Session, lists: Lists) -> Seen:
    return Seen(session, lists)


def test_a_sitting_begins_with_the_lowest_level(seen: Seen, voter: Person) -> None:
    assert seen.by(voter) == [("Riverside", "waiting"), ("The city", "waiting")]


def test_a_sitting_follows_what_is_cast(
    session: Session, keys: KeyRing, lists: Lists, seen: Seen, voter: Person
) -> None:
    vote(session, lists.city, keys, 2, voter=voter)
    assert seen.by(voter) == [("Riverside", "waiting"), ("The city", "cast")]
    vote(session, lists.here, keys, 1, voter=voter)
    assert seen.by(voter) == [("Riverside", "cast"), ("The city", "cast")]


def test_who_moves_keeps_the_ballot_where_it_was_cast(
    session: Session, keys: KeyRing, lists: Lists, seen: Seen, voter: Person
) -> None:
    vote(session, lists.here, keys, 1, voter=voter)
    move(session, voter, lists.there.place)
    assert seen.by(voter) == [("Riverside", "cast"), ("The city", "waiting")]


def test_who_moves_before_voting_votes_where_they_live_now(
    session: Session, lists: Lists, seen: Seen, voter: Person
) -> None:
    move(session, voter, lists.there.place)
    assert seen.by(voter) == [("Hillside", "waiting"), ("The city", "waiting")]


def test_nobody_without_a_home_has_a_ballot(
    session: Session, lists: Lists, seen: Seen, voter: Person
) -> None:
    session.execute(delete(Residency).where(Residency.person_id == voter.id))
    assert seen.by(voter) == []


def test_a_list_that_takes_no_ballots_is_not_open(
    session: Session, lists: Lists, seen: Seen, voter: Person
) -> None:
    lists.city.alarm = "ballots_do_not_match"
    assert seen.by(voter) == [("Riverside", "waiting"), ("The city", "not_open")]
    cancel(session, lists.here)
    assert seen.by(voter) == [("Riverside", "not_open"), ("The city", "not_open")]


def cancel(session: Session, round_: Round) -> None:
    """Cancel a round as two people would."""
    staff = [a_staff_member(session).id for _ in range(2)]
    ending = {"kind": "cancelled", "reason": "Flood", "language": "en"}
    people = {"asked_by_id": staff[0], "confirmed_by_id": staff[1]}
    now = clock.now()
    session.add(RoundEnding(round=round_, asked_at=now, confirmed_at=now, **ending, **people))
    session.flush()


def test_a_draft_has_no_ballots(session: Session, lists: Lists, seen: Seen, voter: Person) -> None:
    session.get_one(Edition, lists.here.edition_id).public_at = None
    assert seen.by(voter) == []


def test_a_right_that_was_freed_can_be_used_where_one_lives_now(
    session: Session, keys: KeyRing, lists: Lists, seen: Seen, voter: Person
) -> None:
    vote(session, lists.here, keys, 1, voter=voter)
    session.execute(delete(OpenBallot).where(OpenBallot.round_id == lists.here.id))
    settle(session, lists.here, keys)
    move(session, voter, lists.there.place)
    assert seen.by(voter) == [("Hillside", "waiting"), ("The city", "waiting")]
    vote(session, lists.there, keys, 2, voter=voter)
    assert seen.by(voter) == [("Hillside", "cast"), ("The city", "waiting")]
    assert rows(session) == (1, 1, 0)
    for round_ in (lists.here, lists.there):
        assert watch_round(session, round_.id, keys=keys, now=clock.now()) == ""


def settle(session: Session, round_: Round, keys: KeyRing) -> None:
    now = clock.now()
    assert watch_round(session, round_.id, keys=keys, now=now) == "ballots_do_not_match"
    first, second = (actor_of(session, a_staff_member(session)) for _ in range(2))
    ask_to_settle(session, round_, actor=first, now=now)
    confirm_settling(session, round_, keys=keys, actor=second, now=now)
    session.commit()


def test_who_has_voted_elsewhere_is_told_where(
    session: Session, keys: KeyRing, lists: Lists, voter: Person
) -> None:
    vote(session, lists.here, keys, 1, voter=voter)
    move(session, voter, lists.there.place)
    with pytest.raises(NotNow) as refused:
        cast_ballot(session, lists.there.slug, filled(1), keys=keys, actor=actor_of(session, voter))
    assert refused.value.code == "voted_elsewhere"
    assert refused.value.values == {"place": "Riverside", "slug": lists.here.slug}


def codes(page: Page) -> list[str]:
    """Return the codes of all receipts on a page."""
    return [words(p) for p in page.all("p") if "code" in (p.get("class") or "").split()]


def main_buttons(page: Page) -> list[str]:
    """Return where the buttons lead that stand out on a page."""
    found = [a for a in page.all("a") if "button-sun" in (a.get("class") or "")]
    return [str(a.get("href")) for a in found]


def test_two_ballots_follow_each_other_in_one_sitting(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    start = visitor.get("ballots.vote", slug=lists.here.slug, most_queries=8)
    assert "Ballot 1 of 2: Riverside" in start.text
    assert "After this one you can vote on the list of The city." in start.text
    assert "Ballot 1 of 2: Riverside" in reviewed(visitor, lists.here, 1).text

    between = visitor.follow(cast(visitor, lists.here, 1))
    assert between.h1 == "Your ballot is cast"
    assert main_buttons(between) == [visitor.url("ballots.vote", slug=lists.city.slug)]
    assert "Ballot 2 of 2: The city" in between.text
    assert len(codes(between)) == 1

    second = visitor.get("ballots.vote", slug=lists.city.slug)
    assert "Ballot 2 of 2: The city" in second.text
    assert "After this one" not in second.text
    end = visitor.follow(cast(visitor, lists.city, 3))
    assert end.h1 == "Your ballots are cast"
    assert len(set(codes(end))) == 2
    assert codes(end)[0] == code_of(between)
    assert main_buttons(end) == []
    for list_ in (lists.here, lists.city):
        assert visitor.url("ballots.vote", slug=list_.slug) in end.links()
        assert visitor.url("results.check_receipt", slug=list_.slug) in end.links()
        assert codes(visitor.get("ballots.receipt", slug=list_.slug)) == codes(end)
    assert rows(session) == (2, 2, 0)


def test_who_begins_with_the_last_list_is_led_to_the_first(
    visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    between = visitor.follow(cast(visitor, lists.city, 1))
    assert main_buttons(between) == [visitor.url("ballots.vote", slug=lists.here.slug)]


def test_changing_one_ballot_leaves_the_other_as_it_is(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    before = visitor.follow(cast(visitor, lists.city, 1))
    kept = ciphertext_in(session, lists.city)
    assert codes(visitor.follow(cast(visitor, lists.here, 2))) == codes(before)
    assert ciphertext_in(session, lists.city) == kept
    casts = select(VotingRight.casts).order_by(VotingRight.casts)
    assert session.scalars(casts).all() == [1, 2]


def ciphertext_in(session: Session, round_: Round) -> bytes:
    of_round = select(OpenBallot.ciphertext).where(OpenBallot.round_id == round_.id)
    return session.scalars(of_round).one()


def test_who_has_one_list_reads_of_no_sitting(
    session: Session, visitor: Visitor, keys: KeyRing, lists: Lists
) -> None:
    # An island lies in no city, so its people have one list.
    island = a_neighbourhood(session, name="Island")
    round_ = an_open_vote(session, keys, place=island, edition=lists.here.edition)
    visitor.sign_in(a_resident(session, island))
    assert "Ballot 1" not in visitor.get("ballots.vote", slug=round_.slug).text
    receipt = visitor.follow(cast(visitor, round_, 1))
    assert receipt.h1 == "Your ballot is cast"
    assert "Thank you for voting in Island." in receipt.text
    assert "Ballot" not in receipt.text


def test_who_moved_still_has_their_receipt_but_changes_nothing(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    code = code_of(visitor.follow(cast(visitor, lists.here, 1)))
    move(session, voter, lists.there.place)
    page = visitor.get("ballots.receipt", slug=lists.here.slug)
    assert code_of(page) == code
    assert "Your home is no longer confirmed in Riverside." in page.text
    assert visitor.url("ballots.vote", slug=lists.here.slug) not in page.links()
    assert main_buttons(page) == [visitor.url("ballots.vote", slug=lists.city.slug)]

    old = visitor.get("ballots.vote", slug=lists.here.slug)
    assert "Your vote stays where you cast it" in old.text
    assert visitor.url("ballots.receipt", slug=lists.here.slug) in old.links()
    new = visitor.get("ballots.vote", slug=lists.there.slug, status=409)
    assert "You have already voted in Riverside." in new.text
    assert visitor.url("ballots.receipt", slug=lists.here.slug) in new.links()
    visitor.post("ballots.cast", tick(1) | empty_form(), slug=lists.there.slug, status=409)
    assert rows(session) == (1, 1, 0)


def empty_form() -> dict[str, str]:
    return {"version": "0", "submission_key": "a-key-long-enough-for-a-form"}


def test_a_receipt_is_for_its_voter_alone(
    session: Session, visitor: Visitor, lists: Lists, voter: Person, keys: KeyRing
) -> None:
    vote(session, lists.here, keys, 1, voter=voter)
    for stranger in (a_voter(session, lists.here), a_staff_member(session)):
        visitor.sign_in(stranger)
        page = visitor.get("ballots.receipt", slug=lists.here.slug, status=409)
        assert "You have not voted online in this round." in page.text
    visitor.sign_in(None)
    visitor.get("ballots.receipt", slug=lists.here.slug, status=303)


def test_a_lost_key_does_not_hide_the_receipt_of_the_other_list(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    code = code_of(visitor.follow(cast(visitor, lists.here, 1)))
    cast(visitor, lists.city, 1)
    keys = visitor.app.extensions["vault"].keys
    keys.destroy(lists.city.key_id)
    page = visitor.get("ballots.receipt", slug=lists.here.slug)
    assert codes(page) == [code]
    assert "The code cannot be made again now." in page.text


def test_a_receipt_promises_nothing_of_a_list_that_was_cancelled(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    page = visitor.follow(cast(visitor, lists.city, 1))
    code = codes(page)[1]
    cancel(session, lists.here)
    page = visitor.get("ballots.receipt", slug=lists.city.slug)
    assert codes(page) == [code]
    assert "Riverside" not in page.text
    assert "You have voted in Riverside." not in visitor.get("pages.home").text
    # The right stays used all the same: nobody begins anew on this level.
    move(session, voter, lists.there.place)
    page = visitor.get("ballots.vote", slug=lists.there.slug, status=409)
    assert "You have already voted in Riverside" in page.text


def test_nothing_is_checked_of_a_round_that_was_cancelled(
    session: Session, visitor: Visitor, lists: Lists
) -> None:
    cancel(session, lists.here)
    page = visitor.get("results.check_receipt", slug=lists.here.slug)
    assert "there is nothing to check" in page.text and "Keep your code" not in page.text


OWN_PAGES = ("pages.home", "pages.round", "people.account")


def own_pages(visitor: Visitor, lists: Lists) -> list[Page]:
    slugs = {"pages.round": {"slug": lists.here.slug}}
    return [
        visitor.get(endpoint, most_queries=17, **slugs.get(endpoint, {})) for endpoint in OWN_PAGES
    ]


def test_home_round_and_account_say_what_is_cast_and_what_waits(
    visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    waits = "You can also vote on the list of The city"
    receipt = visitor.url("ballots.receipt", slug=lists.here.slug)
    for page in own_pages(visitor, lists):
        assert waits not in page.text and receipt not in page.links()
    assert "wait for your vote" in visitor.get("pages.home").text
    cast(visitor, lists.here, 1)
    for page in own_pages(visitor, lists):
        assert "Another ballot waits for you" in page.text
        assert "You have voted in Riverside." in page.text
        assert waits in page.text
        assert visitor.url("ballots.vote", slug=lists.city.slug) in page.links()
        assert receipt in page.links()
    cast(visitor, lists.city, 1)
    for page in own_pages(visitor, lists):
        assert "Another ballot" not in page.text and waits not in page.text
        assert "wait for your vote" not in page.text
        assert "You have voted in Riverside." in page.text
        assert receipt in page.links()
    assert "You have voted in The city." in visitor.get("people.account", most_queries=15).text
    home = visitor.get("pages.home").text
    assert "you choose You have voted in Riverside. You can vote again until" in home
    assert "The city You have voted in The city." in home


def test_who_has_voted_can_change_it_and_is_not_told_to_vote(
    visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    assert "Vote now" in visitor.get("pages.round", slug=lists.here.slug, most_queries=17).text
    cast(visitor, lists.here, 1)
    page = visitor.get("pages.round", slug=lists.here.slug, most_queries=17)
    assert "Vote now" not in page.text
    assert "Change my vote" in page.text
    assert visitor.url("ballots.vote", slug=lists.here.slug) in page.links()


def test_who_has_voted_elsewhere_is_offered_no_ballot(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    move(session, voter, lists.there.place)
    page = visitor.get("pages.round", slug=lists.there.slug, most_queries=17)
    assert "You have already voted in Riverside." in page.text
    assert visitor.url("ballots.vote", slug=lists.there.slug) not in page.links()
    assert visitor.url("ballots.receipt", slug=lists.here.slug) in page.links()


def test_who_moved_finds_on_the_account_what_was_cast_before(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    move(session, voter, lists.there.place)
    page = visitor.get("people.account", most_queries=15)
    assert "You have voted in Riverside." in page.text
    assert visitor.url("ballots.receipt", slug=lists.here.slug) in page.links()


def test_after_the_vote_ones_receipt_is_still_found(
    visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    receipt = visitor.url("ballots.receipt", slug=lists.here.slug)
    with clock.at(after_the_end(lists.here)):
        for page in own_pages(visitor, lists):
            assert "You have voted in Riverside." in page.text
            assert receipt in page.links()
            assert "Change my vote" not in page.text and "You can vote again" not in page.text


def test_each_ballot_has_a_line_of_its_own_with_its_end(
    visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    cast(visitor, lists.city, 1)
    for page in own_pages(visitor, lists):
        lines = [line for p in page.all("p") if "You have voted in" in (line := words(p))]
        of_city = [line for line in lines if line.startswith("You have voted in The city.")]
        assert "You can vote again until" in of_city[0]
        assert visitor.url("ballots.vote", slug=lists.city.slug) in page.links()


def test_home_asks_ones_own_ballots_once(visitor: Visitor, lists: Lists, voter: Person) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    cast(visitor, lists.city, 1)
    for endpoint, values in (("pages.home", {}), ("pages.round", {"slug": lists.here.slug})):
        asked = visitor.get(endpoint, most_queries=17, **values).statements
        assert sum("FROM rounds" in s and "voting_rights" in s for s in asked) == 1, endpoint


def test_nobody_else_reads_that_somebody_has_voted(
    session: Session, visitor: Visitor, lists: Lists, voter: Person
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    for reader in (a_voter(session, lists.here), a_staff_member(session)):
        visitor.sign_in(reader)
        for page in own_pages(visitor, lists):
            assert "You have voted" not in page.text


def test_receipts_are_kept_nowhere(visitor: Visitor, lists: Lists, voter: Person) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    page = visitor.follow(cast(visitor, lists.city, 1))
    assert page.response.headers["Cache-Control"] == "no-store"
    with visitor.client.session_transaction() as cookie:
        kept = repr(dict(cookie))
    assert not [code for code in codes(page) if code in kept]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_receipts_of_two_lists_speak_other_languages(
    visitor: Visitor, lists: Lists, voter: Person, language: str
) -> None:
    visitor.sign_in(voter)
    cast(visitor, lists.here, 1)
    visitor.get("ballots.receipt", slug=lists.here.slug, language=language)
    visitor.get("ballots.vote", slug=lists.city.slug, language=language)
    cast(visitor, lists.city, 1)
    page = visitor.get("ballots.receipt", slug=lists.city.slug, language=language)
    assert len(codes(page)) == 2
