"""What organisations bring to the house."""

from neighbourhood.web.room import Room

ORGANISATIONS = Room(name="organisations")
