"""The pages of results through a reader's eyes."""

import io
import zipfile
from datetime import date

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.permissions import SYSTEM
from neighbourhood.results import queries
from neighbourhood.results.explanation import reasons
from neighbourhood.results.models import CouncilAct
from neighbourhood.results.publication import recount
from neighbourhood.results.services import edition_for, import_round
from neighbourhood.tally import RULES
from tests import builders
from tests.results import world
from tests.visitor import Visitor, words

TIED = b"""META
key; value
description; Two alike
country; France
unit; Toulouse
instance; 2022
num_projects; 2
num_votes; 2
budget;150
currency;EUR
rule; greedy
vote_type; approval
date_begin; 01.02.2022
date_end; 02.02.2022
PROJECTS
project_id; cost; name
1; 100; One
2; 100; Two
VOTES
voter_id; vote
a; 1,2
b; 1,2
"""


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_recount_is_headed_as_ours_and_tells_its_source(
    session: Session, visitor: Visitor, language: str
) -> None:
    round_ = world.imported(session)
    page = visitor.get("results.show", slug=round_.slug, language=language)
    assert "Pabulib" in page.text
    assert "423" in page.h1


def test_the_first_sentence_says_who_voted_and_what_they_decided(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    page = visitor.get("results.show", slug=round_.slug)
    assert page.h1 == "40 neighbours voted. 2 projects get €90,000 of €100,000."
    assert "The vote decided, and nobody could depart from it." in page.text
    assert "Subject to confirmation" in page.text
    assert "Licence of the data: CC BY 4.0" in page.text


def test_each_project_that_lost_has_its_reason_with_figures(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "It costs €50,000. Only €40,000 was left when its turn came." in text
    assert (
        "With 8 more votes it would have been chosen: it would have stood before Project 1" in text
    )
    assert "Nobody voted for it." in text
    assert "Why was Project 2 not chosen, though it has more votes than Project 3" in text
    assert "Project 2 has 20 votes. It costs €50,000. Only €40,000 was left" in text


def test_a_chosen_project_says_why_and_what_stood_before_it(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(
        session,
        rule_parameters={"utility": "cost", "completion": "none", "minimum_votes": 9, "unit": 100},
    )
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "When its turn came, €100,000 was left. It costs €60,000." in text
    assert (
        "A project needs at least 9 votes." in text
        and "Every project needs 9 votes to be counted. It is 1 vote short." in text
    )


def test_what_would_have_been_enough_is_told_beside_the_reason(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "Project 3 has fewer votes, but it costs less and still fitted." in text
    assert (
        "Had this project cost €10,000 less, or had the fund held €10,000 more, it would have "
        "been chosen."
    ) in text
    assert "€10,000 is left. Every other project costs more. It stays in the fund." in text
    assert (
        "If they are still level, a lot that is drawn in public decides. In this count it made no "
        "difference."
    ) in text


def test_where_nothing_was_left_it_says_so(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session, {"1": 20, "2": 12}, costs={1: 10_000_000, 2: 5_000_000})
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert (
        "It costs €50,000. Nothing was left when its turn came. With 8 more votes it would have "
        "been chosen: it would have stood before Project 1"
    ) in text


@pytest.mark.parametrize(
    ("rule", "times"), [("greedy@1", 0), ("equal-shares@1", 2), ("equal-shares-comparison@1", 1)]
)
def test_what_people_paid_with_is_told_before_what_they_paid(
    session: Session, visitor: Visitor, rule: str, times: int
) -> None:
    parameters = {"utility": "cost", "completion": "none", "minimum_votes": 0, "unit": 100}
    round_ = world.a_sealed_round(session, rule=rule, rule_parameters=parameters)
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    principle = "Everybody who votes gets an equal share of the fund."
    # Under the heading of the projects, and again where the count is told; in the comparison here
    # the most votes win, and nobody pays.
    assert text.count(principle) == times
    assert text.count(
        "The next project is always the one with the most voters who can still pay for it."
    ) == (0 if rule == "greedy@1" else times)
    assert times < 2 or text.index(principle) < text.index("people who voted for it paid")


def test_a_recount_does_not_say_that_its_rules_were_fixed_before_the_vote(
    session: Session, visitor: Visitor
) -> None:
    ours, theirs = world.a_sealed_round(session), world.imported(session)
    world.published(session, ours)
    fixed, label = (
        "the rules as they were fixed before the vote",
        "The rules, frozen when the vote opened",
    )
    own, recounted = (visitor.get("results.show", slug=each.slug).text for each in (ours, theirs))
    assert fixed in own and label in own
    assert (
        fixed not in recounted
        and label not in recounted
        and "The rules of this recount" in recounted
    )


def test_a_tie_names_who_went_first(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session, {"1": 20, "2": 20}, costs={1: 6_000_000, 2: 5_000_000})
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "It stood exactly level with others and went first because it costs less." in text
    assert "Project 2 stood exactly level with it and went first." in text
    assert "In this count there was such a tie 1 time." in text


def test_without_a_seed_no_lot_is_told(session: Session, visitor: Visitor) -> None:
    election = pabulib.parse(TIED)
    edition = edition_for(session, election, actor=SYSTEM, now=clock.now())
    place = builders.a_neighbourhood(session)
    round_ = import_round(session, election, place, edition=edition, actor=SYSTEM, now=clock.now())
    text = visitor.get("results.show", slug=round_.slug).text
    assert "went first because of its number" in text and "by lot" not in text
    assert "this recount goes by their numbers" in text


def test_every_project_has_its_result_and_reason_in_the_table(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    rows = [
        " ".join(each.itertext())
        for each in visitor.get("results.show", slug=round_.slug).all("tr")
    ]
    assert any(
        "Project 2" in row and "Not funded" in row and "the money left was not enough" in row
        for row in rows
    )
    assert any(
        "Project 1" in row and "Funded" in row and "It was chosen by the vote." in row
        for row in rows
    )


def test_another_way_of_counting_is_laid_beside(session: Session, visitor: Visitor) -> None:
    # By votes 1 takes 60,000.00 of 100,000.00 and nothing else fits; of 40 shares of 2,500.00 the
    # 16 for 2 pay 40,000.00, the 24 for 1 pay all.
    round_ = world.a_sealed_round(
        session, {"1": 24, "2": 12, "3": 4}, costs={1: 9_000_000, 2: 3_000_000, 3: 1_000_000}
    )
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert (
        "Equal shares, then most votes first for what is left: another outcome for 2 projects"
        in text
    )
    assert "Would also be chosen Project 2 Would not be chosen Project 1" in text
    # 24 and 4 of 40 have one of their projects by votes, 12 and 4 by shares.
    assert "0.7" in text and "0.4" in text


def test_steps_say_whether_a_project_is_taken_and_what_all_shares_hold(
    session: Session, visitor: Visitor
) -> None:
    parameters = {"utility": "cost", "completion": "add1", "minimum_votes": 0, "unit": 100}
    round_ = world.a_sealed_round(session, rule="equal-shares@1", rule_parameters=parameters)
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "Chosen 28 votes 28 people who voted for it paid €2,142.86 each." in text
    assert "Given before" in text and "Left in all shares" in text
    assert "Why was everybody's share raised?" in text


def test_of_many_that_lost_the_last_are_folded(session: Session, visitor: Visitor) -> None:
    costs = {1: 9_000_000} | dict.fromkeys(range(2, 20), 2_000_000)
    round_ = world.a_sealed_round(
        session, {"1": 31} | {str(n): 1 for n in range(2, 20)}, costs=costs
    )
    world.published(session, round_)
    page = visitor.get("results.show", slug=round_.slug)
    assert "Show 6 more projects" in page.text
    assert all(f"Project {n} " in page.text for n in costs)


def test_votes_alone_do_not_decide_where_shares_do(session: Session, visitor: Visitor) -> None:
    parameters = {"utility": "cost", "completion": "none", "minimum_votes": 0, "unit": 100}
    # Of 40 shares of €2,500, the ten for 1 hold €25,000 of €26,000; the eight for 3 hold €20,000 of
    # €8,000.
    cast, costs = {"1": 10, "2": 22, "3": 8}, {1: 2_600_000, 2: 5_000_000, 3: 800_000}
    round_ = world.a_sealed_round(
        session, cast, costs=costs, rule="equal-shares@1", rule_parameters=parameters
    )
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert (
        "Votes alone do not decide here" in text
        and "Why was Project 1 not chosen, though it has more votes than Project 3" in text
    )
    assert (
        "had €25,000, less than its cost of €26,000. To pay for it with shares of this size it "
        "takes 11 votes."
    ) in text
    assert "Had this project cost €25,000 or less, it would have been chosen." in text
    assert (
        "There are projects that cost no more than that, but those who voted for them have too "
        "little of their shares left."
    ) in text
    assert "For every other project, those who voted for it have too little left together." in text
    assert (
        "8 people who voted for it paid €1,000 each." in text
        and "Money that the shares leave over stays in the fund." in text
    )


def test_the_next_in_line_tells_where_its_money_went(app: Flask) -> None:
    values = {
        "endowment": 100,
        "had": 900,
        "paid": {"2": 300},
        "left": 600,
        "missing": 50,
        "support_percent": 96,
        "next_endowment": 200,
        "next_spent": 5000,
    }
    project = world.a_loser("next_step_overspends", values, cost=650, votes=9)
    with app.test_request_context("/en/"):
        told = " ".join(
            str(each) for each in reasons.reason_sentences(project, {"2": Markup("Two")})
        )
        more = [str(each) for each in reasons.further_sentences(project, {})]
        values["support_percent"] = 92
        assert reasons.further_sentences(project, {}) == []
    assert "They paid €3 for other projects. €6 was left, which is €0.50 too little." in told
    assert "then the projects would cost €50" in told
    assert more == [
        "When it came closest to being chosen, it had 96 per cent of the support that it needed."
    ]


def test_what_the_purses_lack_is_not_what_the_fund_lacks(app: Flask) -> None:
    # At the end the fund held 100 of 650; the purses of those who wanted it held 600.
    values = {
        "endowment": 100,
        "had": 900,
        "paid": {"2": 300},
        "left": 600,
        "support_percent": 92,
        "stage": "completion",
        "fund_left": 100,
        "cost": 650,
        "missing": 550,
    }
    project = world.a_loser("does_not_fit", values, cost=650, votes=9)
    with app.test_request_context("/en/"):
        told = " ".join(
            str(each) for each in reasons.reason_sentences(project, {"2": Markup("Two")})
        )
    assert (
        "€6 was left, which is €0.50 too little. At the end €1 was left over; it costs €6.50."
        in told
    )


def test_a_committee_is_named_with_its_departures(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee", quorum=5)
    world.a_decision(session, round_, 1, 6_000_000)
    world.a_decision(session, round_, 3, 0, "Its upkeep is not assured.")
    world.published(session, round_)
    page = visitor.get("results.show", slug=round_.slug)
    text, rows = page.text, [" ".join(each.itertext()) for each in page.all("tr")]
    assert any(
        "Project 3" in row
        and "Not funded" in row
        and "The vote chose it, but the committee did not fund it." in row
        for row in rows
    )
    # Project 3 got nothing, so that nobody asks why it was taken before Project 2.
    assert "Why was Project 2 not chosen" not in text
    assert "€40,000 is left. It stays in the fund." in text
    assert "It departed from the vote on 1 project and says why." in text
    assert "The vote chose it, but the committee did not fund it." in text
    assert "Its upkeep is not assured." in text
    assert "The committee: 5 for · 2 against" in text


def test_purses_are_shown_where_shares_were_paid(session: Session, visitor: Visitor) -> None:
    parameters = {"utility": "cost", "completion": "add1", "minimum_votes": 0, "unit": 100}
    round_ = world.a_sealed_round(session, rule="equal-shares@1", rule_parameters=parameters)
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert "Everybody gets the same share" in text
    assert "each of the 40 voters gets €2,500 to spend" in text
    assert "28 people who voted for it paid €2,142.86 each." in text
    assert "Each step gives every voter €1 more." in text
    assert "Where the money of those who voted for it went" in text


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize(
    ("rule", "completion"),
    [(name, completion) for name, rule in RULES.items() for completion in rule.completions],
)
def test_every_rule_is_told(session: Session, visitor: Visitor, rule: str, completion: str) -> None:
    parameters = {"utility": "cost", "completion": completion, "minimum_votes": 0, "unit": 100}
    round_ = world.a_sealed_round(session, rule=rule, rule_parameters=parameters)
    world.published(session, round_)
    page = visitor.get("results.show", slug=round_.slug)
    steps = [
        " ".join(" ".join(each.itertext()).split())
        for each in page.all("li")
        if each.find("h3") is not None
    ]
    assert any(step.startswith("Project 1 Chosen 28 votes") for step in steps), steps
    assert all(len(step.split()) > 8 for step in steps), steps


@pytest.mark.parametrize("phase", ["propose", "vote", "allocate"])
def test_before_publication_the_page_says_what_comes(
    session: Session, visitor: Visitor, phase: str
) -> None:
    round_ = builders.a_round(session, phase)
    page = visitor.get("results.show", slug=round_.slug)
    assert page.h1 == "The result is not published yet"
    for name in (
        "results.ballots",
        "results.result_json",
        "results.projects_csv",
        "results.projects_xlsx",
        "results.publication_zip",
    ):
        visitor.get(name, slug=round_.slug, status=404)


def test_a_vote_that_lacks_something_is_not_said_to_be_open(
    session: Session, visitor: Visitor
) -> None:
    round_ = builders.a_round(session, "vote")
    text = visitor.get("results.show", slug=round_.slug).text
    assert "The vote has not been opened yet." in text and "The vote is open" not in text


def test_the_page_that_checks_receipts_says_when_it_will_answer(
    session: Session, visitor: Visitor
) -> None:
    round_ = builders.a_round(session, "vote")
    round_.opened_at = clock.now()
    session.flush()
    page = visitor.get("results.check_receipt", slug=round_.slug)
    assert page.h1 == "Check my receipt"
    assert "The vote is open until" in page.text and "publish the result together" in page.text
    assert "Nobody needs to sign in to check a code." in page.text
    assert not list(page.all("textarea")) and "code" not in page.fields()
    visitor.post("results.check_receipt", {"code": "1" * 25}, slug=round_.slug, status=409)


def test_after_the_vote_the_page_that_checks_receipts_says_what_comes(
    session: Session, visitor: Visitor
) -> None:
    round_ = builders.a_round(session, "allocate")
    page = visitor.get("results.check_receipt", slug=round_.slug)
    assert "The vote has ended." in page.text and "Keep your code until then" in page.text


def test_all_files_are_there_and_count_again(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    data = visitor.get("results.publication_zip", slug=round_.slug).response.get_data()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert recount.recount(files).is_same
    for name, endpoint in {
        "result.json": "result_json",
        "ballots.pb": "ballots",
        "projects.csv": "projects_csv",
    }.items():
        assert (
            visitor.get(f"results.{endpoint}", slug=round_.slug).response.get_data() == files[name]
        )


def test_an_old_version_stays_readable_and_says_so(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    world.published(session, round_, reason="The map was wrong")
    assert (
        "This result was corrected. The map was wrong"
        in visitor.get("results.show", slug=round_.slug).text
    )
    old = visitor.get("results.show", slug=round_.slug, version=1)
    assert "You are reading an older version." in old.text
    for wrong in ("3", "0", "x", "-1", "9" * 40):
        visitor.get("results.show", slug=round_.slug, version=wrong, status=404)


def test_a_receipt_is_found_in_any_writing(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    page = visitor.fill(
        "results.check_receipt",
        {"code": "١١١١١-22222 3333344444 55555"},
        slug=round_.slug,
        status=200,
    )
    assert "Your taking part is in the published number." in page.text
    assert "It does not show what was counted" in page.text


@pytest.mark.parametrize("code", ["", "12345", "x" * 500])
def test_an_unknown_receipt_is_told_at_its_field(
    session: Session, visitor: Visitor, code: str
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    assert visitor.fill(
        "results.check_receipt", {"code": code}, slug=round_.slug, status=422
    ).errors()


def test_a_council_confirms_and_the_heading_goes(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    visitor.sign_in(builders.a_staff_member(session))
    given = {"body": "City council", "number": "DEL-117", "decided_on": "2026-01-31"}
    visitor.post("results_desk.act", given, slug=round_.slug)
    page = visitor.get("results.show", slug=round_.slug)
    assert "Subject to confirmation" not in page.text
    assert "Confirmed: City council , DEL-117" in page.text


def test_two_publish_at_the_desk(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    first, second = world.two_staff(session)
    visitor.sign_in(first).post("results_desk.ask", {}, slug=round_.slug)
    page = visitor.get("results_desk.round", slug=round_.slug, most_queries=20)
    assert "somebody else must confirm it" in page.text
    address = next(
        form.get("action") for form in page.all("form") if "refuse" in str(form.get("action"))
    ).replace("refuse", "confirm")
    visitor.post(address, {"is_sure": "y"}, status=403)
    assert queries.publication_of(session, round_.id) is None
    visitor.sign_in(second)
    visitor.get("results_desk.round", slug=round_.slug, most_queries=20)
    # What cannot be taken back is not done by one press.
    page = visitor.post(address, {}, status=422)
    assert page.errors() == ["Please look at what would be published and tick the box first."]
    assert queries.publication_of(session, round_.id) is None
    visitor.post(address, {"is_sure": "y"})
    assert queries.publication_of(session, round_.id) is not None
    visitor.post(address, {"is_sure": "y"}, status=422)


def test_a_correction_without_reason_is_refused_at_the_desk(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    visitor.sign_in(builders.a_staff_member(session))
    page = visitor.post("results_desk.ask", {"reason": ""}, slug=round_.slug, status=422)
    assert page.errors() == [
        "Please say why the published result is corrected. Everybody will read it."
    ]
    assert queries.open_request(session, round_.id) is None


def test_a_bad_act_is_refused_at_the_desk(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    visitor.sign_in(builders.a_staff_member(session))
    visitor.post(
        "results_desk.act",
        {"body": "City council", "number": "", "decided_on": "31 January"},
        slug=round_.slug,
        status=422,
    )
    assert queries.council_act(session, round_.id) is None


def test_the_desk_says_what_is_missing(session: Session, visitor: Visitor) -> None:
    round_ = builders.a_round(session, "vote")
    visitor.sign_in(builders.a_staff_member(session))
    assert (
        "There is no result yet"
        in visitor.get("results_desk.round", slug=round_.slug, most_queries=20).text
    )
    visitor.get("results_desk.rounds")


WAYS = ["greedy@1:none", "equal-shares@1:none"]


def test_a_past_vote_is_laid_under_several_rules(session: Session, visitor: Visitor) -> None:
    round_ = world.imported(session)
    visitor.sign_in(builders.a_staff_member(session))
    page = visitor.fill(
        "comparisons_desk.compare", {"round": round_.slug, "ways": WAYS}, status=200
    )
    assert "423 voters, a fund of €400,000" in page.text


def test_a_file_is_laid_under_several_rules_and_not_kept(
    session: Session, visitor: Visitor
) -> None:
    visitor.sign_in(builders.a_staff_member(session))
    data = (world.TOULOUSE / "06.pb").read_bytes()
    page = visitor.post(
        "comparisons_desk.compare",
        {"round": "", "ways": WAYS, "utility": "", "file": (io.BytesIO(data), "06.pb")},
        status=200,
    )
    assert "436 voters" in page.text
    visitor.post("comparisons_desk.compare", {"round": "", "ways": WAYS, "utility": ""}, status=422)


@pytest.mark.parametrize(
    "endpoint", ["result_json", "ballots", "projects_csv", "projects_xlsx", "publication_zip"]
)
def test_a_file_has_its_name_for_the_second_reader_too(
    session: Session, visitor: Visitor, endpoint: str
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    session.commit()
    names = [
        visitor.app.test_client()
        .get(visitor.url(f"results.{endpoint}", slug=round_.slug))
        .headers["Content-Disposition"]
        for _reader in "12"
    ]
    assert names[0] == names[1] and names[0].startswith(f'attachment; filename="{round_.slug}')


def test_the_official_line_keeps_its_order_from_right_to_left(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    values = {"decided_on": date(2026, 12, 1), "entered_at": clock.now()}
    act = CouncilAct(round_id=round_.id, body="Conseil", number="DEMO-2026-07", **values)
    session.add(act)
    page = visitor.get(visitor.url("results.show", slug=round_.slug, language="ar"))
    line = next(words(p) for p in page.all("p") if "DEMO-2026-07" in words(p))
    # Body, number and day each have a direction of their own, so that none moves into another.
    assert "\u2068 Conseil \u2069" in line and "\u2068 DEMO-2026-07 \u2069" in line
    assert line.count("\u2068") == line.count("\u2069") == 3
    assert "\u2068" not in visitor.get("results.show", slug=round_.slug).html


@pytest.mark.parametrize(("source", "is_told"), [("INSEE 2021", True), ("", False)])
def test_turnout_stands_beside_residents_only_with_their_source(
    session: Session, visitor: Visitor, source: str, is_told: bool
) -> None:
    round_ = world.a_sealed_round(session)
    round_.place.population, round_.place.source = 8_500, source
    world.published(session, round_)
    text = visitor.get("results.show", slug=round_.slug).text
    assert (f"8,500 people live in {round_.place.name}" in text) == is_told
    assert ("INSEE 2021" in text) == is_told


def test_the_source_of_an_invented_place_speaks_the_language_of_the_page(
    session: Session, visitor: Visitor
) -> None:
    round_ = world.a_sealed_round(session)
    place = round_.place
    place.population, place.source, place.is_invented = 8_500, "Invented for this demo.", True
    place.names = {"ar": "جوليمون"}
    world.published(session, round_)
    page = visitor.get("results.show", slug=round_.slug, language="ar")
    line = next(words(p) for p in page.all("p") if "8,500" in words(p))
    assert "Invented" not in page.text
    assert "خيالي" in line and "جوليمون" in line and place.name not in line
