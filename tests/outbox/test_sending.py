"""The outbox on both databases: nothing forgotten, at most one doubled, retried with patience."""

import logging
import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from neighbourhood.languages import known_languages
from neighbourhood.outbox import queries, queue, rules, services, timed
from neighbourhood.outbox.mail import delivery
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.mail.sending import Post, keep_waiting, send_waiting
from neighbourhood.outbox.models import Message
from tests import builders as b

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER = Sender("Toulouse", "city@example.org", "https://vote.example.org")


class Carrier:
    """Keeps the mails, and fails as often as it is told."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.mails = []

    def __call__(self, mail):
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        self.mails.append(mail)


def post(carry):
    return Post(lambda message: render(message, SENDER), carry)


def a_message(session, **values):
    person = b.a_person(session, **values)
    message = queue(
        session,
        "residency_refused",
        person,
        now=NOW,
        neighbourhood="Mirail",
        reason="Nobody <there>.",
    )
    session.commit()
    return message


def test_what_waits_is_sent_once_and_then_forgets_its_words(session):
    message, carry = a_message(session, email="a@example.org"), Carrier()
    assert send_waiting(session, post(carry), now=NOW) == 1
    assert send_waiting(session, post(carry), now=NOW + timedelta(days=1)) == 0
    assert [mail["To"] for mail in carry.mails] == ["a@example.org"]
    assert carry.mails[0]["Message-ID"] == f"<{message.message_id}>"
    session.refresh(message)
    assert (message.sent_at, message.content, message.tries) == (NOW, {}, 1)


def test_a_failure_is_tried_again_later_with_the_same_number(session):
    message, carry = a_message(session), Carrier(OSError("the line is down"))
    assert send_waiting(session, post(carry), now=NOW) == 0
    session.refresh(message)
    assert (message.tries, message.problem, message.send_after) == (
        1,
        "OSError: the line is down",
        NOW + timedelta(minutes=5),
    )
    assert send_waiting(session, post(carry), now=NOW + timedelta(minutes=4)) == 0
    assert send_waiting(session, post(carry), now=NOW + timedelta(minutes=5)) == 1
    assert carry.mails[0]["Message-ID"] == f"<{message.message_id}>"
    session.refresh(message)
    assert message.problem == ""


def test_one_message_that_fails_does_not_hold_up_the_next(session):
    a_message(session, email="first@example.org")
    a_message(session, email="second@example.org")
    carry = Carrier(OSError("down"))
    assert send_waiting(session, post(carry), now=NOW) == 1
    assert [mail["To"] for mail in carry.mails] == ["second@example.org"]


def test_after_ten_tries_a_person_has_to_look(session):
    message, carry, now = a_message(session), Carrier(*[OSError("down")] * 20), NOW
    for _turn in range(12):
        send_waiting(session, post(carry), now=now)
        now += timedelta(hours=7)
    session.refresh(message)
    assert message.tries == 10
    assert [m.id for m in queries.undeliverable_messages(session)] == [message.id]
    assert queries.count_waiting(session) == 0


def test_an_address_refused_for_good_is_not_tried_again(session):
    message, carry = a_message(session), Carrier(delivery.Undeliverable("550 no such mailbox"))
    send_waiting(session, post(carry), now=NOW)
    session.refresh(message)
    assert (message.problem, message.sent_at) == ("550 no such mailbox", None)
    assert len(queries.undeliverable_messages(session)) == 1


def test_a_message_without_address_waits_for_an_officer(session):
    message, staff = a_message(session, email=None), b.a_staff_member(session)
    session.commit()
    assert send_waiting(session, post(Carrier()), now=NOW) == 0
    assert message.problem == "no_address"
    assert [m.id for m in queries.undeliverable_messages(session)] == [message.id]
    services.note_told(message, actor=b.actor_of(session, staff), now=NOW)
    assert queries.undeliverable_messages(session) == []


def test_a_kind_without_words_does_not_stop_the_worker(session):
    queue(session, "no_such_kind", b.a_person(session), now=NOW)
    session.commit()
    assert send_waiting(session, post(Carrier()), now=NOW) == 0
    assert (
        session.scalars(select(Message.problem)).one()
        == "TemplateNotFound: messages/no_such_kind.txt"
    )


def test_a_worker_that_died_after_carrying_doubles_one_message_only(session):
    for _number in range(3):
        a_message(session)
    carry = Carrier()

    def dies_after_the_first(mail):
        carry(mail)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_waiting(session, post(dies_after_the_first), now=NOW)
    session.rollback()
    assert send_waiting(session, post(carry), now=NOW) == 2
    assert send_waiting(session, post(carry), now=NOW + timedelta(minutes=5)) == 1
    numbers = [mail["Message-ID"] for mail in carry.mails]
    assert (len(numbers), len(set(numbers))) == (4, 3)


def test_a_demo_keeps_instead_of_sending(session):
    message = a_message(session)
    assert keep_waiting(session, now=NOW) == 1
    session.refresh(message)
    assert (message.kept_at, message.sent_at) == (NOW, None)
    # It can be read there instead.
    assert message.content
    assert send_waiting(session, post(Carrier()), now=NOW) == 0


def test_a_demo_forgets_what_its_older_messages_said(session):
    messages = [a_message(session) for _number in range(rules.MOST_KEPT + 2)]
    keep_waiting(session, now=NOW)
    session.expire_all()
    said = [bool(message.content) for message in messages]
    assert said == [False] * 2 + [True] * rules.MOST_KEPT
    assert len(queries.readable_messages(session, limit=1000)) == rules.MOST_KEPT


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fr", "ltr")])
def test_the_words_are_in_the_receivers_language_and_direction(session, language, direction):
    letter = render(a_message(session, language=language), SENDER)
    assert (letter.language, letter.direction) == (language, direction)
    assert f"https://vote.example.org/{language}/account/residency/" in letter.text
    assert "Nobody <there>." in letter.text


def test_a_language_no_longer_known_becomes_the_citys_own(session):
    assert render(a_message(session, language="xx"), SENDER).language == "en"


def test_a_language_that_is_no_longer_offered_gets_no_mail_whose_links_lead_nowhere(
    app, session, monkeypatch
):
    offered = tuple(known_languages()[code] for code in ("fr", "en"))
    monkeypatch.setitem(app.extensions, "usable_languages", offered)
    letter = render(a_message(session, language="uk"), SENDER)
    assert letter.language == "fr"
    assert "/uk/" not in letter.text


def test_instants_in_a_message_are_shown_on_the_citys_clock(session):
    person = b.a_person(session)
    message = queue(
        session,
        "residency_confirmed",
        person,
        now=NOW,
        neighbourhood="Mirail",
        expires_at=datetime(2028, 11, 21, 23, 30, tzinfo=UTC).isoformat(),
    )
    session.flush()
    assert "This holds until November 22, 2028." in render(message, SENDER).text


@pytest.mark.parametrize(
    ("address", "url", "sender"),
    [
        ("city@example.org", "https://vote.example.org", "city@example.org"),
        ("", "https://vote.example.org", "no-reply@vote.example.org"),
        ("", "http://127.0.0.1:5000", "no-reply@localhost.localdomain"),
    ],
)
def test_the_sender_is_the_city(address, url, sender):
    assert Sender("Toulouse", address, url).mail_address == sender


def test_a_folder_takes_each_mail_once(session, tmp_path):
    message = a_message(session, email="a@example.org")
    folder = tmp_path / "mail"
    send_waiting(session, post(delivery.carrier_for(f"file:{folder}")), now=NOW)
    files = list(folder.iterdir())
    assert [file.name for file in files] == [f"{message.message_id}.eml"]
    mail = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert mail["Subject"] == "Your residency was not confirmed"
    assert "Mirail" in mail.get_body(("plain",)).get_content()


def test_the_screen_takes_mail(session, capsys):
    a_message(session, email="a@example.org")
    send_waiting(session, post(delivery.carrier_for("console:")), now=NOW)
    assert "To: a@example.org" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["", "file:", "ftp://host", "smtp://", "mail.example.org"])
def test_a_mail_url_that_cannot_be_is_refused(url):
    with pytest.raises(delivery.UnknownMailUrl):
        delivery.carrier_for(url)


def test_timed_work_that_fails_is_logged_and_the_rest_is_done(session, caplog):
    def fails(_session, _now):
        raise ValueError("broken")

    def works(session, now):
        b.a_person(session, "Worked")
        return 1

    with caplog.at_level(logging.ERROR):
        assert timed.do_timed_work(session, [fails, works], now=NOW) == 1
    assert "timed work failed" in caplog.text


def test_the_server_is_asked_for_encryption_before_a_password(monkeypatch):
    said = []

    class Server(smtplib.SMTP):
        def __init__(self, host, port, timeout):
            said.append((host, port))
            self.file = self.sock = None

        def ehlo(self, name=""):
            return 250, b""

        def has_extn(self, opt):
            return False

    monkeypatch.setattr(smtplib, "SMTP", Server)
    carry = delivery.carrier_for("smtp://user:pass%40word@mail.example.org:2525")
    with pytest.raises(smtplib.SMTPNotSupportedError):
        carry(None)
    assert said == [("mail.example.org", 2525)]
