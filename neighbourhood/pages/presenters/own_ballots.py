"""What the first page and a round's page tell readers of their own ballots."""

from neighbourhood.ballots.presenters.sitting import panel_of
from neighbourhood.ballots.queries import Sitting
from neighbourhood.pages.presenters.round_status import Sittings
from neighbourhood.web.panels import PanelView


def on_home(sittings: Sittings, own_edition_id: int | None) -> list[PanelView]:
    """Return the panel of the ballots that were cast and whose result is not due yet;
    `own_edition_id` is that of the round which the page is about.
    """
    return _panel(
        [one for number, one in sittings.items() if _is_told(one, number, own_edition_id)]
    )


def on_round(sittings: Sittings, edition_id: int) -> list[PanelView]:
    """Return the panel of the ballots of a round's edition, also once it is over."""
    sitting = sittings.get(edition_id)
    if sitting is None or not sitting.cast or _is_in_header(sitting):
        return []
    return _panel([sitting])


def _is_told(sitting: Sitting, edition_id: int, own_edition_id: int | None) -> bool:
    is_current = bool(sitting.cast) and (sitting.is_running or sitting.is_awaited)
    return is_current and not (edition_id == own_edition_id and _is_in_header(sitting))


def _is_in_header(sitting: Sitting) -> bool:
    """Say whether the head of the page has told all of it: one ballot, cast where the reader
    lives.
    """
    return len(sitting.numbered) == 1 and sitting.is_running


def _panel(sittings: list[Sitting]) -> list[PanelView]:
    panel = panel_of(sittings)
    return [panel] if panel else []
