"""The step of the place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from wtforms import StringField, SubmitField

from neighbourhood.folding import visible
from neighbourhood.languages import _, _l
from neighbourhood.money import western_digits
from neighbourhood.places.rules.coordinates import LONGEST_POINT, PointOnEarth, read_point
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected, number_of
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import FIELD_RULES, Step
from neighbourhood.refusals import Invalid, Refusal
from neighbourhood.web import language
from neighbourhood.web.fields import AtMost, Text, WholeNumber
from neighbourhood.web.forms import with_fields
from neighbourhood.web.map_frames import CLOSEST, MapFrame, MapView, view_of
from neighbourhood.web.text import clean


class Coordinate(StringField):
    """A latitude or longitude in degrees, in the digits of any script, with a point or a comma."""

    data: Any  # Degrees or None, where a text field of WTForms has a text.

    def process_formdata(self, values: list[str]) -> None:
        """Read the number; what is none gets a clear message and stays in the field."""
        text = (
            western_digits(visible(values[0])).replace("\u066b", ".").replace(",", ".")
            if values
            else ""
        )
        self.data = None
        if text and not re.fullmatch(r"[-\u2212]?[0-9]{1,3}(?:\.[0-9]{1,15})?", text):
            raise ValueError(_("Please write a number of degrees such as 43.6045."))
        self.data = float(text.replace("\u2212", "-")) if text else None

    def _value(self) -> str:
        return (
            str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)
        )


#: How wide the map is shown, in dots of the screen: it fits a small telephone, and only where its
#: size is known does a click tell where.
SHOWN_WIDTH = 300
#: Button -> the share of the map by which it moves the point, east and south.
MOVES = {"north": (0, -0.05), "south": (0, 0.05), "west": (-0.05, 0), "east": (0.05, 0)}


@dataclass(frozen=True)
class Corners:
    """The edges of a map in degrees, for the script that reads a click at once."""

    west: float
    north: float
    east: float
    south: float


class PlaceWithoutMap(StepForm):
    """Where it would be: a name of the list or words, and a point that is typed or put on the map.

    The map is an image that sends where it was clicked, and buttons move the point, so that all of
    it works by keyboard and without scripts.
    """

    step = Step.PLACE
    shown_again = ("place",)
    place = Text(
        _l("Place"), [Expected(), AtMost(FIELD_RULES["place"].most)], render_kw=ANY_DIRECTION
    )
    point = Text(_l("A point on the map"), [AtMost(LONGEST_POINT)], render_kw={"dir": "ltr"})
    # What `point` says; programs may send the two numbers by themselves.
    latitude = Coordinate(_l("Latitude"))
    longitude = Coordinate(_l("Longitude"))
    helpers = ("map", "find_place", "take_place", "move")
    find_place = SubmitField(_l("Look for it on the list"))
    take_place = SubmitField(_l("Take this place"))
    #: What a button beside the map asks for.
    move = SubmitField(_l("Move the point"))
    #: How large the map is shown, and around which point; the map writes both as they are then.
    map_zoom = StringField(default="1")
    map_point = StringField()
    frame: MapFrame | None = None
    known: Sequence[str] = ()

    @classmethod
    def of(cls, project: Project, *, is_fresh: bool = False) -> Self:
        """Return the form, with the point in one field."""
        form = super().of(project, is_fresh=is_fresh)
        if (is_fresh or not form.is_submitted()) and form.latitude.data is not None:
            form.point.data = f"{form.latitude.data}, {form.longitude.data}"
        return form

    def offer(self, frame: MapFrame | None, known: Sequence[str]) -> Self:
        """Give the form its map and the names to choose from."""
        self.frame, self.known = frame, known
        self.place.render_kw = {**ANY_DIRECTION, "list": "known-places"}
        return self

    def wants_more(self) -> bool:
        """Say whether a button only asked to look something up or to move the point, and do it."""
        if self.take_place.data and self.take_place.raw_data:
            self.place.data = clean(self.take_place.raw_data[0])
            self.place.raw_data = None
            return True
        if self.move.data or self["map.x"].data is not None:
            self._use_map()
            return True
        return bool(self.find_place.data)

    @property
    def zoom(self) -> int:
        """Return how many times the map is larger than the whole."""
        return max(1, min(number_of(self.map_zoom.data, otherwise=1), CLOSEST))

    @property
    def pin(self) -> PointOnEarth | None:
        """Return the point as it stands in its field, None where there is none to be read."""
        return _readable_point(self.point.data)

    def view(self) -> MapView | None:
        """Return the part of the map that is shown, around the point."""
        return self._view_around(self.pin)

    def corners(self) -> Corners | None:
        """Return where the whole map begins and ends on Earth; None where a part of it is shown."""
        if self.frame is None or self.zoom > 1:
            return None
        west, north = self.frame.to_earth((0, 0))
        east, south = self.frame.to_earth((self.frame.width, self.frame.height))
        return Corners(west, north, east, south)

    def _view_around(self, point: PointOnEarth | None) -> MapView | None:
        if self.frame is None:
            return None
        return view_of(self.frame, self.zoom, _on(self.frame, point))

    def _use_map(self) -> None:
        # Where one has clicked is to be read on the map that was shown then.
        view = self._view_around(_readable_point(self.map_point.data))
        if self.frame is None or view is None:
            return
        asked = (self.move.raw_data or [""])[0] if self.move.data else ""
        if asked in ("closer", "farther"):
            self.map_zoom.data = str(self.zoom * 2 if asked == "closer" else self.zoom // 2)
        elif asked in MOVES:
            x, y = _on(self.frame, self.pin) or view.at((0.5, 0.5))
            east, south = MOVES[asked]
            self._put(self.frame, (x + east * view.width, y + south * view.height))
        else:
            self._put(self.frame, self._clicked(view))

    def _clicked(self, view: MapView) -> tuple[float, float]:
        x, y = self["map.x"].data or 0, self["map.y"].data or 0
        # Whoever presses the map by keyboard sends no place on it.
        if x == y == 0:
            return view.at((0.5, 0.5))
        return view.at((x / SHOWN_WIDTH, y / (SHOWN_WIDTH * view.height / view.width)))

    def _put(self, frame: MapFrame, place: tuple[float, float]) -> None:
        longitude, latitude = frame.to_earth(place)
        for field in (self.latitude, self.longitude, self.point):
            field.raw_data, field.data = None, None
        self.point.data = f"{round(latitude, 6)}, {round(longitude, 6)}"

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then the point."""
        is_fine = super().validate(extra_validators)
        if self.point.data and not self.point.errors:
            is_fine = self.carries_out(self._read_point) and is_fine
        return is_fine and not self.errors

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal of a number beside the field in which it was typed."""
        if refusal.field in ("latitude", "longitude") and self.point.data:
            refusal.field = "point"
        super().refuse(refusal)

    def _read_point(self) -> None:
        read = read_point(self.point.data, language=language().code)
        if read is not None:
            self.latitude.data, self.longitude.data = read.latitude, read.longitude


def _on(frame: MapFrame, point: PointOnEarth | None) -> tuple[float, float] | None:
    return frame.to_map((point.longitude, point.latitude)) if point else None


def _readable_point(text: str | None) -> PointOnEarth | None:
    try:
        return read_point(text or "", language=language().code)
    except Invalid:
        return None


#: A browser sends where an image was clicked under these two names.
PlaceForm = with_fields(
    PlaceWithoutMap, {"map.x": WholeNumber(_l("Across")), "map.y": WholeNumber(_l("Down"))}
)
