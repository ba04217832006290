"""The form of the city's public holidays."""

from datetime import date

from neighbourhood.languages import _dl
from neighbourhood.places import rules
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, LongText, Optional


class HolidaysForm(BaseForm):
    """All public holidays, as lines or as the text of a calendar file."""

    shown_again = ("holidays",)
    holidays = LongText(_dl("Public holidays"), [Optional(), AtMost(rules.LONGEST_HOLIDAYS)])

    def days(self) -> dict[date, str]:
        """Return {day: name}; raises Invalid with the line that cannot be read."""
        return rules.read_holidays(self.holidays.data)
