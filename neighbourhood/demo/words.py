"""The parts a visitor may play in the demo city: who that is, what they can do, and where it
begins.
"""

from dataclasses import dataclass

from neighbourhood.languages import Sentence, _l


@dataclass(frozen=True)
class Part:
    """A part: its name in the database, what it is called, what one can do, and the page where it
    begins.
    """

    name: str
    title: Sentence
    text: Sentence
    endpoint: str
    slug: str | None = None
    language: str = ""


@dataclass(frozen=True)
class Group:
    """Parts that belong together."""

    title: Sentence
    parts: tuple[Part, ...]


VOTING = "agir-2026-saint-cyprien"
DECIDING = "agir-2026-saint-michel"
PROPOSING = "agir-2026-mirail"
MOVING = "district-2026-minimes"

GROUPS = (
    Group(
        _l("Residents"),
        (
            Part(
                "resident",
                _l("A resident who may vote"),
                _l(
                    "Two votes are open to her: her neighbourhood's and the whole city's. Vote on "
                    "both lists in one go, keep the receipts, change your vote."
                ),
                "pages.round",
                VOTING,
            ),
            Part(
                "resident_arabic",
                _l("A resident who reads Arabic"),
                _l(
                    "The same vote from right to left. She has no e-mail address. One of the "
                    "projects is hers."
                ),
                "pages.round",
                VOTING,
                "ar",
            ),
            Part(
                "author",
                _l("A resident with an idea"),
                _l(
                    "Her neighbourhood collects projects. Finish her draft, or write a project of "
                    "your own."
                ),
                "pages.round",
                PROPOSING,
            ),
        ),
    ),
    Group(
        _l("The committee of residents"),
        (
            Part(
                "committee_chair",
                _l("The chair of a committee"),
                _l(
                    "The votes are sealed and part of the money is decided. Decide on the rest, "
                    "each time with a reason."
                ),
                "committees.table",
                DECIDING,
            ),
            Part(
                "committee_member",
                _l("A member of the committee"),
                _l(
                    "He wrote one of the projects himself, so he has no say on that one. Declare "
                    "another interest."
                ),
                "committees.table",
                DECIDING,
            ),
        ),
    ),
    Group(
        _l("The neighbourhood centre and the city hall"),
        (
            Part(
                "officer",
                _l("A neighbourhood officer"),
                _l("Some people wait to be confirmed as residents."),
                "people_desk.residencies",
            ),
            Part(
                "second_officer",
                _l("A second officer, who keeps half of a key"),
                _l(
                    "See how many have voted, never for what. Print the half of the key that "
                    "opens the votes after the end."
                ),
                "ballots_desk.round",
                VOTING,
            ),
            Part(
                "reviewer",
                _l("A reviewer of a department"),
                _l("Projects wait for a verdict, which always needs a public reason."),
                "reviews_desk.waiting",
            ),
            Part(
                "staff",
                _l("A member of the city's staff"),
                _l(
                    "Prepare next year's edition, which nobody else sees yet. Move a date, or "
                    "publish a result, as the first of two people."
                ),
                "pages_desk.home",
            ),
            Part(
                "second_staff",
                _l("A second member of the staff"),
                _l(
                    "The first one asked for a later date. Confirm it, or not: nobody moves a "
                    "date or publishes alone."
                ),
                "rounds_desk.round",
                MOVING,
            ),
            Part(
                "administrator",
                _l("An administrator"),
                _l("Give and end roles, set the city up, read the record of every act of power."),
                "people_desk.roles",
            ),
        ),
    ),
)
PARTS = {part.name: part for group in GROUPS for part in group.parts}
REFUSALS = {"part_unknown": _l("Nobody plays this part in the demo city.")}
