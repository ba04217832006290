"""What results say: why a project was chosen or not, how the count went, and why something about
results is refused.
"""

from neighbourhood.languages import _dl, _l

#: Reason of the count -> the shortest true sentence; the longer ones with their figures are in
#: `explanation/reasons.py`.
REASONS = {
    "selected": _l("It was chosen by the vote."),
    "prefunded": _l("It was paid from the fund before the count."),
    "withdrawn": _l("It was withdrawn after the ballot was printed."),
    "already_funded": _l("It was already funded on another list, so it took no money here."),
    "no_votes": _l("Nobody voted for it."),
    "below_minimum": _l("It did not reach the votes that every project needs."),
    "does_not_fit": _l("When its turn came, the money left was not enough."),
    "stopped_before": _l("The count ended at another project that stood before it."),
    "excluded_by": _l("A project that excludes it was chosen first."),
    "category_full": _l("When its turn came, too little money was left for its category."),
    "dearer_than_fund": _l("It costs more than the whole fund."),
    "supporters_too_poor": _l("Too few people voted for it to pay for it together."),
    "supporters_spent_elsewhere": _l(
        "The people who voted for it had already paid for other projects."
    ),
    "next_step_overspends": _l("It was the next in line, but the fund would not have been enough."),
}

#: Step of the count that is about no single project or has a name of its own -> its heading.
STEPS = {
    "endowment": _l("Everybody gets the same share"),
    "comparison": _l("The two ways of counting are compared"),
    "end": _l("Nothing more can be paid for"),
}

#: What decided between projects that stood exactly alike.
TIES = {
    "cost": _l("It stood exactly level with others and went first because it costs less."),
    "points": _l("It stood exactly level with others and went first because it has more votes."),
    "votes": _l("It stood exactly level with others and went first because it has more votes."),
    "lot": _l("It stood exactly level with others and went first by lot."),
    "number": _l("It stood exactly level with others and went first because of its number."),
}

#: How a committee departed from the vote.
DEPARTURES = {
    "not_funded": _l("The vote chose it, but the committee did not fund it."),
    "funded": _l("The vote did not choose it, but the committee funded it."),
    "other_amount": _l("The committee gave it another amount than it costs."),
    "city_did_not": _l("The city did not choose it."),
    "city_did": _l("The city chose it."),
}

REFUSALS = {
    "decisions_missing": _l(
        "The committee has not decided on every project that the vote has chosen. Missing: "
        "%(missing)s."
    ),
    "correction_needs_reason": _l(
        "Please say why the published result is corrected. Everybody will read it."
    ),
    "content_changed": _l(
        "What would be published has changed since it was asked for. Please look at it again and "
        "ask anew."
    ),
    "request_answered": _l("Somebody has already answered this request."),
    "lot_needs_seed": _l(
        "Two projects stand exactly level. Please enter the seed of the lot, as it was drawn in "
        "public."
    ),
    "nothing_published": _l("Nothing is published yet."),
    "act_entered": _l("The council's act is already entered."),
    "act_needs_body": _l("Please say who confirmed the result."),
    "act_needs_number": _l("Please enter the number of the act."),
    "act_in_future": _l("This day has not come yet."),
    "receipt_unknown": _l(
        "This code is not in the published list. Please check each figure, and that you are on "
        "the page of the round in which you voted."
    ),
    "import_ballot_kind": _l(
        "The ballots are of the kind %(kind)s; expected approval or choose-1."
    ),
    "import_currency": _l("The amounts are in %(theirs)s; this city counts in %(ours)s."),
    "import_no_currency": _dl(
        "The file does not say in which currency its amounts are. Say it with --currency, such as "
        "--currency EUR."
    ),
    "import_other_currency": _dl(
        "You say that the amounts are in %(said)s; the file says %(theirs)s."
    ),
    "import_id_too_long": _l(
        "The project id %(id)s is too long; expected at most %(most)s characters."
    ),
    "import_fraction": _l(
        "The amount %(amount)s is no whole number of the smallest unit of money."
    ),
    "import_dates": _l(
        "date_begin and date_end are no days in order; expected dd.mm.yyyy or a year."
    ),
    "import_edition_differs": _l("The edition %(edition)s exists and has another ballot or rule."),
}

#: Where the result of a round stands, in the order of its life.
RESULT_STATES = {
    "open": _dl("Not sealed yet"),
    "unpublished": _dl("Sealed, not published"),
    "published": _dl("Published"),
}
