"""The pages of results through a reader's eyes."""

import io
import zipfile

import pytest
from sqlalchemy.orm import Session

from neighbourhood.results import opening, recount
from tests import builders
from tests.results import world
from tests.visitor import Visitor


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_recount_is_headed_as_ours_and_tells_its_source(session: Session, visitor: Visitor, language: str) -> None:
    round_ = world.imported(session)
    page = visitor.get("results.show", slug=round_.slug, language=language)
    assert "Pabulib" in page.text
    assert "423" in page.h1


def test_the_first_sentence_says_who_voted_and_what_they_decided(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    page = visitor.get("results.show", slug=round_.slug)
    assert page.h1 == "40 neighbours voted. 2 projects get €90,000 of €100,000."
    assert "The vote decided, and nobody could depart from it." in page.text
    assert "Subject to confirmation" in page.text


def test_each_project_that_lost_has_its_reason_with_figures(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "It costs €50,000. Only €40,000 was left when its turn came, after Project 1." in text
    assert "Nobody voted for it." in text
    assert "Why was Project 2 not chosen, though it has more votes than Project 3?" in text
