"""The shape of what is entered about results."""

from collections.abc import Mapping

from flask_wtf.file import FileField
from wtforms import HiddenField

from neighbourhood.languages import _dl, _l
from neighbourhood.refusals import Invalid
from neighbourhood.results import words
from neighbourhood.results.comparing import FIRST_WAYS, MORE_WAYS, Question, name_of
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    AtMost,
    Between,
    Day,
    LongText,
    OneOf,
    Optional,
    Required,
    SomeOf,
    Text,
    WholeNumber,
)

#: Side by side stand two at least.
LEAST_WAYS = 2


class ReceiptForm(BaseForm):
    """A receipt code, as printed or photographed."""

    code = Text(
        _l("The code on your receipt"),
        [Required(_l("Please type the code on your receipt.")), AtMost(80)],
    )


class AskForm(BaseForm):
    """To publish: why, where it is a correction, and the seed of the lot, where one was drawn."""

    shown_again = ("reason",)
    reason = LongText(_dl("Why is the published result corrected?"), [AtMost(1000)])
    tie_seed = Text(_dl("Seed of the lot"), [AtMost(200)])

    @classmethod
    def of(cls, *, is_correction: bool) -> "AskForm":
        """Return the empty form; of a correction the reason is not optional."""
        form = cls(formdata=None)
        form.reason.flags.required = is_correction
        return form


class AnswerForm(BaseForm):
    """The answer to a request to publish."""

    request_id = HiddenField()


class ActForm(BaseForm):
    """The council's act."""

    body = Text(
        _dl("Who confirmed the result"),
        [Required(_dl("Please say who confirmed the result.")), AtMost(120)],
    )
    number = Text(
        _dl("Number of the act"), [Required(_dl("Please enter the number of the act.")), AtMost(60)]
    )
    decided_on = Day(_dl("Day of the act"), [Required(_dl("Please enter the day of the act."))])


class CompareForm(BaseForm):
    """A sealed round or a file, and the ways to lay it side by side."""

    round = OneOf(_dl("A past round"))
    file = FileField(_dl("Or a Pabulib file"))
    ways = SomeOf(_dl("Ways to count"), default=[name_of(way) for way in FIRST_WAYS])
    more = SomeOf(_dl("More ways"))
    utility = OneOf(_dl("What equal shares measure"))
    minimum_votes = WholeNumber(
        _dl("Votes a project needs at least"), [Optional(), Between(0, 1_000_000)]
    )

    def offer(self, rounds: Mapping[str, str]) -> "CompareForm":
        """Fill the lists to choose from."""
        self.round.choices = [("", _dl("None")), *rounds.items()]
        self.ways.choices = [(name_of(way), words.RULE_NAMES[way]) for way in FIRST_WAYS]
        self.more.choices = [(name_of(way), words.RULE_NAMES[way]) for way in MORE_WAYS]
        self.utility.choices = list(words.MEASURES.items())
        self.ways.flags.required = True
        return self

    def question(self) -> Question:
        """Return what is asked of the count; raises Invalid where fewer than two ways are
        ticked.
        """
        ticked = {*self.ways.data, *self.more.data}
        ways = [way for way in (*FIRST_WAYS, *MORE_WAYS) if name_of(way) in ticked]
        if len(ways) < LEAST_WAYS:
            raise Invalid("compare_needs_ways", field="ways")
        return Question(ways, self.utility.data, self.minimum_votes.data or 0)
