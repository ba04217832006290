"""The step of the place: its name, and its point on a map."""

from flask import Response, render_template, request

from neighbourhood.permissions import Action
from neighbourhood.places.queries import names_within, outline_of
from neighbourhood.places.rules.coordinates import read_point
from neighbourhood.projects.forms import PlaceForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.place_map import MAP_WIDTH, map_to_choose_on
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project, load_round
from neighbourhood.projects.views.steps.frame import take_step
from neighbourhood.refusals import Invalid, NotFound
from neighbourhood.rounds.models import Round
from neighbourhood.web import guard, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.maps import frame_around
from neighbourhood.web.text import clean

LONGEST_QUESTION = 100


@blueprint.route(ONE + "edit/place/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_place(project: Project) -> Answer:
    place = project.round.place
    # What is typed is looked for only when a button asks for it.
    sought = request.form.get("place", "") if "find_place" in request.form else ""
    known = names_within(session(), place, clean(sought)[:LONGEST_QUESTION])
    outline = outline_of(session(), place)
    frame = frame_around([outline], MAP_WIDTH) if outline else None
    return take_step(
        project,
        lambda is_fresh: PlaceForm.of(project, is_fresh=is_fresh).offer(frame, known),
        sought=sought,
    )


@blueprint.route("/rounds/<slug>/projects/area.svg")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def area(round_: Round) -> Response:
    outline = outline_of(session(), round_.place)
    if outline is None:
        raise NotFound
    try:
        point = read_point(request.args.get("at", "")[:LONGEST_QUESTION])
    except Invalid:
        point = None
    zoom = request.args.get("zoom", 1, type=int)
    drawn = map_to_choose_on(round_.place, outline, point, zoom)
    return Response(render_template("projects/area.svg", **drawn), mimetype="image/svg+xml")
