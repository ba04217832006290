"""Many casts at once, and casts against sealing."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries
from neighbourhood.ballots.models import VotingRight
from neighbourhood.ballots.services import cast_ballot, open_voting, seal_round
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.archive import Archive
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.places.rules.levels import Level
from neighbourhood.rounds.models import Round
from tests.ballots.builders import (
    a_ready_round,
    a_voter,
    an_open_vote,
    end_of_vote,
    filled,
    lists_on_two_levels,
    rows,
)
from tests.builders import actor_of
from tests.resilience.crowd import Act, all_at_once

pytestmark = pytest.mark.resilience


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(KeyRing(tmp_path / "keys"), Archive(tmp_path / "sealed"))


@pytest.fixture
def round_(session: Session, vault: Vault) -> Round:
    return an_open_vote(session, vault.keys)


def a_cast(
    slug: str,
    keys: KeyRing,
    actor: Actor,
    number: int = 1,
    *,
    version: int = 0,
    submission: str = "",
) -> Act:
    ballot = filled(number, version=version, submission=submission)
    return lambda session: cast_ballot(session, slug, ballot, keys=keys, actor=actor)


def test_200_casts_of_one_person_at_once_leave_one_ballot(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    actor, slug = actor_of(session, a_voter(session, round_)), round_.slug
    session.commit()
    ends = all_at_once(app, [a_cast(slug, vault.keys, actor, 1 + i % 5) for i in range(200)])
    assert ends == {"done": 1, "ballot_changed_meanwhile": 199}
    assert rows(session) == (1, 1, 0)
    assert session.scalars(select(VotingRight.casts)).one() == 1


def test_one_form_sent_200_times_at_once_is_cast_once(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    actor, slug = actor_of(session, a_voter(session, round_)), round_.slug
    session.commit()
    ends = all_at_once(
        app, [a_cast(slug, vault.keys, actor, submission="the same form " * 2) for _ in range(200)]
    )
    assert ends == {"done": 200}
    assert rows(session) == (1, 1, 0)
    assert session.scalars(select(VotingRight.casts)).one() == 1


def test_many_changes_at_once_take_one_step_each(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    actor, slug = actor_of(session, a_voter(session, round_)), round_.slug
    cast_ballot(session, slug, filled(1), keys=vault.keys, actor=actor)
    session.commit()
    ends = all_at_once(
        app, [a_cast(slug, vault.keys, actor, 2, version=1 + i % 2) for i in range(40)]
    )
    assert ends["done"] in (1, 2)
    assert sum(ends.values()) == 40
    assert session.scalars(select(VotingRight.casts)).one() == 1 + ends["done"]
    assert rows(session) == (1, 1, 0)


def test_a_hundred_people_at_once_leave_a_hundred_ballots(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    actors, slug = [actor_of(session, a_voter(session, round_)) for _ in range(100)], round_.slug
    session.commit()
    assert all_at_once(app, [a_cast(slug, vault.keys, actor) for actor in actors]) == {"done": 100}
    assert rows(session) == (100, 100, 0)


def test_two_neighbourhoods_at_once_take_one_ballot_of_a_person(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    other = a_ready_round(session, edition=round_.edition)
    open_voting(session, other, keys=vault.keys, actor=SYSTEM, now=clock.now())
    voter = a_voter(session, round_)
    here = actor_of(session, voter)
    there = Actor(person_id=voter.id, place_ids=(other.place_id,))
    slugs = round_.slug, other.slug
    session.commit()
    ends = all_at_once(
        app,
        [
            a_cast(slug, vault.keys, actor)
            for _ in range(20)
            for slug, actor in zip(slugs, (here, there), strict=True)
        ],
    )
    assert (ends["done"], ends["voted_elsewhere"]) == (1, 20)
    assert rows(session) == (1, 1, 0)


def test_two_levels_at_once_take_one_ballot_each_of_a_person_who_moves(
    app: Flask, session: Session, vault: Vault
) -> None:
    lists = lists_on_two_levels(session, vault.keys)
    voter = a_voter(session, lists.here)
    # Whoever sat at two machines while they moved: each page still knows another home.
    before = actor_of(session, voter)
    after = Actor(person_id=voter.id, place_ids=(lists.there.place_id, lists.city.place_id))
    casts = [(lists.here.slug, before), (lists.there.slug, after)]
    casts += [(lists.city.slug, before), (lists.city.slug, after)]
    session.commit()
    ends = all_at_once(
        app, [a_cast(slug, vault.keys, actor) for _ in range(12) for slug, actor in casts]
    )
    assert (ends["done"], sum(ends.values())) == (2, 48)
    assert set(ends) == {"done", "voted_elsewhere", "ballot_changed_meanwhile"}
    assert rows(session) == (2, 2, 0)
    levels = session.scalars(select(VotingRight.level).order_by(VotingRight.level)).all()
    assert levels == [Level.CITY, Level.NEIGHBOURHOOD]


def test_casts_against_sealing_lose_and_add_nothing(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    actors, slug, round_id = (
        [actor_of(session, a_voter(session, round_)) for _ in range(60)],
        round_.slug,
        round_.id,
    )
    just_before, end = end_of_vote(round_) - timedelta(microseconds=1), end_of_vote(round_)
    session.commit()

    def a_seal(its_session: Session) -> None:
        with clock.at(end):
            seal_round(its_session, round_id, keys=vault.keys, now=end)

    acts: list[Act] = [a_cast(slug, vault.keys, actor) for actor in actors]
    acts[24:24] = [a_seal] * 4
    ends = all_at_once(app, acts, at=just_before)
    cast = ends["done"] - 4
    assert cast + ends["vote_sealed"] == 60
    assert rows(session) == (cast, 0, cast)
    assert len(queries.receipt_hashes(session, round_id)) == cast


def test_a_vote_that_many_open_at_once_opens_once(
    app: Flask, session: Session, vault: Vault
) -> None:
    from neighbourhood.rounds.queries import round_by_id

    round_id = a_ready_round(session).id
    session.commit()
    now = clock.now()
    ends = all_at_once(
        app,
        [lambda s: open_voting(s, round_by_id(s, round_id), keys=vault.keys, actor=SYSTEM, now=now)]
        * 12,
    )
    assert (ends["done"], sum(ends.values())) == (1, 12)
    found = session.get(Round, round_id)
    assert found is not None
    session.refresh(found)
    assert vault.keys.is_sound(found.key_id, found.key_fingerprint)
