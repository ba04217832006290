"""The decision: yes, or a reason code that says which fact was missing."""

from dataclasses import dataclass

from neighbourhood.permissions.actions import Action
from neighbourhood.permissions.actor import Actor
from neighbourhood.permissions.table import TABLE, Way
from neighbourhood.permissions.things import UnfitThing
from neighbourhood.refusals import NotAllowed


@dataclass(frozen=True)
class Decision:
    """Whether the act is allowed and, where it is not, the reason code."""

    is_allowed: bool
    reason: str = ""


def decide(actor: Actor, action: Action, thing: object = None) -> Decision:
    """Say whether `actor` may do `action` to `thing`; what has no row in the table is denied.

    Raises UnfitThing for a thing that lacks what the action's facts need, whoever acts.
    """
    ways = TABLE.get(action, ())
    _require_fit(action, ways, thing)
    if any(all(fact.holds(actor, thing) for fact in way) for way in ways):
        return Decision(is_allowed=True)
    # Whatever is missing, signing in comes first, and tells strangers nothing of the thing.
    if not actor.is_signed_in and not actor.is_system:
        return Decision(is_allowed=False, reason="needs_sign_in")
    return Decision(is_allowed=False, reason=_missing_fact(actor, thing, ways))


def require(actor: Actor, action: Action, thing: object = None) -> None:
    """Raise NotAllowed with the reason where the table does not allow the act, and UnfitThing as
    `decide` does.
    """
    decision = decide(actor, action, thing)
    if not decision.is_allowed:
        raise NotAllowed(decision.reason, action=str(action))


def _require_fit(action: Action, ways: tuple[Way, ...], thing: object) -> None:
    # Before any fact is asked, so that a wrong call fails for everybody, not only for the few who
    # come as far as the fact that misses something.
    for way in ways:
        for fact in way:
            if fact.needs is not None and not _has_all(thing, fact.attributes):
                raise UnfitThing(str(action), fact.name, fact.needs, thing)


def _has_all(thing: object, names: tuple[str, ...]) -> bool:
    # By name, since asking Python whether a thing answers a protocol takes ten times as long.
    return all(hasattr(thing, name) for name in names)


def _missing_fact(actor: Actor, thing: object, ways: tuple[Way, ...]) -> str:
    """Name the first fact that fails on the first way, which the table puts first as the usual
    one.
    """
    if not ways:
        return "nobody_may"
    missing = next(fact.name for fact in ways[0] if not fact.holds(actor, thing))
    return f"needs_{missing}"
