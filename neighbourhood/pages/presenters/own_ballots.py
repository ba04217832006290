"""What the first page and a round's page tell readers of their own ballots."""

from neighbourhood.ballots.presenters.sitting import panel_of
from neighbourhood.ballots.queries import Sitting, SittingBallot
from neighbourhood.pages.presenters.round_status import Sittings
from neighbourhood.web.panels import PanelView


def on_home(sittings: Sittings, told: SittingBallot | None) -> list[PanelView]:
    """Return the panel of the ballots that were cast and whose result is not due yet, but for the
    one that the head of the page tells of.
    """
    return _panel([one for one in sittings.values() if one.is_running or one.is_awaited], told)


def on_round(sittings: Sittings, edition_id: int, told: SittingBallot | None) -> list[PanelView]:
    """Return the panel of the ballots of a round's edition, also once it is over."""
    sitting = sittings.get(edition_id)
    return _panel([sitting] if sitting else [], told)


def _panel(sittings: list[Sitting], told: SittingBallot | None) -> list[PanelView]:
    # Whoever has cast nothing yet is asked to by the page itself.
    panel = panel_of([sitting for sitting in sittings if sitting.cast], told)
    return [panel] if panel else []
