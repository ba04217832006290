"""What is published can be counted again by anybody, and a changed byte is found."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from neighbourhood import pabulib
from neighbourhood.canonical import digest, indented
from neighbourhood.commands.recount import recount as command
from neighbourhood.results.documents import from_json
from neighbourhood.results.publication import archive, projects_table
from neighbourhood.results.publication.recount import recount
from neighbourhood.rounds.models import Round
from tests.results import world


def files_of(session: Session, round_: Round) -> dict[str, bytes]:
    """Return the files of a round's newest publication."""
    from neighbourhood.results import queries

    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    assert round_.frozen is not None
    csv = projects_table.projects_csv(publication.result)
    return archive.files(
        publication.result_json, publication.ballots_pb, csv, round_.frozen.document
    )


@pytest.fixture
def files(session: Session) -> dict[str, bytes]:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    return files_of(session, round_)


def run(path: Path) -> tuple[int, str]:
    answer = CliRunner().invoke(command, [str(path)])
    assert answer.exception is None or isinstance(answer.exception, SystemExit)
    return answer.exit_code, answer.output


def test_the_recount_gives_the_published_result(files: dict[str, bytes], tmp_path: Path) -> None:
    zipped = tmp_path / "publication.zip"
    zipped.write_bytes(archive.zipped(files))
    code, output = run(zipped)
    assert code == 0, output
    assert (
        "40 ballots counted again: 2 projects chosen, 9000000 of 10000000, every step the same"
        in output
    )
    assert "9000000 granted of 10000000 (90,000.00 EUR of 100,000.00 EUR)" in output


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[1] / "data/publications").glob("*.zip")),
    ids=lambda path: path.stem,
)
def test_what_was_published_long_ago_is_still_recounted(path: Path) -> None:
    code, output = run(path)
    assert code == 0, output
    assert "every step the same" in output


def test_a_folder_does_as_well_as_a_zip(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert run(tmp_path)[0] == 0


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize("name", archive.NAMES)
def test_a_changed_byte_in_any_file_is_found(files: dict[str, bytes], name: str) -> None:
    for place in range(0, len(files[name]), max(1, len(files[name]) // 12)):
        data = bytearray(files[name])
        data[place] ^= 1
        assert not recount({**files, name: bytes(data)}).is_same, f"{name}, byte {place}"


def again(files: dict[str, bytes], **changed: object) -> dict[str, bytes]:
    """Return the files as a forger would leave them: the change made, every digest made anew."""
    result = json.loads(files["result.json"]) | changed
    inner = {name: value for name, value in result.items() if name != "publication"}
    table = projects_table.projects_csv(from_json(indented(inner)))
    inner["files"]["projects.csv"] = digest(table)
    result["publication"]["content_digest"] = digest(indented(inner))
    return archive.files(
        indented(result),
        files["ballots.pb"].decode(),
        table,
        files["rules.json"].decode(),
    )


@pytest.mark.backend("sqlite")
def test_a_forger_who_renews_every_digest_is_found_by_the_count(files: dict[str, bytes]) -> None:
    assert recount(again(files)).is_same
    result = json.loads(files["result.json"])
    result["projects"][0]["votes"] += 1
    assert (
        recount(again(files, projects=result["projects"])).problem
        == "the votes in ballots.pb are not those of result.json"
    )
    assert "binding vote" in str(recount(again(files, allocations=[])).problem)
    assert "frozen" in str(recount(again(files, fund=1)).problem)


@pytest.mark.backend("sqlite")
def test_a_forger_who_says_that_somebody_else_decided_is_found(files: dict[str, bytes]) -> None:
    result = json.loads(files["result.json"])
    not_given = [
        {"reference": project["reference"], "kind": "not_funded"}
        for project in result["projects"]
        if project["is_selected"]
    ]
    for decided_by in ("committee", "mayor", ""):
        forged = again(
            files,
            edition=result["edition"] | {"decided_by": decided_by},
            allocations=[],
            departures=not_given,
        )
        assert "who decides" in str(recount(forged).problem)
    reasoned = [
        allocation | {"reason": "x", "language": "en"} for allocation in result["allocations"]
    ]
    reasoned = [one | {"votes_for": 1, "votes_against": 0, "abstentions": 0} for one in reasoned]
    assert "decided" in str(recount(again(files, allocations=reasoned)).problem)
    assert "decided" in str(recount(again(files, committee={"members": 7})).problem)


@pytest.mark.backend("sqlite")
def test_a_result_that_names_fewer_files_is_found(files: dict[str, bytes]) -> None:
    result = json.loads(files["result.json"])
    del result["files"]["ballots.pb"]
    fewer = {**files, "result.json": indented(result).encode()}
    assert "other files" in str(recount(again(fewer)).problem)
    assert "sealed" in str(recount(again(files, receipts=["0" * 64])).problem)
    count = result["count"] | {"selected": ["2"]}
    assert "the recount chooses 1, 3; published was 2" in str(
        recount(again(files, count=count)).problem
    )


@pytest.mark.backend("sqlite")
def test_what_only_explains_may_be_absent_from_an_older_publication(
    files: dict[str, bytes],
) -> None:
    projects = json.loads(files["result.json"])["projects"]
    told = {"needed_fund", "enough_cost", "still_fitted", "outranked_by", "needed_score"}
    assert told <= set(projects[2]["reason"]["values"]) and projects[2]["reference"] == "2"
    for name in told:
        del projects[2]["reason"]["values"][name]
    assert recount(again(files, projects=projects)).is_same
    projects[2]["reason"]["values"]["fund_left"] += 1
    assert not recount(again(files, projects=projects)).is_same


@pytest.mark.backend("sqlite")
def test_a_small_vote_is_recounted_from_its_counts(session: Session) -> None:
    round_ = world.a_sealed_round(session, {"1": 20, "1,2": 9})
    world.published(session, round_)
    files = files_of(session, round_)
    assert pabulib.parse(files["ballots.pb"]).ballots == ()
    assert b"not published one by one" in files["ballots.pb"]
    report = recount(files)
    assert report.is_same
    assert "from the votes of each project" in report.lines[-1]
    assert json.loads(files["result.json"])["satisfaction"] is None


@pytest.mark.backend("sqlite")
def test_thirty_ballots_are_published(session: Session) -> None:
    round_ = world.a_sealed_round(session, {"1": 20, "1,2": 10})
    world.published(session, round_)
    ballots = pabulib.parse(files_of(session, round_)["ballots.pb"]).ballots
    assert [ballot.voter_id for ballot in ballots] == [str(number) for number in range(1, 31)]
    assert [ballot.choices for ballot in ballots] == [("1",)] * 20 + [("1", "2")] * 10


@pytest.mark.backend("sqlite")
def test_counts_do_not_tell_who_paid_with_whom(session: Session, tmp_path: Path) -> None:
    parameters = {"utility": "cost", "completion": "none", "minimum_votes": 0, "unit": 100}
    round_ = world.a_sealed_round(
        session, published_ballots="counts", rule="equal-shares@1", rule_parameters=parameters
    )
    world.published(session, round_)
    files = files_of(session, round_)
    result = json.loads(files["result.json"])
    assert result["count"]["steps"] == []
    assert all(project["reason"]["values"] == {} for project in result["projects"])
    (tmp_path / "p.zip").write_bytes(archive.zipped(files))
    code, output = run(tmp_path / "p.zip")
    assert code == 1
    assert "NOT RECOUNTED: only counts are published" in output


@pytest.mark.parametrize(
    "rule",
    [
        "equal-shares@1",
        "phragmen@1",
        "greedy-no-skip@1",
        "greedy-per-cost@1",
        "equal-shares-comparison@1",
    ],
)
@pytest.mark.backend("sqlite")
def test_every_rule_can_be_recounted(session: Session, rule: str) -> None:
    parameters = {"utility": "cost", "completion": "none", "minimum_votes": 0, "unit": 100}
    round_ = world.a_sealed_round(session, rule=rule, rule_parameters=parameters)
    world.published(session, round_)
    report = recount(files_of(session, round_))
    assert report.is_same, report.problem


@pytest.mark.backend("sqlite")
def test_the_ballots_file_passes_the_official_validator(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    report = world.officially_checked(files["ballots.pb"], tmp_path)
    assert report["metadata"]["valid"] == 1, report
    assert not report["ballots"]["results"]["errors"]


@pytest.mark.backend("sqlite")
def test_a_publication_carries_the_licence_of_its_data(files: dict[str, bytes]) -> None:
    result = json.loads(files["result.json"])
    name, url = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    assert (result["format"], result["licence"]) == (
        "neighbourhood-result/3",
        {"name": name, "url": url},
    )
    sentence = f"The city gives these data away under the licence {name}: {url}"
    assert sentence in files["README.txt"].decode()
    # Whoever has only these files learns what the program is called and who can give it.
    assert 'the program is called "neighbourhood"' in files["README.txt"].decode()
    comment = pabulib.parse(files["ballots.pb"]).meta["comment"]
    assert comment.endswith(f": Licence of these data: {name}, {url}")
    assert recount({**files, "README.txt": b"All rights reserved."}).problem


@pytest.mark.backend("sqlite")
def test_a_result_of_the_first_format_names_no_licence(files: dict[str, bytes]) -> None:
    old = again(files, format="neighbourhood-result/1")
    assert b"licence" not in old["README.txt"]
    assert "licence" in str(recount(old).problem)


@pytest.mark.backend("sqlite")
def test_no_cell_of_the_table_is_a_formula(session: Session) -> None:
    round_ = world.a_sealed_round(session)
    from neighbourhood.results.publication.projects_table import safe_cell

    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert [safe_cell(text)[0] for text in ("+1", "-1", "@x", "\tx", "\rx")] == ["'"] * 5
    assert safe_cell("Trees = shade") == "Trees = shade"
    world.published(session, round_)
    assert files_of(session, round_)["projects.csv"].decode().splitlines()[1] == (
        "1,1,Project 1,en,,,60000.00,28,1,yes,60000.00,selected"
    )


def test_what_is_no_publication_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "bomb.zip").write_bytes(zip_of({"result.json": b"0" * (65 * 2**20)}))
    (tmp_path / "other.zip").write_bytes(zip_of({"../../etc/passwd": b"x"}))
    (tmp_path / "many.zip").write_bytes(zip_of({str(n): b"" for n in range(40)}))
    (tmp_path / "empty").mkdir()
    for name in ("no.zip", "bomb.zip", "other.zip", "many.zip", "empty", "missing.zip"):
        code, output = run(tmp_path / name)
        assert code == 1, name
        assert output.count("\n") == 1, output


def zip_of(contents: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in contents.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b'{"format": 1}',
        b"\xff",
        b"[" * 100_000,
        b'{"format": "neighbourhood-result/1"}',
    ],
)
def test_a_result_of_another_shape_differs_and_never_crashes(
    files: dict[str, bytes], text: bytes
) -> None:
    broken = dict(files, **{"result.json": text})
    broken["digests.txt"] = "".join(
        f"{digest(broken[name])}  {name}\n" for name in archive.NAMES[:-1]
    ).encode()
    assert recount(broken).problem
