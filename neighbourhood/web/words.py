"""Refusals as sentences in the reader's language; each room words its own, the kit those below."""

from datetime import date, datetime

from flask_babel import get_locale

from neighbourhood.languages import Sentence, _, _l, formats, with_values
from neighbourhood.money import Money
from neighbourhood.refusals import Refusal
from neighbourhood.web.house import house
from neighbourhood.web.times import show_day, show_deadline, show_moment

#: Names of values that are exclusive ends.
ENDS = {"end", "ended", "ends", "until"}

#: What the kit and the rooms below it refuse.
REFUSALS: dict[str, Sentence] = {
    "not_found": _l("There is nothing at this address."),
    "nobody_may": _l("Nobody can do this."),
    "needs_sign_in": _l("Please sign in first."),
    "needs_is_signed_in": _l("Please sign in first."),
    "needs_lives_in_place": _l(
        "Only people who live here can do this. You can ask for your residency to be confirmed on "
        "your account page."
    ),
    "needs_is_author": _l("Only those who wrote this can change it."),
    "needs_is_member": _l("Only those who speak for this organisation can do that."),
    "needs_is_not_member": _l(
        "You speak for an organisation that this is about, so somebody else decides."
    ),
    "needs_is_first_author": _l("Only the first author can remove somebody."),
    "needs_is_scribe": _l("Only an officer of the place may do this for the person."),
    "needs_has_not_entered": _l("You entered this project yourself, so somebody else judges it."),
    "needs_is_not_author": _l("You cannot judge a project of your own."),
    "needs_is_public": _l("This is not public."),
    "needs_is_officer_here": _l("Only an officer who is responsible here can do this."),
    "needs_is_officer": _l("Only the city's staff can open this page."),
    "needs_is_reviewer": _l("Only reviewers can do this."),
    "needs_is_staff": _l("Only the city's staff can do this."),
    "needs_is_administrator": _l("Only administrators can do this."),
    "needs_sits_on_committee": _l("Only members of this committee can do this."),
    "needs_holds_key_half": _l("Only the two people who keep the key can open this page."),
    "needs_is_not_self": _l("You cannot decide about yourself."),
    "needs_is_system": _l("Only the system itself does this."),
    "needs_is_demo": _l("This exists only in a demo city."),
    "needs_anyone": _l("Nobody can do this."),
    "second_is_first": _l("A second person has to do this: whoever asked cannot also confirm."),
    "second_lacks_role": _l("Only the city's staff can do this."),
    "second_given_by_first": _l(
        "Whoever asked also gave you your role, so you are not a second person. Somebody else has "
        "to confirm."
    ),
    "second_too_new": _l(
        "Your role is younger than %(hours)s hours, so you are not a second person yet. Somebody "
        "else has to confirm."
    ),
    "record_is_final": _l("This record is final and cannot be changed."),
    "money_negative": _l("An amount cannot be below zero."),
    "money_unreadable": _l("Write an amount in figures, such as 1200 or 1200.50."),
    "money_ambiguous": _l(
        "%(typed)s could mean two amounts. Write it without a thousands mark and with the decimal "
        "mark of your language."
    ),
    "money_other_currency": _l(
        "This city counts in %(currency)s. Write the amount in that currency."
    ),
    "money_too_large": _l("This amount is too large."),
    "picture_unreadable": _l("This is not a picture we can read. Choose a PNG, JPEG or WebP file."),
    "picture_too_large": _l(
        "This picture is too large. Choose one of at most 2 MB and 64 million pixels."
    ),
    "photo_unreadable": _l(
        "This is not a picture we can read. Choose a JPEG, PNG, WebP or HEIC file."
    ),
    "photo_too_large": _l(
        "This picture is too large. Choose one of at most 12 MB and 64 million pixels."
    ),
    "upload_not_kept": _l(
        "This file could not be kept, because the city's server has no room or does not answer. "
        "Please try again later, or tell the city."
    ),
    "pictures_busy": _l(
        "Many people are sending pictures right now. Please send this one again in a minute."
    ),
}


def sentence(refusal: Refusal) -> str:
    """Return why something was refused, as one sentence in the reader's language."""
    words = house().refusals.get(refusal.code)
    if words is None:
        return _("This cannot be done.")
    values = {name: shown(value, name) for name, value in refusal.values.items()}
    return with_values(words, values)


def shown(value: object, name: str = "") -> str:
    """Return a value as the reader's language writes it; an instant whose name says so is an end,
    which at midnight belongs to the day before.
    """
    locale = get_locale()
    if isinstance(value, datetime) and name in ENDS:
        return show_deadline(value)
    if isinstance(value, Money):
        return formats.money(value, locale)
    if isinstance(value, datetime):
        return show_moment(value)
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return formats.number(value, locale)
    return str(value)
