"""Ending a round badly: one person asks, with a public reason, and another confirms."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush, server_now
from neighbourhood.permissions import Action, Actor, Role, require, require_second_person
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import Round, RoundEnding
from neighbourhood.rounds.rules import LedgerKind, endings
from neighbourhood.rounds.services.tell_those_concerned import tell_those_concerned
from neighbourhood.rounds.services.write_ledger import write_ledger
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def ask_to_end_round(
    session: Session, round_: Round, *, reason: str, language: str, actor: Actor, now: datetime
) -> RoundEnding:
    """Ask that a round be cancelled or, where its vote was missed, say why it did not take place.

    Raises NotNow for a draft, for what is published or paid, and where it was asked before.
    """
    require(actor, Action.END_ROUNDS, round_)
    queries.lock_round(session, round_)
    _require_endable(session, round_)
    endings.require_end_reason(reason)
    if round_.ending is not None:
        raise NotNow("ending_already_asked")
    ending = RoundEnding(
        round=round_,
        # By the clock of the database, by which the vote is opened and sealed too.
        kind=endings.ending_that_fits(round_, server_now(session)),
        reason=reason.strip(),
        language=language,
        asked_by_id=actor.person_id,
        asked_at=now,
    )
    session.add(ending)
    flush(session)
    _note(session, "ask_to_end_round", ending, actor=actor, now=now)
    return ending


def confirm_ended_round(
    session: Session, ending: RoundEnding, *, actor: Actor, now: datetime
) -> Round:
    """End the round as somebody else asked: nothing in it goes on, and its money is free again.

    Raises NotAllowed where `actor` is no second person, NotNow where it was confirmed, or the
    result published, meanwhile.
    """
    round_ = ending.round
    require(actor, Action.END_ROUNDS, round_)
    require_second_person(ending.asked_by_id, actor, Role.STAFF, now)
    # Held alone: no ballot is cast and nothing is opened, sealed or published meanwhile.
    queries.lock_round(session, round_)
    if round_.ending is not ending or ending.confirmed_at is not None:
        raise NotNow("ending_changed_meanwhile")
    _require_endable(session, round_)
    # A vote that was still to come when it was asked may have been missed since then.
    ending.kind = endings.ending_that_fits(round_, server_now(session))
    ending.confirmed_by_id = actor.person_id
    ending.confirmed_at = now
    # Whatever troubled it troubles nobody any more.
    round_.alarm = ""
    flush(session)
    _release_money(session, round_, actor=actor, now=now)
    _note(session, "confirm_ended_round", ending, actor=actor, now=now)
    tell_those_concerned(
        session,
        round_,
        "round_ended",
        now=now,
        ending=str(ending.kind),
        reason=ending.reason,
        ballots=endings.what_becomes_of_ballots(round_),
    )
    return round_


def withdraw_ending(session: Session, ending: RoundEnding, *, actor: Actor, now: datetime) -> Round:
    """Take back what waits for a second person; raises NotNow once it is confirmed."""
    round_ = ending.round
    require(actor, Action.END_ROUNDS, round_)
    queries.lock_round(session, round_)
    if round_.ending is not ending or ending.confirmed_at is not None:
        raise NotNow("ending_changed_meanwhile")
    _note(session, "withdraw_ending", ending, actor=actor, now=now)
    round_.ending = None
    session.delete(ending)
    flush(session)
    return round_


def _require_endable(session: Session, round_: Round) -> None:
    endings.require_endable(
        round_,
        is_draft=round_.edition.is_draft,
        is_published=queries.is_result_published(session, round_.id),
        paid=round_.fund.paid,
    )


def _release_money(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    # What a committee has decided stays in its minutes; money follows from it no more.
    for subject, amount in queries.allocated_to(session, round_.fund.id):
        write_ledger(
            session,
            round_.fund,
            LedgerKind.RELEASED,
            amount,
            subject=subject,
            actor=actor,
            now=now,
        )


def _note(session: Session, act: str, ending: RoundEnding, *, actor: Actor, now: datetime) -> None:
    record(
        session,
        act,
        ThingRef(ThingKind.ROUND, ending.round_id),
        actor=actor,
        now=now,
        kind=str(ending.kind),
        reason=ending.reason,
    )
