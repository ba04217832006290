"""What the page kit brings along: the sentences and tables of the rooms below it, which know no
pages.
"""

from neighbourhood.database import models as database_tables
from neighbourhood.database.person_data import Erasure, about_person
from neighbourhood.outbox import models as outbox_tables
from neighbourhood.trail import models as trail_tables
from neighbourhood.web.room import Room
from neighbourhood.web.words import REFUSALS

KIT = Room(
    name="web",
    tables=(database_tables, outbox_tables, trail_tables),
    refusals=REFUSALS,
    person_data=(
        about_person(outbox_tables.Message.person_id, Erasure.ROW),
        about_person(outbox_tables.Message.address, Erasure.ROW),
        about_person(trail_tables.TrailEntry.actor_id, Erasure.KEEP_NUMBER),
    ),
)
