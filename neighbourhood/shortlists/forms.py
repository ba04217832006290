"""Forms of short lists."""

from collections.abc import Sequence

from wtforms import BooleanField

from neighbourhood.languages import _dl, _l
from neighbourhood.people.models import Person
from neighbourhood.shortlists import rules, words
from neighbourhood.shortlists.models import JuryReason, ShortlistTerms
from neighbourhood.shortlists.rules import Terms
from neighbourhood.web import BaseForm, language, languages
from neighbourhood.web.fields import (
    AtMost,
    Between,
    LongText,
    OneOf,
    OneOfFew,
    Optional,
    Required,
    Text,
    WholeNumber,
)

YES, NO = "yes", "no"


class TermsForm(BaseForm):
    """How many projects become a short list in the rounds of an edition."""

    way = OneOfFew(_dl("Who makes the short list"), [Optional()])
    supports_each = WholeNumber(
        _dl("Projects that each resident can support"),
        [Required(), Between(1, rules.MOST_SUPPORTS)],
        default=5,
    )
    least = WholeNumber(
        _dl("Supports, or jurors' yes, that a project needs at least"),
        [Required(), Between(1, rules.MOST_LEAST)],
        default=5,
    )
    most_projects = WholeNumber(
        _dl("Projects on the short list at most"),
        [Required(), Between(1, rules.MOST_PROJECTS)],
        default=40,
    )
    by_category = BooleanField(_dl("So many of each category, not in all"))
    is_open = BooleanField(_dl("Everybody sees the numbers of supports while they change"))

    def terms(self) -> Terms | None:
        """Return what was chosen, None for no short list."""
        if not self.way.data:
            return None
        return Terms(
            self.way.data,
            # Zero is refused by the rule; all three are required.
            self.supports_each.data or 0,
            self.least.data or 0,
            self.most_projects.data or 0,
            by_category=self.by_category.data,
            is_open=self.is_open.data,
        )


def terms_form(known: ShortlistTerms | None) -> TermsForm:
    """Return the form with the terms that an edition has."""
    names = ("way", "supports_each", "least", "most_projects", "by_category", "is_open")
    start = {name: getattr(known, name) for name in names} if known else {"way": ""}
    form = TermsForm(data=start)
    form.way.choices = list(words.WAYS.items())
    return form


class JurySeatForm(BaseForm):
    """A person's seat on a jury."""

    person = OneOf(_dl("Person"), [Required(_dl("Please choose a person."))], coerce=int)
    sits_as = Text(
        _dl("Who they are, in public words"),
        [
            Required(_dl("Please say who this person is, such as: last year's winner.")),
            AtMost(rules.LONGEST_SITS_AS),
        ],
    )
    is_chair = BooleanField(_dl("Leads the jury"))

    def offer(self, people: Sequence[Person]) -> "JurySeatForm":
        """Fill the list to choose from."""
        self.person.choices = [(person.id, person.name) for person in people]
        return self


class OpinionForm(BaseForm):
    """What a juror says of a project."""

    shown_again = ("reason",)
    # Translators: what a member of a jury says of a project: yes or no
    opinion = OneOfFew(_l("Should it be on the short list?"), [Required()])
    reason = LongText(_l("Reason"), [Optional(), AtMost(rules.LONGEST_OPINION)])


def opinion_form(**start: object) -> OpinionForm:
    """Return the form with what the juror has said."""
    form = OpinionForm(data=start)
    form.opinion.choices = [(YES, _l("Yes")), (NO, _l("No"))]
    return form


class JuryReasonForm(BaseForm):
    """The jury's public reason about a project."""

    shown_again = ("reason",)
    is_standard = BooleanField(_l("The standard sentence is enough"))
    reason = LongText(_l("The jury's reason"), [Optional(), AtMost(rules.LONGEST_REASON)])
    language = OneOf(_l("Language of the reason"), [Required()])


def reason_form(known: JuryReason | None) -> JuryReasonForm:
    """Return the form with the reason that stands."""
    start: dict[str, object] = {"language": language().code}
    if known is not None:
        names = ("is_standard", "reason", "language")
        start = {name: getattr(known, name) for name in names}
    form = JuryReasonForm(data=start)
    form.language.choices = [(one.code, one.own_name) for one in languages()]
    return form


class PressForm(BaseForm):
    """One button."""
