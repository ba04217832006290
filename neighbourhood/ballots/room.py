"""What votes and ballots bring to the house."""

from neighbourhood.ballots import desk, models, timed, views, words
from neighbourhood.ballots.presenters import due
from neighbourhood.ballots.presenters.sitting import own_ballots
from neighbourhood.ballots.presenters.way_from_project import way_from_project
from neighbourhood.ballots.vault.installed import init_vault
from neighbourhood.database.person_data import Erasure, about_person
from neighbourhood.languages import _dl
from neighbourhood.web.panels import Panel, Slot
from neighbourhood.web.room import Room

BALLOTS = Room(
    name="ballots",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    refusals=words.REFUSALS,
    acts={
        "ask_to_settle": _dl("Settling after a restore asked for"),
        "discard_ballots": _dl("Ballots of a cancelled round thrown away unread"),
        "destroy_key": _dl("Key of a round destroyed"),
        "end_alarm": _dl("Alarm ended"),
        "open_vote": _dl("Vote opened"),
        "raise_alarm": _dl("Alarm raised"),
        "restore_key": _dl("Key of a round restored"),
        "seal_round": _dl("Round sealed"),
        "settle": _dl("Round settled after a restore"),
        "show_key_half": _dl("Half of a key shown"),
        "take_sealed_ballots": _dl("Sealed ballots taken over"),
    },
    message_kinds={
        "key_half_discarded": _dl("The half of the key of a cancelled round is no longer needed"),
        "key_half_over": _dl("The half of the key is no longer needed"),
        "key_half_ready": _dl("The half of the key can be printed"),
        "vote_again": _dl("The vote has to be cast again"),
    },
    waiting=(desk.votes_in_trouble, due.halves_to_print),
    due=(due.votes_coming, due.halves_due),
    timed=(timed.tend_votes,),
    panels=(Panel(Slot.ACCOUNT, 5, own_ballots), Panel(Slot.PROJECT, 5, way_from_project)),
    person_data=(about_person(models.VotingRight.person_id, Erasure.EMPTY_ONCE_SEALED),),
    init=init_vault,
)
