"""A past vote from a Pabulib file becomes a sealed round whose recount anybody can repeat."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.ballots.models import SealedBallot
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Project
from neighbourhood.results import queries
from neighbourhood.results.services import edition_for, import_round
from neighbourhood.rounds.models import Round
from tests.builders import a_neighbourhood

FILES = sorted((Path(__file__).parents[2] / "neighbourhood/demo/data/toulouse-2022").glob("*.pb"))
REFERENCE = json.loads((Path(__file__).parents[1] / "data/tally-reference.json").read_text())
GREEDY = {value["_"]["votes"]: value["greedy"] for name, value in REFERENCE.items() if name.startswith("France_Toulouse_2022_")}


def imported(session: Session, election: pabulib.Election) -> Round:
    place = a_neighbourhood(session)
    edition = edition_for(session, election, actor=SYSTEM, now=clock.now())
    return import_round(session, election, place, edition=edition, actor=SYSTEM, now=clock.now())


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
@pytest.mark.backend("sqlite")
def test_each_file_is_imported_as_it_stands(session: Session, file: Path) -> None:
    election = pabulib.read(file)
    round_ = imported(session, election)
    kept = session.scalars(select(Project).where(Project.round_id == round_.id)).all()
    assert {p.reference: p.cost for p in kept} == {p.id: int(p.cost * 100) for p in election.projects}
    total = session.scalar(select(func.sum(SealedBallot.multiplicity)).where(SealedBallot.round_id == round_.id))
    assert total == len(election.ballots)
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    result = json.loads(publication.result_json)
    assert {p["reference"]: str(p["votes"]) for p in result["projects"]} == {p.id: p.fields["votes"] for p in election.projects}
    expected = GREEDY[len(election.ballots)]
    assert sorted(result["count"]["selected"]) == sorted(expected["winners"])
    assert result["count"]["spent"] == expected["cost"] * 100
    assert round_.fund.allocated == expected["cost"] * 100
