"""Colleagues are invited by mail with their role."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.people import queries, services
from neighbourhood.people.models import GivenRole, Invitation, Person
from neighbourhood.people.rules import Invitee
from neighbourhood.people.services import NewAccount
from neighbourhood.permissions import ANONYMOUS, Actor, Role, require_second_person
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.visitor import Visitor

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MALIK = Invitee("Malik", "Malik@Example.org", "fr", Role.STAFF)
CHOSEN = NewAccount("Malik B.", "ar")


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.at(NOW):
        yield


@pytest.fixture
def ada(session: Session) -> Actor:
    """Return an administrator who acts."""
    return b.actor_of(session, b.an_administrator(session))


def token(session: Session) -> str:
    """Return the token of the newest invitation's letter."""
    letters = select(Message).where(Message.kind == "invitation").order_by(Message.id.desc())
    return str(session.scalars(letters).first().content["token"])


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(Message.kind).order_by(Message.id)))


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)))


def test_a_colleague_is_written_to_and_only_the_hash_is_kept(session, ada):
    invited = services.invite(session, MALIK, actor=ada, now=NOW)
    assert (invited.email, invited.expires_at) == ("malik@example.org", NOW + timedelta(days=14))
    assert token(session) not in invited.token_hash
    assert acts(session) == ["invite"]
    letter = render(
        session.scalars(select(Message)).one(), Sender("T", "", "http://127.0.0.1:5000")
    )
    assert f"http://127.0.0.1:5000/fr/invitation/{token(session)}/" in letter.text


def test_who_accepts_has_an_account_and_the_role(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    later = NOW + timedelta(days=3)
    person = services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=later)
    assert (person.name, person.email, person.language) == ("Malik B.", "malik@example.org", "ar")
    assert person.email_confirmed_at == later
    role = session.scalars(select(GivenRole).where(GivenRole.person_id == person.id)).one()
    assert (role.role, role.given_at, role.given_by_id) == ("staff", later, ada.person_id)
    assert acts(session) == ["invite", "give_role", "accept_invitation"]
    assert kinds(session) == ["invitation", "role_given"]


def test_the_seventy_two_hours_begin_when_the_role_is_accepted(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    accepted = NOW + timedelta(days=10)
    person = services.accept_invitation(
        session, token(session), CHOSEN, actor=ANONYMOUS, now=accepted
    )
    for hours, code in ((71, "second_too_new"), (73, None)):
        then = accepted + timedelta(hours=hours)
        known = queries.actor_by_id(session, person.id, now=then)
        if code is None:
            require_second_person(999, known[0], Role.STAFF, then)
            with pytest.raises(NotAllowed, match="second_given_by_first"):
                require_second_person(ada.person_id, known[0], Role.STAFF, then)
        else:
            with pytest.raises(NotAllowed, match=code):
                require_second_person(999, known[0], Role.STAFF, then)


def test_an_address_with_an_account_has_the_role_at_once(session, ada):
    person = b.a_person(session, email="malik@example.org")
    services.invite(session, MALIK, actor=ada, now=NOW)
    assert queries.holds_role(session, person.id, "staff", None)
    assert session.scalars(select(Invitation)).all() == []
    assert kinds(session) == ["role_given"]


def test_an_account_made_meanwhile_gets_the_role_and_keeps_what_it_is(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    person = b.a_person(session, "Own name", email="malik@example.org", language="nl")
    accepted = services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)
    assert (accepted.id, accepted.name, accepted.language) == (person.id, "Own name", "nl")


@pytest.mark.parametrize(
    ("invitee", "code"),
    [
        (Invitee("", "malik@example.org", "fr", Role.STAFF), "name_missing"),
        (Invitee("Malik", "malik", "fr", Role.STAFF), "email_unreadable"),
        (Invitee("Malik", "malik@example.org", "fr", Role.STAFF, 1), "role_is_for_the_city"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(session, ada, invitee, code):
    with pytest.raises(Invalid, match=code):
        services.invite(session, invitee, actor=ada, now=NOW)


def test_nobody_invites_themselves_and_only_administrators_invite(session, ada):
    own = queries.person_by_id(session, ada.person_id)
    with pytest.raises(Invalid, match="invited_oneself"):
        invitee = Invitee("Ada", own.email, "fr", Role.STAFF)
        services.invite(session, invitee, actor=ada, now=NOW)
    staff = b.actor_of(session, b.a_staff_member(session))
    with pytest.raises(NotAllowed, match="needs_is_administrator"):
        services.invite(session, MALIK, actor=staff, now=NOW)


def test_the_same_role_is_offered_once_and_another_one_too(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    with pytest.raises(NotNow, match="already_invited"):
        services.invite(session, MALIK, actor=ada, now=NOW)
    services.invite(session, Invitee("Malik", MALIK.email, "fr", Role.OFFICER), actor=ada, now=NOW)


def test_a_link_works_once_and_for_fourteen_days(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    late = NOW + timedelta(days=14)
    with pytest.raises(NotNow, match="invitation_over"):
        services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=late)
    services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)
    with pytest.raises(NotNow, match="invitation_over"):
        services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)


def test_a_role_given_meanwhile_and_an_inviter_without_the_role_are_refused(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    person = b.a_person(session, email="malik@example.org")
    given = services.give_role(session, person, Role.STAFF, actor=ada, now=NOW)
    session.commit()
    with pytest.raises(NotNow, match="invitee_holds_role"):
        services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)
    session.rollback()
    services.end_role(session, given, actor=ada, now=NOW)
    boss = b.actor_of(session, b.an_administrator(session))
    own = queries.roles_held(session, ada.person_id)[0].given
    services.end_role(session, own, actor=boss, now=NOW)
    with pytest.raises(NotNow, match="inviter_gives_no_roles"):
        services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)


def test_a_fresh_link_makes_the_old_one_useless(session, ada):
    invited = services.invite(session, MALIK, actor=ada, now=NOW)
    old = token(session)
    later = NOW + timedelta(days=20)
    services.invite_again(session, invited, actor=ada, now=later)
    assert queries.fresh_invitation(session, old, later) is None
    named = queries.fresh_invitation(session, token(session), later)
    assert named.invitation.expires_at == later + timedelta(days=14)
    assert token(session) != old


def test_a_withdrawn_invitation_opens_nothing(session, ada):
    invited = services.invite(session, MALIK, actor=ada, now=NOW)
    services.withdraw_invitation(session, invited, actor=ada, now=NOW)
    with pytest.raises(NotNow, match="invitation_over"):
        services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)
    assert acts(session) == ["invite", "withdraw_invitation"]


def test_what_was_accepted_is_neither_sent_again_nor_withdrawn(session, ada):
    invited = services.invite(session, MALIK, actor=ada, now=NOW)
    services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)
    for act in (services.invite_again, services.withdraw_invitation):
        with pytest.raises(NotNow, match="invitation_accepted"):
            act(session, invited, actor=ada, now=NOW)


def test_an_invitation_is_forgotten_a_day_after_it_was_accepted(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    services.accept_invitation(session, token(session), CHOSEN, actor=ANONYMOUS, now=NOW)
    services.forget_what_expired(session, NOW + timedelta(hours=20))
    assert len(session.scalars(select(Invitation)).all()) == 1
    services.forget_what_expired(session, NOW + timedelta(hours=30))
    assert session.scalars(select(Invitation)).all() == []


def test_whoever_loses_a_role_is_told_in_their_language(session, ada):
    person = b.a_person(session, language="fr")
    given = services.give_role(session, person, Role.REVIEWER, actor=ada, now=NOW)
    services.end_role(session, given, actor=ada, now=NOW)
    letters = session.scalars(select(Message).order_by(Message.id)).all()
    assert [(letter.kind, letter.language) for letter in letters] == [
        ("role_given", "fr"),
        ("role_ended", "fr"),
    ]


def test_a_letter_is_in_a_language_of_the_city(session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    message = session.scalars(select(Message)).one()
    letter = render(message, Sender("T", "", "http://127.0.0.1:5000", languages=("nl", "en")))
    assert letter.language == "nl"
    assert "http://127.0.0.1:5000/nl/invitation/" in letter.text


# Pages


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    """Return an administrator at the desk."""
    return visitor.sign_in(b.an_administrator(visitor.session))


def test_several_colleagues_are_invited_with_one_form(desk: Visitor):
    place = b.a_neighbourhood(desk.session, "mirail")
    rows = {
        "name_1": "Malik",
        "email_1": "malik@example.org",
        "role_1": "staff",
        "name_2": "Samira",
        "email_2": "samira@example.org",
        "role_2": "officer",
        "place_id_2": place.id,
    }
    page = desk.follow(desk.fill("people_desk.invitations", rows))
    assert "2 colleagues have been written to." in page.text
    assert "Samira" in page.text
    invited = desk.session.scalars(select(Invitation).order_by(Invitation.id)).all()
    assert [(one.role, one.place_id) for one in invited] == [("staff", None), ("officer", place.id)]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({}, "Give a name and an e-mail address."),
        ({"name_1": "Malik"}, "Give a name and an e-mail address."),
        (
            {"name_1": "Malik", "email_1": "malik"},
            "Write an e-mail address such as name@example.org.",
        ),
        (
            {"name_1": "Malik", "email_1": "m@example.org", "role_1": "staff", "place_id_1": "1"},
            "Only officers can have their role for one neighbourhood. Choose the whole city.",
        ),
    ],
)
def test_a_form_with_one_bad_row_invites_nobody(desk: Visitor, rows, message):
    b.a_neighbourhood(desk.session, "mirail", id=1)
    good = {"name_2": "Ok", "email_2": "ok@example.org"} if rows else {}
    page = desk.fill("people_desk.invitations", good | rows, status=422)
    assert page.errors() == [message]
    assert desk.session.scalars(select(Invitation)).all() == []


def test_invitations_are_sent_again_and_withdrawn(desk: Visitor):
    row = {"name_1": "Malik", "email_1": "malik@example.org", "role_1": "reviewer"}
    desk.fill("people_desk.invitations", row)
    number = desk.session.scalars(select(Invitation.id)).one()
    desk.post("people_desk.invite_again", invitation_id=number)
    assert kinds(desk.session) == ["invitation", "invitation"]
    desk.post("people_desk.withdraw_invitation", invitation_id=number)
    assert "Not accepted yet" not in desk.get("people_desk.invitations").text
    desk.post("people_desk.withdraw_invitation", invitation_id=number, status=404)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_invited_person_lands_at_the_desk(visitor: Visitor, session, ada, language):
    services.invite(session, MALIK, actor=ada, now=NOW)
    secret = token(session)
    page = visitor.get("people.invitation", language=language, secret=secret)
    assert page.fields()["name"] == "Malik"
    data = page.fields() | {"password": "five green apples", "language": "en"}
    answer = visitor.post("people.invitation", data, language=language, secret=secret)
    assert answer.location.endswith("/desk/")
    # The desk does not speak every language: it leads on to one that it does.
    visitor.get(answer.location, status=302 if language == "ar" else 200, most_queries=40)
    person = session.scalars(select(Person).where(Person.email == "malik@example.org")).one()
    assert person.password_hash
    visitor.get("people.invitation", secret=secret, status=410)
    del data["csrf_token"]
    visitor.post("people.invitation", data, secret=secret, status=410)


def test_a_weak_password_is_refused_and_the_link_stays(visitor: Visitor, session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    secret = token(session)
    fields = visitor.get("people.invitation", secret=secret).fields() | {"password": "short"}
    visitor.post("people.invitation", fields, secret=secret, status=422)
    visitor.get("people.invitation", secret=secret)


def test_the_link_is_no_key_to_an_account_that_is_there(visitor: Visitor, session, ada):
    services.invite(session, MALIK, actor=ada, now=NOW)
    person = b.a_person(session, email="malik@example.org")
    secret = token(session)
    page = visitor.get("people.invitation", secret=secret)
    assert "password" not in page.fields()
    answer = visitor.post("people.invitation", page.fields(), secret=secret)
    assert "/sign-in/" in answer.location
    assert queries.holds_role(session, person.id, "staff", None)
    visitor.get("people.account", status=303)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("role", list(Role))
def test_letters_about_roles_say_which_role_and_where(session, ada, role, language):
    place = b.a_neighbourhood(session, "mirail") if role is Role.OFFICER else None
    person = b.a_person(session, language=language)
    number = place.id if place else None
    given = services.give_role(session, person, role, place_id=number, actor=ada, now=NOW)
    services.end_role(session, given, actor=ada, now=NOW)
    sender = Sender("Toulouse", "", "http://127.0.0.1:5000")
    letters = [render(one, sender) for one in session.scalars(select(Message))]
    assert [("Mirail" in letter.text) for letter in letters] == [place is not None] * 2
    assert f"http://127.0.0.1:5000/{language}/sign-in/" in letters[0].text
    if language == "en":
        assert "An administrator has given you this role:" in letters[0].text
        assert letters[1].subject == "A role of yours has ended in Toulouse"
