"""Forms of committees."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wtforms import BooleanField, HiddenField

from neighbourhood.committees import rules, words
from neighbourhood.committees.models import CommitteeSeat, Decision
from neighbourhood.committees.services.manage_seats import SeatTerm
from neighbourhood.counting.documents import Advice
from neighbourhood.languages import _dl, _l
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import (
    AtMost,
    Between,
    Day,
    LongText,
    Moment,
    MoneyAmount,
    OneOf,
    Required,
    SomeOf,
    Text,
    Ticked,
    WholeNumber,
)
from neighbourhood.web.request import language

#: The fields that make a motion, which carry its names.
MOTION = ("amount", "votes_for", "votes_against", "abstentions", "reason", "language")


class DecisionForm(BaseForm):
    """What the committee decided on one project."""

    shown_again = ("reason",)
    amount = MoneyAmount(
        _l("Amount"), [Required(_l("Please give the amount; zero means nothing."))]
    )
    votes_for = WholeNumber(
        # Translators: how many committee members voted for giving a project this amount
        _l("Votes for"),
        [Required(_l("Please give the number of votes for.")), Between(0, rules.MOST_VOTES)],
    )
    votes_against = WholeNumber(
        # Translators: how many committee members voted against
        _l("Votes against"),
        [Required(_l("Please give the number of votes against.")), Between(0, rules.MOST_VOTES)],
    )
    abstentions = WholeNumber(
        _l("Abstentions"),
        [Required(_l("Please give the number of abstentions.")), Between(0, rules.MOST_VOTES)],
    )
    reason = LongText(
        _l("Reason"),
        [
            Required(_l("Please give the reason; everybody will read it.")),
            AtMost(rules.LONGEST_REASON),
        ],
    )
    language = OneOf(_l("Language of the reason"), [Required()])
    # The decision that stood when this was opened, 0 where none did.
    seen = HiddenField()

    def motion(self) -> rules.Motion:
        """Return what was entered, ready for the service."""
        return rules.Motion(**{name: self[name].data for name in MOTION})

    def seen_decision(self) -> int | None:
        """Return the id of the decision that stood when the form was opened, 0 for none; None where
        the form does not say it.
        """
        sent = str(self.seen.data)
        return int(sent) if sent.isdecimal() and len(sent) < 10 else None

    def in_row(self, number: int) -> "DecisionForm":
        """Return the form with names of its own for a page that shows several: the project's number
        is behind each.
        """
        for field in self:
            field.id = field.label.field_id = f"{field.id}-{number}"
        return self


class InterestForm(BaseForm):
    """Why a member steps out of a project."""

    shown_again = ("note",)
    note = Text(
        _l("Your interest"),
        [
            Required(_l("Please say what your interest is; everybody will read it.")),
            AtMost(rules.LONGEST_NOTE),
        ],
    )


class MeetingForm(BaseForm):
    """When and where the committee sits, and who is there."""

    held_at = Moment(_l("Day and time"), [Required(_l("Please give day and time."))])
    place = Text(
        _l("Place"),
        [Required(_l("Please say where the committee meets.")), AtMost(rules.LONGEST_PLACE)],
    )
    present = SomeOf(
        _l("Who is present"), [Required(_l("Please tick who is present."))], coerce=int
    )
    language = OneOf(_l("Language of the minutes"), [Required()])

    def offer(self, seats: Sequence[CommitteeSeat]) -> "MeetingForm":
        """Fill the lists to choose from."""
        self.present.choices = [(seat.id, words.seat_name(seat)) for seat in seats]
        self.language.choices = spoken()
        return self


class MinutesForm(BaseForm):
    """The text of the minutes."""

    shown_again = ("minutes",)
    minutes = LongText(
        _l("Minutes"),
        [Required(_l("Please write the minutes first.")), AtMost(rules.LONGEST_MINUTES)],
    )
    language = OneOf(_l("Language of the minutes"), [Required()])


class PublishForm(BaseForm):
    """Publishing the minutes, which cannot be taken back."""

    is_sure = BooleanField(
        _l("I have read the minutes. After this, nothing in them can be changed."),
        [Ticked(_l("Please read the minutes and tick the box first."))],
    )


class SpokenInterestForm(BaseForm):
    """What a member told in the meeting, entered by whoever keeps the minutes."""

    shown_again = ("note",)
    seat = OneOf(_l("Who steps out"), [Required(_l("Please choose who steps out."))], coerce=int)
    project = OneOf(_l("Project"), [Required(_l("Please choose the project."))], coerce=int)
    note = Text(
        _l("What they said of their interest"),
        [
            Required(_l("Please say what the interest is; everybody will read it.")),
            AtMost(rules.LONGEST_NOTE),
        ],
    )

    def offer(
        self, seats: Sequence[CommitteeSeat], projects: Sequence[Project]
    ) -> "SpokenInterestForm":
        """Fill the lists to choose from."""
        self.seat.choices = [(seat.id, words.seat_name(seat)) for seat in seats]
        self.project.choices = [
            (project.number, f"{project.shown_number} {project.title}") for project in projects
        ]
        return self


class SeatForm(BaseForm):
    """A person's term on the committee."""

    person = OneOf(_dl("Person"), [Required(_dl("Please choose a person."))], coerce=int)
    chosen_as = OneOf(_dl("Chosen as"), [Required()])
    part = OneOf(_dl("Part"), [Required()], default=rules.SeatPart.MEMBER)
    starts_on = Day(_dl("First day of the term"), [Required(_dl("Please give the first day."))])
    ends_on = Day(_dl("Last day of the term"), [Required(_dl("Please give the last day."))])

    def offer(self, people: Sequence[Person]) -> "SeatForm":
        """Fill the lists to choose from."""
        self.person.choices = [(person.id, person.name) for person in people]
        self.chosen_as.choices = list(words.CHOSEN_AS.items())
        self.part.choices = list(words.PARTS.items())
        return self

    def term(self) -> SeatTerm:
        """Return what was entered, ready for the service."""
        # Both days are required.
        assert self.starts_on.data is not None
        assert self.ends_on.data is not None
        return SeatTerm(
            starts_on=self.starts_on.data,
            # The form says the last day, the table the day after it.
            ends_on=self.ends_on.data + timedelta(days=1),
            chosen_as=self.chosen_as.data,
            is_chair=self.part.data == rules.SeatPart.CHAIR,
            is_substitute=self.part.data == rules.SeatPart.SUBSTITUTE,
        )


class EndSeatForm(BaseForm):
    """Why a term ends."""

    reason = Text(
        _dl("Reason"),
        [
            Required(_dl("Please give the reason; it is kept on the trail.")),
            AtMost(rules.LONGEST_NOTE),
        ],
    )


def spoken() -> list[tuple[str, str]]:
    """Return the languages one may write in: (code, own name)."""
    return [(known.code, known.own_name) for known in languages()]


def sent_decision(number: int) -> DecisionForm:
    """Return the form of the project with this number as it was sent."""
    form = DecisionForm()
    form.language.choices = spoken()
    return form.in_row(number)


def decision_form(
    project: Project, standing: Decision | None, advice: Advice | None
) -> DecisionForm:
    """Return a project's form with the decision that stands, else with what the project costs and
    no votes, which nobody has cast yet.
    """
    start: dict[str, Any] = {"language": language().code, "amount": project.cost}
    # What another list pays for is not paid twice by a hasty press.
    if advice is not None and advice.is_already_funded:
        start["amount"] = 0
    # A decision is replaced as a whole, so the form begins with all of the one that stands.
    if standing is not None:
        start = {name: getattr(standing, name) for name in MOTION}
    form = DecisionForm(formdata=None, data=start | {"seen": standing.id if standing else 0})
    form.language.choices = spoken()
    return form.in_row(project.number)
