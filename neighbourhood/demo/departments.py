"""The departments of the demo city, set up on the day before today, so that their reviewers find
projects that wait.
"""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import Town
from neighbourhood.reviews.rules import DepartmentTerms
from neighbourhood.reviews.services import add_department, assign_waiting

#: Days before today. Later than the verdicts of the files, which nobody gave by a sheet.
SET_UP_ON = -1


def note_departments(town: Town) -> None:
    """Note when the departments are set up and get the projects that wait."""
    for entry in source("departments")["departments"]:
        town.diary.note(town.at(SET_UP_ON, 17), partial(_add, town, entry))
    town.diary.note(town.at(SET_UP_ON, 18), partial(_assign, town))


def _add(town: Town, entry: Entry) -> None:
    terms = DepartmentTerms(
        name=entry["name"],
        email=entry["email"],
        category_ids=frozenset(town.categories[slug].id for slug in entry["categories"]),
        member_ids=frozenset(town.playing(part).id for part in entry["members"]),
    )
    add_department(town.session, entry["slug"], terms, actor=town.acting("staff"), now=clock.now())


def _assign(town: Town) -> None:
    assign_waiting(town.session, actor=town.acting("staff"), now=clock.now())
