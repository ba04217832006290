"""The published result is read and written without losing a byte."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from neighbourhood.results.documents import CommitteeAllocation, from_json, to_json
from tests.results import world


@pytest.mark.parametrize(
    "path", sorted(world.PUBLICATIONS.glob("*.zip")), ids=lambda path: path.stem
)
def test_an_old_result_is_written_as_it_was_read(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        text = packed.read("result.json").decode()
    assert to_json(from_json(text)) == text


@pytest.mark.backend("sqlite")
def test_a_new_result_is_written_as_it_was_read(session: Session) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee", quorum=5)
    world.a_decision(session, round_, 1, 6_000_000)
    world.a_decision(session, round_, 3, 0, "Its upkeep is not assured.")
    text = world.published(session, round_).result_json
    result = from_json(text)
    assert to_json(result) == text
    assert all(isinstance(each, CommitteeAllocation) for each in result.allocations)
    assert result.amounts == {"1": 6_000_000, "3": 0}


@pytest.mark.backend("sqlite")
def test_a_recount_of_a_file_is_written_as_it_was_read(session: Session) -> None:
    round_ = world.imported(session)
    from neighbourhood.results import queries

    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    assert to_json(publication.result) == publication.result_json
    assert publication.result.round.country == "France"


def test_a_word_that_no_result_has_is_refused() -> None:
    text = to_json(world.an_old_result()).replace('"slug":', '"snail":', 1)
    with pytest.raises(TypeError, match="snail"):
        from_json(text)
