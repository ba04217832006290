"""What shortlists bring to the house."""

from neighbourhood.shortlists import models
from neighbourhood.web.room import Room

SHORTLISTS = Room(name="shortlists", tables=(models,))
