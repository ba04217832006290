"""A past vote from a Pabulib file becomes a sealed round whose recount anybody can repeat."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.ballots.models import SealedBallot
from neighbourhood.commands.export_round import export_round as export_command
from neighbourhood.commands.import_round import import_round as import_command
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Invalid, NotAllowed
from neighbourhood.results import queries
from neighbourhood.results.services import edition_for, export_round, import_round
from neighbourhood.rounds.models import Edition, Round
from tests.builders import a_neighbourhood, a_resident, actor_of
from tests.visitor import Visitor

FILES = sorted((Path(__file__).parents[2] / "neighbourhood/demo/data/toulouse-2022").glob("*.pb"))
REFERENCE = json.loads((Path(__file__).parents[1] / "data/tally-reference.json").read_text())
GREEDY = {
    value["_"]["votes"]: value["greedy"]
    for name, value in REFERENCE.items()
    if name.startswith("France_Toulouse_2022_")
}


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
    assert {p.reference: p.cost for p in kept} == {
        p.id: int(p.cost * 100) for p in election.projects
    }
    total = session.scalar(
        select(func.sum(SealedBallot.multiplicity)).where(SealedBallot.round_id == round_.id)
    )
    assert total == len(election.ballots)
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    result = json.loads(publication.result_json)
    assert {p["reference"]: str(p["votes"]) for p in result["projects"]} == {
        p.id: p.fields["votes"] for p in election.projects
    }
    expected = GREEDY[len(election.ballots)]
    assert sorted(result["count"]["selected"]) == sorted(expected["winners"])
    assert result["count"]["spent"] == expected["cost"] * 100
    assert round_.fund.allocated == expected["cost"] * 100


MINIMAL = """META
key;value
description;A vote
country;France
unit;Toulouse
instance;2022
num_projects;3
num_votes;2
budget;1000
vote_type;approval
rule;greedy
date_begin;03.10.2022
date_end;31.10.2022
currency;EUR
PROJECTS
project_id;cost;votes;name
7;500;2;Seven
L01;400.50;1;Letters
1000000;100;0;Million
VOTES
voter_id;vote
a;7,L01
b;7
"""


def test_numbers_follow_the_ids_where_they_can(session: Session) -> None:
    round_ = imported(session, pabulib.parse(MINIMAL))
    rows = session.execute(
        select(Project.reference, Project.number, Project.cost).where(Project.round_id == round_.id)
    ).all()
    assert {row.reference: (row.number, row.cost) for row in rows} == {
        "7": (7, 50_000),
        "L01": (8, 40_050),
        "1000000": (9, 10_000),
    }
    assert round_.edition.is_recount
    assert "Pabulib" in round_.edition.source


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("currency;EUR", "currency;PLN", "import_currency"),
        ("budget;1000", "budget;1000.001", "import_fraction"),
        ("03.10.2022", "soon", "import_dates"),
        ("vote_type;approval", "vote_type;ordinal", "import_ballot_kind"),
        ("L01", "L" * 61, "import_id_too_long"),
    ],
)
def test_a_file_without_a_place_here_leaves_no_row(
    session: Session, old: str, new: str, code: str
) -> None:
    a_neighbourhood(session)
    session.commit()
    with pytest.raises(Invalid, match=code):
        imported(session, pabulib.parse(MINIMAL.replace(old, new)))
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Edition)) == 0


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("greedy", "We counted the published ballots with the rule that the file names."),
        (
            "greedy-custom",
            (
                "The file names a rule of the city's own, “greedy-custom”. We cannot repeat it "
                "and counted with most votes first."
            ),
        ),
        ("unknown", "The file does not say how the city counted."),
    ],
)
def test_a_rule_that_cannot_be_repeated_is_told_with_what_was_done(
    session: Session, visitor: Visitor, name: str, told: str
) -> None:
    marked = (
        MINIMAL.replace("rule;greedy", f"rule;{name}")
        .replace(";votes;name", ";votes;name;selected")
        .replace(";Seven", ";Seven;0")
    )
    round_ = imported(
        session,
        pabulib.parse(marked.replace(";Letters", ";Letters;1").replace(";Million", ";Million;0")),
    )
    page = visitor.get("results.show", slug=round_.slug)
    assert told in page.text and "The recount used this rule: Most votes first." in page.text
    assert (
        "For 1 project the city decided otherwise." in page.text
        and "The city did not choose it." in page.text
    )


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "rule;greedy-exclusive",
            ["a rule of the city's own, “greedy-exclusive”. We cannot repeat it"],
        ),
        (
            "rule;greedy\nbudget_per_category;[400, 600]\nbudget_per_neighborhood;[1000]",
            [
                (
                    "with the rule that the file names. The file also sets limits that our "
                    "recount leaves out (budget_per_category, budget_per_neighborhood)"
                ),
            ],
        ),
    ],
)
def test_what_a_file_rules_beyond_our_recount_is_told(
    session: Session, visitor: Visitor, lines: str, told: list[str]
) -> None:
    round_ = imported(session, pabulib.parse(MINIMAL.replace("rule;greedy", lines)))
    text = visitor.get("results.show", slug=round_.slug).text
    assert all(sentence in text for sentence in told)
    # 500 and 400.50 fit into 1000 one after the other; the third has no vote.
    assert "By this recount 2 projects get €900.50 of €1,000." in text


#: Thirty voters, so that their ballots are published; the first names all four projects.
FOUR = (
    MINIMAL.replace("num_projects;3", "num_projects;4")
    .replace("num_votes;2", "num_votes;30")
    .replace("7;500;2", "7;500;30")
    .replace("1000000;100;0;Million", "1000000;100;1;Million\n44;1;1;Four")
    .replace("a;7,L01", "a;7,L01,1000000,44")
) + "".join(f"c{number};7\n" for number in range(28))


@pytest.mark.parametrize(
    ("lengths", "most"), [("", None), ("max_length;64\n", None), ("max_length;4\n", 4)]
)
def test_a_vote_is_recounted_with_the_limit_of_its_file(
    session: Session, lengths: str, most: int | None
) -> None:
    round_ = imported(
        session, pabulib.parse(FOUR.replace("currency;EUR\n", f"currency;EUR\n{lengths}"))
    )
    assert round_.edition.ballot.limits["most_choices"] == most
    # Whoever downloads the file must be able to read and count it.
    after = pabulib.parse(export_round(session, round_, actor=SYSTEM, now=clock.now()))
    assert sorted(len(ballot.choices) for ballot in after.ballots) == [1] * 29 + [4]


def test_a_file_with_another_limit_does_not_join_an_edition(session: Session) -> None:
    imported(session, pabulib.parse(FOUR))
    place = a_neighbourhood(session, "elsewhere")
    other = pabulib.parse(MINIMAL.replace("currency;EUR\n", "currency;EUR\nmax_length;3\n"))
    with pytest.raises(Invalid, match="import_edition_differs"):
        import_round(
            session,
            other,
            place,
            edition=edition_for(session, other, actor=SYSTEM, now=clock.now()),
            actor=SYSTEM,
            now=clock.now(),
        )


def test_residents_import_nothing(session: Session) -> None:
    place = a_neighbourhood(session)
    resident = actor_of(session, a_resident(session, place))
    with pytest.raises(NotAllowed):
        edition_for(session, pabulib.parse(MINIMAL), actor=resident, now=clock.now())


def test_an_import_goes_out_as_it_came_in(session: Session) -> None:
    round_ = imported(session, pabulib.read(FILES[4]))
    text = export_round(session, round_, actor=SYSTEM, now=clock.now())
    before, after = pabulib.read(FILES[4]), pabulib.parse(text)
    assert {(p.id, p.cost, p.name, p.fields["votes"]) for p in before.projects} == {
        (p.id, p.cost, p.name, p.fields["votes"]) for p in after.projects
    }
    assert sorted(sorted(b.choices) for b in before.ballots) == sorted(
        list(b.choices) for b in after.ballots
    )
    for key in (
        "country",
        "unit",
        "subunit",
        "instance",
        "date_begin",
        "date_end",
        "rule",
        "min_length",
        "max_length",
    ):
        assert before.meta[key] == after.meta[key], key


@pytest.mark.backend("sqlite")
def test_the_commands_import_and_export(app: Flask, session: Session, tmp_path: Path) -> None:
    a_neighbourhood(session, "mirail")
    session.commit()
    runner = app.test_cli_runner()
    done = runner.invoke(import_command, [str(FILES[4]), "--neighbourhood", "mirail"])
    assert done.output == "toulouse-2022-mirail: 10 projects, 423 ballots.\n"
    out = tmp_path / "out.pb"
    assert runner.invoke(export_command, ["toulouse-2022-mirail", str(out)]).exit_code == 0
    assert len(pabulib.read(out).ballots) == 423
    again = runner.invoke(import_command, [str(FILES[4]), "--neighbourhood", "mirail"])
    assert (again.exit_code, again.output.count("\n")) == (2, 1)


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "mirail"),
        ("META\nkey;value\n", "mirail"),
        (MINIMAL.replace("num_votes;2", "num_votes;3"), "mirail"),
        (MINIMAL, "nowhere"),
    ],
)
def test_a_broken_file_is_refused_in_one_line(
    app: Flask, session: Session, tmp_path: Path, text: str, slug: str
) -> None:
    a_neighbourhood(session, "mirail")
    session.commit()
    file = tmp_path / "broken.pb"
    file.write_text(text)
    done = app.test_cli_runner().invoke(import_command, [str(file), "--neighbourhood", slug])
    assert done.exit_code == 2
    assert done.output.count("\n") == 1
    assert str(file) in done.output
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Round)) == 0
