"""The rooms of the house, in the order in which they stand on each other, the lowest first."""

from neighbourhood.ballots.room import BALLOTS
from neighbourhood.committees.room import COMMITTEES
from neighbourhood.comparisons.room import COMPARISONS
from neighbourhood.counting.room import COUNTING
from neighbourhood.demo.room import DEMO
from neighbourhood.organisations.room import ORGANISATIONS
from neighbourhood.pages.room import PAGES
from neighbourhood.people.room import PEOPLE
from neighbourhood.places.room import PLACES
from neighbourhood.projects.room import PROJECTS
from neighbourhood.results.room import RESULTS
from neighbourhood.reviews.room import REVIEWS
from neighbourhood.rounds.room import ROUNDS
from neighbourhood.shortlists.room import SHORTLISTS
from neighbourhood.web.house import house_of
from neighbourhood.web.kit import KIT

ROOMS = (
    KIT,
    PLACES,
    PEOPLE,
    ORGANISATIONS,
    ROUNDS,
    PROJECTS,
    REVIEWS,
    SHORTLISTS,
    BALLOTS,
    COUNTING,
    COMMITTEES,
    COMPARISONS,
    RESULTS,
    PAGES,
    DEMO,
)
HOUSE = house_of(ROOMS)
