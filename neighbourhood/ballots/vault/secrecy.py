"""The secrecy of a ballot while the vote is open: its tag, its encrypted choices of one length, its
receipt.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from neighbourhood.money import western_digits
from neighbourhood.refusals import NotNow

NONCE_BYTES = 12
#: The true length stands in front of the choices, inside of what is encrypted.
LENGTH_BYTES = 2
#: 25 digits are 83 bits: too many to guess, and digits are read and typed in every script.
RECEIPT_DIGITS = 25
RECEIPT_GROUP = 5


def tag_of(key: bytes, right_id: bytes) -> bytes:
    """Return the tag under which a right's ballot lies; nobody can link the two without the key."""
    # Keyed: a plain hash of the few right ids could be tried out by anybody with the database.
    return hmac.new(key, right_id, hashlib.sha256).digest()


def padded_length(longest: int) -> int:
    """Return the one length in bytes of every ballot of a round, from that of the longest possible
    one.
    """
    return LENGTH_BYTES + longest


def encrypted(key: bytes, *, round_id: int, tag: bytes, choices: str, length: int) -> bytes:
    """Return nonce and ciphertext of the choices, padded to `length` and bound to round and tag."""
    text = choices.encode()
    # Longer than all others it would be told apart by its size; better no ballot than that one.
    if LENGTH_BYTES + len(text) > length:
        raise ValueError("a ballot is longer than the longest possible one")
    plain = (len(text).to_bytes(LENGTH_BYTES) + text).ljust(length, b"\0")
    # A nonce used twice under one key would lay two ballots open, so each cast draws its own.
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, _bound_to(round_id, tag))


def decrypted(key: bytes, *, round_id: int, tag: bytes, ciphertext: bytes) -> str:
    """Return the choices of a ballot; only sealing asks. Raises NotNow where a byte of it was
    changed.
    """
    nonce, secret = ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:]
    try:
        plain = _cipher(key).decrypt(nonce, secret, _bound_to(round_id, tag))
    except (InvalidTag, ValueError) as error:
        raise NotNow("ballot_damaged") from error
    return plain[LENGTH_BYTES : LENGTH_BYTES + int.from_bytes(plain[:LENGTH_BYTES])].decode()


def receipt_of(key: bytes, tag: bytes) -> str:
    """Return the voter's receipt code, the same after every change: five groups of five digits."""
    value = (
        # Made of the tag and not drawn: nothing of it has to be kept, and it stays through a
        # change.
        int.from_bytes(hmac.new(key, b"receipt" + tag, hashlib.sha256).digest())
        % 10**RECEIPT_DIGITS
    )
    digits = f"{value:0{RECEIPT_DIGITS}d}"
    return " ".join(digits[i : i + RECEIPT_GROUP] for i in range(0, RECEIPT_DIGITS, RECEIPT_GROUP))


def receipt_hash(code: str) -> str:
    """Return the published hash of a receipt code as typed: the SHA-256 (hex) of its digits, blanks
    and hyphens left out.
    """
    # Typed from paper or from another script: only the digits count.
    digits = "".join(sign for sign in western_digits(code) if sign.isascii() and sign.isdecimal())
    return hashlib.sha256(digits.encode()).hexdigest()


def order_of(key: bytes, voter_mark: str, reference: str) -> bytes:
    """Return the place of a project on this voter's ballot: shuffled, the same at each visit, kept
    nowhere.
    """
    # By the key, so that nobody foresees the order, and the top of the list favours no project.
    return hmac.new(key, f"order:{voter_mark}:{reference}".encode(), hashlib.sha256).digest()


def _cipher(key: bytes) -> AESGCM:
    # The round key also makes tags and receipts, so encryption takes a key derived for it alone.
    return AESGCM(
        HKDF(algorithm=SHA256(), length=32, salt=None, info=b"neighbourhood: choices").derive(key)
    )


def _bound_to(round_id: int, tag: bytes) -> bytes:
    # What is authenticated beside the choices: a ciphertext moved to another row or round cannot
    # be read there.
    return round_id.to_bytes(8) + tag
