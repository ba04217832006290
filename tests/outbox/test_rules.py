"""When messages are tried again, and how a letter is made of words."""

from datetime import UTC, datetime, timedelta

import pytest

from neighbourhood.outbox import rules
from neighbourhood.outbox.mail.letters import Letter, html_of, mail_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = """Subject: Your link
 to sign in

Open <this> page:

https://vote.example.org/en/sign-in/?a=1&b=2


Not https://evil.example/ though."""


def a_letter(**values):
    defaults = {
        "message_id": "abc@neighbourhood",
        "sender_name": "Ville de Toulouse",
        "sender": "city@example.org",
        "recipient": "a@example.org",
        "language": "en",
        "direction": "ltr",
        "site": "https://vote.example.org",
        "words": WORDS.replace("\n to", " to"),
    }
    return Letter(**defaults | values)


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 5), (2, 10), (3, 20), (6, 160), (7, 320), (8, 360), (30, 360)]
)
def test_the_wait_doubles_up_to_six_hours(tries, minutes):
    assert rules.next_try_at(tries, NOW) == NOW + timedelta(minutes=minutes)


def test_a_message_is_given_up_after_ten_tries():
    assert [rules.is_given_up(9), rules.is_given_up(10)] == [False, True]


def test_an_officer_never_reads_a_token():
    assert rules.without_secrets({"token": "secret", "reason": "moved"}) == {"reason": "moved"}


def test_the_first_line_is_the_subject():
    letter = a_letter()
    assert letter.subject == "Your link to sign in"
    assert letter.text.startswith("Open <this> page:\n\nhttps://vote.example.org/")
    assert "\n\n\n" not in letter.text


def test_html_is_made_from_the_same_text_and_links_this_site_alone():
    html = html_of(a_letter(language="ar", direction="rtl"))
    assert '<html lang="ar" dir="rtl">' in html
    assert "<p>Open &lt;this&gt; page:</p>" in html
    assert '<a href="https://vote.example.org/en/sign-in/?a=1&amp;b=2" dir="ltr">' in html
    assert '<a href="https://evil' not in html


def test_a_mail_carries_both_forms_and_a_fixed_number():
    mail = mail_of(a_letter(), now=NOW)
    assert mail["Message-ID"] == "<abc@neighbourhood>"
    assert mail["From"] == "Ville de Toulouse <city@example.org>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_line_break_in_a_name_adds_no_header():
    mail = mail_of(a_letter(words="Subject: A\r\nBcc: all@example.org\n\nText"), now=NOW)
    assert mail["Bcc"] is None
