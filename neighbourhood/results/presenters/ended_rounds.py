"""What one's account says of rounds that have ended badly."""

from flask import url_for

from neighbourhood.languages import _
from neighbourhood.results import queries
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.things import ThingRef
from neighbourhood.web.panels import PanelView, Reading, Way


def ended_rounds(reader: Reading, person: ThingRef) -> PanelView | None:
    """Tell somebody which of the rounds they have a part in were cancelled or did not take place;
    nothing where none was.
    """
    rounds = queries.rounds_of_person(reader.session, person.id)
    ended = [(round_, end) for round_ in rounds if (end := end_view(round_, reader.now))]
    if not ended:
        return None
    return PanelView(
        heading=_("What did not take place"),
        sentences=tuple(
            f"{round_.place.name}: {end.sentence} {end.ballots}".strip() for round_, end in ended
        ),
        ways=tuple(
            Way(
                _("Why: %(place)s", place=round_.place.name),
                url_for("pages.round", slug=round_.slug),
            )
            for round_, _end in ended
        ),
    )
