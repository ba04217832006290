"""The decision: yes, or a reason code that says which fact was missing."""

from dataclasses import dataclass

from neighbourhood.permissions import facts
from neighbourhood.permissions.actions import Action
from neighbourhood.permissions.actor import Actor
from neighbourhood.permissions.table import TABLE
from neighbourhood.refusals import NotAllowed


@dataclass(frozen=True)
class Decision:
    """Whether the act is allowed and, where it is not, the reason code."""

    is_allowed: bool
    reason: str = ""


def decide(actor: Actor, action: Action, thing: object = None) -> Decision:
    """Say whether `actor` may do `action` to `thing`; what has no row in the table is denied."""
    ways = TABLE.get(action, ())
    if any(all(fact(actor, thing) for fact in way) for way in ways):
        return Decision(is_allowed=True)
    if not actor.is_signed_in and not actor.is_system:
        return Decision(is_allowed=False, reason="needs_sign_in")
    return Decision(is_allowed=False, reason=_missing_fact(actor, thing, ways))


def require(actor: Actor, action: Action, thing: object = None) -> None:
    """Raise NotAllowed with the reason where the table does not allow the act."""
    decision = decide(actor, action, thing)
    if not decision.is_allowed:
        raise NotAllowed(decision.reason, action=str(action))


def _missing_fact(actor: Actor, thing: object, ways: tuple[tuple[facts.Fact, ...], ...]) -> str:
    """Name the first fact that fails on the way that comes closest."""
    missing = [next(fact.__name__ for fact in way if not fact(actor, thing)) for way in ways]
    return f"needs_{missing[0]}" if missing else "nobody_may"
