"""Drafts: unseen until they are made public, and until then they can be changed and deleted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood.permissions import SYSTEM
from neighbourhood.places.models import Place
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow
from neighbourhood.rounds import queries, services
from neighbourhood.rounds.models import Edition, Fund, FundEntry, Phase, Round
from neighbourhood.rounds.rules import Dates
from neighbourhood.trail.models import TrailEntry, TrailPayload
from tests import builders as b

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=100)


def some_dates(first: int = 1) -> list[Dates]:
    kinds = ("propose", "review", "vote", "allocate", "publish")
    days = [NOW + timedelta(days=first + 10 * number) for number in range(6)]
    return [Dates(kind, days[i], days[i + 1]) for i, kind in enumerate(kinds)]


def a_draft(session: Session, *slugs: str, fund: int = 5_000_000) -> Edition:
    b.a_city(session)
    edition = services.open_edition(
        session,
        scheme="act-in-my-neighbourhood",
        slug="amq-2027",
        title={"en": "Act 2027"},
        actor=SYSTEM,
        now=NOW,
    )
    for slug in slugs:
        add(session, edition, b.a_neighbourhood(session, slug), fund=fund)
    return edition


def add(session: Session, edition: Edition, place: Place, **values: Any) -> Round:
    given: dict[str, Any] = {"fund": 5_000_000, "phases": some_dates(), "actor": SYSTEM, "now": NOW}
    return services.add_round(session, edition, place, **given | values)


def rows(session: Session) -> list[int]:
    tables = (Edition, Round, Phase, Fund, FundEntry)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def last_act(session: Session) -> str:
    return session.scalars(select(TrailEntry.act).order_by(TrailEntry.id.desc())).first() or ""


def test_a_new_edition_is_a_draft_without_a_ledger(session: Session) -> None:
    edition = a_draft(session, "mirail")
    fund = edition.rounds[0].fund
    assert edition.is_draft
    assert (fund.amount, fund.draft_amount, fund.planned) == (0, 5_000_000, 5_000_000)
    assert session.scalars(select(FundEntry)).all() == []


def test_only_the_desk_finds_a_draft(session: Session) -> None:
    edition = a_draft(session, "mirail")
    place_id = edition.rounds[0].place_id
    assert [list(found) for found in everything_public(session, place_id)] == [[], [], []]
    for ask in (queries.edition_by_slug, queries.edition_with_rounds):
        with pytest.raises(NotFound):
            ask(session, "amq-2027")
    with pytest.raises(NotFound):
        queries.round_by_slug(session, "amq-2027-mirail")
    assert queries.edition_at_desk(session, "amq-2027") is edition
    assert queries.round_at_desk(session, "amq-2027-mirail") is edition.rounds[0]
    assert list(queries.all_editions_at_desk(session)) == [edition]
    assert list(queries.all_rounds_at_desk(session)) == edition.rounds


def everything_public(session: Session, place_id: int) -> list[Any]:
    return [
        queries.all_editions(session),
        queries.all_rounds(session),
        queries.rounds_of_place(session, place_id),
    ]


def test_making_it_public_shows_it_and_grants_the_funds(session: Session) -> None:
    edition = a_draft(session, "mirail", "minimes")
    services.make_public(session, edition, actor=SYSTEM, now=NOW)
    assert edition.public_at == NOW and last_act(session) == "make_public"
    assert queries.edition_by_slug(session, "amq-2027") is edition
    assert [(round_.fund.amount, round_.fund.draft_amount) for round_ in edition.rounds] == [
        (5_000_000, None),
        (5_000_000, None),
    ]
    granted = session.execute(select(FundEntry.kind, FundEntry.amount)).all()
    assert [tuple(entry) for entry in granted] == [("granted", 5_000_000)] * 2


def test_a_round_added_to_a_public_edition_is_granted_its_fund_at_once(session: Session) -> None:
    edition = a_draft(session, "mirail")
    services.make_public(session, edition, actor=SYSTEM, now=NOW)
    round_ = add(session, edition, b.a_neighbourhood(session, "minimes"), fund=7)
    assert (round_.fund.amount, round_.fund.draft_amount) == (7, None)


@pytest.mark.parametrize(
    ("slugs", "now", "code"),
    [
        ((), NOW, "edition_without_rounds"),
        (("mirail",), NOW + timedelta(days=1), "draft_begins_in_past"),
    ],
)
def test_what_is_not_fit_to_begin_stays_a_draft(
    session: Session, slugs: tuple[str, ...], now: datetime, code: str
) -> None:
    edition = a_draft(session, *slugs)
    with pytest.raises(NotNow) as refused:
        services.make_public(session, edition, actor=SYSTEM, now=now)
    assert refused.value.code == code and edition.is_draft
    assert session.scalars(select(FundEntry)).all() == []


def test_an_edition_becomes_public_once(session: Session) -> None:
    edition = a_draft(session, "mirail")
    services.make_public(session, edition, actor=SYSTEM, now=NOW)
    with pytest.raises(NotNow, match="edition_is_public"):
        services.make_public(session, edition, actor=SYSTEM, now=NOW)
    assert rows(session)[4] == 1


def test_the_planned_fund_of_a_draft_changes_without_a_ledger_and_however_late(
    session: Session,
) -> None:
    edition = a_draft(session, "mirail")
    round_ = edition.rounds[0]
    services.change_round(session, round_, fund=9, actor=SYSTEM, now=LATER)
    assert (round_.fund.amount, round_.fund.planned) == (0, 9)
    assert session.scalars(select(FundEntry)).all() == []


def test_the_address_of_a_draft_changes_with_those_of_its_rounds(session: Session) -> None:
    edition = a_draft(session, "mirail")
    services.change_edition(session, edition, slug="act-27", actor=SYSTEM, now=NOW)
    assert (edition.slug, edition.rounds[0].slug) == ("act-27", "act-27-mirail")


@pytest.mark.parametrize(("slug", "code"), [("taken", "slug_taken"), ("No!", "slug_unfit")])
def test_a_bad_address_changes_nothing(session: Session, slug: str, code: str) -> None:
    b.an_edition(session, "taken")
    edition = a_draft(session, "mirail")
    with pytest.raises(Invalid) as refused:
        services.change_edition(session, edition, slug=slug, actor=SYSTEM, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, "slug")
    assert (edition.slug, edition.rounds[0].slug) == ("amq-2027", "amq-2027-mirail")


def test_a_new_preview_link_takes_the_place_of_the_old_one(session: Session) -> None:
    edition = a_draft(session)
    old = services.renew_preview(session, edition, actor=SYSTEM, now=NOW)
    new = services.renew_preview(session, edition, actor=SYSTEM, now=NOW)
    assert old != new and len(new) == 43
    assert queries.edition_of_preview(session, new) is edition
    with pytest.raises(NotFound):
        queries.edition_of_preview(session, old)
    contents = session.scalars(select(TrailPayload.content)).all()
    assert not any(new in str(content) for content in contents)


def test_a_draft_is_deleted_with_all_that_is_in_it(session: Session) -> None:
    edition = a_draft(session, "mirail", "minimes")
    services.delete_edition(session, edition, actor=SYSTEM, now=NOW)
    assert rows(session) == [0, 0, 0, 0, 0] and last_act(session) == "delete_edition"


def test_a_round_is_deleted_from_its_draft_and_can_be_added_again(session: Session) -> None:
    edition = a_draft(session, "mirail", "minimes")
    mirail = edition.rounds[0].place
    services.delete_round(session, edition.rounds[0], actor=SYSTEM, now=NOW)
    assert rows(session) == [1, 1, 5, 1, 0] and last_act(session) == "delete_round"
    assert add(session, edition, mirail).slug == "amq-2027-mirail"


def test_a_public_edition_without_rounds_can_be_deleted(session: Session) -> None:
    edition = b.an_edition(session)
    services.delete_edition(session, edition, actor=SYSTEM, now=NOW)
    assert rows(session)[0] == 0


Act = Callable[[Session, Edition], object]
ACTS: dict[str, Act] = {
    "delete the edition": lambda s, e: services.delete_edition(s, e, actor=SYSTEM, now=NOW),
    "delete a round": lambda s, e: services.delete_round(s, e.rounds[0], actor=SYSTEM, now=NOW),
    "make a link": lambda s, e: services.renew_preview(s, e, actor=SYSTEM, now=NOW),
    "change the address": lambda s, e: services.change_edition(
        s, e, slug="act-27", actor=SYSTEM, now=NOW
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_public_stays_as_it_is(session: Session, name: str) -> None:
    edition = a_draft(session, "mirail")
    services.make_public(session, edition, actor=SYSTEM, now=NOW)
    before = (rows(session), edition.slug, edition.preview_token, last_act(session))
    with pytest.raises(NotNow, match="edition_is_public"):
        ACTS[name](session, edition)
    after = (rows(session), edition.slug, edition.preview_token, last_act(session))
    assert after == before


def test_only_staff_make_an_edition_public(session: Session) -> None:
    edition = a_draft(session, "mirail")
    officer = b.actor_of(session, b.an_officer(session, edition.rounds[0].place))
    with pytest.raises(NotAllowed):
        services.make_public(session, edition, actor=officer, now=NOW)
    assert edition.is_draft
