"""What the pages that look into many rooms bring to the house."""

from neighbourhood.database.person_data import Erasure, about_person
from neighbourhood.languages import _dl, _l
from neighbourhood.outbox.models import Reminder
from neighbourhood.pages import desk, timed, views
from neighbourhood.pages.presenters import fund_page, signs
from neighbourhood.permissions import Action
from neighbourhood.places.words import LIST_NAME
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.panels import Panel, Slot
from neighbourhood.web.room import Room

PAGES = Room(
    name="pages",
    blueprints=(views.blueprint, views.neighbourhoods.blueprint, desk.blueprint),
    message_kinds={
        "due_soon": _dl("What is due in the next two weeks"),
        "due_tomorrow": _dl("What is due tomorrow"),
    },
    waiting=(desk.people_to_tell,),
    timed=(timed.remind_of_what_is_due,),
    person_data=(about_person(Reminder.person_id, Erasure.ROW),),
    panels=(
        Panel(Slot.ROUND_LINKS, 40, fund_page.way_to_fund),
        Panel(Slot.PROJECT, 40, fund_page.way_from_project),
        Panel(Slot.ROUND_LINKS, 90, signs.way_from_round),
    ),
    navigation=(
        Link(Menu.PUBLIC, 10, LIST_NAME, "neighbourhoods.list", Action.SEE_PUBLIC_PAGES),
        Link(Menu.PUBLIC, 40, _l("Help"), "pages.help", Action.SEE_PUBLIC_PAGES),
        Link(Menu.ACCOUNT, 10, _l("Desk"), "pages_desk.home", Action.USE_DESK),
        Link(Menu.DESK, 10, _dl("What waits"), "pages_desk.home", Action.USE_DESK),
        Link(Menu.DESK, 120, _dl("Messages"), "pages_desk.outbox", Action.READ_OUTBOX),
        Link(Menu.FOOTER, 10, _l("About this site"), "pages.about", Action.SEE_PUBLIC_PAGES),
        Link(Menu.FOOTER, 20, _l("Privacy"), "pages.privacy", Action.SEE_PUBLIC_PAGES),
        Link(Menu.FOOTER, 30, _l("Accessibility"), "pages.accessibility", Action.SEE_PUBLIC_PAGES),
    ),
)
