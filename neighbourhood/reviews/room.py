"""What reviews bring to the house."""

from neighbourhood.languages import _dl
from neighbourhood.permissions import Action
from neighbourhood.reviews import desk
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.room import Room

REVIEWS = Room(
    name="reviews",
    blueprints=(desk.blueprint,),
    waiting=(desk.queue.projects_to_review,),
    due=(desk.queue.reviews_due,),
    navigation=(
        Link(Menu.DESK, 70, _dl("Projects to review"), "reviews_desk.waiting", Action.SEE_REVIEWS),
    ),
)
