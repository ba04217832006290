"""What the demo city brings to the house."""

from neighbourhood.demo import guard, views, words
from neighbourhood.web.room import Room

DEMO = Room(
    name="demo",
    blueprints=(views.blueprint,),
    refusals=words.REFUSALS,
    init=guard.init_demo,
)
