"""What editions and rounds bring to the house."""

from neighbourhood.database.person_data import done_by
from neighbourhood.languages import _dl, _l
from neighbourhood.permissions import Action
from neighbourhood.places.queries import (
    are_clock_and_money_in_use,
    has_rounds_in,
    is_vote_open_in,
)
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import desk, models, queries, views, words
from neighbourhood.rounds.ballot_kinds import words as ballot_words
from neighbourhood.rounds.presenters.names import edition_titles, round_names
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.room import Room

ROUNDS = Room(
    name="rounds",
    tables=(models,),
    blueprints=(views.editions.blueprint, views.previews.blueprint, desk.blueprint),
    thing_names={ThingKind.EDITION: edition_titles, ThingKind.ROUND: round_names},
    refusals=words.REFUSALS | ballot_words.REFUSALS,
    constraints={
        "uq_editions_slug": (NotNow, "slug_taken"),
        "fk_rounds_edition_id": (NotNow, "edition_is_public"),
        "fk_rounds_place_id_level": (NotNow, "place_in_use"),
        "uq_rounds_edition_id_place_id": (NotNow, "round_exists"),
        "uq_rounds_slug": (NotNow, "round_exists"),
        "uq_round_endings_round_id": (NotNow, "ending_already_asked"),
        "ck_round_endings_two_people": (NotNow, "second_is_first"),
        "pk_frozen_rules": (NotNow, "rules_are_frozen"),
        "uq_frozen_rules_round_id": (NotNow, "rules_are_frozen"),
        "ck_funds_allocated": (NotNow, "fund_would_be_exceeded"),
        "ck_funds_amount": (NotNow, "fund_would_be_exceeded"),
        "ck_funds_paid": (NotNow, "fund_would_be_exceeded"),
    },
    acts={
        "add_round": _dl("Round added"),
        "ask_to_end_round": _dl("End of a round before its time asked for"),
        # Named when only ends moved; what was recorded then must stay readable.
        "ask_to_move_end": _dl("Move of a phase asked for"),
        "change_edition": _dl("Edition changed"),
        "change_round": _dl("Round changed"),
        "confirm_ended_round": _dl("Round ended before its time"),
        "confirm_moved_end": _dl("Move of a phase confirmed"),
        "delete_edition": _dl("Edition deleted"),
        "delete_round": _dl("Round of a draft deleted"),
        "freeze": _dl("Rules of a round frozen"),
        "make_public": _dl("Edition made public"),
        "name_key_holders": _dl("Keepers of the key named"),
        "open_edition": _dl("Draft of an edition opened"),
        "renew_preview": _dl("Preview link of a draft made"),
        "set_dates": _dl("Dates of all rounds of a draft set"),
        "withdraw_move": _dl("Move of a phase taken back"),
        "withdraw_ending": _dl("End of a round before its time taken back"),
    },
    things={
        ThingKind.EDITION: _dl("Edition %(number)s"),
        ThingKind.ROUND: _dl("Round %(number)s"),
    },
    message_kinds={
        "phase_moved": _dl("A phase was moved"),
        "round_ended": _dl("A round was cancelled, or did not take place"),
    },
    waiting=(
        desk.moves.moves_to_confirm,
        desk.endings.ends_to_settle,
    ),
    due=(desk.due.dates_of_rounds, desk.due.moves_to_confirm),
    navigation=(
        Link(Menu.PUBLIC, 20, _l("Votes of the city"), "rounds.editions", Action.SEE_PUBLIC_PAGES),
        Link(Menu.DESK, 60, _dl("Editions"), "rounds_desk.editions", Action.OPEN_EDITIONS),
    ),
    person_data=(
        done_by(models.Round.first_key_holder_id),
        done_by(models.Round.second_key_holder_id),
        done_by(models.Round.settling_asked_by_id),
        done_by(models.MovedDate.asked_by_id),
        done_by(models.MovedDate.confirmed_by_id),
        done_by(models.RoundEnding.asked_by_id),
        done_by(models.RoundEnding.confirmed_by_id),
        done_by(models.FundEntry.actor_id),
    ),
    answers=(
        are_clock_and_money_in_use.answered_by(queries.is_any_round),
        has_rounds_in.answered_by(queries.has_rounds_in),
        is_vote_open_in.answered_by(queries.is_vote_open_in),
    ),
)
