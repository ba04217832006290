"""Forms of editions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from wtforms import Field

from neighbourhood.languages import Language, _d, _dl
from neighbourhood.places.forms import place_choices
from neighbourhood.places.models import Place
from neighbourhood.refusals import Invalid
from neighbourhood.rounds import words
from neighbourhood.rounds.ballot_kinds import BallotKind, kind_of
from neighbourhood.rounds.ballot_kinds.words import LIMITS
from neighbourhood.rounds.documents.schemes import all_schemes
from neighbourhood.rounds.models import Edition
from neighbourhood.rounds.rules import settings
from neighbourhood.rounds.rules.settings import CountParameters
from neighbourhood.rounds.services.change_edition import ChangedEdition
from neighbourhood.tally import RULES
from neighbourhood.web import BaseForm, city, languages
from neighbourhood.web.fields import (
    AtMost,
    Between,
    Code,
    Day,
    LongText,
    MoneyAmount,
    OneOf,
    OneOfFew,
    Optional,
    Required,
    SomeOf,
    Text,
    WholeNumber,
)
from neighbourhood.web.forms import with_fields
from neighbourhood.web.texts import given_texts, in_each_language, starting_texts

LONGEST_TITLE, LONGEST_AIMS = 120, 2000


def _address() -> Code:
    return Code(
        _dl("Address"),
        [Required(_dl("Please give the edition an address.")), AtMost(settings.LONGEST_SLUG)],
    )


class NewEditionForm(BaseForm):
    """What opens an edition: a preset, words, places with a fund each, and a first day."""

    scheme = OneOf(_dl("Preset"), [Required(_dl("Please choose a preset."))])
    slug = _address()
    places = SomeOf(
        _dl("Neighbourhoods"), [Required(_dl("Please choose at least one neighbourhood."))]
    )
    fund = MoneyAmount(
        _dl("Fund of each neighbourhood"), [Required(_dl("Please give the amount of the fund."))]
    )
    first_day = Day(
        _dl("First day"), [Required(_dl("Please give the day on which proposing begins."))]
    )

    def offer(self, places: Sequence[Place]) -> "NewEditionForm":
        """Fill the lists to choose from."""
        self.scheme.choices = [
            (scheme.name, words.SCHEMES[scheme.name][0])
            for scheme in all_schemes()
            if scheme.is_usable
        ]
        self.places.choices = [(place.slug, place.name) for place in places]
        if city().has_levels:
            self.places.label.text = _d("Places")
            self.fund.label.text = _d("Fund of each round")
        return self


class EditionForm(BaseForm):
    """What may change in an edition until its first vote opens."""

    shown_again = ("title", "aims")
    way = OneOfFew(_dl("How the votes are counted"), [Required()])
    rule = OneOf(_dl("Rule"), [Required()])
    utility = OneOf(_dl("What equal shares measure"), [Required()])
    completion = OneOf(_dl("What happens with the rest"), [Required()])
    start = OneOf(_dl("First share"), [Required()])
    step = WholeNumber(
        _dl("Step by which shares are raised"), [Required(), Between(1, settings.MOST_MINIMUM)]
    )
    minimum_votes = WholeNumber(
        _dl("Votes a project needs at least"), [Required(), Between(0, settings.MOST_MINIMUM)]
    )
    quorum = WholeNumber(
        _dl("Committee members who must be present"),
        [Optional(), Between(1, settings.MOST_MEMBERS)],
    )
    projects_each = WholeNumber(
        _dl("Projects that one person may hand in"),
        [Required(), Between(1, settings.MOST_PROJECTS_EACH)],
    )
    published_ballots = OneOf(_dl("What is published of the ballots"), [Required()])

    @staticmethod
    def beginning(edition: Edition) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("rule", "quorum", "projects_each", "published_ballots", "settled_first")
        texts = starting_texts(title=edition.title, aims=edition.aims)
        way = settings.way_of(edition.rule, edition.rule_parameters)
        return (
            {name: getattr(edition, name) for name in names}
            | dict(edition.ballot.limits)
            | count_settings(edition)
            | {"way": way}
            | texts
        )

    def offer(self, edition: Edition) -> "EditionForm":
        """Fill the lists to choose from."""
        self.way.choices = list(words.WAYS.items())
        self.rule.choices = [(name, words.RULE_NAMES[name]) for name in RULES]
        self.utility.choices = [
            (name, words.UTILITIES[name]) for name in kind_of(edition.ballot).utilities
        ]
        self.completion.choices = list(words.COMPLETIONS.items())
        self.start.choices = list(words.STARTS.items())
        self.published_ballots.choices = list(words.PUBLISHED_BALLOTS.items())
        if "settled_first" in self:
            self["settled_first"].choices = list(words.SETTLED_FIRST.items())
        return self

    def changes(self, edition: Edition) -> ChangedEdition:
        """Return what was filled in, ready for the service; languages that the city no longer
        speaks keep their texts.
        """
        rule, parameters = self._counting(edition)
        limits = dict(edition.ballot.limits)
        for limit in kind_of(edition.ballot).limits:
            value = self[limit.name].data
            # A limit that the edition never knew and that stays open is no change.
            if value is not None or limit.name in limits:
                limits[limit.name] = value
        order = self["settled_first"].data if "settled_first" in self else edition.settled_first
        return ChangedEdition(
            title=edition.title | given_texts(self, "title"),
            aims=edition.aims | given_texts(self, "aims"),
            ballot=replace(edition.ballot, limits=limits),
            rule=rule,
            rule_parameters=parameters,
            quorum=self.quorum.data,
            projects_each=self.projects_each.data or 0,
            published_ballots=self.published_ballots.data,
            settled_first=order,
        )

    def _counting(self, edition: Edition) -> tuple[str, CountParameters]:
        """Return the rule and its parameters, as the chosen way or the fields below it say."""
        before = count_settings(edition)
        if self.way.data == settings.OWN:
            rule, after = self.rule.data, {name: self[name].data for name in settings.DEFAULTS}
        else:
            rule, after = self._recommended(edition)
        # A setting that stands at its default and was never written stays unwritten: else saving an
        # untouched form would change an edition, and after the first vote be refused.
        changed = {name: value for name, value in after.items() if value != before[name]}
        # The service looks at names and values.
        return rule, cast("CountParameters", {**edition.rule_parameters, **changed})

    def _recommended(self, edition: Edition) -> tuple[str, dict[str, object]]:
        """Return rule and settings of the chosen way; raises Invalid where somebody also changed a
        field below it to something else.
        """
        rule, completion = settings.RECOMMENDED[self.way.data]
        # The minimum of votes goes with every way, so it is taken from its field.
        meant = settings.DEFAULTS | {
            "completion": completion,
            "minimum_votes": self.minimum_votes.data,
        }
        # All fields are sent, whatever way is chosen. One that still stands as the page showed it
        # was not touched; any other value must not be lost in silence.
        before = count_settings(edition)
        is_touched = any(self[name].data not in (before[name], meant[name]) for name in meant)
        if is_touched or self.rule.data not in (edition.rule, rule):
            raise Invalid("way_contradicts", field="way")
        return rule, meant


def limit_fields(kind: BallotKind) -> dict[str, WholeNumber]:
    """Return a field for each limit of a kind of ballot: {name: field}."""
    return {
        limit.name: WholeNumber(
            LIMITS[limit.name].label,
            [Optional() if limit.is_optional else Required(), Between(limit.least, limit.most)],
            description=LIMITS[limit.name].hint,
        )
        for limit in kind.limits
    }


def count_settings(edition: Edition) -> dict[str, object]:
    """Return the settings of an edition's count as the form shows them."""
    return {
        name: edition.rule_parameters.get(name) or default
        for name, default in settings.DEFAULTS.items()
    }


class DraftForm(EditionForm):
    """What may change in an edition until it is public: its address too."""

    slug = _address()

    @staticmethod
    def beginning(edition: Edition) -> dict[str, object]:
        """Return what the form begins with."""
        return EditionForm.beginning(edition) | {"slug": edition.slug}

    def changes(self, edition: Edition) -> ChangedEdition:
        """Return what was filled in, ready for the service."""
        return ChangedEdition(**super().changes(edition), slug=self.slug.data)


class AddRoundForm(BaseForm):
    """What adds a place to an edition."""

    place = OneOf(_dl("Neighbourhood"), [Required(_dl("Please choose a neighbourhood."))])
    round_fund = MoneyAmount(_dl("Fund"), [Required(_dl("Please give the amount of the fund."))])
    first_day = Day(
        _dl("First day"), [Required(_dl("Please give the day on which proposing begins."))]
    )

    def offer(self, places: Sequence[Place]) -> "AddRoundForm":
        """Fill the list to choose from."""
        self.place.choices = place_choices(places, value="slug")
        if city().has_levels:
            self.place.label.text = _d("Place")
        return self


def new_edition_form(places: Sequence[Place]) -> NewEditionForm:
    """Return the form of a new edition with title and aims in each language of the city."""
    return _with_texts(NewEditionForm)().offer(places)


def edition_form(edition: Edition) -> EditionForm:
    """Return the form of an edition with title and aims in each language of the city."""
    kind = DraftForm if edition.is_draft else EditionForm
    fields: dict[str, Field] = {**limit_fields(kind_of(edition.ballot))}
    # Where all rounds stand on one level, there is no word of levels.
    if len({round_.level for round_ in edition.rounds}) > 1:
        fields["settled_first"] = OneOfFew(_dl("Which lists are settled first"), [Required()])
    form = with_fields(_with_texts(kind), fields)
    return form(data=kind.beginning(edition)).offer(edition)


def _with_texts(form: type[BaseForm]) -> type[BaseForm]:
    return in_each_language(form, languages(), title=_title, aims=_aims)


def _title(known: Language) -> Text:
    return Text(known.own_name, [Optional(), AtMost(LONGEST_TITLE)])


def _aims(known: Language) -> LongText:
    return LongText(known.own_name, [Optional(), AtMost(LONGEST_AIMS)])
