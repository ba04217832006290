"""Pages of editions and rounds: what is shown, and bad input beside its field with nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import Base
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.rules.levels import Level
from neighbourhood.results.documents import Allocation, Turnout, to_json
from neighbourhood.results.models import Publication
from neighbourhood.rounds import services
from neighbourhood.rounds.models import Edition, Fund, MovedDate, Phase, Round
from neighbourhood.rounds.queries import round_at_desk, round_by_slug
from tests import builders as b
from tests.results.world import an_old_result
from tests.rounds.test_services import some_dates
from tests.visitor import Visitor

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def unseen(session: Session) -> Round:
    """A round of a draft."""
    place = b.a_neighbourhood(session, "mirail", name="Mirail")
    given = {
        "scheme": "act-in-my-neighbourhood",
        "slug": "amq-2027",
        "title": {"en": "Act 2027", "fr": "Agir 2027"},
        "aims": {"en": "More."},
    }
    edition = services.open_edition(session, **given, actor=SYSTEM, now=NOW)
    return services.add_round(
        session, edition, place, fund=5_000_000, phases=some_dates(), actor=SYSTEM, now=NOW
    )


@pytest.fixture
def round_(session: Session, unseen: Round) -> Round:
    services.make_public(session, unseen.edition, actor=SYSTEM, now=NOW)
    return unseen


@pytest.fixture
def clerk(visitor: Visitor, session: Session) -> Visitor:
    return visitor.sign_in(b.a_staff_member(session))


def rows(session: Session) -> list[int]:
    tables: list[type[Base]] = [Edition, Round, Fund, Phase, MovedDate]
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_everybody_sees_an_edition(visitor: Visitor, round_: Round) -> None:
    page = visitor.get("rounds.edition", slug="amq-2027", most_queries=6)
    assert page.h1 == "Act 2027"
    for words in (
        "€50,000",
        "Mirail",
        "Not begun",
        "A committee of residents",
        "You may choose up to 3 projects.",
        "Dates",
    ):
        assert words in page.text, words
    assert visitor.get("rounds.edition", slug="amq-2027", language="fr").h1 == "Agir 2027"
    assert "Act 2027" in visitor.get("rounds.editions").text


def test_an_edition_on_two_levels_tells_each_apart(visitor: Visitor, session: Session) -> None:
    city = b.a_neighbourhood(session, "whole-city", level=Level.CITY)
    carmes = b.a_neighbourhood(session, "carmes", parent=city)
    lalande = b.a_neighbourhood(session, "lalande", parent=city)
    edition = b.an_edition(session, "both")
    b.a_round(session, place=city, edition=edition, fund=30_000_000)
    b.a_round(session, place=carmes, edition=edition, fund=1_000_000)
    b.a_round(session, place=lalande, edition=edition, fund=2_000_000)
    page = visitor.get("rounds.edition", slug="both", most_queries=8)
    assert [heading.text for heading in page.all("h3")][:2] == ["City", "Neighbourhoods"]
    assert "Money in all: €30,000" in page.text
    assert "Your list" not in page.text
    page = visitor.sign_in(b.a_resident(session, lalande)).get("rounds.edition", slug="both")
    rows = ["".join(cell.itertext()) for cell in page.all("th") if cell.get("scope") == "row"]
    assert ["Your list" in row for row in rows] == [True, True, False]
    assert "Lalande" in rows[1]


def test_there_is_no_such_edition(visitor: Visitor, round_: Round) -> None:
    visitor.get("rounds.edition", slug="none", status=404)


def test_an_edition_without_rounds_says_so(visitor: Visitor, session: Session) -> None:
    b.an_edition(session, "bare")
    b.a_city(session)
    assert "No neighbourhood takes part yet." in visitor.get("rounds.edition", slug="bare").text


NEW = {
    "scheme": "act-in-my-neighbourhood",
    "slug": "amq-2028",
    "title_en": "Act 2028",
    "aims_en": "Fair shares.",
    "places": ["mirail"],
    "fund": "12,500.50",
    "first_day": "2027-10-01",
}


def test_staff_open_an_edition_with_its_rounds(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    b.a_neighbourhood(session, "minimes")
    done = clerk.post("rounds_desk.new_edition", NEW | {"places": ["mirail", "minimes"]})
    assert clerk.follow(done).h1 == "Act 2028"
    found = round_at_desk(session, "amq-2028-minimes")
    assert (found.fund.amount, found.fund.planned) == (0, 1_250_050)
    # 1 October 2027, midnight in Paris; 42 days later the clocks have changed.
    assert found.phases[0].starts_at == datetime(2027, 9, 30, 22, tzinfo=UTC)
    assert found.phases[0].ends_at == datetime(2027, 11, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("scheme", "youth", "Please choose one of the list."),
        ("scheme", "", "Please choose one of the list."),
        ("slug", "Act 2028!", "Use small letters from a to z"),
        ("slug", "amq-2027", "Another edition has this address already."),
        ("slug", "a" * 60, "at most 59 characters"),
        ("title_en", "", "Please give a title in at least one language."),
        ("title_en", "x" * 121, "at most 120 characters"),
        ("aims_en", "x" * 2001, "at most 2,000 characters"),
        ("places", "atlantis", "Please choose only what is on the list."),
        ("fund", "-5", "An amount cannot be below zero."),
        ("fund", "1.200", "could mean two amounts"),
        ("fund", "much", "Write an amount in figures"),
        ("fund", "99999999999999999", "This amount is too large."),
        ("first_day", "31 October", "Please give a day such as"),
        ("first_day", "2027-02-30", "Please give a day such as"),
    ],
)
def test_a_bad_new_edition_loses_nothing(
    clerk: Visitor, session: Session, round_: Round, field: str, typed: str, message: str
) -> None:
    before = rows(session)
    page = clerk.post("rounds_desk.new_edition", NEW | {field: typed}, status=422)
    assert any(message in error for error in page.errors()), page.errors()
    kept = page.fields()
    assert all(
        kept[name] == value
        for name, value in NEW.items()
        if name != field and isinstance(value, str) and name in kept
    )
    assert field in ("scheme", "places") or kept[field] == typed
    assert rows(session) == before


def test_an_ambiguous_amount_is_refused_where_points_group(
    clerk: Visitor, round_: Round, session: Session
) -> None:
    before = rows(session)
    page = clerk.post("rounds_desk.new_edition", NEW | {"fund": "1,200"}, status=422, language="nl")
    assert page.errors() and rows(session) == before


def test_a_title_that_is_needed_is_not_called_optional(clerk: Visitor, round_: Round) -> None:
    for page in (
        clerk.get("rounds_desk.new_edition"),
        clerk.get("rounds_desk.edition", slug="amq-2027"),
    ):
        labels = {label.get("for"): "".join(label.itertext()) for label in page.all("label")}
        assert "optional" not in labels["title_en"] and "optional" in labels["aims_en"]


def test_staff_change_an_edition(clerk: Visitor, session: Session, round_: Round) -> None:
    done = clerk.fill(
        "rounds_desk.edition",
        {"most_choices": "5", "title_fr": "Agissons", "minimum_votes": "10"},
        slug="amq-2027",
    )
    edition = session.scalars(select(Edition)).one()
    assert (
        edition.ballot.limits["most_choices"],
        edition.title["fr"],
        edition.rule_parameters["minimum_votes"],
    ) == (5, "Agissons", 10)
    assert edition.rule_parameters["unit"] == 100 and clerk.follow(done).status == 200


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("least_choices", "6", "The most cannot be below the least."),
        ("most_choices", "0", "number from 1 to 50"),
        ("completion", "add1", "Choose “A combination of your own” to use them"),
        ("way", "lottery", "Please choose one of the list."),
        ("step", "0", "number from 1 to"),
        ("start", "tomorrow", "Please choose one of the list."),
        ("rule", "lottery", "Please choose one of the list."),
        ("minimum_votes", "-1", "Please write a whole number"),
        ("quorum", "", "number from 1 to 50"),
    ],
)
def test_bad_rules_of_an_edition(
    clerk: Visitor, session: Session, round_: Round, field: str, typed: str, message: str
) -> None:
    page = clerk.fill(
        "rounds_desk.edition", {field: typed, "title_en": "Kept"}, status=422, slug="amq-2027"
    )
    assert any(message in error for error in page.errors()), page.errors()
    edition = session.scalars(select(Edition)).one()
    assert (edition.ballot.limits["most_choices"], edition.title["en"], edition.quorum) == (
        3,
        "Act 2027",
        5,
    ) and page.fields()["title_en"] == "Kept"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"completion": "add1"}, "This rule does not know this way"),
        ({"utility": "cardinality"}, "Only equal shares know this measure."),
        (
            {"rule": "equal-shares@1", "step": "5"},
            "This has an effect only where shares are raised.",
        ),
        (
            {"rule": "equal-shares@1", "completion": "greedy", "start": "exact"},
            "This has an effect only where shares are raised.",
        ),
    ],
)
def test_settings_that_do_not_go_together(
    clerk: Visitor, session: Session, round_: Round, given: dict[str, str], message: str
) -> None:
    page = clerk.fill("rounds_desk.edition", {"way": "own"} | given, status=422, slug="amq-2027")
    assert any(message in error for error in page.errors()), page.errors()
    assert all(page.fields()[name] == value for name, value in given.items())
    assert session.scalars(select(Edition)).one().rule == "greedy@1"


@pytest.mark.parametrize(
    ("way", "rule", "completion", "told"),
    [
        ("most-votes", "greedy@1", "none", "The project with the most votes comes first."),
        (
            "shares-then-votes",
            "equal-shares@1",
            "greedy",
            "goes to the projects with the most votes that still fit.",
        ),
        ("shares-raised", "equal-shares@1", "add1", "Each step gives every voter €1 more."),
    ],
)
def test_a_recommended_way_is_one_choice_and_told_everywhere(
    clerk: Visitor, session: Session, round_: Round, way: str, rule: str, completion: str, told: str
) -> None:
    done = clerk.fill("rounds_desk.edition", {"way": way, "minimum_votes": "25"}, slug="amq-2027")
    edition = session.scalars(select(Edition)).one()
    assert (
        edition.rule,
        edition.rule_parameters["completion"],
        edition.rule_parameters["minimum_votes"],
    ) == (rule, completion, 25)
    pages = (
        clerk.follow(done),
        clerk.get("rounds.edition", slug="amq-2027"),
        clerk.get("pages.round", slug=round_.slug),
    )
    assert all(
        told in page.text and "A project needs at least 25 votes." in page.text for page in pages
    )
    assert pages[0].fields()["way"] == way


def test_a_combination_of_ones_own_is_kept_and_shown(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    given = {
        "rule": "equal-shares-comparison@1",
        "utility": "cardinality",
        "completion": "add1-greedy",
        "start": "exact",
        "step": "2",
    }
    page = clerk.follow(clerk.fill("rounds_desk.edition", {"way": "own"} | given, slug="amq-2027"))
    assert {name: page.fields()[name] for name in given} == given and page.fields()["way"] == "own"
    for words in (
        "The way that more voters prefer",
        "raised step by step",
        "€2 more",
        "cheap projects are chosen more easily",
        "that still fit",
    ):
        assert words in page.text, words


def test_words_can_change_after_the_rule_is_frozen(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    services.freeze(session, round_, b.frozen_rules(), actor=SYSTEM, now=NOW)
    clerk.fill("rounds_desk.edition", {"title_fr": "Agissons"}, slug="amq-2027")
    assert session.scalars(select(Edition)).one().title["fr"] == "Agissons"


def test_a_frozen_rule_does_not_change(clerk: Visitor, session: Session, round_: Round) -> None:
    services.freeze(session, round_, b.frozen_rules(), actor=SYSTEM, now=NOW)
    page = clerk.fill("rounds_desk.edition", {"most_choices": "5"}, status=422, slug="amq-2027")
    assert page.errors() == ["A vote has opened under these rules; they are frozen."]


def test_staff_change_fund_and_dates(clerk: Visitor, session: Session, unseen: Round) -> None:
    before = [(p.starts_at, p.ends_at) for p in unseen.phases]
    clerk.fill("rounds_desk.round", {"fund": "60,000.00"}, slug=unseen.slug)
    clerk.fill("rounds_desk.round", {"deliver_starts_at": "2027-01-20T08:30"}, slug=unseen.slug)
    found = round_at_desk(session, unseen.slug)
    assert found.fund.planned == 6_000_000
    assert [(p.starts_at, p.ends_at) for p in found.phases][:-1] == before[:-1]
    assert found.phases[-1].starts_at == datetime(2027, 1, 20, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("vote_ends_at", "2026-12-01T00:00", "This phase ends before it begins."),
        ("vote_ends_at", "2027-01-20T00:00", "begins before the one before it has ended"),
        ("vote_ends_at", "tomorrow", "Please give a day and a time"),
        ("vote_ends_at", "", "Please give a day and a time."),
        ("vote_starts_at", "2027-03-28T02:30", "The clocks skip this hour."),
        ("fund", "-1", "An amount cannot be below zero."),
    ],
)
def test_bad_dates_and_money_lose_nothing(
    clerk: Visitor, session: Session, unseen: Round, field: str, typed: str, message: str
) -> None:
    before = [(p.starts_at, p.ends_at) for p in unseen.phases]
    page = clerk.fill(
        "rounds_desk.round",
        {field: typed, "review_ends_at": "2026-12-11T10:00"},
        status=422,
        slug=unseen.slug,
    )
    assert any(message in error for error in page.errors()), page.errors()
    assert page.fields()[field] == typed and page.fields()["review_ends_at"] == "2026-12-11T10:00"
    found = round_at_desk(session, unseen.slug)
    assert [
        (p.starts_at, p.ends_at) for p in found.phases
    ] == before and found.fund.planned == 5_000_000


def test_a_neighbourhood_is_added_later(clerk: Visitor, session: Session, round_: Round) -> None:
    b.a_neighbourhood(session, "minimes", name="Minimes")
    data = {"place": "minimes", "round_fund": "1000", "first_day": "2027-01-04"}
    assert clerk.follow(clerk.fill("rounds_desk.add_round", data, slug="amq-2027")).h1 == "Minimes"
    assert (
        "Every neighbourhood takes part already."
        in clerk.get("rounds_desk.add_round", slug="amq-2027").text
    )
    page = clerk.post("rounds_desk.add_round", data, status=422, slug="amq-2027")
    assert "Every neighbourhood" in page.text and rows(session)[1] == 2


def test_two_key_holders_are_named(clerk: Visitor, session: Session, round_: Round) -> None:
    one, two = b.a_staff_member(session), b.a_staff_member(session)
    page = clerk.fill(
        "rounds_desk.key_holders",
        {"first": str(one.id), "second": str(one.id)},
        status=422,
        slug=round_.slug,
    )
    assert page.errors() == ["Two different people must keep the two halves."]
    clerk.fill(
        "rounds_desk.key_holders", {"first": str(one.id), "second": str(two.id)}, slug=round_.slug
    )
    assert round_by_slug(session, round_.slug).key_holder_ids == (one.id, two.id)


def test_one_asks_another_confirms_and_everybody_sees_it(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    first, second = b.a_staff_member(session), b.a_staff_member(session)
    visitor.sign_in(first)
    page = visitor.fill(
        "rounds_desk.move_phase",
        {"phase": "vote", "new_end": "2026-12-01T10:00", "reason": "Snow."},
        status=422,
        slug=round_.slug,
    )
    assert (
        "This phase ends before it begins." in page.errors()[0]
        and page.fields()["reason"] == "Snow."
    )
    asked = visitor.fill(
        "rounds_desk.move_phase",
        {"phase": "vote", "new_end": "2026-12-31T10:00", "reason": "Snow."},
        slug=round_.slug,
    )
    assert "Somebody else has to confirm it." in visitor.follow(asked).text
    visitor.post("rounds_desk.withdraw_move", move_id=session.scalars(select(MovedDate.id)).one())
    visitor.fill(
        "rounds_desk.move_phase",
        {"phase": "vote", "new_end": "2026-12-31T10:00", "reason": "Snow."},
        slug=round_.slug,
    )
    number = session.scalars(select(MovedDate.id)).one()
    visitor.post("rounds_desk.confirm_move", status=403, move_id=number)
    visitor.sign_in(second)
    done = visitor.post("rounds_desk.confirm_move", move_id=number)
    assert "Phases that were moved" in visitor.follow(done).text
    visitor.post("rounds_desk.confirm_move", status=409, move_id=number)
    visitor.sign_in(None)
    assert "Snow." in visitor.get("rounds.edition", slug="amq-2027").text


def test_what_waits_for_a_second_person(visitor: Visitor, session: Session, round_: Round) -> None:
    from neighbourhood.rounds.desk.moves import moves_to_confirm

    first, second = (b.actor_of(session, b.a_staff_member(session)) for _ in range(2))
    services.ask_to_move_phase(
        session,
        round_.phases[2],
        new_start=round_.phases[2].starts_at,
        new_end=NOW + timedelta(days=50),
        reason="Snow.",
        actor=first,
        now=NOW,
    )
    assert [w.values for w in moves_to_confirm(session, second, NOW)] == [{"slug": round_.slug}]
    assert moves_to_confirm(session, first, NOW) == []


PAGES = ["editions", "new_edition", "edition", "add_round", "round", "key_holders", "move_phase"]


@pytest.mark.parametrize("name", PAGES)
def test_the_desk_is_for_staff(
    visitor: Visitor, session: Session, round_: Round, name: str
) -> None:
    slug = {"edition": "amq-2027", "add_round": "amq-2027"}.get(name, round_.slug)
    values = {} if name in ("editions", "new_edition") else {"slug": slug}
    visitor.get(f"rounds_desk.{name}", status=303, **values)
    visitor.sign_in(b.an_officer(session, round_.place)).get(
        f"rounds_desk.{name}", status=403, **values
    )
    visitor.sign_in(b.a_staff_member(session)).get(f"rounds_desk.{name}", **values)


def test_published_results_stand_side_by_side(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    allocations = tuple(
        Allocation(str(number), amount, "vote")
        for number, amount in enumerate((1_000_000, 0, 500_000))
    )
    result = replace(an_old_result(), allocations=allocations, fund=5_000_000)
    for version, ballots in ((1, 1), (2, 412)):
        text = to_json(replace(result, turnout=Turnout(ballots, 0, {})))
        values = {
            "digest": str(version) * 64,
            "trail_head": "0" * 64,
            "published_at": NOW,
            "ballots_pb": "",
        }
        b.added(
            session, Publication(round_id=round_.id, version=version, result_json=text, **values)
        )
    page = visitor.get("rounds.edition", slug="amq-2027", most_queries=6)
    assert (
        "412 neighbours voted. 2 projects get €15,000 of €50,000." in page.text
        and "Not published yet" not in page.text
    )


def test_the_rounds_of_a_large_edition_are_searched_and_cut_into_pages(
    clerk: Visitor, session: Session
) -> None:
    edition = b.an_edition(session, "large")
    for number in range(51):
        place = b.a_neighbourhood(session, f"place-{number:02}", name=f"Place {number:02}")
        b.a_round(session, place=place, edition=edition)
    assert "See all 51 rounds" in clerk.get("rounds_desk.editions", most_queries=16).text
    address = {"endpoint": "rounds_desk.edition", "slug": "large", "most_queries": 16}
    assert "Place 50" not in clerk.get(**address).text
    assert "Place 50" in clerk.get(**address, page=2).text
    found = clerk.get(**address, q="place 07").text
    assert "1 entry" in found and "Place 08" not in found
