"""The demo city itself: its settings, its strategy, its twenty neighbourhoods with invented
outlines, its categories.
"""

from neighbourhood import clock
from neighbourhood.demo.sources import told
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.languages import ready_languages
from neighbourhood.permissions import SYSTEM
from neighbourhood.places import rules, services
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
    )
    services.set_up_city(town.session, settings, usable=usable, actor=SYSTEM, now=clock.now())
    write_strategy(town)
    for facts in told("neighbourhoods")["neighbourhoods"]:
        add_neighbourhood(town, facts)
    for category in told("categories")["categories"]:
        added = add_category(
            town.session,
            slug=category["slug"],
            name=category["name"],
            actor=SYSTEM,
            now=clock.now(),
        )
        town.categories[category["slug"]] = added


def write_strategy(town: Town) -> None:
    """Write the city's participation strategy in all its languages."""
    given = told("strategy")
    texts = {code: "\n\n".join(paragraphs) for code, paragraphs in given["paragraphs"].items()}
    strategy = rules.Strategy(
        strategy=texts,
        equal_treatment=given["equal_treatment"],
        decision=given["decision"]["fr"],
        decided_on=given["decision_date"],
        responsible=given["responsible"]["fr"],
    )
    services.write_strategy(town.session, strategy, actor=SYSTEM, now=clock.now())


def add_neighbourhood(town: Town, given: dict[str, object]) -> None:
    """Add a neighbourhood whose facts are marked as invented."""
    names = ("name", "slug", "population", "boundary", "profile")
    facts = rules.NeighbourhoodFacts(
        **{name: given[name] for name in names}, source=SOURCE, is_invented=True
    )  # type: ignore[arg-type]
    added = services.add_neighbourhood(town.session, facts, actor=SYSTEM, now=clock.now())
    town.neighbourhoods[added.slug] = added
