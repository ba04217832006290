"""Five neighbours and a small fund: the example by which the ways of counting are explained before
anybody votes.
"""

from neighbourhood.tally import Ballot, Project

#: In whole units of the city's currency, like everything here.
FUND = 100
PROJECTS = (Project("playground", 60), Project("fountain", 30), Project("trees", 20))
#: Four want the playground, three of them the fountain too; the fourth and the fifth want the
#: trees.
BALLOTS = (
    Ballot((("playground", 1), ("fountain", 1)), 3),
    Ballot((("playground", 1), ("trees", 1))),
    Ballot((("trees", 1),)),
)
#: The amounts of which the sentences speak, by name; a test holds them against the count.
AMOUNTS = {
    "fund": FUND,
    "share": 20,
    "playground": 60,
    "fountain": 30,
    "trees": 20,
    "after_playground": 40,
    "after_fountain": 10,
    "each_pays": 15,
    "each_keeps": 5,
    "three_have": 15,
    "fourth_gives": 5,
    "fifth_pays": 15,
    "shares_leave": 20,
}
VOTES = {"playground": 4, "fountain": 3, "trees": 2}
