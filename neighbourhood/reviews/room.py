"""What reviews bring to the house."""

from neighbourhood.web.room import Room

REVIEWS = Room(name="reviews")
