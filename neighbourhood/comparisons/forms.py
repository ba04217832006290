"""The shape of what a comparison is asked with."""

from collections.abc import Mapping

from flask_wtf.file import FileField

from neighbourhood.comparisons import words
from neighbourhood.comparisons.documents import FIRST_WAYS, MORE_WAYS, Question, name_of
from neighbourhood.languages import _dl
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.words import WAY_NAMES
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import Between, OneOf, Optional, SomeOf, WholeNumber

#: Side by side stand two at least.
LEAST_WAYS = 2


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
        self.ways.choices = [(name_of(way), WAY_NAMES[way]) for way in FIRST_WAYS]
        self.more.choices = [(name_of(way), WAY_NAMES[way]) for way in MORE_WAYS]
        self.utility.choices = list(words.MEASURES.items())
        self.ways.flags.required = True
        return self

    def question(self) -> Question:
        """Return what is asked of the count; raises Invalid where fewer than two ways are
        ticked.
        """
        ticked = {*(self.ways.data or ()), *(self.more.data or ())}
        ways = [way for way in (*FIRST_WAYS, *MORE_WAYS) if name_of(way) in ticked]
        if len(ways) < LEAST_WAYS:
            raise Invalid("compare_needs_ways", field="ways")
        return Question(ways, self.utility.data, self.minimum_votes.data or 0)
