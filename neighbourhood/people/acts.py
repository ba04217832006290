"""The acts of the trail, and the things acted on, in the staff's words."""

from typing import Any

from neighbourhood.languages import _d, _dl

ACTS: dict[str, Any] = {
    "add_category": _dl("Category added"),
    "add_neighbourhood": _dl("Neighbourhood added"),
    "add_round": _dl("Round added"),
    "add_seat": _dl("Committee seat filled"),
    "ask_publication": _dl("Publication asked for"),
    "ask_to_move_end": _dl("Later end of a phase asked for"),
    "ask_to_settle": _dl("Settling after a restore asked for"),
    "change_edition": _dl("Edition changed"),
    "change_round": _dl("Round changed"),
    "confirm_moved_end": _dl("Later end of a phase confirmed"),
    "confirm_residency": _dl("Residency confirmed"),
    "declare_interest": _dl("Interest in a project declared"),
    "destroy_key": _dl("Key of a round destroyed"),
    "draw_seed": _dl("Seed of a draw entered"),
    "edit_neighbourhood": _dl("Neighbourhood changed"),
    "end_alarm": _dl("Alarm ended"),
    "end_role": _dl("Role ended"),
    "end_seat": _dl("Committee seat ended"),
    "enter_council_act": _dl("Act of the council entered"),
    "freeze": _dl("Rules of a round frozen"),
    "give_role": _dl("Role given"),
    "import_round": _dl("Round imported from a file"),
    "name_key_holders": _dl("Keepers of the key named"),
    "open_edition": _dl("Edition opened"),
    "open_meeting": _dl("Meeting opened"),
    "open_vote": _dl("Vote opened"),
    "publish_minutes": _dl("Minutes published"),
    "publish_results": _dl("Result published"),
    "raise_alarm": _dl("Alarm raised"),
    "record_decision": _dl("Decision of a committee recorded"),
    "refuse_publication": _dl("Publication refused"),
    "refuse_residency": _dl("Residency refused"),
    "restore_key": _dl("Key of a round restored"),
    "review_project": _dl("Project reviewed"),
    "seal_round": _dl("Round sealed"),
    "set_emblem": _dl("Emblem of the city set"),
    "set_special_rules": _dl("Special rules of a round set"),
    "set_up_city": _dl("City set up"),
    "settle": _dl("Round settled after a restore"),
    "show_key_half": _dl("Half of a key shown"),
    "take_sealed_ballots": _dl("Sealed ballots taken over"),
    "withdraw_project": _dl("Project withdrawn"),
    "write_minutes": _dl("Minutes written"),
    "write_strategy": _dl("Participation strategy written"),
}

SUBJECTS: dict[str, Any] = {
    "category": _dl("Category %(number)s"),
    "city": _dl("The city"),
    "decision": _dl("Decision %(number)s"),
    "edition": _dl("Edition %(number)s"),
    "meeting": _dl("Meeting %(number)s"),
    "neighbourhood": _dl("Neighbourhood %(number)s"),
    "person": _dl("Person %(number)s"),
    "project": _dl("Project %(number)s"),
    "residency": _dl("Residency claim %(number)s"),
    "round": _dl("Round %(number)s"),
    "seat": _dl("Seat %(number)s"),
}


def worded(act: str) -> str:
    """Return what was done as a heading, or its code where it has none yet."""
    return str(ACTS.get(act, act))


def subject_of(subject: str) -> str:
    """Return the thing acted on, such as "Round 12"."""
    kind, _colon, number = subject.partition(":")
    found = SUBJECTS.get(kind)
    return str(found) % {"number": number} if found else subject


def name_of(actor_id: int | None, names: dict[int, str]) -> str:
    """Return who acted: a name, a number where the name is gone, or the system itself."""
    if actor_id is None:
        return _d("The system")
    return names.get(actor_id) or _d("Person %(number)s", number=actor_id)


def value_of(value: object) -> str:
    """Return a value of an entry as one line."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {value_of(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(value_of(part) for part in value)
    return str(value)
