"""What holds for accounts, attempts at secrets, mailed links, residency claims and roles."""

import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from neighbourhood.folding import visible
from neighbourhood.money import western_digits
from neighbourhood.permissions import Role
from neighbourhood.refusals import Invalid, NotNow, TooMany

#: The upper bound keeps hashing short: a password of megabytes would hold a worker up.
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
LONGEST_NAME = 80
LONGEST_EMAIL = 254
LONGEST_NOTE = 500
LONGEST_REASON = 500
LINK_LIFETIME = timedelta(minutes=30)
#: Not more links than this in the life of one: whoever asks for more still has a valid one in their
#: mailbox.
MOST_LINKS = 10
#: A colleague may be on holiday when the letter comes.
INVITATION_LIFETIME = timedelta(days=14)
#: A code to join something, such as those who write a project: 83 bits.
JOIN_FIGURES = 25
#: So many of them may be open for one thing.
MOST_JOIN_CODES = 10
#: So many colleagues are asked with one form.
MOST_INVITED = 5
ATTEMPT_WINDOW = timedelta(hours=1)
#: The pair stops guessing at one account without locking its owner out elsewhere; the address stops
#: trying one password at many accounts, and leaves room for a school or a library.
MOST_ATTEMPTS_OF_PAIR, MOST_ATTEMPTS_OF_ADDRESS = 10, 100
RESIDENCY_YEARS = 2
#: Nobody should wait longer for an answer to where they live.
CLAIM_ANSWER = timedelta(days=7)
#: From then on the same place may be claimed again, so that nobody falls between two terms.
RENEWAL_BEFORE = timedelta(days=90)
#: Roles that may be given for one place alone.
LOCAL_ROLES = (Role.OFFICER,)


class ClaimState(StrEnum):
    """How far a claim to live somewhere has come."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class Method(StrEnum):
    """A way to show where one lives."""

    IN_PERSON = "in_person"
    DOCUMENT = "document"
    VOUCHED = "vouched"


#: The ways that people may choose themselves; somebody else vouches.
CHOSEN_METHODS = (Method.IN_PERSON, Method.DOCUMENT)


class LinkPurpose(StrEnum):
    """What a mailed link opens."""

    SIGN_IN = "sign_in"
    RESET = "reset"


LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def normal_email(text: str) -> str:
    """Return an address in lower case with its domain in ASCII; raises Invalid for what is no
    address.
    """
    local, at, domain = visible(text).lower().rpartition("@")
    try:
        # One address has one form: else the same mailbox could get two accounts.
        labels = domain.encode("idna").decode("ascii").split(".")
    except UnicodeError as error:
        raise Invalid("email_unreadable", field="email") from error
    is_local_fine = (
        LOCAL_PART.fullmatch(local) is not None and not local.startswith(".") and ".." not in local
    )
    is_domain_fine = len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)
    if not (at and is_local_fine and is_domain_fine and len(local) + len(domain) < LONGEST_EMAIL):
        raise Invalid("email_unreadable", field="email")
    return f"{local}@{'.'.join(labels)}"


def require_good_password(password: str, *, email: str | None, field: str = "password") -> None:
    """Raise Invalid for a password that is short, long, the address itself, or one sign again and
    again.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password_short", field=field, least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("password_long", field=field, most=LONGEST_PASSWORD)
    if len(set(password)) < 4 or (email and password.lower() in {email, email.partition("@")[0]}):
        raise Invalid("password_easy", field=field)


def require_name(name: str) -> None:
    """Raise Invalid for a name that is empty or too long."""
    if not name.strip():
        raise Invalid("name_missing", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid("name_long", field="name", most=LONGEST_NAME)


@dataclass(frozen=True)
class AttemptKeys:
    """What an attempt is counted under, both keyed hashes: the pair of account and network address,
    and the address alone.
    """

    pair: str
    address: str


def attempt_keys(secret: str, *, account: str, address: str) -> AttemptKeys:
    """Return the keys of an attempt at `account` from a network address; an IPv6 network of 64 bits
    counts as one address.
    """
    network = _network_of(address)
    return AttemptKeys(
        pair=_keyed(secret, f"pair\n{account}\n{network}"),
        address=_keyed(secret, f"address\n{network}"),
    )


def _network_of(address: str) -> str:
    """Return the part of an address that one household has; any other text as it stands."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6:
        # One household owns so many IPv6 addresses that each attempt could come from a new one.
        return str(ipaddress.ip_network(f"{known}/64", strict=False))
    return str(known)


def mail_key(secret: str, email: str) -> str:
    """Return the key under which mails to an address are counted."""
    return _keyed(secret, f"mail\n{email}")


def _keyed(secret: str, text: str) -> str:
    # Keyed, since addresses are few: a plain hash could be turned back by trying them all.
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def require_few_attempts(*, of_pair: int, of_address: int) -> None:
    """Raise TooMany beyond the limits; both counts include the present one."""
    if of_pair > MOST_ATTEMPTS_OF_PAIR or of_address > MOST_ATTEMPTS_OF_ADDRESS:
        raise TooMany("too_many_tries", minutes=int(ATTEMPT_WINDOW.total_seconds() // 60))


def may_send_link(links_still_valid: int) -> bool:
    """Say whether one more link may be mailed to somebody who has so many valid ones."""
    return links_still_valid < MOST_LINKS


def new_token() -> str:
    """Draw a token of 256 bits for a mailed link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token (hex SHA-256)."""
    # A plain hash is enough here: nobody can try out 256 random bits.
    return hashlib.sha256(token.encode()).hexdigest()


def join_code_of(key: str) -> str:
    """Return the 25 figures that a form's own random key stands for, so that a form sent twice
    shows one code; figures, since every keyboard has them.
    """
    number = int(hashlib.sha256(f"join\n{key}".encode()).hexdigest(), 16)
    return f"{number % 10**JOIN_FIGURES:0{JOIN_FIGURES}d}"


def in_groups(code: str) -> str:
    """Return a code as one reads and types it, in groups of five figures."""
    return " ".join(code[start : start + 5] for start in range(0, len(code), 5))


def join_code_typed(text: str) -> str:
    """Return the figures of a code as typed, in the figures of any script; raises Invalid for what
    is no code.
    """
    figures = "".join(sign for sign in western_digits(visible(text)) if sign.isdecimal())
    if len(figures) != JOIN_FIGURES:
        raise Invalid("join_code_unreadable", field="code", figures=JOIN_FIGURES)
    return figures


def require_few_codes(open_codes: int) -> None:
    """Raise NotNow where a thing has as many open invitations as it may have."""
    if open_codes >= MOST_JOIN_CODES:
        raise NotNow("too_many_join_codes", most=MOST_JOIN_CODES)


def require_method(method: str) -> None:
    """Raise Invalid for a way of showing residency that does not exist."""
    if method not in CHOSEN_METHODS:
        raise Invalid("method_unknown", field="method")


def require_asked(state: str) -> None:
    """Raise NotNow unless a claim still waits for its decision."""
    if state != ClaimState.ASKED:
        raise NotNow("claim_decided")


def require_no_open_claim(is_open: bool) -> None:
    """Raise NotNow where a claim already waits."""
    if is_open:
        raise NotNow("claim_open")


def require_news(*, lives_there: bool, expires_at: datetime | None, now: datetime) -> None:
    """Raise Invalid for a claim to what is already confirmed and does not expire soon."""
    if lives_there and (expires_at is None or expires_at - now > RENEWAL_BEFORE):
        raise Invalid("already_lives_there", field="place_id")


def require_reason(reason: str) -> None:
    """Raise Invalid for a refusal without a reason, or with one that is too long."""
    if not reason.strip():
        raise Invalid("residency_reason_missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid("residency_reason_long", field="reason", most=LONGEST_REASON)


def residency_expiry(now: datetime, years: int | None) -> datetime | None:
    """Return when a residency confirmed now ends: after so many years (of 365.25 days), never with
    None.
    """
    return None if years is None else now + timedelta(days=round(years * 365.25))


def require_role_scope(role: str, place_id: int | None) -> None:
    """Raise Invalid for a role of the whole city that is given for one place."""
    if place_id is not None and role not in LOCAL_ROLES:
        raise Invalid("role_is_for_the_city", field="place_id")


def require_role_new(is_held: bool) -> None:
    """Raise NotNow where the person holds the role already."""
    if is_held:
        raise NotNow("role_is_held")


def require_role_held(ended_at: datetime | None) -> None:
    """Raise NotNow where the role has ended."""
    if ended_at is not None:
        raise NotNow("role_has_ended")


def require_other_administrator(administrators: int) -> None:
    """Raise NotNow where the last administrator would lose the role."""
    if administrators < 2:
        raise NotNow("last_administrator")


@dataclass(frozen=True)
class Invitee:
    """A colleague to invite: who they are, in which language they are written to, and which role
    they will hold, for the city or for one place.
    """

    name: str
    email: str
    language: str
    role: Role
    place_id: int | None = None

    @property
    def person_id(self) -> None:
        """Answer the outbox and the permission facts: nobody who has an account."""
        return None


def require_uninvited(is_invited: bool) -> None:
    """Raise NotNow where the address has an open invitation to the same role."""
    if is_invited:
        raise NotNow("already_invited", field="email")


def require_open_invitation(accepted_at: datetime | None) -> None:
    """Raise NotNow for an invitation that was accepted."""
    if accepted_at is not None:
        raise NotNow("invitation_accepted")
