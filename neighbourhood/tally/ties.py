"""Breaks ties: lower cost, then more points, then more votes, then the lot; never the order of the
input.

The lot: with a seed, projects are ordered by the SHA-256 of seed, a NUL character and project id,
all in UTF-8, read as hexadecimal text, smallest first. Anybody can repeat it. Without a seed,
project ids compared as text decide.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from neighbourhood.tally.figures import Figures
from neighbourhood.tally.model import Project
from neighbourhood.tally.profile import Profile

TieKey = tuple[int, int, int, int]
_DECIDED_BY = ("cost", "points", "votes", "lot")


def lot_order(ids: Iterable[str], seed: str | None) -> list[str]:
    """The ids in the order of the lot, or as text where there is no seed."""
    if seed is None:
        return sorted(ids)
    return sorted(
        ids, key=lambda project: (sha256(f"{seed}\0{project}".encode()).hexdigest(), project)
    )


def tie_keys(projects: Iterable[Project], profile: Profile, seed: str | None) -> dict[str, TieKey]:
    """For each project a key of which the smallest wins a tie; no two are equal."""
    projects = list(projects)
    lot = lot_order((project.id for project in projects), seed)
    place = {id_: number for number, id_ in enumerate(lot)}
    keys = {}
    for project in projects:
        id_ = project.id
        # The smallest key wins, so what should be high is negative.
        keys[id_] = (project.cost, -profile.points[id_], -profile.votes[id_], place[id_])
    return keys


def tie_record(winner: str, others: Iterable[str], keys: Mapping[str, TieKey]) -> Figures:
    """What a step says about a tie: the projects it was between and what decided; empty where there
    was none.
    """
    tied = sorted(others)
    if not tied:
        return {}
    # Among several, the one that came nearest shows how deep the rule had to go.
    deepest = max(_first_difference(keys[winner], keys[other]) for other in tied)
    return {"tied_with": tied, "tie_decided_by": _DECIDED_BY[deepest]}


def _first_difference(one: TieKey, other: TieKey) -> int:
    return next(
        place for place, (left, right) in enumerate(zip(one, other, strict=True)) if left != right
    )
