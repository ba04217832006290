"""Keys, halves, tags, ciphertexts and receipts."""

import os
import stat
from pathlib import Path

import pytest

from neighbourhood.ballots.vault import secrecy
from neighbourhood.ballots.vault.keys import KeyRing, fingerprint, half, joined
from neighbourhood.refusals import Invalid, NotNow

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def test_a_key_is_a_private_file_of_32_bytes(ring: KeyRing) -> None:
    key_id = ring.make()
    file = ring.directory / f"{key_id}.key"
    assert len(file.read_bytes()) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(ring.directory.stat().st_mode) == 0o700


def test_no_two_keys_are_alike(ring: KeyRing) -> None:
    ids = {ring.make() for _ in range(20)}
    assert len({(ring.directory / f"{key_id}.key").read_bytes() for key_id in ids}) == 20


def test_a_key_is_read_only_under_its_own_fingerprint(ring: KeyRing) -> None:
    key_id = ring.make()
    key = (ring.directory / f"{key_id}.key").read_bytes()
    assert ring.read(key_id, fingerprint(key)) == key
    with pytest.raises(NotNow, match="key_missing"):
        ring.read(key_id, fingerprint(OTHER))


@pytest.mark.parametrize("key_id", [None, "", "a" * 32, "../../../etc/passwd", "A" * 32, "0" * 31])
def test_a_key_that_is_not_there_is_missing_and_never_made(
    ring: KeyRing, key_id: str | None
) -> None:
    with pytest.raises(NotNow, match="key_missing"):
        ring.read(key_id, fingerprint(KEY))
    assert not ring.directory.exists()


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_damaged_key_is_missing(ring: KeyRing, content: bytes) -> None:
    key_id = ring.make()
    mark = ring.new_fingerprint(key_id)
    (ring.directory / f"{key_id}.key").write_bytes(content)
    assert not ring.is_sound(key_id, mark)


def test_two_halves_give_the_key_in_either_order() -> None:
    first, second = half(KEY, 1), half(KEY, 2)
    assert joined((first, second)) == KEY
    assert joined((second, first)) == KEY


def test_a_half_is_groups_of_four_that_are_safe_to_read_aloud() -> None:
    groups = half(KEY, 1).split(" ")
    assert [len(group) for group in groups] == [4] * 14
    assert not set("".join(groups)) & set("ILOU")


def test_a_half_is_read_as_people_type_it() -> None:
    typed = half(KEY, 1).lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    assert joined((typed, half(KEY, 2))) == KEY


def test_a_mistyped_half_is_told_by_its_check_sum() -> None:
    first = half(KEY, 1)
    wrong = ("2" if first[0] != "2" else "3") + first[1:]
    with pytest.raises(Invalid, match="half_mistyped") as refused:
        joined((wrong, half(KEY, 2)))
    assert refused.value.field == "first_half"


@pytest.mark.parametrize("text", ["", "ABCD", "#" * 56, "0" * 57])
def test_what_is_no_half_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="half_unreadable"):
        joined((half(KEY, 1), text))


def test_one_half_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="same_half_twice"):
        joined((half(KEY, 1), half(KEY, 1)))


def test_a_lost_key_comes_back_from_its_halves(ring: KeyRing) -> None:
    key_id = ring.make()
    mark = ring.new_fingerprint(key_id)
    key = ring.read(key_id, mark)
    (ring.directory / f"{key_id}.key").unlink()
    ring.restore(key_id, mark, (half(key, 1), half(key, 2)))
    assert ring.read(key_id, mark) == key


def test_halves_of_another_key_change_nothing(ring: KeyRing) -> None:
    key_id = ring.make()
    mark = ring.new_fingerprint(key_id)
    (ring.directory / f"{key_id}.key").unlink()
    with pytest.raises(Invalid, match="halves_of_another_key"):
        ring.restore(key_id, mark, (half(OTHER, 1), half(OTHER, 2)))
    assert not ring.holds(key_id)


def test_a_destroyed_key_is_gone_and_destroying_again_is_fine(ring: KeyRing) -> None:
    key_id = ring.make()
    ring.destroy(key_id)
    ring.destroy(key_id)
    assert os.listdir(ring.directory) == []


def test_tags_tell_nothing_of_each_other() -> None:
    tags = {secrecy.tag_of(key, right) for key in (KEY, OTHER) for right in (b"a" * 16, b"b" * 16)}
    assert len(tags) == 4
    assert {len(tag) for tag in tags} == {32}


def test_all_ballots_have_one_length_and_no_two_are_alike() -> None:
    length = secrecy.padded_length(len("p22,p333"))
    secrets = [
        secrecy.encrypted(KEY, round_id=1, tag=b"t" * 32, choices=c, length=length)
        for c in ("", "", "p1", "p22,p333")
    ]
    assert len({len(secret) for secret in secrets}) == 1
    assert len(set(secrets)) == 4


@pytest.mark.parametrize("choices", ["", "p1", "p22,p333", "пр-1,é"])
def test_choices_come_back(choices: str) -> None:
    secret = secrecy.encrypted(KEY, round_id=7, tag=b"t" * 32, choices=choices, length=60)
    assert secrecy.decrypted(KEY, round_id=7, tag=b"t" * 32, ciphertext=secret) == choices


@pytest.mark.parametrize(
    ("key", "round_id", "tag"), [(OTHER, 7, b"t" * 32), (KEY, 8, b"t" * 32), (KEY, 7, b"u" * 32)]
)
def test_a_ballot_belongs_to_its_key_round_and_tag(key: bytes, round_id: int, tag: bytes) -> None:
    secret = secrecy.encrypted(KEY, round_id=7, tag=b"t" * 32, choices="p1", length=60)
    with pytest.raises(NotNow, match="ballot_damaged"):
        secrecy.decrypted(key, round_id=round_id, tag=tag, ciphertext=secret)


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_byte_is_seen(place: int) -> None:
    secret = bytearray(secrecy.encrypted(KEY, round_id=7, tag=b"t" * 32, choices="p1", length=60))
    secret[place] ^= 1
    with pytest.raises(NotNow, match="ballot_damaged"):
        secrecy.decrypted(KEY, round_id=7, tag=b"t" * 32, ciphertext=bytes(secret))


def test_a_receipt_is_five_groups_of_five_digits_and_stays_the_same() -> None:
    code = secrecy.receipt_of(KEY, b"t" * 32)
    assert [len(group) for group in code.split(" ")] == [5] * 5
    assert code.replace(" ", "").isdecimal()
    assert code == secrecy.receipt_of(KEY, b"t" * 32)
    assert code != secrecy.receipt_of(KEY, b"u" * 32)


def test_a_receipt_is_found_however_it_is_typed() -> None:
    # The SHA-256 of the 25 digits, taken with sha256sum.
    expected = "f2543ffdb4aff9265ad0337d3c26e5fec9ca78404e180a8a31ed9aed1520dcb6"
    typed = (
        "12345 67890 12345 67890 12345",
        "1234567890123456789012345",
        "١٢٣٤٥-٦٧٨٩٠ 12345 67890 12345",
    )
    assert {secrecy.receipt_hash(code) for code in typed} == {expected}
