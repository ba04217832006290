"""What comparisons bring to the house."""

from neighbourhood.comparisons import desk, words
from neighbourhood.languages import _dl
from neighbourhood.permissions import Action
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.room import Room

COMPARISONS = Room(
    name="comparisons",
    blueprints=(desk.blueprint,),
    refusals=words.REFUSALS,
    navigation=(
        Link(Menu.DESK, 90, _dl("Compare rules"), "comparisons_desk.compare", Action.COMPARE_RULES),
    ),
)
