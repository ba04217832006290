"""Who proposes a project, as far as they agreed to be named, and the way to join them."""

from flask import url_for
from markupsafe import Markup

from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Carrier
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingRef
from neighbourhood.web.markup import as_written, listing
from neighbourhood.web.panels import PanelView, Reading, Way


def proposer_of(project: Project) -> str | Markup:
    """Return who proposes: a group or organisation by its name, else the authors who agreed to be
    named, by the names they chose.
    """
    if project.carried_by != Carrier.RESIDENT and project.carrier_name:
        return as_written(project.carrier_name)
    named = [project.author.name] if project.author and project.is_author_named else []
    # What an officer entered for somebody without an account has the name that they chose.
    named += [project.author_name] if project.author_name else []
    named += [one.person.name for one in project.co_authors if one.is_named]
    if named:
        return listing([as_written(name) for name in named])
    return _("A resident") if len(project.author_ids) < 2 else _("Several residents")


def way_to_join(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from a project to the question whether one may write it too."""
    project = queries.project_at_hand(reader.session, thing.id)
    if not reader.actor.is_signed_in or not project.author_ids:
        return None
    if not decide(reader.actor, Action.ASK_TO_JOIN, project).is_allowed:
        return None
    try:
        rules.require_may_gain_author(project.round, project.state, project.author_ids, reader.now)
    except NotNow:
        return None
    url = url_for("projects.join", slug=project.round.slug, number=project.number)
    return PanelView(ways=(Way(_("Ask to join the authors"), url),))
