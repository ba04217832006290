"""The demo city itself: its settings, its strategy, the city and its twenty neighbourhoods with
invented outlines, its categories.
"""

from neighbourhood import clock
from neighbourhood.demo.sources import Entry, base_map_text, pasted_holidays, source
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.languages import ready_languages
from neighbourhood.permissions import SYSTEM
from neighbourhood.places import rules, services
from neighbourhood.places.models import Place
from neighbourhood.places.rules.base_map import read_base_map
from neighbourhood.places.rules.holidays import read_holidays
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.services import add_category

PROGRAMME = {
    "en": "Act in my neighbourhood",
    "fr": "Agir dans mon quartier",
    "nl": "Doen in mijn buurt",
    "ar": "أتحرّك في حيّي",
    "tr": "Mahallem için harekete geçiyorum",
    "fa": "در محله‌ام دست به کار می‌شوم",
    "uk": "Дію у своєму кварталі",
}
#: The city's own language; the others follow in the order of the list of languages.
OWN_LANGUAGE = "fr"
#: Where an officer can be met, so that nobody is sent to a place without an address.
WHERE_TO_COME = (
    "Bureau de la participation des quartiers (inventé pour cette démonstration), hôtel de ville, "
    "du lundi au vendredi de 9 h à 17 h."
)
#: In the city's own language, as its staff would write it.
SKETCH = (
    "Fleuve, canaux et rues : croquis approximatif, dessiné à la main pour cette démonstration."
)
SOURCE = "Invented for this demo: boundary, population and profile are not real."


def found_city(town: Town) -> None:
    """Set the city up, mark it as a demo, and lay out its neighbourhoods and categories."""
    usable = {code: language.is_desk_language for code, language in ready_languages().items()}
    settings = rules.CitySettings(
        name="Toulouse",
        programme=PROGRAMME,
        currency="EUR",
        timezone=ZONE.key,
        languages=tuple(sorted(usable, key=lambda code: code != OWN_LANGUAGE)),
        is_demo=True,
        contact_email="participation@example.org",
        contact_text=WHERE_TO_COME,
    )
    services.set_up_city(town.session, settings, usable=usable, actor=SYSTEM, now=clock.now())
    write_strategy(town)
    holidays = read_holidays(pasted_holidays())
    services.set_holidays(town.session, holidays, actor=SYSTEM, now=clock.now())
    draw_base_map(town)
    whole_city = add_place(town, source("neighbourhoods")["city"], Level.CITY)
    for neighbourhood in source("neighbourhoods")["neighbourhoods"]:
        add_place(town, neighbourhood, Level.NEIGHBOURHOOD, parent_id=whole_city.id)
    for category in source("categories")["categories"]:
        added = add_category(
            town.session,
            slug=category["slug"],
            name=category["name"],
            actor=SYSTEM,
            now=clock.now(),
        )
        town.categories[category["slug"]] = added


def write_strategy(town: Town) -> None:
    """Write the city's participation strategy in the languages the file has."""
    entry = source("strategy")
    texts = {code: "\n\n".join(paragraphs) for code, paragraphs in entry["paragraphs"].items()}
    strategy = rules.Strategy(
        strategy=texts,
        equal_treatment=entry["equal_treatment"],
        decision=entry["decision"]["fr"],
        decided_on=entry["decision_date"],
        responsible=entry["responsible"]["fr"],
    )
    services.write_strategy(town.session, strategy, actor=SYSTEM, now=clock.now())


def draw_base_map(town: Town) -> None:
    """Draw the demo's sketch of the river and some streets under the maps."""
    base_map = read_base_map(base_map_text(), None)
    base_map["source"] = SKETCH
    services.set_base_map(town.session, base_map, actor=SYSTEM, now=clock.now())


def add_place(town: Town, entry: Entry, level: Level, parent_id: int | None = None) -> Place:
    """Add a place whose facts are marked as invented."""
    called = source("place-names")
    facts = rules.PlaceFacts(
        name=entry["name"],
        names=called["names"].get(entry["slug"], {}),
        addresses=tuple(called["addresses"].get(entry["slug"], ())),
        slug=entry["slug"],
        level=level,
        parent_id=parent_id,
        population=entry["population"],
        boundary=entry["boundary"],
        profile=entry["profile"],
        source=SOURCE,
        is_invented=True,
    )
    added = services.add_place(town.session, facts, actor=SYSTEM, now=clock.now())
    town.places[added.slug] = added
    return added
