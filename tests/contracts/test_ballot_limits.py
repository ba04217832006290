"""Every limit of every kind of ballot is said in one sentence: on the ballot, on the page of its
round, and on that of its edition; and a ballot beyond it cannot be cast.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.services import open_voting
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds import KINDS
from neighbourhood.rounds.ballot_kinds.words import LIMITS, limits_explained
from neighbourhood.rounds.documents import BallotTerms
from tests import builders as b
from tests.ballots.builders import a_ready_round
from tests.contracts.sources import remedy
from tests.visitor import Visitor

#: Numbers that every limit takes and that stand apart: the ballot of the test has five projects.
NUMBERS = (2, 4)


def limits() -> Iterator[tuple[str, str]]:
    for kind in KINDS.values():
        for limit in kind.limits:
            yield kind.name, limit.name


def terms(kind: str, name: str, number: int) -> BallotTerms:
    """Return a ballot with this limit set, all optional ones open and the others at their least."""
    others = {
        limit.name: None if limit.is_optional else limit.least for limit in KINDS[kind].limits
    }
    return BallotTerms(kind, others | {name: number})


def test_every_limit_has_a_label_and_a_hint() -> None:
    missing = sorted({name for _kind, name in limits()} - set(LIMITS))
    assert not missing, remedy(
        "Give these limits their words in LIMITS (rounds/ballot_kinds/words.py):", missing
    )


@pytest.mark.parametrize(("kind", "name"), list(limits()))
def test_every_limit_changes_the_sentences(app: Flask, kind: str, name: str) -> None:
    with app.test_request_context("/en/"):
        first, second = (limits_explained(terms(kind, name, number), 5) for number in NUMBERS)
    assert first != second, remedy(
        "The voter is never told of this limit; give it a sentence in "
        "rounds/ballot_kinds/words.py:",
        [f"{kind}: {name}"],
    )


def accepted(terms_: BallotTerms) -> set[str]:
    """Return every ballot that may be cast, of five projects in one category."""
    kind = KINDS[terms_.kind]
    projects = tuple(b.frozen_project(number, category="nature") for number in range(1, 6))
    rules = replace(b.frozen_rules(), ballot=terms_, projects=projects)
    castable = set()
    for marks in product(range(4), repeat=len(projects)):
        chosen = {number: mark for number, mark in enumerate(marks, start=1) if mark}
        try:
            castable.add(kind.kept(kind.fields_for(chosen), rules))
        except Invalid:
            continue
    return castable


@pytest.mark.parametrize(("kind", "name"), list(limits()))
def test_every_limit_refuses_ballots(kind: str, name: str) -> None:
    first, second = (accepted(terms(kind, name, number)) for number in NUMBERS)
    assert first != second, remedy(
        f"The same ballots may be cast whatever this limit is; check it in `kept` of "
        f"rounds/ballot_kinds/{kind}.py:",
        [name],
    )


@pytest.mark.parametrize(("kind", "name"), list(limits()))
def test_the_sentences_stand_on_all_three_pages(
    visitor: Visitor, session: Session, kind: str, name: str
) -> None:
    round_ = a_ready_round(session)
    round_.edition.ballot = terms(kind, name, NUMBERS[1])
    keys = visitor.app.extensions["vault"].keys
    open_voting(session, round_, keys=keys, actor=SYSTEM, now=clock.now())
    session.commit()
    visitor.sign_in(b.a_resident(session, round_.place))
    pages = {
        "ballots.vote": (round_.slug, 5),
        "pages.round": (round_.slug, None),
        "rounds.edition": (round_.edition.slug, None),
    }
    for endpoint, (slug, on_ballot) in pages.items():
        page = visitor.get(endpoint, slug=slug)
        with visitor.app.test_request_context("/en/"):
            sentences = limits_explained(round_.edition.ballot, on_ballot)
        silent = [sentence for sentence in sentences if sentence not in page.text]
        assert not silent, remedy(f"{endpoint} does not say these limits of the ballot:", silent)
