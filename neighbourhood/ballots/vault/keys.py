"""Round keys: made once, kept as files outside the database, split into two printed halves,
destroyed after sealing.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from neighbourhood.refusals import Invalid, NotNow

KEY_BYTES = 32
ID_SIGNS = 32
GROUP = 4
#: Crockford's base 32: no I, L, O or U, so that a half can be read aloud and typed from paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
DIGITS_OF_A_HALF = 52
DIGITS_OF_A_CHECK = 4


@dataclass(frozen=True)
class KeyRing:
    """The folder of round keys: one file of 32 bytes for each open vote, readable by the server's
    own user only.
    """

    directory: Path

    def make(self) -> str:
        """Make a new key and return its id once file and folder are on the disk; an id is never
        used twice.
        """
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        key_id = secrets.token_hex(16)
        self._write(key_id, secrets.token_bytes(KEY_BYTES))
        return key_id

    def read(self, key_id: str | None, key_fingerprint: str | None) -> bytes:
        """Return the key; raises NotNow where its file is missing, unreadable, or not the key with
        this fingerprint.
        """
        try:
            key = self._file(key_id or "").read_bytes()
        except OSError as error:
            raise NotNow("key_missing") from error
        # A wrong key would open no ballot: better to learn of it at each cast than at sealing.
        if len(key) != KEY_BYTES or not hmac.compare_digest(
            fingerprint(key), key_fingerprint or ""
        ):
            raise NotNow("key_missing")
        return key

    def is_sound(self, key_id: str | None, key_fingerprint: str | None) -> bool:
        """Say whether the key is there and is the right one."""
        try:
            self.read(key_id, key_fingerprint)
        except NotNow:
            return False
        return True

    def holds(self, key_id: str | None) -> bool:
        """Say whether a file of this id exists, whatever is in it."""
        return bool(key_id) and self._file(str(key_id)).exists()

    def new_fingerprint(self, key_id: str) -> str:
        """Return the fingerprint of a key just made."""
        return fingerprint(self._file(key_id).read_bytes())

    def restore(self, key_id: str, key_fingerprint: str, halves: tuple[str, str]) -> None:
        """Put a lost key back from its two printed halves; raises Invalid where they do not give
        the round's key.
        """
        key = joined(halves)
        if not hmac.compare_digest(fingerprint(key), key_fingerprint):
            raise Invalid("halves_of_another_key")
        # A sound key stays as it is: between taking it away and writing it anew it would be
        # missing.
        if self.is_sound(key_id, key_fingerprint):
            return
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file(key_id).unlink(missing_ok=True)
        self._write(key_id, key)

    def destroy(self, key_id: str | None) -> None:
        """Overwrite and remove the key's file; a key already gone is fine."""
        if not self.holds(key_id):
            return
        file = self._file(str(key_id))
        # Overwritten in place before its name goes: else the bytes would stay on the disk, and a
        # copy of the database with the old tags could be opened by whoever finds them.
        with file.open("r+b") as opened:
            opened.write(bytes(KEY_BYTES))
            opened.flush()
            os.fsync(opened.fileno())
        file.unlink()
        self._sync_directory()

    def _file(self, key_id: str) -> Path:
        # The id comes from the database: it must not lead to a file elsewhere.
        if not (len(key_id) == ID_SIGNS and set(key_id) <= set("0123456789abcdef")):
            raise NotNow("key_missing")
        return self.directory / f"{key_id}.key"

    def _write(self, key_id: str, key: bytes) -> None:
        # O_EXCL: a key that exists is never written over, as its ballots would be lost with it.
        handle = os.open(self._file(key_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(key)
            opened.flush()
            os.fsync(opened.fileno())
        self._sync_directory()

    def _sync_directory(self) -> None:
        handle = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def fingerprint(key: bytes) -> str:
    """Return what tells a key from every other without telling the key (hex)."""
    # Shown and kept in the trail; it is made with a text of its own, so that it is no tag and no
    # receipt.
    return hmac.new(key, b"neighbourhood: fingerprint of a round key", hashlib.sha256).hexdigest()


def half(key: bytes, number: int) -> str:
    """Return the printed half 1 or 2: groups of four signs, the last group a check sum; neither
    half alone tells the key.
    """
    first = HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"neighbourhood: first half"
    ).derive(key)
    # The first half follows from the key, so that it can be printed again and is the same; alone,
    # each half is as good as drawn by lot.
    part = first if number == 1 else xor(key, first)
    signs = _encoded(int.from_bytes(part), DIGITS_OF_A_HALF) + _check(number, part)
    return " ".join(signs[i : i + GROUP] for i in range(0, len(signs), GROUP))


def joined(halves: tuple[str, str]) -> bytes:
    """Return the key from its halves as typed, in either order; raises Invalid where a half is
    mistyped or given twice.
    """
    parts = dict(_read_half(text, position) for position, text in enumerate(halves, start=1))
    if len(parts) != len(halves):
        raise Invalid("same_half_twice", field="second_half")
    return xor(parts[1], parts[2])


def xor(one: bytes, other: bytes) -> bytes:
    """Return two byte strings of the same length combined bit by bit."""
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _read_half(text: str, position: int) -> tuple[int, bytes]:
    signs = "".join(text.upper().split()).replace("-", "").translate(MISREAD)
    field = "first_half" if position == 1 else "second_half"
    if len(signs) != DIGITS_OF_A_HALF + DIGITS_OF_A_CHECK or not set(signs) <= set(ALPHABET):
        raise Invalid("half_unreadable", field=field, position=position)
    value, check = _decoded(signs[:DIGITS_OF_A_HALF]), signs[DIGITS_OF_A_HALF:]
    part = value.to_bytes(KEY_BYTES) if value < 1 << (8 * KEY_BYTES) else b""
    number = next((n for n in (1, 2) if part and _check(n, part) == check), None)
    if number is None:
        raise Invalid("half_mistyped", field=field, position=position)
    return number, part


def _check(number: int, part: bytes) -> str:
    return _encoded(
        int.from_bytes(hashlib.sha256(bytes([number]) + part).digest()[:3]) >> 4, DIGITS_OF_A_CHECK
    )


def _encoded(value: int, length: int) -> str:
    signs = []
    for _place in range(length):
        value, rest = divmod(value, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(reversed(signs))


def _decoded(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value * len(ALPHABET) + ALPHABET.index(sign)
    return value
