"""Passwords: hashed with Argon2id (RFC 9106) where no transaction for writing waits for it."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: The library's present defaults; `is_weaker_hash` finds those of before, when they were lower.
HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Return what is kept of a password; takes tens of milliseconds on purpose."""
    return HASHER.hash(_typed(password))


def is_right_password(known_hash: str | None, password: str) -> bool:
    """Say whether this is the password that was kept; takes as long where none was kept."""
    # Compared with a hash of nobody where there is no account, so that both answers take as long.
    nobodys = _hash_of_nobody()
    try:
        return HASHER.verify(known_hash or nobodys, _typed(password)) and known_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_weaker_hash(known_hash: str) -> bool:
    """Say whether a hash was made with less work than is asked for today."""
    return HASHER.check_needs_rehash(known_hash)


@cache
def _hash_of_nobody() -> str:
    return HASHER.hash("the password of nobody")


def _typed(password: str) -> str:
    # Keyboards write the same letter in several ways (NIST SP 800-63B asks for one form).
    return unicodedata.normalize("NFKC", password)
