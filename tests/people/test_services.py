"""What is done with accounts, links, residency and roles, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from neighbourhood.database.lists import list_page
from neighbourhood.outbox.models import Message
from neighbourhood.people import queries, rules, services
from neighbourhood.people.models import Attempt, GivenRole, MailedLink, Person, Residency, SignUp
from neighbourhood.people.services import LinkRequest, NewPerson, PendingAccount
from neighbourhood.permissions import ANONYMOUS, SYSTEM, Role
from neighbourhood.refusals import Invalid, NotAllowed, NotNow, TooMany
from neighbourhood.trail.models import TrailEntry
from tests import builders as b

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASK = LinkRequest("new@example.org", "fr", "a" * 64, "/fr/rounds/")
SOMEBODY = {"actor": ANONYMOUS, "now": NOW}


def letters(session):
    return [
        (m.kind, m.address, m.language)
        for m in session.scalars(select(Message).order_by(Message.id))
    ]


def last_token(session):
    return session.scalars(select(Message).order_by(Message.id.desc())).first().content["token"]


def acts(session):
    return [
        (e.act, e.subject, e.actor_id)
        for e in session.scalars(select(TrailEntry).order_by(TrailEntry.id))
    ]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_a_sign_up_is_no_account_before_its_link_is_used(session):
    services.ask_to_sign_up(session, PendingAccount("Samira", "hash"), ASK, **SOMEBODY)
    assert letters(session) == [("confirm_sign_up", "new@example.org", "fr")]
    assert count(session, Person) == 0
    person = services.confirm_sign_up(session, last_token(session), **SOMEBODY)
    assert (person.name, person.email, person.language, person.password_hash) == (
        "Samira",
        "new@example.org",
        "fr",
        "hash",
    )
    assert person.email_confirmed_at == NOW
    assert count(session, SignUp) == 0


def test_a_sign_up_with_a_known_address_mails_its_owner_a_link(session):
    known = b.a_person(session, email="new@example.org", language="ar")
    services.ask_to_sign_up(session, PendingAccount("Somebody else", "their hash"), ASK, **SOMEBODY)
    assert letters(session) == [("account_exists", "new@example.org", "ar")]
    assert (known.name, known.password_hash) != ("Somebody else", "their hash")
    assert services.open_link(session, last_token(session), **SOMEBODY) is known


def test_a_sign_up_link_works_once(session):
    services.ask_to_sign_up(session, PendingAccount("Samira"), ASK, **SOMEBODY)
    token = last_token(session)
    services.confirm_sign_up(session, token, **SOMEBODY)
    with pytest.raises(NotNow, match="link_unusable"):
        services.confirm_sign_up(session, token, **SOMEBODY)
    assert count(session, Person) == 1


def test_a_sign_up_link_ends_after_a_day(session):
    services.ask_to_sign_up(session, PendingAccount("Samira"), ASK, **SOMEBODY)
    with pytest.raises(NotNow, match="link_unusable"):
        services.confirm_sign_up(
            session, last_token(session), actor=ANONYMOUS, now=NOW + timedelta(hours=24)
        )


def test_a_stranger_who_signs_up_after_me_cannot_set_my_password(session):
    services.ask_to_sign_up(session, PendingAccount("Samira", "mine"), ASK, **SOMEBODY)
    mine = last_token(session)
    services.ask_to_sign_up(session, PendingAccount("Stranger", "theirs"), ASK, **SOMEBODY)
    assert services.confirm_sign_up(session, mine, **SOMEBODY).password_hash == "mine"
    with pytest.raises(NotNow):
        services.confirm_sign_up(session, last_token(session), **SOMEBODY)


def test_a_link_for_an_unknown_address_mails_that_there_is_no_account(session):
    services.ask_for_link(session, ASK, **SOMEBODY)
    services.ask_for_reset(session, ASK, **SOMEBODY)
    assert letters(session) == [("no_account", "new@example.org", "fr")] * 2
    assert count(session, MailedLink) == 0


def test_a_link_signs_in_once_and_confirms_the_address(session):
    person = b.a_person(session, email="new@example.org", email_confirmed_at=None)
    services.ask_for_link(session, ASK, **SOMEBODY)
    token = last_token(session)
    assert session.scalars(select(MailedLink)).one().token_hash == rules.token_hash(token) != token
    assert services.open_link(session, token, **SOMEBODY) is person
    assert person.email_confirmed_at == NOW
    with pytest.raises(NotNow, match="link_unusable"):
        services.open_link(session, token, **SOMEBODY)


@pytest.mark.parametrize(("minutes", "works"), [(29, True), (30, False)])
def test_a_link_ends_after_thirty_minutes(session, minutes, works):
    b.a_person(session, email="new@example.org")
    services.ask_for_link(session, ASK, **SOMEBODY)
    then = {"actor": ANONYMOUS, "now": NOW + timedelta(minutes=minutes)}
    if works:
        assert services.open_link(session, last_token(session), **then).email == "new@example.org"
    else:
        with pytest.raises(NotNow, match="link_unusable"):
            services.open_link(session, last_token(session), **then)


def test_a_link_for_signing_in_sets_no_password(session):
    b.a_person(session, email="new@example.org")
    services.ask_for_link(session, ASK, **SOMEBODY)
    with pytest.raises(NotNow, match="link_unusable"):
        services.reset_password(session, last_token(session), "hash", **SOMEBODY)


def test_mails_to_one_address_stop_while_ten_links_are_valid(session):
    b.a_person(session, email="new@example.org")
    for _turn in range(12):
        services.ask_for_link(session, ASK, **SOMEBODY)
    assert count(session, MailedLink) == 10
    services.ask_for_link(session, ASK, actor=ANONYMOUS, now=NOW + timedelta(minutes=31))
    assert count(session, MailedLink) == 11
    services.ask_for_link(
        session, replace(ASK, email="other@example.org", mail_key="b" * 64), **SOMEBODY
    )
    assert letters(session)[-1][1] == "other@example.org"


def test_a_new_password_ends_sessions_and_links_and_is_told(session):
    person = b.a_person(session, email="new@example.org")
    services.ask_for_link(session, ASK, **SOMEBODY)
    waiting = last_token(session)
    services.ask_for_reset(session, ASK, **SOMEBODY)
    services.reset_password(session, last_token(session), "new hash", **SOMEBODY)
    assert (person.password_hash, person.sign_in_epoch) == ("new hash", 1)
    assert letters(session)[-1][0] == "password_changed"
    with pytest.raises(NotNow):
        services.open_link(session, waiting, **SOMEBODY)


def test_tries_are_counted_by_pair_and_a_stranger_elsewhere_locks_nobody_out(session):
    stranger = rules.attempt_keys("s", account="a@example.org", address="192.0.2.1")
    owner = rules.attempt_keys("s", account="a@example.org", address="192.0.2.2")
    for _turn in range(10):
        services.count_attempt(session, stranger, **SOMEBODY)
    with pytest.raises(TooMany, match="too_many_tries"):
        services.count_attempt(session, stranger, **SOMEBODY)
    services.count_attempt(session, owner, **SOMEBODY)


def test_tries_of_one_address_at_many_accounts_have_a_limit(session):
    for number in range(100):
        services.count_attempt(
            session, rules.attempt_keys("s", account=str(number), address="192.0.2.1"), **SOMEBODY
        )
    with pytest.raises(TooMany):
        services.count_attempt(
            session, rules.attempt_keys("s", account="one more", address="192.0.2.1"), **SOMEBODY
        )


def test_tries_are_forgotten_after_an_hour_and_by_the_right_password(session):
    keys = rules.attempt_keys("s", account="a@example.org", address="192.0.2.1")
    for _turn in range(10):
        services.count_attempt(session, keys, **SOMEBODY)
    services.count_attempt(session, keys, actor=ANONYMOUS, now=NOW + timedelta(minutes=61))
    services.forget_attempts(session, keys, actor=ANONYMOUS, now=NOW + timedelta(minutes=61))
    assert queries.count_attempts(session, keys.pair, NOW - timedelta(days=1)) == 0
    assert queries.count_attempts(session, keys.address, NOW - timedelta(days=1)) == 10


def test_passwords_are_kept_as_argon2id_and_compared_in_one_form():
    kept = services.hash_password("caf\u00e9 on the square")
    assert kept.startswith("$argon2id$")
    assert services.is_right_password(kept, "cafe\u0301 on the square")
    assert not services.is_right_password(kept, "something else")
    assert not services.is_right_password(None, "the password of nobody")
    assert not services.is_right_password("broken", "anything")


def asks(session, person, place, **values):
    fields = {
        "method": "in_person",
        "evidence_note": "Tuesday",
        "actor": b.actor_of(session, person),
        "now": NOW,
    } | values
    return services.ask_residency(session, place.id, **fields)


def test_an_officer_confirms_and_the_note_is_deleted(session):
    place = b.a_neighbourhood(session, "mirail")
    person, officer = b.a_person(session, language="ar"), b.an_officer(session, place)
    claim = asks(session, person, place)
    services.confirm_residency(session, claim, years=2, actor=b.actor_of(session, officer), now=NOW)
    assert (claim.state, claim.evidence_note, claim.decided_by_id) == ("confirmed", "", officer.id)
    assert claim.expires_at == NOW + timedelta(days=730)
    assert acts(session) == [("confirm_residency", f"residency:{claim.id}", officer.id)]
    assert letters(session) == [("residency_confirmed", person.email, "ar")]
    found = queries.actor_by_id(session, person.id, now=NOW)
    assert found[0].place_id == place.id


def test_an_expired_residency_gives_no_right(session):
    place = b.a_neighbourhood(session)
    person, officer = b.a_person(session), b.an_officer(session, place)
    services.confirm_residency(
        session, asks(session, person, place), years=1, actor=b.actor_of(session, officer), now=NOW
    )
    assert (
        queries.actor_by_id(session, person.id, now=NOW + timedelta(days=364))[0].place_id
        == place.id
    )
    assert (
        queries.actor_by_id(session, person.id, now=NOW + timedelta(days=366))[0].place_id is None
    )


def test_moving_ends_the_residency_before(session):
    old, new = b.a_neighbourhood(session), b.a_neighbourhood(session)
    person, officer = b.a_resident(session, old), b.an_officer(session, new)
    services.confirm_residency(
        session, asks(session, person, new), years=None, actor=b.actor_of(session, officer), now=NOW
    )
    states = session.execute(
        select(Residency.place_id, Residency.state).order_by(Residency.id)
    ).all()
    assert [tuple(row) for row in states] == [(old.id, "ended"), (new.id, "confirmed")]


def test_a_refusal_needs_a_reason_and_deletes_the_note(session):
    place = b.a_neighbourhood(session)
    person, officer = b.a_person(session), b.actor_of(session, b.an_officer(session, place))
    claim = asks(session, person, place)
    with pytest.raises(Invalid, match="residency_reason_missing"):
        services.refuse_residency(session, claim, reason=" ", actor=officer, now=NOW)
    services.refuse_residency(
        session, claim, reason="We could not find you.", actor=officer, now=NOW
    )
    assert (claim.state, claim.evidence_note, claim.reason) == (
        "refused",
        "",
        "We could not find you.",
    )
    assert letters(session) == [("residency_refused", person.email, "en")]
    with pytest.raises(NotNow, match="claim_decided"):
        services.confirm_residency(session, claim, years=2, actor=officer, now=NOW)


@pytest.mark.parametrize("who", ["stranger", "officer elsewhere", "administrator", "the person"])
def test_nobody_else_decides_on_a_claim(session, who):
    place, elsewhere = b.a_neighbourhood(session), b.a_neighbourhood(session)
    person = b.an_officer(session, place)
    claim = asks(session, person, place)
    people = {
        "stranger": lambda: b.a_person(session),
        "officer elsewhere": lambda: b.an_officer(session, elsewhere),
        "administrator": lambda: b.an_administrator(session),
        "the person": lambda: person,
    }
    with pytest.raises(NotAllowed):
        services.confirm_residency(
            session, claim, years=2, actor=b.actor_of(session, people[who]()), now=NOW
        )
    assert claim.state == "asked"


def test_the_database_itself_lets_nobody_decide_on_themselves(session):
    place = b.a_neighbourhood(session)
    claim = asks(session, b.a_person(session), place)
    claim.decided_by_id = claim.person_id
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_keeps_no_note_of_a_confirmed_claim(session):
    place = b.a_neighbourhood(session)
    claim = asks(session, b.a_person(session), place)
    claim.state = "confirmed"
    with pytest.raises(IntegrityError):
        session.flush()


def test_one_claim_at_a_time_and_none_without_news(session):
    place = b.a_neighbourhood(session)
    resident, newcomer = b.a_resident(session, place), b.a_person(session)
    with pytest.raises(Invalid, match="already_lives_there"):
        asks(session, resident, place)
    asks(session, newcomer, place)
    with pytest.raises(NotNow, match="claim_open"):
        asks(session, newcomer, b.a_neighbourhood(session))


@pytest.mark.parametrize(
    ("change", "code"),
    [({"method": "letter_later"}, "method_unknown"), ({"id": 0}, "neighbourhood_unknown")],
)
def test_a_claim_that_cannot_be_is_refused(session, change, code):
    place, person = b.a_neighbourhood(session), b.a_person(session)
    with pytest.raises(Invalid, match=code):
        services.ask_residency(
            session,
            change.get("id", place.id),
            method=change.get("method", "document"),
            evidence_note="",
            actor=b.actor_of(session, person),
            now=NOW,
        )
    assert count(session, Residency) == 0


def test_a_claim_can_be_withdrawn_and_asked_again(session):
    place, person = b.a_neighbourhood(session), b.a_person(session)
    claim = asks(session, person, place)
    services.withdraw_claim(session, actor=b.actor_of(session, person), now=NOW)
    assert (claim.state, claim.evidence_note) == ("ended", "")
    assert asks(session, person, place).state == "asked"


def test_claims_wait_oldest_first_for_the_officers_of_their_neighbourhood(session):
    here, there = b.a_neighbourhood(session, "here"), b.a_neighbourhood(session, "there")
    asks(session, b.a_person(session, "Late"), here, now=NOW)
    asks(session, b.a_person(session, "Early"), here, now=NOW - timedelta(days=2))
    asks(session, b.a_person(session, "Elsewhere"), there)
    waiting = queries.waiting_claims([here.id])
    assert [row.person for row in list_page(session, waiting, 1).rows] == ["Early", "Late"]
    assert queries.claims_waiting(session, [here.id]) == (2, NOW - timedelta(days=2))
    assert queries.claims_waiting(session, None)[0] == 3
    assert queries.claims_waiting(session, []) == (0, None)


def test_an_administrator_gives_and_ends_a_role(session):
    admin, person = b.an_administrator(session), b.a_person(session)
    boss = b.actor_of(session, admin)
    given = services.give_role(session, person, Role.STAFF, actor=boss, now=NOW)
    assert (given.given_by_id, given.given_at) == (admin.id, NOW)
    assert b.actor_of(session, person).holds_anywhere(Role.STAFF)
    with pytest.raises(NotNow, match="role_is_held"):
        services.give_role(session, person, Role.STAFF, actor=boss, now=NOW)
    services.end_role(session, given, actor=boss, now=NOW)
    assert not b.actor_of(session, person).holds_anywhere(Role.STAFF)
    with pytest.raises(NotNow, match="role_has_ended"):
        services.end_role(session, given, actor=boss, now=NOW)
    assert acts(session) == [
        ("give_role", f"person:{person.id}", admin.id),
        ("end_role", f"person:{person.id}", admin.id),
    ]
    assert services.give_role(session, person, Role.STAFF, actor=boss, now=NOW).ended_at is None


def test_an_officer_may_serve_several_neighbourhoods(session):
    boss, person = b.actor_of(session, b.an_administrator(session)), b.a_person(session)
    places = [b.a_neighbourhood(session), b.a_neighbourhood(session)]
    for place in places:
        services.give_role(session, person, Role.OFFICER, place_id=place.id, actor=boss, now=NOW)
    assert len(queries.roles_held(session, person.id)) == 2
    with pytest.raises(Invalid, match="role_is_for_the_city"):
        services.give_role(
            session, person, Role.REVIEWER, place_id=places[0].id, actor=boss, now=NOW
        )


def test_nobody_gives_a_role_to_themselves_or_without_being_administrator(session):
    admin, staff = b.an_administrator(session), b.a_staff_member(session)
    with pytest.raises(NotAllowed):
        services.give_role(session, admin, Role.STAFF, actor=b.actor_of(session, admin), now=NOW)
    with pytest.raises(NotAllowed):
        services.give_role(session, admin, Role.STAFF, actor=b.actor_of(session, staff), now=NOW)
    assert count(session, TrailEntry) == 0


def test_the_last_administrator_stays(session):
    admin = b.an_administrator(session)
    given = session.scalars(select(GivenRole).where(GivenRole.person_id == admin.id)).one()
    with pytest.raises(NotAllowed):
        services.end_role(session, given, actor=b.actor_of(session, admin), now=NOW)
    with pytest.raises(NotNow, match="last_administrator"):
        services.end_role(session, given, actor=SYSTEM, now=NOW)


def test_the_database_itself_gives_a_role_once(session):
    person = b.a_staff_member(session)
    session.add(GivenRole(person_id=person.id, role="staff", given_at=NOW))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_first_administrator_comes_from_the_server_and_only_from_there(session):
    new = NewPerson("Ada", "en", "Ada@Example.org")
    token = services.make_administrator(session, new, actor=SYSTEM, now=NOW)
    again = services.make_administrator(session, new, actor=SYSTEM, now=NOW)
    person = services.open_link(session, token, **SOMEBODY)
    assert (person.email, count(session, Person), count(session, GivenRole)) == (
        "ada@example.org",
        1,
        1,
    )
    assert services.open_link(session, again, **SOMEBODY) is person
    with pytest.raises(NotAllowed):
        services.make_administrator(session, new, actor=b.actor_of(session, person), now=NOW)


def test_signing_out_everywhere_ends_links_too(session):
    person = b.a_person(session, email="new@example.org")
    services.ask_for_link(session, ASK, **SOMEBODY)
    services.sign_out_everywhere(session, actor=b.actor_of(session, person), now=NOW)
    assert person.sign_in_epoch == 1
    with pytest.raises(NotNow):
        services.open_link(session, last_token(session), **SOMEBODY)


def test_what_expired_is_forgotten_a_day_later(session):
    b.a_person(session, email="new@example.org")
    services.ask_for_link(session, ASK, **SOMEBODY)
    services.ask_to_sign_up(
        session, PendingAccount("Later"), replace(ASK, email="later@example.org"), **SOMEBODY
    )
    assert services.forget_what_expired(session, NOW + timedelta(hours=1)) == 0
    assert services.forget_what_expired(session, NOW + timedelta(days=3)) == 4
    assert [count(session, table) for table in (MailedLink, SignUp, Attempt)] == [0, 0, 0]


def test_people_are_found_by_name_and_by_the_beginning_of_their_address(session):
    b.a_person(session, "Leyla Demir", email="leyla@example.org")
    b.a_person(session, "Karim", email="karim@example.org")
    assert [p.name for p in queries.people_found(session, "demir")] == ["Leyla Demir"]
    assert [p.name for p in queries.people_found(session, "karim@")] == ["Karim"]
    assert [p.name for p in queries.people_found(session, "%")] == []
    assert queries.people_found(session, "  ") == []
