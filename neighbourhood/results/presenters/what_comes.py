"""What a reader is told before a result is published: where the round stands and what comes
next.
"""

from datetime import datetime
from typing import Any

from neighbourhood.languages import _
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind, has_ended, is_in, phase_of
from neighbourhood.web.words import shown


def what_comes(round_: Round, now: datetime) -> list[Any]:
    """Return one sentence for each thing that still comes, in their order."""
    vote, allocate, publish = (
        phase_of(round_.phases, kind)
        for kind in (PhaseKind.VOTE, PhaseKind.ALLOCATE, PhaseKind.PUBLISH)
    )
    told = []
    if vote is not None and not has_ended(round_.phases, PhaseKind.VOTE, now):
        is_on = is_in(round_.phases, PhaseKind.VOTE, now)
        told.append(
            _("The vote is open until %(ends)s.", ends=shown(vote.ends_at))
            if is_on
            else _("The vote begins on %(starts)s.", starts=shown(vote.starts_at))
        )
        told.append(
            _(
                "Until then the ballots are encrypted. Nobody can read them or count them, not "
                "even the city."
            )
        )
    elif round_.sealed_at is None:
        told.append(_("The vote has ended. The ballots are being sealed and counted."))
    else:
        told.append(_("The vote has ended and the ballots are sealed."))
    if allocate is not None and not has_ended(round_.phases, PhaseKind.ALLOCATE, now):
        told.append(
            _(
                "A committee of residents then decides on each project, with a reason, until "
                "%(ends)s.",
                ends=shown(allocate.ends_at),
            )
        )
    if publish is not None and now < publish.starts_at:
        told.append(
            _(
                "From %(starts)s, two people of the city publish the result together.",
                starts=shown(publish.starts_at),
            )
        )
    else:
        told.append(_("Two people of the city then publish the result together."))
    return [
        *told,
        _(
            "You will find here which projects get money, why the others do not, and how anybody "
            "can count again."
        ),
    ]
