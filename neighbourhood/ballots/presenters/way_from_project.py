"""The way from a project that people vote on to the ballot it stands on."""

from flask import url_for

from neighbourhood.ballots.queries import own_sittings
from neighbourhood.ballots.rules import require_casting
from neighbourhood.languages import _
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingRef
from neighbourhood.web.panels import PanelView, Reading, Way


def way_from_project(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from a project to its ballot while people vote on it; whoever has voted is led to their
    receipt.
    """
    # The page has loaded it already.
    project = reader.session.get_one(Project, thing.id)
    round_ = project.round
    if project.state != ProjectState.FEASIBLE:
        return None
    try:
        require_casting(round_, reader.now)
    except NotNow:
        return None
    sitting = own_sittings(reader.session, reader.actor, reader.now).get(round_.edition_id)
    cast = sitting.on_level(round_.level) if sitting else None
    if cast is not None and cast.is_cast:
        way = Way(_("See your receipt"), url_for("ballots.receipt", slug=cast.slug))
    else:
        way = Way(_("Vote now"), url_for("ballots.vote", slug=round_.slug))
    return PanelView(ways=(way,))
