"""The pages of signing up and in, seen from outside."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.people import services
from neighbourhood.people.models import Attempt, MailedLink, Person, SignUp
from tests import builders as b
from tests.visitor import Visitor

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSWORD = "trees on the square"


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.at(NOW):
        yield


def somebody(session, **values):
    return b.a_person(
        session,
        "Samira",
        email="samira@example.org",
        password_hash=services.hash_password(PASSWORD),
        **values,
    )


def letter(session):
    return session.scalars(select(Message).order_by(Message.id.desc())).first()


def signs_in(visitor, status=303, **values):
    return visitor.fill(
        "people.sign_in",
        {"email": "samira@example.org", "password": PASSWORD} | values,
        status=status,
    )


def is_signed_in(visitor):
    return visitor._send("GET", visitor.url("people.account")).status == 200


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_signing_up_by_mail_and_password(visitor, session):
    b.a_city(session)
    sent = visitor.fill(
        "people.sign_up", {"name": "Samira", "email": " Samira@Example.org ", "password": PASSWORD}
    )
    assert visitor.follow(sent).h1 == "We have sent you a mail"
    assert count(session, Person) == 0
    page = visitor.get("people.confirm_sign_up", secret=letter(session).content["token"])
    assert count(session, Person) == 0
    entered = visitor.post(
        "people.confirm_sign_up", page.fields(), secret=letter(session).content["token"]
    )
    assert visitor.follow(entered).h1 == "Your account"
    other = visitor.sign_in(None)
    assert signs_in(other).location.endswith("/account/")


def test_signing_up_without_a_password(visitor, session):
    b.a_city(session)
    visitor.fill("people.sign_up", {"name": "Samira", "email": "samira@example.org"})
    visitor.fill("people.confirm_sign_up", {}, secret=letter(session).content["token"])
    assert session.scalars(select(Person.password_hash)).one() is None
    assert "none: you sign in with a link by mail" in visitor.get("people.account").text


def test_a_known_address_gets_the_same_answer_and_another_mail(visitor, session):
    somebody(session)
    fields = {"name": "Other", "password": PASSWORD}
    known = visitor.fill("people.sign_up", fields | {"email": "samira@example.org"})
    kind = letter(session).kind
    unknown = visitor.fill("people.sign_up", fields | {"email": "nobody@example.org"})
    assert (known.location, known.html) == (unknown.location, unknown.html)
    assert (kind, letter(session).kind) == ("account_exists", "confirm_sign_up")


@pytest.mark.parametrize("endpoint", ["people.mailed_link", "people.reset"])
def test_asking_for_a_link_never_tells_whether_there_is_an_account(visitor, session, endpoint):
    somebody(session)
    known = visitor.fill(endpoint, {"email": "samira@example.org"})
    unknown = visitor.fill(endpoint, {"email": "nobody@example.org"})
    assert (known.location, known.html) == (unknown.location, unknown.html)
    assert letter(session).kind == "no_account"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Write the name you want to be called by."),
        ({"name": "x" * 81}, "Please use at most 80 characters; there are 81."),
        ({"email": "not an address"}, "Write an e-mail address such as name@example.org."),
        (
            {"email": "a@example.org\r\nBcc: b@example.org"},
            "Write an e-mail address such as name@example.org.",
        ),
        (
            {"email": "a" * 300 + "@example.org"},
            "Write an e-mail address such as name@example.org.",
        ),
        ({"email": ""}, "Write your e-mail address."),
        (
            {"password": "short"},
            "A password needs at least 10 characters. A short sentence is easy to remember.",
        ),
        ({"password": "x" * 201}, "A password has at most 200 characters."),
        (
            {"password": "samira@example.org"},
            "This password is too easy to guess. Take another one.",
        ),
    ],
)
def test_a_sign_up_that_cannot_be_is_explained(visitor, session, fields, sentence):
    b.a_city(session)
    good = {"name": "Samira", "email": "samira@example.org", "password": PASSWORD}
    page = visitor.fill("people.sign_up", good | fields, status=422)
    assert sentence in page.errors()
    assert PASSWORD not in page.html
    assert (count(session, SignUp), count(session, Message)) == (0, 0)


@pytest.mark.parametrize(
    "fields",
    [{"password": "something else"}, {"email": "nobody@example.org"}, {"password": "x" * 200}],
)
def test_a_wrong_address_and_a_wrong_password_look_the_same(visitor, session, fields):
    somebody(session)
    page = signs_in(visitor, 422, **fields)
    assert page.errors() == [
        "The e-mail address or the password is wrong. You can also ask for a link by mail."
    ]
    assert not is_signed_in(visitor)


def test_an_account_without_password_cannot_be_entered_by_one(visitor, session):
    b.a_person(session, email="samira@example.org")
    assert len(signs_in(visitor, 422, password="the password of nobody").errors()) == 1


def test_wrong_tries_are_counted_though_refused_and_end_in_a_pause(visitor, session):
    somebody(session)
    for _turn in range(10):
        signs_in(visitor, 422, password="something else")
    assert count(session, Attempt) == 20
    page = signs_in(visitor, 429)
    assert "That was tried too often." in page.text
    with clock.at(NOW + timedelta(minutes=61)):
        assert signs_in(visitor).location.endswith("/account/")


def test_a_stranger_elsewhere_locks_nobody_out(visitor, session):
    somebody(session)
    visitor.client.environ_base["REMOTE_ADDR"] = "192.0.2.66"
    for _turn in range(10):
        signs_in(visitor, 422, password="something else")
    signs_in(visitor, 429, password="something else")
    visitor.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert signs_in(visitor).location.endswith("/account/")


def test_the_right_password_forgets_the_wrong_ones(visitor, session):
    somebody(session)
    for _turn in range(9):
        signs_in(visitor, 422, password="something else")
    signs_in(visitor)
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_the_session_of_a_stranger_does_not_survive_signing_in(visitor, session):
    somebody(session)
    with visitor.client.session_transaction() as cookie:
        cookie["planted"] = "by a stranger"
    signs_in(visitor)
    with visitor.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"]
        assert not cookie.permanent


def test_staying_signed_in_is_a_choice(visitor, session):
    somebody(session)
    signs_in(visitor, stay="y")
    with visitor.client.session_transaction() as cookie:
        assert cookie.permanent


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/en/account/residency/", "/en/account/residency/"),
        ("https://evil.example/", "/en/account/"),
        ("//evil.example/", "/en/account/"),
        ("/\\evil.example", "/en/account/"),
        ("javascript:alert(1)", "/en/account/"),
        ("", "/en/account/"),
    ],
)
def test_after_signing_in_one_stays_inside(visitor, session, path, leads_to):
    somebody(session)
    assert signs_in(visitor, next=path).location == leads_to


def test_a_page_that_needs_an_account_is_reached_after_signing_in(visitor, session):
    somebody(session)
    turned = visitor.get("people.residency", status=303)
    fields = visitor.follow(turned).fields() | {"email": "samira@example.org", "password": PASSWORD}
    assert visitor.post(turned.location, fields).location == "/en/account/residency/"


def test_a_mailed_link_needs_a_button_and_works_once(visitor, session):
    somebody(session)
    visitor.fill(
        "people.mailed_link", {"email": "samira@example.org", "next": "/en/account/residency/"}
    )
    token = letter(session).content["token"]
    for _scanner in range(3):
        page = visitor.get("people.open_link", secret=token, next="/en/account/residency/")
    assert not is_signed_in(visitor)
    assert (
        visitor.post("people.open_link", page.fields(), secret=token).location
        == "/en/account/residency/"
    )
    assert is_signed_in(visitor)
    visitor.sign_in(None)
    replayed = visitor.post("people.open_link", {"next": ""}, secret=token, status=410)
    assert replayed.h1 == "This link no longer works"
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(
    "endpoint", ["people.open_link", "people.confirm_sign_up", "people.reset_password"]
)
@pytest.mark.parametrize("token", ["unknown", "x" * 2000, "%00", "ö"])
def test_a_token_that_never_was_looks_like_a_spent_one(visitor, session, endpoint, token):
    b.a_city(session)
    assert visitor.get(endpoint, secret=token, status=410).h1 == "This link no longer works"


def test_an_expired_link_opens_nothing(visitor, session):
    somebody(session)
    visitor.fill("people.mailed_link", {"email": "samira@example.org"})
    page = visitor.get("people.open_link", secret=letter(session).content["token"])
    with clock.at(NOW + timedelta(minutes=30)):
        visitor.post(
            "people.open_link", page.fields(), secret=letter(session).content["token"], status=410
        )
    assert not is_signed_in(visitor)


def test_a_new_password_by_mail_signs_every_other_device_out(visitor, session):
    person = somebody(session)
    elsewhere = Visitor(visitor.app, session).sign_in(person)
    visitor.fill("people.reset", {"email": "samira@example.org"})
    token = letter(session).content["token"]
    assert visitor.fill(
        "people.reset_password", {"password": "short"}, secret=token, status=422
    ).errors()
    visitor.fill("people.reset_password", {"password": "flowers on the roof"}, secret=token)
    assert is_signed_in(visitor)
    assert not is_signed_in(elsewhere)
    visitor.sign_in(None)
    signs_in(visitor, 422)
    signs_in(visitor, password="flowers on the roof")
    assert visitor.get("people.reset_password", secret=token, status=410)


def test_changing_the_password_needs_the_present_one(visitor, session):
    visitor.sign_in(somebody(session))
    new = {"current_password": "something else", "password": "flowers on the roof"}
    assert visitor.fill("people.password", new, status=422).errors() == [
        "This is not your present password."
    ]
    visitor.fill("people.password", new | {"current_password": PASSWORD})
    assert is_signed_in(visitor)
    assert session.scalars(select(Person.sign_in_epoch)).one() == 1


def test_who_has_no_password_chooses_one_by_mail(visitor, session):
    visitor.sign_in(b.a_person(session))
    assert visitor.get("people.password", status=303).location == "/en/sign-in/reset/"


def test_changing_name_and_language(visitor, session):
    visitor.sign_in(somebody(session))
    visitor.fill("people.details", {"name": "سميرة", "language": "ar"})
    person = session.scalars(select(Person)).one()
    assert (person.name, person.language) == ("سميرة", "ar")
    assert "سميرة" in visitor.get("people.account", language="ar").text


@pytest.mark.parametrize("fields", [{"name": " "}, {"name": "x" * 81}, {"language": "xx"}])
def test_details_that_cannot_be_change_nothing(visitor, session, fields):
    visitor.sign_in(somebody(session))
    assert visitor.fill(
        "people.details", {"name": "Leyla", "language": "en"} | fields, status=422
    ).errors()
    assert session.scalars(select(Person.name)).one() == "Samira"


def test_signing_out_asks_first_and_ends_the_session(visitor, session):
    visitor.sign_in(somebody(session))
    assert visitor.get("people.sign_out").h1 == "Sign out"
    assert is_signed_in(visitor)
    visitor.fill("people.sign_out", {})
    assert not is_signed_in(visitor)


def test_signing_out_everywhere_ends_other_devices(visitor, session):
    person = somebody(session)
    elsewhere = Visitor(visitor.app, session).sign_in(person)
    visitor.sign_in(person)
    visitor.post("people.sign_out_everywhere")
    assert not is_signed_in(visitor)
    assert not is_signed_in(elsewhere)


def test_mails_forget_nobody_and_links_are_kept_as_hashes(visitor, session):
    somebody(session)
    visitor.fill("people.mailed_link", {"email": "samira@example.org"})
    assert (
        letter(session).content["token"] not in session.scalars(select(MailedLink.token_hash)).one()
    )


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize(
    "endpoint",
    ["people.sign_up", "people.sign_in", "people.mailed_link", "people.reset", "people.mail_sent"],
)
def test_the_entrance_in_other_directions(visitor, session, endpoint, language):
    b.a_city(session)
    visitor.get(endpoint, language=language)


@pytest.mark.parametrize("endpoint", ["people.sign_up", "people.sign_in", "people.mailed_link"])
def test_where_one_wanted_to_go_is_kept_on_the_way(visitor, session, endpoint):
    b.a_city(session)
    assert (
        visitor.get(endpoint, next="/en/account/residency/").fields()["next"]
        == "/en/account/residency/"
    )


def test_signing_up_promises_no_way_without_an_address(visitor):
    page = visitor.get("people.sign_up")
    assert "an account cannot be made without one" in page.text
    assert "centre" not in page.text and "help" not in " ".join(
        "".join(p.itertext()) for p in page.all("p")
    )
