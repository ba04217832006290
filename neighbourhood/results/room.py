"""What results bring to the house."""

from neighbourhood.counting.queries import settled_lists
from neighbourhood.database.person_data import done_by
from neighbourhood.languages import _dl
from neighbourhood.permissions import Action
from neighbourhood.projects.presenters.outcomes import published_outcomes
from neighbourhood.refusals import NotNow
from neighbourhood.results import desk, models, queries, views, words
from neighbourhood.results.presenters import edition_results, ended_rounds, project_outcomes
from neighbourhood.rounds.queries import is_result_published, people_concerned_by
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.panels import Note, Panel, Slot
from neighbourhood.web.room import Room

RESULTS = Room(
    name="results",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    refusals=words.REFUSALS,
    constraints={
        "uq_publications_round_id_version": (NotNow, "request_answered"),
        "uq_publications_request_id": (NotNow, "request_answered"),
        "ck_publication_requests_two_people": (NotNow, "second_is_first"),
        "pk_council_acts": (NotNow, "act_entered"),
        "uq_council_acts_round_id": (NotNow, "act_entered"),
    },
    acts={
        "ask_publication": _dl("Publication asked for"),
        "enter_council_act": _dl("Act of the council entered"),
        "import_round": _dl("Round imported from a file"),
        "publish_results": _dl("Result published"),
        "refuse_publication": _dl("Publication refused"),
    },
    message_kinds={"result_published": _dl("Result published")},
    waiting=(desk.results_to_confirm, desk.results_to_publish),
    due=(desk.results_due,),
    navigation=(
        Link(Menu.DESK, 80, _dl("Results"), "results_desk.rounds", Action.ASK_PUBLICATION),
    ),
    person_data=(
        done_by(models.PublicationRequest.asked_by_id),
        done_by(models.PublicationRequest.answered_by_id),
        done_by(models.CouncilAct.entered_by_id),
    ),
    panels=(
        Panel(Slot.ROUND_LINKS, 30, edition_results.way_to_result),
        Panel(Slot.EDITION, 10, edition_results.results_by_level),
        Panel(Slot.ACCOUNT, 30, ended_rounds.ended_rounds),
    ),
    answers=(
        settled_lists.answered_by(queries.settled_lists),
        published_outcomes.answered_by(project_outcomes.outcomes_of),
        is_result_published.answered_by(queries.is_published),
        people_concerned_by.answered_by(queries.people_of_round),
    ),
    notes=(Note(ThingKind.ROUND, edition_results.results_of_rounds),),
)
