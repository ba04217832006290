"""What the desk says of dates that deserve a second look."""

from neighbourhood.languages import Sentence, _dl

#: Code of a warning -> its sentence; those that count days are worded where the number is known.
WARNINGS: dict[str, Sentence] = {
    "first_day_past": _dl("“%(phase)s” would have begun on %(day)s. That day is past."),
    "first_day_soon": _dl(
        "“%(phase)s” begins on %(day)s. That is very soon; few people will hear of it in time."
    ),
    "ends_on_rest_day": _dl("“%(phase)s” ends on a day of rest: %(day)s."),
    "ends_on_holiday": _dl("“%(phase)s” ends on a public holiday: %(day)s (%(holiday)s)."),
    "ends_beside_holiday": _dl(
        "“%(phase)s” ends on %(day)s, next to a public holiday (%(holiday)s)."
    ),
    "decided_too_early": _dl(
        "“%(phase)s” ends before the lists that are settled first have a result, on %(day)s at the "
        "earliest. A project could not stand on both lists."
    ),
    "clocks_go_forward": _dl(
        "The clocks go forward on %(day)s, so this day of “%(phase)s” is shorter."
    ),
    "clocks_go_back": _dl("The clocks go back on %(day)s, so this day of “%(phase)s” is longer."),
}
