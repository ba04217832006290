"""The ballot's pages, as people with and without the right to vote meet them."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.services import open_voting
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database.queries import note_public_change
from neighbourhood.people.models import Person
from neighbourhood.people.services import ask_residency
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.models import City
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from neighbourhood.web.qr import qr_code
from tests.ballots.builders import a_ready_round, a_voter, after_the_end, an_open_vote, rows
from tests.builders import a_neighbourhood, a_person, a_resident, actor_of
from tests.visitor import Page, Visitor, words
from tests.web.test_qr import dark_fields


@pytest.fixture
def keys(app: Flask) -> KeyRing:
    ring: KeyRing = app.extensions["vault"].keys
    return ring


@pytest.fixture
def round_(session: Session, keys: KeyRing) -> Round:
    return an_open_vote(session, keys)


@pytest.fixture
def voter(session: Session, visitor: Visitor, round_: Round) -> Person:
    found = a_voter(session, round_)
    visitor.sign_in(found)
    return found


def tick(*numbers: int) -> dict[str, Any]:
    return {f"choice-{number}": str(number) for number in numbers}


def reviewed(visitor: Visitor, round_: Round, *numbers: int, **more: Any) -> Page:
    start = visitor.get("ballots.vote", slug=round_.slug).fields()
    return visitor.post(
        "ballots.review", start | tick(*numbers) | more, slug=round_.slug, status=200
    )


def cast(visitor: Visitor, round_: Round, *numbers: int, **more: Any) -> Page:
    return visitor.post(
        "ballots.cast", reviewed(visitor, round_, *numbers, **more).fields(), slug=round_.slug
    )


def test_the_ballot_says_what_is_at_stake(visitor: Visitor, round_: Round, voter: Person) -> None:
    page = visitor.get("ballots.vote", slug=round_.slug, most_queries=8)
    assert f"{visitor.url('pages.help')}#example" in page.links()
    assert "€100,000" in page.text
    assert "You may choose up to 3 projects." in page.text
    assert "The project with the most votes comes first." in page.text
    assert "Paris" in page.text
    boxes = {box.get("name") for box in page.all("input") if box.get("type") == "checkbox"}
    assert boxes == {"choice-1", "choice-2", "choice-3", "choice-4", "choice-5", "blank"}


def test_everybody_has_an_order_of_their_own_that_stays(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    orders = set()
    for _ in range(6):
        visitor.sign_in(a_voter(session, round_))
        first, again = (order_of(visitor.get("ballots.vote", slug=round_.slug)) for _ in range(2))
        assert first == again
        orders.add(first)
    assert len(orders) > 1


def order_of(page: Page) -> tuple[str, ...]:
    return tuple(str(box.get("name")) for box in page.all("input") if box.get("type") == "checkbox")


def test_from_ballot_to_receipt(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    review = reviewed(visitor, round_, 1, 3)
    assert review.h1 == "This is what will be counted"
    assert "Trees for street 1" in review.text
    assert "Trees for street 3" in review.text
    assert rows(session) == (0, 0, 0)
    sent = visitor.post("ballots.cast", review.fields(), slug=round_.slug)
    assert sent.queries <= 8
    receipt = visitor.follow(sent)
    assert receipt.h1 == "Your ballot is cast"
    assert code_of(receipt) == code_of(visitor.get("ballots.receipt", slug=round_.slug))
    assert rows(session) == (1, 1, 0)


def code_of(page: Page) -> str:
    return next(words(p) for p in page.all("p") if "code" in (p.get("class") or "").split())


def test_a_cast_takes_at_most_eight_statements(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    first, second = cast(visitor, round_, 1), cast(visitor, round_, 2)
    assert (first.queries, second.queries) == (8, 8)


def test_changing_begins_with_an_empty_ballot_and_keeps_the_receipt(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    code = code_of(visitor.follow(cast(visitor, round_, 1)))
    page = visitor.get("ballots.vote", slug=round_.slug)
    assert "You have already voted." in page.text
    assert not [box for box in page.all("input") if box.get("checked") is not None]
    assert code_of(visitor.follow(cast(visitor, round_, 2, 3))) == code
    assert rows(session) == (1, 1, 0)


def test_a_blank_ballot_is_cast_like_any_other(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    review = reviewed(visitor, round_, blank="1")
    assert "A blank ballot" in review.text
    visitor.follow(visitor.post("ballots.cast", review.fields(), slug=round_.slug))
    assert rows(session) == (1, 1, 0)


def test_one_can_go_back_and_keep_what_was_chosen(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    page = visitor.post(
        "ballots.review",
        reviewed(visitor, round_, 2).fields() | {"back": "1"},
        slug=round_.slug,
        status=200,
    )
    assert [box.get("name") for box in page.all("input") if box.get("checked") is not None] == [
        "choice-2"
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (tick(1, 2, 3, 4), "You chose 4. Choose at most 3."),
        ({}, "Choose at least one project, or tick the blank ballot."),
        (
            tick(1) | {"blank": "1"},
            "You chose projects and also ticked the blank ballot. Please keep one of the two.",
        ),
        (tick(1, 77), "There is no project 77 on this ballot."),
        ({"choice-x": "1"}, "There is no project x on this ballot."),
    ],
)
@pytest.mark.parametrize("step", ["ballots.review", "ballots.cast"])
def test_a_bad_ballot_is_shown_again_with_what_was_chosen(
    session: Session,
    visitor: Visitor,
    round_: Round,
    voter: Person,
    step: str,
    data: dict[str, str],
    sentence: str,
) -> None:
    start = visitor.get("ballots.vote", slug=round_.slug).fields()
    page = visitor.post(step, start | data, slug=round_.slug, status=422)
    assert page.errors() == [sentence]
    kept = {box.get("name") for box in page.all("input") if box.get("checked") is not None}
    assert kept == {
        name for name in data if name in {"choice-1", "choice-2", "choice-3", "choice-4", "blank"}
    }
    assert rows(session) == (0, 0, 0)


def test_another_neighbourhoods_project_changes_nothing(
    session: Session, visitor: Visitor, keys: KeyRing, round_: Round, voter: Person
) -> None:
    an_open_vote(session, keys, numbers=(21, 22))
    start = visitor.get("ballots.vote", slug=round_.slug).fields()
    page = visitor.post("ballots.cast", start | tick(21), slug=round_.slug, status=422)
    assert page.errors() == ["There is no project 21 on this ballot."]
    assert rows(session) == (0, 0, 0)


@pytest.mark.parametrize("version", ["x", "-1", "99999999999999999999"])
def test_a_broken_form_changes_nothing(
    session: Session, visitor: Visitor, round_: Round, voter: Person, version: str
) -> None:
    form = reviewed(visitor, round_, 1).fields() | {"version": version}
    visitor.post("ballots.cast", form, slug=round_.slug, status=422)
    assert rows(session) == (0, 0, 0)


def test_a_form_without_its_key_changes_nothing(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    page = visitor.post(
        "ballots.cast",
        reviewed(visitor, round_, 1).fields() | {"submission_key": ""},
        slug=round_.slug,
        status=422,
    )
    assert page.errors() == ["This ballot did not arrive whole. Please open your ballot again."]
    assert rows(session) == (0, 0, 0)


def test_a_form_sent_twice_changes_nothing(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    form = reviewed(visitor, round_, 1).fields()
    visitor.post("ballots.cast", form, slug=round_.slug)
    kept = session.scalars(select(OpenBallot.ciphertext)).one()
    visitor.post("ballots.cast", form, slug=round_.slug)
    assert session.scalars(select(OpenBallot.ciphertext)).one() == kept
    assert session.scalars(select(VotingRight.casts)).one() == 1


def test_an_old_form_does_not_replace_a_newer_ballot(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    old = reviewed(visitor, round_, 1).fields()
    cast(visitor, round_, 2)
    kept = session.scalars(select(OpenBallot.ciphertext)).one()
    page = visitor.post("ballots.cast", old, slug=round_.slug, status=409)
    assert "You have cast a ballot since you opened this page." in page.text
    assert visitor.url("ballots.vote", slug=round_.slug) in page.links()
    assert session.scalars(select(OpenBallot.ciphertext)).one() == kept


def test_after_the_end_every_step_says_when_it_ended(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    form = reviewed(visitor, round_, 1).fields()
    with clock.at(after_the_end(round_)):
        for page in (
            visitor.get("ballots.vote", slug=round_.slug, status=409),
            visitor.post("ballots.review", form, slug=round_.slug, status=409),
            visitor.post("ballots.cast", form, slug=round_.slug, status=409),
        ):
            assert "The vote ended on" in page.text
            assert visitor.url("pages.round", slug=round_.slug) in page.links()
    assert rows(session) == (0, 0, 0)


def test_a_vote_that_was_not_opened_says_so(session: Session, visitor: Visitor) -> None:
    round_ = a_ready_round(session)
    visitor.sign_in(a_voter(session, round_))
    assert (
        "The vote has not been opened yet."
        in visitor.get("ballots.vote", slug=round_.slug, status=409).text
    )


def test_a_visitor_who_wants_to_vote_learns_what_it_takes(visitor: Visitor, round_: Round) -> None:
    page = visitor.get("ballots.vote", slug=round_.slug, most_queries=6)
    assert page.h1 == f"How to vote in {round_.place.name}"
    for step in ("Have an account", "Say where you live", "An officer confirms it", "Vote"):
        assert step in page.text
    back = visitor.url("ballots.vote", slug=round_.slug)
    assert visitor.url("people.sign_in", next=back) in page.links()
    assert visitor.url("people.sign_up", next=back) in page.links()
    assert "done" not in page.text
    for step in ("ballots.review", "ballots.cast"):
        visitor.post(step, tick(1), slug=round_.slug, status=303)


def test_the_way_to_the_ballot_ticks_what_is_done(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    person = a_person(session)
    visitor.sign_in(person)
    page = visitor.get("ballots.vote", slug=round_.slug)
    assert "Have an account done" in page.text and "Say where you live done" not in page.text
    assert visitor.url("people.residency") in page.links()
    ask_residency(
        session,
        round_.place_id,
        method="in_person",
        evidence_note="",
        actor=actor_of(session, person),
        now=clock.now(),
    )
    page = visitor.get("ballots.vote", slug=round_.slug)
    assert "Say where you live done" in page.text and "An officer confirms it done" not in page.text
    assert "Next: talk to an officer." in page.text
    # Who came to talk is not told to bring a document.
    assert "You show an officer a document" not in page.text
    for step in ("ballots.review", "ballots.cast"):
        visitor.post(step, tick(1), slug=round_.slug, status=403)


def test_the_way_to_the_ballot_says_how_the_city_is_reached(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    assert "Monday to Friday" not in visitor.get("ballots.vote", slug=round_.slug).text
    session.get_one(City, 1).contact_text = "Town hall, Monday to Friday"
    note_public_change(session)
    assert "Town hall, Monday to Friday" in visitor.get("ballots.vote", slug=round_.slug).text


def test_before_and_after_the_vote_nobody_is_told_how_to_vote(
    visitor: Visitor, round_: Round
) -> None:
    with clock.at(after_the_end(round_)):
        page = visitor.get("ballots.vote", slug=round_.slug, status=409)
    assert "The vote ended on" in page.text


def test_who_lives_elsewhere_learns_why_not_and_how(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    home = a_neighbourhood(session)
    visitor.sign_in(a_resident(session, home))
    page = visitor.get("ballots.vote", slug=round_.slug)
    assert f"It is confirmed that you live in {home.name}, so you vote there" in page.text
    assert visitor.url("people.residency") in page.links()
    for step in ("ballots.review", "ballots.cast"):
        visitor.post(step, tick(1), slug=round_.slug, status=403)
    assert rows(session) == (0, 0, 0)


def test_what_was_chosen_comes_along_into_another_language(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    page = visitor.get("ballots.vote", slug=round_.slug)
    french = visitor.url("ballots.review", slug=round_.slug, language="fr")
    switch = {button.get("formaction"): button for button in page.all("button")}[french]
    assert (switch.get("form"), switch.get("name"), switch.get("value")) == (
        "ballot",
        "switch",
        "ballot",
    )
    ticked = page.fields() | tick(2, 4)
    page = visitor.post(french, ticked | {"switch": "ballot"}, status=200)
    assert page.h1.startswith("Voter") and page.tree.get("lang") == "fr"
    assert {box.get("name") for box in page.all("input") if box.get("checked") is not None} == {
        "choice-2",
        "choice-4",
    }
    assert not [link for link in page.links() if "choice" in link or "/language/" in link]
    # The language is kept for the pages that follow, and nothing of the choices with it.
    assert "language=fr" in page.response.headers["Set-Cookie"]
    with visitor.client.session_transaction() as cookie:
        assert "choice" not in repr(dict(cookie))
    assert rows(session) == (0, 0, 0)


def test_the_review_too_speaks_another_language_and_keeps_the_choices(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    review = reviewed(visitor, round_, 1, 3)
    french = visitor.url("ballots.review", slug=round_.slug, language="fr")
    assert french in [button.get("formaction") for button in review.all("button")]
    page = visitor.post(french, review.fields() | {"switch": "review"}, status=200)
    assert page.tree.get("lang") == "fr"
    assert tick(1, 3).items() <= page.fields().items()
    visitor.follow(visitor.post("ballots.cast", page.fields(), slug=round_.slug))
    assert rows(session) == (1, 1, 0)


def test_a_project_in_another_language_says_so_on_the_ballot(
    session: Session, visitor: Visitor, keys: KeyRing
) -> None:
    round_ = a_ready_round(session)
    session.scalars(select(Project).where(Project.round_id == round_.id)).first().language = "ar"
    open_voting(session, round_, keys=keys, actor=SYSTEM, now=clock.now())
    visitor.sign_in(a_voter(session, round_))
    assert (
        visitor.get("ballots.vote", slug=round_.slug).text.count("Written in: \u2068العربية\u2069")
        == 1
    )


def test_the_facts_stand_in_one_line_and_the_explanation_is_folded(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    page = visitor.get("ballots.vote", slug=round_.slug)
    facts = next(words(p) for p in page.all("p") if p.get("class") == "ballot-facts")
    assert facts.startswith("€100,000 · up to 3 projects · until ")
    (folded,) = [words(one) for one in page.all("details") if one.get("class") == "ballot-about"]
    assert "The project with the most votes comes first." in folded
    assert "Everybody gets the projects in a different order" in folded


def test_after_sealing_the_receipt_page_still_leads_to_the_check(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    cast(visitor, round_, 1)
    round_.sealed_at = clock.now()
    page = visitor.get("ballots.receipt", slug=round_.slug)
    assert "The code cannot be made again now." in page.text
    assert visitor.url("results.check_receipt", slug=round_.slug) in page.links()


def test_the_receipt_shows_where_its_code_is_checked_but_no_code_in_an_address(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    page = visitor.follow(cast(visitor, round_, 1))
    check = visitor.url("results.check_receipt", slug=round_.slug)
    assert check in page.links() and f"{check} " in page.text + " "
    assert not [link for link in page.links() if code_of(page).split()[0] in link]
    assert "Check my receipt" in visitor.sign_in(None).get(check).text


def test_a_receipt_carries_the_address_of_its_check_as_a_code_for_telephones(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    page = visitor.follow(cast(visitor, round_, 1))
    check = visitor.url("results.check_receipt", slug=round_.slug)
    drawn = qr_code(f"http://127.0.0.1:5000{check}", "Where you can check it")
    assert dark_fields(page.html) == dark_fields(drawn) != set()


def test_there_is_no_receipt_before_a_ballot(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    assert (
        "You have not voted online in this round."
        in visitor.get("ballots.receipt", slug=round_.slug, status=409).text
    )


def test_a_lost_key_is_told_to_voter_and_desk(
    session: Session, visitor: Visitor, keys: KeyRing, round_: Round, voter: Person
) -> None:
    form = reviewed(visitor, round_, 1).fields()
    keys.destroy(round_.key_id)
    page = visitor.post("ballots.cast", form, slug=round_.slug, status=409)
    assert "Voting is not possible right now" in page.text
    session.expire_all()
    assert round_.alarm == "key_missing"
    assert rows(session) == (0, 0, 0)


def test_an_alarm_of_the_roll_outlives_the_refused_cast(
    session: Session, visitor: Visitor, round_: Round, voter: Person
) -> None:
    cast(visitor, round_, 1)
    form = reviewed(visitor, round_, 2).fields()
    session.execute(OpenBallot.__table__.delete())
    visitor.post("ballots.cast", form, slug=round_.slug, status=409)
    session.expire_all()
    assert round_.alarm == "ballots_do_not_match"
    assert session.scalars(select(VotingRight.casts)).one() == 1


def test_nothing_of_the_ballot_is_kept_by_browser_or_server(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    review = reviewed(visitor, round_, 1)
    sent = visitor.post("ballots.cast", review.fields(), slug=round_.slug)
    for page in (visitor.get("ballots.vote", slug=round_.slug), review, sent, visitor.follow(sent)):
        assert page.response.headers["Cache-Control"] == "no-store"
    with visitor.client.session_transaction() as cookie:
        assert not [name for name in cookie if "choice" in name or "ballot" in name]
    assert "choice" not in sent.location


def test_choices_in_the_address_are_ignored(visitor: Visitor, round_: Round, voter: Person) -> None:
    page = visitor.get(visitor.url("ballots.vote", slug=round_.slug) + "?choice-1=1&blank=1")
    assert not [box for box in page.all("input") if box.get("checked") is not None]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_ballot_speaks_other_languages(
    visitor: Visitor, round_: Round, voter: Person, language: str
) -> None:
    visitor.get("ballots.vote", slug=round_.slug, language=language)
    start = visitor.get("ballots.vote", slug=round_.slug, language=language).fields()
    visitor.post("ballots.review", start | tick(1), slug=round_.slug, language=language, status=200)


def test_the_place_of_a_vote_is_called_as_its_reader_calls_it(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    round_.place.names = {"ar": "سان سيبريان"}
    note_public_change(session)
    session.flush()
    own = round_.place.name
    way = visitor.get("ballots.vote", slug=round_.slug, language="ar")
    visitor.sign_in(a_voter(session, round_))
    ballot = visitor.get("ballots.vote", slug=round_.slug, language="ar")
    sent = reviewed(visitor, round_, 1).fields()
    visitor.post("ballots.cast", sent, slug=round_.slug)
    receipt = visitor.get("ballots.receipt", slug=round_.slug, language="ar")
    for page in (way, ballot, receipt):
        assert "سان سيبريان" in page.text
        assert own not in page.text


def test_a_ballot_too_large_to_be_read_is_told_so(
    visitor: Visitor, round_: Round, voter: Person
) -> None:
    sent = {"choice-1": "x" * 3_000_000}
    page = visitor.post("ballots.cast", sent, slug=round_.slug, status=413)
    assert page.h1 == "This is too large"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_project_leads_to_its_ballot_and_then_to_the_receipt(
    session: Session, visitor: Visitor
) -> None:
    round_ = an_open_vote(session, visitor.app.extensions["vault"].keys)
    project = session.scalars(select(Project).where(Project.round_id == round_.id)).first()
    assert project is not None
    address = {"endpoint": "projects.show", "slug": round_.slug, "number": project.number}
    assert f"/en/rounds/{round_.slug}/vote/" in visitor.get(**address).links()
    visitor.sign_in(a_resident(session, round_.place))
    assert f"/en/rounds/{round_.slug}/vote/" in visitor.get(**address).links()
    cast(visitor, round_, project.number)
    links = visitor.get(**address).links()
    assert f"/en/rounds/{round_.slug}/vote/receipt/" in links
    assert f"/en/rounds/{round_.slug}/vote/" not in links


def test_a_project_of_a_vote_that_was_stopped_leads_to_no_ballot(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    project = session.scalars(select(Project).where(Project.round_id == round_.id)).first()
    assert project is not None
    address = {"endpoint": "projects.show", "slug": round_.slug, "number": project.number}
    ballot = f"/en/rounds/{round_.slug}/vote/"
    assert ballot in visitor.get(**address).links()
    round_.alarm = "ballots_do_not_match"
    note_public_change(session)
    assert ballot not in visitor.get(**address).links()
