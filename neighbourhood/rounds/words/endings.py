"""What is said of a round that has ended badly."""

from dataclasses import dataclass

from neighbourhood.languages import Sentence, _l
from neighbourhood.rounds.rules import Ending


@dataclass(frozen=True)
class EndingWords:
    """What the pages say of a round that ended in one of the bad ways."""

    #: On a badge.
    name: Sentence
    headline: Sentence
    sentence: Sentence
    #: Instead of a reason, where nobody has given one.
    unexplained: Sentence
    #: Why a project of the round gets nothing.
    of_project: Sentence


ENDINGS: dict[Ending, EndingWords] = {
    Ending.NOT_HELD: EndingWords(
        # Translators: a round of projects and votes that did not take place
        name=_l("Did not take place"),
        headline=_l("%(amount)s for %(name)s: the vote did not take place"),
        sentence=_l("This round did not take place."),
        unexplained=_l("Its vote was not opened in time. The city has not said why yet."),
        of_project=_l(
            "The round of this project did not take place, so it gets no money from its fund."
        ),
    ),
    Ending.CANCELLED: EndingWords(
        # Translators: a round of projects and votes that was cancelled
        name=_l("Cancelled"),
        headline=_l("%(amount)s for %(name)s: this round was cancelled"),
        sentence=_l("This round was cancelled."),
        unexplained=_l("The city has not said why."),
        of_project=_l(
            "The round of this project was cancelled, so it gets no money from its fund."
        ),
    ),
}
#: What becomes of the ballots.
BALLOTS: dict[str, Sentence] = {
    "discarded": _l(
        "The ballots that were cast are thrown away unread: nobody counts them, and nobody can "
        "ever read them."
    ),
    "sealed": _l("The ballots that were cast are sealed; no result of them is published."),
}

#: Of a round whose dates tell of a result that is not published.
NO_RESULT_YET = _l("The result is not published yet.")
# Translators: a badge on a round whose result should be published and is not
NO_RESULT_BADGE = _l("No result yet")
RESULT_TO_COME = _l("%(amount)s for %(name)s: the result is still to come")
