"""The rules of accounts, tries, links, claims and roles."""

from datetime import UTC, datetime, timedelta

import pytest

from neighbourhood.people import rules
from neighbourhood.refusals import Invalid, NotNow, Refusal, TooMany

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Samira@Example.ORG ", "samira@example.org"),
        ("o'brien+vote@mail.example.org", "o'brien+vote@mail.example.org"),
        ("\u200f\u200bSamira@Example.org\u200e\ufeff", "samira@example.org"),
        ("leyla@bücher.example", "leyla@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    assert rules.normal_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: all@example.org",
        "a@@example.org",
        "a..b@example.org",
        ".a@example.org",
        "a@-x.org",
        "a@example..org",
        "<a@example.org>",
        "a" * 65 + "@example.org",
        "é@example.org",
        "a@" + "b" * 63 + "." + "c" * 63 + "." + "d" * 63 + "." + "e" * 63 + ".org",
        "a@example.org,b@example.org",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Invalid) as refused:
        rules.normal_email(typed)
    assert (refused.value.code, refused.value.field) == ("email_unreadable", "email")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("x" * 201, "password_long"),
        ("aaaaaaaaaaaa", "password_easy"),
        ("ababababab", "password_easy"),
        ("samira@example.org", "password_easy"),
        ("SAMIRA@EXAMPLE.ORG", "password_easy"),
    ],
)
def test_a_weak_password_is_refused(password, code):
    with pytest.raises(Invalid) as refused:
        rules.require_good_password(password, email="samira@example.org")
    assert refused.value.code == code


@pytest.mark.parametrize("password", ["ten signs!", "пароль для всіх", "سلام دنیا خوب"])
def test_any_script_makes_a_password(password):
    rules.require_good_password(password, email=None)


def test_an_ipv6_network_counts_as_one_address():
    one = rules.attempt_keys("k", account="a@example.org", address="2001:db8:1:2:aaaa::1")
    other = rules.attempt_keys("k", account="a@example.org", address="2001:db8:1:2:bbbb::9")
    far = rules.attempt_keys("k", account="a@example.org", address="2001:db8:1:3::1")
    assert one == other
    assert one.address != far.address


def test_keys_of_tries_tell_neither_account_nor_address():
    keys = rules.attempt_keys("secret", account="a@example.org", address="192.0.2.7")
    assert keys == rules.attempt_keys("secret", account="a@example.org", address="192.0.2.7")
    assert keys != rules.attempt_keys("other", account="a@example.org", address="192.0.2.7")
    assert (
        keys.pair != rules.attempt_keys("secret", account="b@example.org", address="192.0.2.7").pair
    )
    assert len(keys.pair) == len(keys.address) == 64


@pytest.mark.parametrize(
    ("of_pair", "of_address", "is_refused"), [(10, 100, False), (11, 11, True), (1, 101, True)]
)
def test_tries_have_a_limit_by_pair_and_by_address(of_pair, of_address, is_refused):
    try:
        rules.require_few_attempts(of_pair=of_pair, of_address=of_address)
    except TooMany:
        assert is_refused
    else:
        assert not is_refused


def test_only_the_hash_of_a_token_is_kept():
    token = rules.new_token()
    assert len(token) >= 43
    assert rules.token_hash(token) == rules.token_hash(token) != token
    assert (
        rules.token_hash("abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_links_stop_while_enough_of_them_are_valid():
    assert rules.may_send_link(9)
    assert not rules.may_send_link(10)


def test_a_residency_ends_after_two_years_or_never():
    assert rules.residency_expiry(NOW, 2) == NOW + timedelta(days=730)
    assert rules.residency_expiry(NOW, None) is None


@pytest.mark.parametrize(
    ("lives_there", "expires_at", "is_refused"),
    [
        (False, None, False),
        (True, None, True),
        (True, NOW + timedelta(days=200), True),
        (True, NOW + timedelta(days=30), False),
    ],
)
def test_a_claim_must_bring_news(lives_there, expires_at, is_refused):
    try:
        rules.require_news(lives_there=lives_there, expires_at=expires_at, now=NOW)
    except Invalid:
        assert is_refused
    else:
        assert not is_refused


@pytest.mark.parametrize(
    ("call", "kind", "code"),
    [
        (lambda: rules.require_asked("confirmed"), NotNow, "claim_decided"),
        (lambda: rules.require_no_open_claim(True), NotNow, "claim_open"),
        (lambda: rules.require_reason("  "), Invalid, "residency_reason_missing"),
        (lambda: rules.require_reason("x" * 501), Invalid, "residency_reason_long"),
        (lambda: rules.require_method("letter_later"), Invalid, "method_unknown"),
        (lambda: rules.require_role_scope("staff", 3), Invalid, "role_is_for_the_city"),
        (lambda: rules.require_role_new(True), NotNow, "role_is_held"),
        (lambda: rules.require_role_held(NOW), NotNow, "role_has_ended"),
        (lambda: rules.require_other_administrator(1), NotNow, "last_administrator"),
        (lambda: rules.require_name(" "), Invalid, "name_missing"),
        (lambda: rules.require_name("x" * 81), Invalid, "name_long"),
    ],
)
def test_refusals_are_typed(call, kind, code):
    with pytest.raises(Refusal) as refused:
        call()
    assert (type(refused.value), refused.value.code) == (kind, code)


def test_an_officer_may_hold_the_role_for_one_neighbourhood_or_all():
    rules.require_role_scope("officer", 3)
    rules.require_role_scope("officer", None)
    rules.require_role_scope("staff", None)
