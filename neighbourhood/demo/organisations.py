"""The register of the demo city: its associations, entered by those who speak for them and
confirmed by an officer, and one that waits.
"""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import SET_UP, Town
from neighbourhood.organisations import services
from neighbourhood.organisations.models import Organisation
from neighbourhood.organisations.rules import OrganisationFacts
from neighbourhood.places.rules.slugs import proposed_slug

#: Days before today on which the one that waits was entered.
WAITING_SINCE = -2
ABOUT = (
    "Association de quartier inventée pour cette démonstration : entraide, fêtes et petits "
    "chantiers entre voisins."
)


def note_organisations(town: Town) -> None:
    """Note when each association is entered, and when it is confirmed."""
    associations = [one for one in source("people")["groups"] if one["kind"] == "association"]
    for number, entry in enumerate(associations):
        day = SET_UP + 20 + number
        town.diary.note(town.at(day, 10), partial(_enter, town, entry))
        town.diary.note(town.at(day + 3, 11), partial(_confirm, town, entry))
    # So that the desk has something to answer.
    waiting = {
        "name": "Atelier vélo du Busca",
        "neighbourhood": "saint-michel",
        "contact": source("people")["cast"]["resident"],
    }
    town.diary.note(town.at(WAITING_SINCE, 9), partial(_enter, town, waiting))


def _enter(town: Town, entry: Entry) -> Organisation:
    short = proposed_slug(entry["name"], ())
    facts = OrganisationFacts(
        name=entry["name"],
        kind="association",
        about=ABOUT,
        language="fr",
        contact=f"{short}@example.org",
        officer_contact=f"bureau-{short}@example.org",
        place_id=town.places[entry["neighbourhood"]].id,
        languages=("fr",),
    )
    organisation = services.enter_organisation(
        town.session,
        facts,
        actor=town.actor(town.people[entry["contact"]]),
        now=clock.now(),
    )
    town.organisations[entry["name"]] = organisation
    return organisation


def _confirm(town: Town, entry: Entry) -> None:
    services.confirm_organisation(
        town.session,
        town.organisations[entry["name"]],
        actor=town.acting("officer"),
        now=clock.now(),
    )
