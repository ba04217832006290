"""Who proposes a project, as far as they agreed to be named, and the way to join them."""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import CarriedOutBy, Carrier
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingRef
from neighbourhood.web.markup import _m, as_written, listing
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


@dataclass(frozen=True)
class CarrierState:
    """What the organisation that shall carry a project out has answered; `kind` colours it."""

    sentence: Markup
    kind: str
    reason: str = ""


def carrier_state(database: Session, project: Project) -> CarrierState | None:
    """Return what the organisation named by a project has answered, None where the city does it."""
    if project.host_organisation_id is None:
        return None
    request = queries.carrier_request(database, project.id, project.host_organisation_id)
    if request is None:
        return None
    name = as_written(request.organisation.name)
    if request.answered_at is None:
        return CarrierState(
            _m("%(organisation)s has not answered yet. We have asked by mail.", organisation=name),
            "sun",
        )
    if request.is_agreed:
        return CarrierState(_m("%(organisation)s has agreed.", organisation=name), "leaf")
    return CarrierState(
        _m(
            "%(organisation)s has declined. Choose another one, or let the city do it.",
            organisation=name,
        ),
        "clay",
        request.reason,
    )


def carrier_of(project: Project) -> str | Markup:
    """Return who carries a project out, by name."""
    if project.carried_out_by == CarriedOutBy.CITY:
        return _("The city")
    host = as_written(project.host_name)
    if project.carried_out_by == CarriedOutBy.GROUP:
        group = as_written(project.carrier_name)
        return _m("%(group)s, hosted by %(organisation)s", group=group, organisation=host)
    return host


def carried_out(project: Project) -> str | Markup:
    """Return in a sentence of a card who carries a project out."""
    if project.carried_out_by == CarriedOutBy.CITY:
        return _("Carried out by the city")
    return _m("Carried out by %(who)s", who=carrier_of(project))


def projects_to_carry(database: Session, person_id: int) -> PanelView | None:
    """Tell those who speak for an organisation which projects ask it to carry them out."""
    asked = queries.projects_to_answer(database, person_id)
    if not asked:
        return None
    return PanelView(
        heading=_("Your organisation is asked"),
        sentences=(_("These projects want your organisation to carry them out. Please answer."),),
        ways=tuple(
            Way(
                project.title,
                url_for("projects.carrier", slug=project.round.slug, number=project.number),
            )
            for project, _organisation in asked
        ),
    )


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
