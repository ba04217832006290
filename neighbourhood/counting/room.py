"""What the count of a sealed round brings to the house."""

from neighbourhood.counting import words
from neighbourhood.web.room import Room

COUNTING = Room(name="counting", refusals=words.REFUSALS)
