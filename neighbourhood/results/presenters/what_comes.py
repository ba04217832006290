"""What a reader learns before a result is published: where the round stands and what comes
next.
"""

from datetime import datetime

from neighbourhood.languages import _
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import Dated, PhaseKind, has_ended, is_in, phase_of
from neighbourhood.rounds.rules.endings import awaits_opening
from neighbourhood.web.times import show_deadline
from neighbourhood.web.words import sentence, shown


def what_comes(round_: Round, now: datetime) -> list[str]:
    """Return one sentence for each thing that still comes, in their order."""
    return [
        *until_published(round_, now),
        *_lists_before(round_),
        _(
            "You will find here which projects get money, why the others do not, and how anybody "
            "can count again."
        ),
    ]


def until_published(round_: Round, now: datetime) -> list[str]:
    """Return one sentence for each step that leads to the publication."""
    vote, allocate, publish = (
        phase_of(round_.phases, kind)
        for kind in (PhaseKind.VOTE, PhaseKind.ALLOCATE, PhaseKind.PUBLISH)
    )
    sentences = []
    if vote is not None and not has_ended(round_.phases, PhaseKind.VOTE, now):
        sentences.append(_vote_now(round_, vote, now))
        # Of a vote that should be open and is not, no end was told yet.
        if not awaits_opening(round_, now):
            sentences.append(
                _(
                    "Until then the ballots are encrypted. Nobody can read them or count them, not "
                    "even the city."
                )
            )
    elif round_.sealed_at is None:
        sentences.append(_("The vote has ended. The ballots are being sealed and counted."))
    else:
        sentences.append(_("The vote has ended and the ballots are sealed."))
    if allocate is not None and not has_ended(round_.phases, PhaseKind.ALLOCATE, now):
        sentences.append(
            _(
                "A committee of residents then decides on each project, with a reason, until "
                "%(ends)s.",
                ends=_end_of(allocate),
            )
        )
    if publish is not None and now < publish.starts_at:
        sentences.append(
            _(
                "From %(starts)s, two people of the city publish the result together.",
                starts=shown(publish.starts_at),
            )
        )
    else:
        sentences.append(_("Two people of the city then publish the result together."))
    return sentences


def _vote_now(round_: Round, vote: Dated, now: datetime) -> str:
    """Say when the vote begins or ends; its phase may run before it could be opened."""
    if not is_in(round_.phases, PhaseKind.VOTE, now):
        return _("The vote begins on %(starts)s.", starts=shown(vote.starts_at))
    if round_.opened_at is None:
        return sentence(NotNow("vote_not_opened"))
    return _("The vote is open until %(ends)s.", ends=_end_of(vote))


def _lists_before(round_: Round) -> list[str]:
    """Return a sentence for each list that is settled before this one."""
    shared = round_.frozen.rules.shared if round_.frozen else ()
    places = [listing.place for listing in shared if listing.is_settled_first]
    return [
        _("The list of %(place)s is settled first, and this result follows it.", place=place)
        for place in dict.fromkeys(places)
    ]


def _end_of(phase: Dated) -> str:
    # A vote and a committee always end; only the last phase of a round may stay open.
    return show_deadline(phase.ends_at) if phase.ends_at else ""
