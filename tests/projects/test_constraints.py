"""Special rules of a round: kept by the database, set by staff until the vote opens, told to
everybody.
"""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects import queries, services
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.models import CategoryLimit, ExclusiveProject, Round
from neighbourhood.rounds.rules import constraints
from neighbourhood.rounds.rules.constraints import Constraints
from neighbourhood.rounds.services import change_edition
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.projects.test_races import at_once
from tests.visitor import Page, Visitor

RULES = Constraints((("1", "2"),), (("sport", 3_000_000),), ("4",))


@pytest.fixture
def round_(session: Session) -> Round:
    """Return a round under review whose fund holds 100,000.00, with projects 1 to 4; the third is
    refused.
    """
    round_ = b.a_round(session, "review", quorum=5)
    sport = b.a_category(session, "sport")
    b.a_project(session, round_, "Playground", number=1, cost=2_000_000, category=sport)
    b.a_project(
        session,
        round_,
        "Spielplatz",
        number=2,
        cost=1_000_000,
        category=sport,
        language="de",
        state="submitted",
    )
    b.a_project(session, round_, "Zoo", number=3, cost=9_000_000, state="not_feasible")
    b.a_project(session, round_, "Second half of the path", number=4, cost=500_000)
    return round_


def put(
    session: Session,
    round_: Round,
    wanted: Constraints,
    *,
    known: Constraints = constraints.NOTHING,
    **by: object,
) -> Constraints:
    return services.set_constraints(
        session,
        round_,
        wanted,
        known=known.fingerprint,
        **{"actor": SYSTEM, "now": clock.now()} | by,
    )


def test_they_are_kept_as_they_were_set(session: Session, round_: Round) -> None:
    put(session, round_, RULES)
    session.commit()
    session.expire_all()
    assert queries.constraints_of(session, round_.id) == RULES
    assert queries.constraints_of(session, b.a_round(session).id) == constraints.NOTHING
    entry = session.scalars(select(TrailEntry).where(TrailEntry.act == "set_special_rules")).one()
    assert entry.payload.content == {"before": {}, "after": RULES.parameters}


def test_the_same_again_changes_nothing_and_other_ones_take_their_place(
    session: Session, round_: Round
) -> None:
    put(session, round_, RULES)
    put(session, round_, RULES)
    other = Constraints((("1", "3"), ("1", "4")), (), ("2",))
    put(session, round_, Constraints((("1", "3"), ("3", "4")), (), ("2",)), known=RULES)
    assert queries.constraints_of(session, round_.id) == Constraints(
        (("1", "3"), ("3", "4")), (), ("2",)
    )
    with pytest.raises(NotNow) as refusal:
        put(session, round_, other, known=RULES)
    assert refusal.value.code == "special_changed_meanwhile"
    assert (
        len(session.scalars(select(TrailEntry).where(TrailEntry.act == "set_special_rules")).all())
        == 2
    )


def test_only_staff_set_them(session: Session, round_: Round) -> None:
    neighbour = b.actor_of(session, b.a_resident(session, round_.place))
    with pytest.raises(NotAllowed):
        put(session, round_, RULES, actor=neighbour)
    put(session, round_, RULES, actor=b.actor_of(session, b.a_staff_member(session)))


def test_they_are_frozen_with_the_vote(session: Session, round_: Round) -> None:
    round_.opened_at = clock.now()
    with pytest.raises(NotNow) as refusal:
        put(session, round_, RULES)
    assert refusal.value.code == "rules_are_frozen"


def test_a_rule_names_projects_of_its_own_round(session: Session, round_: Round) -> None:
    with pytest.raises(Invalid) as refusal:
        put(session, round_, Constraints((("1", "99"),)))
    assert refusal.value.code == "special_project_unknown"
    elsewhere = b.a_project(session, b.a_round(session), number=1)
    session.commit()
    with pytest.raises(IntegrityError):
        session.add(ExclusiveProject(round_id=round_.id, number=1, project_id=elsewhere.id))
        session.flush()
    session.rollback()
    with pytest.raises(IntegrityError):
        session.add(
            CategoryLimit(
                round_id=round_.id, category_id=queries.all_categories(session)[0].id, amount=0
            )
        )
        session.flush()


def test_a_project_that_was_withdrawn_keeps_its_place_without_an_effect(
    session: Session, round_: Round
) -> None:
    put(session, round_, RULES)
    for project in queries.projects_in_state(session, round_.id, ("feasible",)):
        project.state = "withdrawn"
    session.flush()
    changed = Constraints(RULES.exclusive, RULES.category_limits, ())
    assert put(session, round_, changed, known=RULES) == changed


def test_equal_shares_are_refused_while_special_rules_stand(
    session: Session, round_: Round
) -> None:
    by = {"actor": SYSTEM, "now": clock.now()}
    put(session, round_, RULES)
    change_edition(session, round_.edition, rule="greedy-per-cost@1", **by)
    with pytest.raises(NotNow) as refusal:
        change_edition(session, round_.edition, rule="equal-shares@1", **by)
    assert (refusal.value.code, refusal.value.field) == ("special_rules_stand", "way")
    assert refusal.value.values == {"places": round_.place.name}
    put(session, round_, constraints.NOTHING, known=RULES)
    change_edition(session, round_.edition, rule="equal-shares@1", **by)
    with pytest.raises(Invalid) as unfit:
        put(session, round_, RULES)
    assert unfit.value.code == "special_not_of_rule"


def test_what_is_funded_beforehand_is_not_on_the_ballot(session: Session, round_: Round) -> None:
    assert [project.number for project in queries.ballot_projects(session, round_.id)] == [1, 4]
    put(session, round_, RULES)
    assert [project.number for project in queries.ballot_projects(session, round_.id)] == [1]


@pytest.fixture
def clerk(visitor: Visitor, session: Session) -> Visitor:
    return visitor.sign_in(b.a_staff_member(session))


def plain(page: Page) -> str:
    """Return the words of a page as they are read: no blank between an element and the mark after
    it.
    """
    return re.sub(r" ([.,:])", r"\1", page.text)


def test_staff_set_them_on_one_page(clerk: Visitor, session: Session, round_: Round) -> None:
    page = clerk.get("projects_desk.special_rules", slug=round_.slug)
    assert page.h1 == f"Special rules of {round_.place.name}"
    assert "Zoo" not in page.text and "Groups that hold" not in page.text
    given = {
        "known": constraints.NOTHING.fingerprint,
        "new_group": ["2", "1", "1"],
        "limit_sport": "30,000",
        "prefunded": ["4"],
    }
    done = clerk.post("projects_desk.special_rules", given, slug=round_.slug)
    assert queries.constraints_of(session, round_.id) == RULES
    told = clerk.follow(done)
    for sentence in (
        "Only one of these projects can win: Playground and Spielplatz.",
        "The chosen projects of the category Sport can cost at most €30,000 together.",
        (
            "Second half of the path is funded beforehand: it is not on the ballot, and its cost "
            "of €5,000 is taken from the fund first."
        ),
    ):
        assert sentence in plain(told)
        assert sentence in plain(clerk.get("pages.round", slug=round_.slug))
    again = {
        "known": RULES.fingerprint,
        "exclusive": ["1"],
        "new_group": ["1", "4"],
        "limit_sport": "",
    }
    clerk.post("projects_desk.special_rules", again, slug=round_.slug)
    assert queries.constraints_of(session, round_.id) == Constraints((("1", "2"), ("1", "4")))
    clerk.post(
        "projects_desk.special_rules",
        {"known": Constraints((("1", "2"), ("1", "4"))).fingerprint, "exclusive": ["2"]},
        slug=round_.slug,
    )
    assert queries.constraints_of(session, round_.id) == Constraints((("1", "4"),))


def test_what_the_district_pays_for_is_told_and_left_out(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    round_.edition.rule, round_.edition.rule_parameters = "equal-shares@1", {}
    page = clerk.get("projects_desk.special_rules", slug=round_.slug)
    assert (
        "it can only leave out projects that somebody else pays for" in page.text
        and "exclusive" not in page.html.split("<main")[1].split("externally-funded")[0]
    )
    given = {"known": constraints.NOTHING.fingerprint, "externally_funded": ["4"]}
    refused = clerk.post("projects_desk.special_rules", given, status=422, slug=round_.slug)
    assert any("Please say who pays" in error for error in refused.errors())
    clerk.post(
        "projects_desk.special_rules",
        given | {"payer": "the district's own budget"},
        slug=round_.slug,
    )
    assert queries.constraints_of(session, round_.id) == Constraints(
        externally_funded=("4",), payer="the district's own budget"
    )
    assert [project.number for project in queries.projects_to_freeze(session, round_.id)] == [1]
    told = (
        "Somebody else pays for Second half of the path ( the district's own budget ): it is not "
        "on the ballot and costs the fund nothing."
    )
    for page in (
        clerk.get("pages.round", slug=round_.slug),
        clerk.get("projects_desk.special_rules", slug=round_.slug),
    ):
        assert told in plain(page)
    about = clerk.get("projects.show", slug=round_.slug, number=4).text
    assert "Somebody else pays for this project: the district's own budget ." in about
    change_edition(session, round_.edition, rule="phragmen@1", actor=SYSTEM, now=clock.now())


def test_a_hostile_title_stays_words(clerk: Visitor, session: Session, round_: Round) -> None:
    for project in queries.projects_in_state(session, round_.id, ("feasible", "submitted")):
        project.title = "<script>{0} 100 %s</script>"
    put(session, round_, RULES)
    for endpoint in ("projects_desk.special_rules", "pages.round"):
        page = clerk.get(endpoint, slug=round_.slug)
        assert page.text.count("<script>{0} 100 %s</script>") >= 3
    trail = clerk.get("people_desk.trail").text
    assert "Special rules of a round set" in trail


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"new_group": ["1"]}, "Please tick at least two projects"),
        ({"new_group": ["1", "2"], "prefunded": ["1"]}, "“Playground” would be funded beforehand"),
        ({"new_group": ["1", "3"]}, "Please choose only what is on the list."),
        ({"limit_sport": "0"}, "Please give more than zero"),
        (
            {"limit_sport": "1,000", "prefunded": ["1"]},
            "that are funded beforehand already cost €20,000.",
        ),
        ({"limit_sport": "much"}, "Write an amount in figures"),
        ({"known": "old", "prefunded": ["4"]}, "Somebody else has changed the special rules."),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_lost(
    clerk: Visitor, session: Session, round_: Round, given: dict[str, object], message: str
) -> None:
    page = clerk.post(
        "projects_desk.special_rules",
        {"known": constraints.NOTHING.fingerprint} | given,
        status=422,
        slug=round_.slug,
    )
    assert any(message in error for error in page.errors()), page.errors()
    assert queries.constraints_of(session, round_.id) == constraints.NOTHING
    if "limit_sport" in given:
        assert page.fields()["limit_sport"] == given["limit_sport"]


def test_a_project_says_that_it_is_funded_beforehand(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    put(session, round_, RULES)
    told = "This project is funded beforehand. It is not on the ballot"
    assert told in visitor.get("projects.show", slug=round_.slug, number=4, most_queries=8).text
    assert told not in visitor.get("projects.show", slug=round_.slug, number=1, most_queries=8).text


def test_more_than_the_fund_cannot_be_funded_beforehand(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    round_.fund.amount = 2_400_000
    given = {"known": constraints.NOTHING.fingerprint, "prefunded": ["1", "4"]}
    page = clerk.post("projects_desk.special_rules", given, status=422, slug=round_.slug)
    assert any("cost €25,000 together; the fund holds €24,000." in error for error in page.errors())


def test_the_page_says_why_nothing_can_be_set(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    put(session, round_, Constraints((("1", "3"),)))
    assert (
        "Some of these rules have no effect at present"
        in clerk.get("projects_desk.special_rules", slug=round_.slug).text
    )
    assert "Only one of these" not in clerk.get("pages.round", slug=round_.slug).text
    round_.opened_at = clock.now()
    page = clerk.get("projects_desk.special_rules", slug=round_.slug)
    assert "these rules are frozen" in page.text and "submission_key" not in page.fields()
    empty = b.a_round(session, "propose")
    assert (
        "No project has been submitted yet."
        in clerk.get("projects_desk.special_rules", slug=empty.slug).text
    )


def test_the_edition_says_which_rounds_keep_it_from_counting_by_shares(
    clerk: Visitor, session: Session, round_: Round
) -> None:
    put(session, round_, RULES)
    page = clerk.fill(
        "rounds_desk.edition", {"way": "shares-then-votes"}, status=422, slug=round_.edition.slug
    )
    assert any(
        f"Special rules of {round_.place.name} need a way of counting by most votes." in error
        for error in page.errors()
    )


def test_of_six_clerks_at_once_one_sets_them_and_five_are_told(
    session: Session, round_: Round
) -> None:
    number = round_.id
    answers = at_once(
        session,
        lambda own, n: put(
            own, own.get(Round, number), Constraints((), (("sport", 3_000_000 + n),))
        ),
    )
    kept = queries.constraints_of(session, number)
    assert [answer for answer in answers if isinstance(answer, Constraints)] == [kept]
    assert answers.count("special_changed_meanwhile") == 5


def test_the_edition_and_a_round_at_once_never_end_in_rules_that_cannot_be_counted(
    session: Session, round_: Round
) -> None:
    by, number = {"actor": SYSTEM, "now": clock.now()}, round_.id

    def act(own: Session, n: int) -> object:
        here = own.get(Round, number)
        assert here is not None
        return (
            put(own, here, RULES)
            if n % 2
            else change_edition(own, here.edition, rule="equal-shares@1", **by)
        )

    at_once(session, act)
    has_rules = queries.constraints_of(session, number) != constraints.NOTHING
    assert has_rules == constraints.understands(round_.edition.rule)
