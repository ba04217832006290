"""Special rules from the desk to the recount: a conflict, a limit of a category, a project funded
beforehand.

The fund holds 100,000.00. Project 4 (40,000) is funded beforehand; of 1 and 2 only one can win;
sport can cost 45,000 at most. 40 ballots: 1 has 30 votes, 2 has 25, 3 has 20, 5 has 10, 6 has 5. So
4 and 1 (30,000) win, 2 is excluded by 1, for 3 (25,000) sport has only 15,000 left, 5 (10,000)
wins, and for 6 (50,000) the fund has only 20,000 left.
"""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.ballots import timed
from neighbourhood.ballots.services import open_voting
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.archive import Archive
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.commands.recount import recount as command
from neighbourhood.committees.queries import advice_of_vote, projects_to_decide
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.services import set_constraints
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.results.publication import archive
from neighbourhood.results.publication.content import category_name
from neighbourhood.results.publication.recount import recount
from neighbourhood.rounds.documents import from_json, to_json
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import constraints
from neighbourhood.rounds.rules.constraints import Constraints
from tests import builders as b
from tests.ballots.builders import after_the_end, vote
from tests.results import world
from tests.results.test_recount import again, files_of
from tests.visitor import Page, Visitor

RULES = Constraints((("1", "2"),), (("sport", 4_500_000),), ("4",))
CAST = {(1, 2): 20, (1, 3, 5): 10, (2, 3): 5, (3, 6): 5}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(KeyRing(tmp_path / "keys"), Archive(tmp_path / "sealed"))


def ready(session: Session, **edition: object) -> Round:
    """Return a round that is ready to open, with special rules; the projects of sport are written
    in two languages.
    """
    values = {
        "decided_by": "vote",
        "rule_parameters": {"completion": "none", "unit": 100},
    } | edition
    round_ = b.a_round(session, "vote", **values)  # type: ignore[arg-type]
    sport, nature = b.a_category(session, "sport"), b.a_category(session, "nature")
    sport.name = {"en": "Sport", "fr": "Les sports"}
    b.a_project(session, round_, "Playground", number=1, cost=3_000_000, category=sport)
    b.a_project(
        session, round_, "Hundewiese", number=2, cost=2_000_000, category=nature, language="de"
    )
    b.a_project(
        session, round_, "Terrain de foot", number=3, cost=2_500_000, category=sport, language="fr"
    )
    b.a_project(session, round_, "Second half of the path", number=4, cost=4_000_000)
    b.a_project(session, round_, "Benches", number=5, cost=1_000_000, category=nature)
    b.a_project(session, round_, "Fountain", number=6, cost=5_000_000, category=nature)
    round_.first_key_holder_id, round_.second_key_holder_id = (
        b.a_person(session).id,
        b.a_person(session).id,
    )
    set_constraints(
        session, round_, RULES, known=constraints.NOTHING.fingerprint, actor=SYSTEM, now=clock.now()
    )
    session.commit()
    return round_


def opened(session: Session, round_: Round, vault: Vault) -> Round:
    open_voting(session, round_, keys=vault.keys, actor=SYSTEM, now=clock.now())
    session.commit()
    return round_


def sealed(session: Session, round_: Round, vault: Vault) -> Round:
    """Open, let forty people vote, and seal."""
    opened(session, round_, vault)
    for numbers, voters in CAST.items():
        for _voter in range(voters):
            vote(session, round_, vault.keys, *numbers)
    with clock.at(after_the_end(round_)):
        timed.seal(session, round_.id, vault, clock.now())
    session.refresh(round_)
    return round_


@pytest.fixture
def round_(session: Session, vault: Vault) -> Round:
    """Return the published round."""
    round_ = sealed(session, ready(session), vault)
    with clock.at(after_the_end(round_)):
        world.published(session, round_)
        session.commit()
    return round_


def plain(page: Page) -> str:
    """Return the words of a page as they are read: no blank between an element and the mark after
    it.
    """
    return re.sub(r" ([.,:;?])", r"\1", page.text)


def test_the_count_keeps_them_and_anybody_can_repeat_it(
    session: Session, round_: Round, tmp_path: Path
) -> None:
    files = files_of(session, round_)
    result = json.loads(files["result.json"])
    assert result["count"]["selected"] == ["4", "1", "5"]
    assert result["count"]["spent"] == round_.fund.allocated == 8_000_000
    told = {
        project["reference"]: (project["reason"]["code"], project["votes"])
        for project in result["projects"]
    }
    assert told == {
        "1": ("selected", 30),
        "2": ("excluded_by", 25),
        "3": ("category_full", 20),
        "4": ("prefunded", 0),
        "5": ("selected", 10),
        "6": ("does_not_fit", 5),
    }
    (tmp_path / "publication.zip").write_bytes(archive.zipped(files))
    answer = CliRunner().invoke(command, [str(tmp_path / "publication.zip")])
    assert answer.exit_code == 0, answer.output
    assert (
        "40 ballots counted again: 3 projects chosen, 8000000 of 10000000, every step the same"
        in answer.output
    )


@pytest.mark.backend("sqlite")
def test_it_is_compared_only_with_rules_that_can_keep_them(session: Session, vault: Vault) -> None:
    round_ = sealed(session, ready(session, rule="greedy-per-cost@1"), vault)
    with clock.at(after_the_end(round_)):
        world.published(session, round_)
    compared = json.loads(files_of(session, round_)["result.json"])["compared"]
    assert [(other["rule"], other["selected"]) for other in compared] == [
        ("greedy@1", ["4", "1", "5"])
    ]


@pytest.mark.backend("sqlite")
def test_a_forger_of_a_special_rule_is_found(session: Session, round_: Round) -> None:
    files = files_of(session, round_)
    assert recount(again(files)).is_same
    for name in ("rules.json", "result.json", "ballots.pb"):
        data = bytearray(files[name])
        data[len(data) // 2] ^= 1
        assert not recount({**files, name: bytes(data)}).is_same
    count = json.loads(files["result.json"])["count"]
    for changed in (
        {"prefunded": []},
        {"exclusive": []},
        {"category_limits": [["sport", 9_999_999]]},
    ):
        forged = again(files, count=count | {"parameters": count["parameters"] | changed})
        assert recount(forged).problem == "the parameters of the count are not the frozen ones"
    assert (
        recount(again(files, categories={"sport": {"en": "Culture"}})).problem
        == "the names of the categories are not the frozen ones"
    )


@pytest.mark.backend("sqlite")
def test_they_are_part_of_what_is_frozen_and_hashed(session: Session, vault: Vault) -> None:
    round_ = opened(session, ready(session), vault)
    assert round_.frozen is not None
    assert (
        json.loads(round_.frozen.document)["rule"]["parameters"]
        == {"completion": "none", "unit": 100} | RULES.parameters
    )
    with pytest.raises(NotNow):
        set_constraints(
            session,
            round_,
            constraints.NOTHING,
            known=RULES.fingerprint,
            actor=SYSTEM,
            now=clock.now(),
        )


@pytest.mark.backend("sqlite")
def test_a_small_vote_is_recounted_from_its_counts(session: Session, vault: Vault) -> None:
    round_ = opened(session, ready(session), vault)
    for _voter in range(3):
        vote(session, round_, vault.keys, 1, 2)
    with clock.at(after_the_end(round_)):
        timed.seal(session, round_.id, vault, clock.now())
        session.refresh(round_)
        world.published(session, round_)
    report = recount(files_of(session, round_))
    assert report.is_same, report.problem
    assert "from the votes of each project" in report.lines[-1]


@pytest.mark.backend("sqlite")
def test_the_ballots_file_is_valid_and_tells_them(
    session: Session, round_: Round, tmp_path: Path
) -> None:
    report = world.officially_checked(files_of(session, round_)["ballots.pb"], tmp_path)
    assert report["metadata"]["valid"] == 1, report
    election = pabulib.read(tmp_path / "ballots.pb")
    assert election.rule == "greedy-custom"
    assert election.meta["max_length"] == "3"
    for remark in (
        "At most one of 1 2 could win.",
        "The winners of the category sport could cost at most 45000 together.",
        "Won before the count, paid from the budget and not on the ballot: 4.",
    ):
        assert remark in election.meta["comment"]
    assert {each.id: each.fields["category"] for each in election.projects if each.id in "13"} == {
        "1": "sport",
        "3": "sport",
    }
    assert [each.id for each in election.projects if each.fields["selected"] == "1"] == [
        "1",
        "5",
        "4",
    ]


@pytest.mark.backend("sqlite")
def test_what_is_funded_beforehand_cannot_be_voted_for(session: Session, vault: Vault) -> None:
    round_ = opened(session, ready(session), vault)
    with pytest.raises(Invalid) as refusal:
        vote(session, round_, vault.keys, 4)
    assert refusal.value.code == "not_on_this_ballot"


@pytest.mark.parametrize("change", ["fund", "cost", "rival"])
@pytest.mark.backend("sqlite")
def test_a_vote_does_not_open_under_rules_that_no_longer_fit(
    session: Session, vault: Vault, change: str
) -> None:
    round_ = ready(session)
    projects = {
        project.number: project
        for project in session.query(b.Project).filter_by(round_id=round_.id)
    }
    if change == "fund":
        round_.fund.amount = 3_999_999
    elif change == "cost":
        projects[4].cost = 10_000_001
    else:
        projects[4].category, projects[4].cost = projects[1].category, 4_500_001
    session.flush()
    with pytest.raises(NotNow) as refusal:
        opened(session, round_, vault)
    assert refusal.value.code == "special_rules_unfit"


@pytest.mark.backend("sqlite")
def test_a_rule_on_a_project_that_was_refused_is_not_frozen(session: Session, vault: Vault) -> None:
    round_ = ready(session)
    for project in session.query(b.Project).filter_by(round_id=round_.id):
        project.state = "not_feasible" if project.number in (1, 3, 4) else "feasible"
    opened(session, round_, vault)
    assert round_.frozen is not None
    assert json.loads(round_.frozen.document)["rule"]["parameters"] == {
        "completion": "none",
        "unit": 100,
    }


@pytest.mark.backend("sqlite")
def test_what_the_district_pays_for_is_neither_counted_nor_decided(
    session: Session, vault: Vault
) -> None:
    round_ = ready(session, decided_by="committee", quorum=1)
    district = Constraints(RULES.exclusive, RULES.category_limits, (), ("4",), "the district")
    set_constraints(
        session, round_, district, known=RULES.fingerprint, actor=SYSTEM, now=clock.now()
    )
    sealed(session, round_, vault)
    assert round_.frozen is not None
    document = json.loads(round_.frozen.document)
    assert [project["reference"] for project in document["projects"]] == ["1", "2", "3", "5", "6"]
    assert document["funded_elsewhere"] == [
        {
            "number": 4,
            "reference": "4",
            "title": "Second half of the path",
            "language": "en",
            "payer": "the district",
        },
    ]
    # With the 40,000 that are not taken first, the fountain (50,000) fits after 1 and 5.
    assert [
        name
        for name, each in advice_of_vote(session, round_, clock.now()).items()
        if each.is_within_fund
    ] == ["1", "5", "6"]
    assert [project.number for project in projects_to_decide(session, round_.id)] == [1, 2, 3, 5, 6]


@pytest.mark.backend("sqlite")
def test_the_committee_reads_the_same_order(session: Session, vault: Vault) -> None:
    round_ = sealed(session, ready(session, decided_by="committee", quorum=1), vault)
    advice = advice_of_vote(session, round_, clock.now())
    assert {reference: each.place for reference, each in advice.items()} == {
        "4": 1,
        "1": 2,
        "5": 3,
        "2": 4,
        "3": 5,
        "6": 6,
    }
    assert [reference for reference, each in advice.items() if not each.is_within_fund] == [
        "2",
        "3",
        "6",
    ]
    assert [reference for reference, each in advice.items() if each.is_beforehand] == ["4"]


@pytest.mark.backend("sqlite")
def test_a_project_without_a_vote_says_that_it_was_funded_beforehand(
    session: Session, visitor: Visitor, vault: Vault
) -> None:
    round_ = sealed(session, ready(session, decided_by="committee", quorum=1), vault)
    first, _second = world.two_staff(session)
    with clock.at(next(phase.starts_at for phase in round_.phases if phase.kind == "publish")):
        with pytest.raises(NotNow) as refusal:
            world.asked(session, round_, first)
        # By their numbers, as the committee finds them on its table.
        assert (refusal.value.code, refusal.value.values) == (
            "decisions_missing",
            {"missing": "1, 4, 5"},
        )
        for number, amount in {1: 3_000_000, 4: 4_000_000, 5: 1_000_000}.items():
            world.a_decision(session, round_, number, amount)
        world.published(session, round_)
        page = visitor.get("results.show", slug=round_.slug)
    row = next(
        " ".join(" ".join(each.itertext()).split())
        for each in page.all("li")
        if "Second half of the path" in " ".join(each.itertext())
    )
    assert (
        "0 votes" in row
        and "Funded beforehand" in row
        and "It was paid from the fund before the count." in row
    )


@pytest.mark.backend("sqlite")
def test_the_result_names_what_somebody_else_pays_for(
    session: Session, visitor: Visitor, vault: Vault
) -> None:
    round_ = ready(session)
    district = Constraints(RULES.exclusive, RULES.category_limits, (), ("4",), "the district")
    set_constraints(
        session, round_, district, known=RULES.fingerprint, actor=SYSTEM, now=clock.now()
    )
    sealed(session, round_, vault)
    with clock.at(after_the_end(round_)):
        world.published(session, round_)
        page = visitor.get("results.show", slug=round_.slug)
    assert "( the district ): it is not on the ballot" in plain(page)


def test_a_document_that_was_frozen_before_still_counts_by_its_slugs() -> None:
    project = b.frozen_project(1, language="fr", category="nature", category_name={"en": "Nature"})
    rules = replace(b.frozen_rules(), projects=(project,))
    listed = from_json(to_json(rules)).projects[0]
    assert (category_name(listed), listed.category) == ("Nature", "nature")


def test_voters_read_them_on_the_ballot(session: Session, visitor: Visitor) -> None:
    round_ = ready(session)
    ring: KeyRing = visitor.app.extensions["vault"].keys
    open_voting(session, round_, keys=ring, actor=SYSTEM, now=clock.now())
    page = visitor.sign_in(b.a_resident(session, round_.place)).get(
        "ballots.vote", slug=round_.slug, most_queries=8
    )
    for sentence in (
        "Only one of these projects can win: Playground and Hundewiese.",
        "The chosen projects of the category Sport can cost at most €45,000 together.",
        (
            "Second half of the path is funded beforehand: it is not on the ballot, and its cost "
            "of €40,000 is taken from the fund first."
        ),
        "5 projects on the ballot",
    ):
        assert sentence in plain(page)
    assert "choice-3" in page.html and "choice-4" not in page.html


def test_the_desk_shows_what_will_be_frozen_and_what_no_longer_fits(
    session: Session, visitor: Visitor
) -> None:
    round_ = ready(session)
    clerk = visitor.sign_in(b.a_staff_member(session))
    assert "Only one of these projects can win: Playground and Hundewiese." in plain(
        clerk.get("ballots_desk.round", slug=round_.slug, most_queries=13)
    )
    round_.fund.amount = 100
    page = clerk.get("ballots_desk.round", slug=round_.slug)
    assert "The special rules of this round no longer fit" in page.text
    assert visitor.url("projects_desk.special_rules", slug=round_.slug) in page.links()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It costs €25,000. Only €15,000 was left for its category, Sport."),
        ("fr", "Les sports"),
    ],
)
def test_the_result_says_why(
    session: Session, visitor: Visitor, vault: Vault, language: str, sentence: str
) -> None:
    round_ = sealed(session, ready(session), vault)
    with clock.at(after_the_end(round_)):
        world.published(session, round_)
        page = visitor.get("results.show", slug=round_.slug, language=language)
        downloaded = visitor.get("results.publication_zip", slug=round_.slug)
    assert sentence in plain(page)
    assert ", sport" not in plain(page)
    if language == "en":
        for reason in (
            "Only one of the two can be built, and Playground was chosen first.",
            "It was paid from the fund before the count.",
            "Only one of these projects can win: Playground and Hundewiese.",
            "Why was Hundewiese not chosen, though it has more votes than Benches?",
        ):
            assert reason in plain(page)
        assert "though it has more votes than Second half" not in plain(page)
    with zipfile.ZipFile(io.BytesIO(downloaded.response.data)) as packed:
        assert recount({name: packed.read(name) for name in packed.namelist()}).is_same
