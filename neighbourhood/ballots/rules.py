"""What a ballot may hold, when it may be cast, and when a vote may open or be sealed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from neighbourhood.permissions import Actor
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.rounds.rules import Dated, PhaseKind, has_ended, phase_of, require_phase
from neighbourhood.rounds.rules.endings import Endable, require_going_on

#: Alarms that stop casting until people have decided; a missing key stops it by itself.
STOPPING_ALARMS = frozenset({"ballots_do_not_match"})
#: Refusals that somebody at the desk must learn of.
ALARMING = frozenset({"key_missing", "ballots_do_not_match", "ballot_damaged"})


class Channel(StrEnum):
    """How a voting right was used; `unused` where it is given out and no ballot came by it."""

    UNUSED = ""
    ONLINE = "online"
    PAPER = "paper"


class CredentialKind(StrEnum):
    """What a voter can show to find their right in the roll; today their account alone."""

    ACCOUNT = "account"


@dataclass(frozen=True)
class Voter:
    """Whose right is used, by the credential that was shown, and by which channel.

    It stands apart from who acts: a card or a letter can lead to the same right without an account,
    and whoever reads a paper ballot acts without being its voter.
    """

    credential: CredentialKind
    number: int
    channel: Channel = Channel.ONLINE

    @property
    def mark(self) -> str:
        """Return what the voter's own order of projects follows from."""
        return str(self.number)


def voter_of(actor: Actor) -> Voter:
    """Return the actor as the voter who shows their account; raises NotAllowed for nobody."""
    if actor.person_id is None:
        raise NotAllowed("needs_sign_in")
    return Voter(CredentialKind.ACCOUNT, actor.person_id)


def require_own_credential(voter: Voter, actor: Actor) -> None:
    """Raise NotAllowed where somebody would vote by another one's account: nobody impersonates."""
    if voter.credential == CredentialKind.ACCOUNT and voter.number != actor.person_id:
        raise NotAllowed("needs_sign_in")


@dataclass(frozen=True)
class FilledBallot:
    """A ballot as its form brings it: its fields as they were posted, which only its kind can
    read; how often it was cast before; the form's key.
    """

    fields: Mapping[str, str]
    version: int
    submission: str


class Votable(Endable, Protocol):
    """A round as far as it says whether its vote takes ballots."""

    @property
    def alarm(self) -> str:
        """Return what troubles it, as a reason code, empty where nothing does."""
        ...


def require_casting(round_: Votable, now: datetime) -> None:
    """Raise NotNow unless ballots are taken at `now`: the round goes on, the phase runs, the vote
    was opened, is not sealed, and nothing stopped it.
    """
    require_going_on(round_, now)
    # The phase before the rest: outside of it, nothing else is of use to the voter.
    require_phase(round_.phases, PhaseKind.VOTE, now)
    if round_.sealed_at is not None:
        raise NotNow("vote_sealed")
    if round_.opened_at is None:
        raise NotNow("vote_not_opened")
    if round_.alarm in STOPPING_ALARMS:
        raise NotNow("vote_stopped")


class Right(Protocol):
    """A voting right on one level as far as it says where and how it was used."""

    @property
    def round_id(self) -> int:
        """Return the round to which it is bound."""
        ...

    @property
    def slug(self) -> str:
        """Return the address of that round."""
        ...

    @property
    def place(self) -> str:
        """Return the name of its place."""
        ...

    @property
    def channel(self) -> str:
        """Return how it was used, as a Channel's value."""
        ...


def require_right_here(right: Right | None, round_id: int) -> None:
    """Raise NotNow where the person's one right on a level was used in another round of the
    edition, or on paper. A right that was never used, or was freed again, is bound to nothing.
    """
    if right is None or right.channel == Channel.UNUSED:
        return
    if right.round_id != round_id:
        raise NotNow("voted_elsewhere", place=right.place, slug=right.slug)
    if right.channel == Channel.PAPER:
        raise NotNow("voted_on_paper")


@dataclass(frozen=True)
class Readiness:
    """What must be so before a vote opens."""

    phases: Sequence[Dated]
    is_opened: bool
    key_holders: Collection[int]
    references: Sequence[str]
    has_age_window: bool
    has_unfit_rules: bool = False


class CheckState(StrEnum):
    """Whether something that a vote needs is there, comes by itself in time, or is missing."""

    DONE = "done"
    LATER = "later"
    MISSING = "missing"


@dataclass(frozen=True)
class Check:
    """One thing that a vote needs, by the reason code of its lack."""

    code: str
    state: CheckState


def checks_to_open(ready: Readiness, now: datetime) -> list[Check]:
    """Return everything that a vote needs before it opens, in the order in which the desk can mend
    it.
    """
    vote, review = phase_of(ready.phases, PhaseKind.VOTE), phase_of(ready.phases, PhaseKind.REVIEW)
    is_reviewed = review is None or has_ended(ready.phases, PhaseKind.REVIEW, now)
    lacks = {
        "vote_never": vote is None,
        "vote_opened_before": ready.is_opened,
        "vote_end_has_come": has_ended(ready.phases, PhaseKind.VOTE, now),
        "review_not_over": not is_reviewed,
        "no_voting_age_known": ready.has_age_window,
        "no_key_holders": len(set(ready.key_holders)) != 2,
        "special_rules_unfit": ready.has_unfit_rules,
        "no_project_on_ballot": not ready.references,
        "reference_with_comma": any(
            "," in reference or not reference for reference in ready.references
        ),
    }
    # Until its end the review gives what is missing: dates in order need nobody, nor do projects.
    comes = not is_reviewed and _ends_before(review, vote)
    later = {"review_not_over", "no_project_on_ballot"} if comes else set()
    return [Check(code, _state(code, is_lack, later)) for code, is_lack in lacks.items()]


def _ends_before(review: Dated | None, vote: Dated | None) -> bool:
    if review is None or review.ends_at is None or vote is None:
        return False
    return review.ends_at <= vote.starts_at


def _state(code: str, is_lack: bool, later: Collection[str]) -> CheckState:
    if not is_lack:
        return CheckState.DONE
    return CheckState.LATER if code in later else CheckState.MISSING


def missing_to_open(ready: Readiness, now: datetime) -> str | None:
    """Return why the vote cannot be opened yet, as a reason code, or None where nothing is
    missing.
    """
    # One reason at a time; what comes later is not there yet either.
    checks = checks_to_open(ready, now)
    return next((check.code for check in checks if check.state is not CheckState.DONE), None)


def require_ready_to_open(ready: Readiness, now: datetime) -> None:
    """Raise NotNow with what is missing before the vote can open."""
    missing = missing_to_open(ready, now)
    if missing is not None:
        raise NotNow(missing)


def vote_of(phases: Sequence[Dated]) -> Dated | None:
    """Return the phase of the vote, or None where the round has none."""
    return phase_of(phases, PhaseKind.VOTE)


def require_sealable(
    vote: Dated | None, now: datetime, *, closes_at: datetime, opened_at: datetime | None
) -> None:
    """Raise NotNow before the instant frozen at opening, or the later one it was moved to, has
    come.
    """
    if opened_at is None or vote is None or vote.ends_at is None:
        raise NotNow("vote_not_opened")
    # The later of the two: nobody may end a vote before the end that was promised at its opening.
    if now < max(vote.ends_at, closes_at):
        raise NotNow("vote_still_open", ends=max(vote.ends_at, closes_at))
