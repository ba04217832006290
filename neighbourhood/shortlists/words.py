"""Sentences of short lists: their terms, what became of each project, why something is refused."""

from neighbourhood.languages import Sentence, _, _dl, _l, _n
from neighbourhood.shortlists.rules import Choice, Terms, Way, Why

WAYS: dict[str, Sentence] = {
    "": _dl("No short list: the city checks every project"),
    Way.SUPPORT: _dl("Residents support projects"),
    Way.JURY: _dl("A jury chooses"),
}

#: What a jury says of a project where it has no words of its own.
STANDARD_REASON = _l("The jury found other projects more convincing.")

#: What the rule found, behind the number of supports or opinions.
WHY: dict[str, Sentence] = {
    Why.CHOSEN: _l("That is place %(place)s, so it is on the short list."),
    Why.TIED: _l(
        "It shares the last place with others that have as many. All of them are on the short list."
    ),
    Why.TOO_FEW: _l("It is not on the short list: the least number needed is %(least)s."),
    Why.NO_MAJORITY: _l("It is not on the short list: more yes than no is needed."),
    Why.OTHERS_HAD_MORE: _l(
        "It is not on the short list: the last project that came onto it has %(last)s."
    ),
}
OTHERS_OF_CATEGORY = _l(
    "It is not on the short list: the last project of its category that came onto it has %(last)s."
)

REFUSALS = {
    "needs_sits_on_jury": _l("Only members of this jury can do this."),
    "needs_leads_jury": _l("Only the one who leads this jury can do this."),
    "shortlist_way_unknown": _dl("Please choose how the short list is made."),
    "shortlist_terms_bound": _dl(
        "The time for the short list has begun in a round of this edition. Its terms cannot change "
        "any more."
    ),
    "shortlist_only_in_draft": _dl(
        "The edition is public, and its dates are promises: a short list cannot be added or taken "
        "out any more."
    ),
    "shortlist_without_review": _dl(
        "%(place)s has no phase in which the city checks the projects, so a short list would lead "
        "nowhere."
    ),
    "shortlist_terms_missing": _dl(
        "%(place)s has a phase for a short list, but nobody has set how it is made."
    ),
    "shortlist_without_support": _l("Residents do not support projects in this round."),
    "shortlist_without_jury": _l("No jury chooses in this round."),
    "shortlist_is_made": _l("The short list is made and does not change any more."),
    "shortlist_still_open": _l("The time for the short list has not ended yet."),
    "no_supports_left": _l(
        "You have used all of your %(most)s supports. Take one back to support this project."
    ),
    "supports_changed_meanwhile": _l(
        "Your supports have changed meanwhile. Please look at them and try again."
    ),
    "shortlist_not_made": _l("The short list is not made yet."),
    "support_given_twice": _l("You support this project already."),
    "sits_as_missing": _dl("Please say who this person is, such as: last year's winner."),
    "sits_as_too_long": _dl("Please use at most %(most)s characters."),
    "too_many_jurors": _dl("A jury has at most %(most)s seats."),
    "jury_reason_too_long": _l("Please use at most %(most)s characters."),
    "jury_seat_to_oneself": _dl("You cannot give yourself a seat. Somebody else has to do it."),
    "person_on_jury": _dl("This person has a seat on the jury already."),
    "jury_chair_is_taken": _dl("Somebody else leads this jury already."),
    "jury_has_begun": _dl("The jury has begun, so its seats stay."),
    "jury_is_over": _dl("The jury's time has ended."),
    "jury_not_begun": _l("The jury has not begun yet."),
    "jury_seats_changed": _dl("Somebody else changed the seats meanwhile. Please look again."),
    "jury_reason_missing": _l("Please give the reason; everybody will read it."),
    "jury_reasons_missing": _l(
        "The jury's reason is missing for %(count)s projects that are not on the list, the first "
        "of them number %(first)s."
    ),
    "own_project_on_jury": _l("This is a project of your own, so the others judge it."),
    "jury_list_not_asked": _dl("Nobody has put the jury's list forward yet."),
    "jury_list_changed": _dl(
        "Something has changed since the list was put forward, such as a project that was "
        "withdrawn. It has to be put forward again."
    ),
    "juror_confirms_not": _dl("You sit on this jury. Somebody else has to confirm its list."),
}


def terms_sentences(terms: Terms) -> list[str]:
    """Return how a short list is made, as everybody reads it before it begins."""
    way = _of_support(terms) if terms.way == Way.SUPPORT else _of_jury(terms)
    return [
        *way,
        _most_sentence(terms),
        _("If several share the last place, all of them come onto the list."),
        _(
            "There is no appeal against the short list. Everybody can still read what is not on "
            "it, and its authors can propose it again in a later round."
        ),
    ]


def _of_support(terms: Terms) -> list[str]:
    return [
        _n(
            "Each resident can support %(num)s project, and take the support back until the end.",
            "Each resident can support up to %(num)s projects, and take a support back until the "
            "end.",
            terms.supports_each,
        ),
        _("You can support a project of your own, like anybody else."),
        _n(
            "A project needs the support of at least %(num)s resident.",
            "A project needs the support of at least %(num)s residents.",
            terms.least,
        ),
        _("Everybody sees how many support each project.")
        if terms.is_open
        else _(
            "Nobody sees the numbers before the time is over, not even the city's staff on this "
            "site. Whoever runs its server could read them there."
        ),
        _("Who supports what is shown to nobody."),
    ]


def _of_jury(terms: Terms) -> list[str]:
    return [
        _(
            "A jury chooses. Each member says yes or no to each project. Nobody judges a project "
            "of their own."
        ),
        _n(
            "A project needs more yes than no, and at least %(num)s yes.",
            "A project needs more yes than no, and at least %(num)s yes.",
            terms.least,
        ),
        _(
            "The jury gives its reason for each project that does not come onto the list. Two "
            "people confirm the list."
        ),
    ]


def _most_sentence(terms: Terms) -> str:
    if terms.by_category:
        return _n(
            "Of those, the one with the most comes onto the list: %(num)s project of each "
            "category.",
            "Of those, the ones with the most come onto the list: at most %(num)s projects of "
            "each category.",
            terms.most_projects,
        )
    return _n(
        "Of those, the one with the most comes onto the list: %(num)s project.",
        "Of those, the ones with the most come onto the list: at most %(num)s projects.",
        terms.most_projects,
    )


def voices_sentence(terms: Terms, choice: Choice) -> str:
    """Return how many support a project, or what the jury said of it."""
    one = choice.candidate
    if terms.way == Way.JURY:
        return _("Yes: %(yes)s. No: %(no)s.", yes=one.voices, no=one.against)
    return support_sentence(one.voices)


def support_sentence(number: int) -> str:
    """Return how many residents support a project."""
    return _n("%(num)s resident supports it.", "%(num)s residents support it.", number)
