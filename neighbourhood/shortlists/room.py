"""What shortlists bring to the house."""

from neighbourhood.web.room import Room

SHORTLISTS = Room(name="shortlists")
