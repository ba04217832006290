"""Many places at once at the desk: a file is read and shown, and only then saved."""

from dataclasses import dataclass

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _dn
from neighbourhood.permissions import Action
from neighbourhood.places import queries, rules, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.desk.maps import map_of_file
from neighbourhood.places.forms.place_files import (
    ImportForm,
    PlaceFileForm,
    import_form,
    starting_import,
)
from neighbourhood.places.models import Place
from neighbourhood.places.presenters.place_files import (
    Findings,
    Surroundings,
    Wish,
    findings_of,
)
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.rules.place_files import (
    LONGEST_FILE,
    PlaceFile,
    as_text,
    read_place_file,
    with_swapped,
)
from neighbourhood.places.words import list_name
from neighbourhood.refusals import Invalid
from neighbourhood.web import actor, go, guard, own_transaction, page, say, session, takes_up_to
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write

#: The largest file, and a little for the rest of the form.
LARGEST_BODY = LONGEST_FILE + 2**16


@dataclass
class _Import:
    """A file with the form that says what is to be made of it."""

    file: PlaceFile
    form: ImportForm
    places: list[Place]

    @property
    def wishes(self) -> list[Wish]:
        """Return what is wanted of each feature."""
        return [
            Wish(bool(self.form.of("keep", number).data), self.form.of("name", number).data or "")
            for number in range(len(self.file.features))
        ]

    def findings(self) -> Findings:
        """Look through the file as it would be saved."""
        parent = next((one for one in self.places if one.id == self.form.parent_id.data), None)
        region = queries.region_of_city(session(), self.places)
        around = Surroundings(self.places, region, Level(self.form.level.data), parent)
        return findings_of(self.file, self.wishes, around)


@blueprint.route("/neighbourhoods/import/", methods=["GET", "POST"])
@own_transaction  # it only reads; what is read is saved by the next step
@takes_up_to(LARGEST_BODY)
@guard(Action.EDIT_PLACES)
def import_places() -> Answer:
    form = PlaceFileForm()
    if form.validate_on_submit() and form.carries_out(lambda: read_place_file(form.text())):
        return _preview(_begun(form.result))
    return page("places/desk/import.html", form=form, list_name=list_name())


@blueprint.route("/neighbourhoods/import/check/", methods=["POST"])
@own_transaction
@guard(Action.EDIT_PLACES)
def check_import() -> Answer:
    form = PlaceFileForm()
    if not form.carries_out(lambda: read_place_file(form.text())):
        return page("places/desk/import.html", form=form, list_name=list_name())
    work = _continued(form.result)
    step = request.form.get("step")
    if step == "swap":
        _swap(work)
    work.form.fill_anew(work.file)
    is_fine = work.form.validate_on_submit() and step == "save"
    if is_fine and work.form.carries_out(lambda: _save(work)):
        number = len(work.form.result)
        say(_dn("%(num)s place is added.", "%(num)s places are added.", number))
        return go("places_desk.neighbourhoods")
    return _preview(work)


def _begun(file: PlaceFile) -> _Import:
    places = list(queries.all_places(session()))
    city = next((place for place in places if place.level is Level.CITY), None)
    form = import_form(file, places, formdata=None, data=starting_import(file, city))
    form.fill_anew(file)
    return _Import(file, form, places)


def _continued(file: PlaceFile) -> _Import:
    places = list(queries.all_places(session()))
    return _Import(file, import_form(file, places), places)


def _swap(work: _Import) -> None:
    """Read the features that seem swapped the other way round, or all where none seems so."""
    swapped = work.findings().swapped or frozenset(range(len(work.file.features)))
    work.file = with_swapped(work.file, swapped)
    work.form.collection.data = as_text(work.file)
    work.form.collection.raw_data = None
    for number in swapped:
        keep = work.form.of("keep", number)
        keep.data = keep.data or work.file.features[number].problem is None


def _preview(work: _Import) -> Answer:
    findings = work.findings()
    return page(
        "places/desk/import_check.html",
        form=work.form,
        file=work.file,
        findings=findings,
        drawn=map_of_file(work.file, work.wishes, work.places),
        kept=sum(wish.is_kept for wish in work.wishes),
    )


def _save(work: _Import) -> list[Place]:
    findings, form = work.findings(), work.form
    kept = [row for row in findings.rows if row.is_kept]
    if not kept:
        raise Invalid("import_none_ticked")
    if findings.wrong:
        names = ", ".join(work.wishes[row.number].name or "–" for row in findings.wrong)
        raise Invalid("import_problems", names=names)
    if findings.needs_a_look and not form.is_meant.data:
        raise Invalid("import_unseen", field="is_meant")
    facts = [
        rules.PlaceFacts(
            name=work.wishes[row.number].name,
            slug=row.slug,
            level=Level(form.level.data),
            parent_id=form.parent_id.data or None,
            population=form.of("people", row.number).data,
            boundary=work.file.features[row.number].boundary,
            source=form.source.data,
            is_meant=bool(form.is_meant.data),
        )
        for row in kept
    ]
    with short_write(is_public=True):
        return services.import_places(session(), facts, actor=actor(), now=clock.now())
