"""The page of a comparison: told piece by piece, whole whatever happens, for staff alone, and
nothing of it kept.
"""

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask, request
from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood.comparisons.presenters import progress
from neighbourhood.comparisons.process import run
from neighbourhood.comparisons.words import file_problems
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.words.counting import COMPLETIONS, WAY_NAMES, way_name
from neighbourhood.trail.models import TrailEntry
from tests import builders
from tests.committees.conftest import a_sitting
from tests.comparisons.test_process import LONG, SPLIT, children
from tests.results import world
from tests.visitor import Page, Visitor, words

WAYS = ["greedy@1:none", "equal-shares@1:none"]


def padded(text: str, size: int) -> str:
    """Return the file with long blank lines up to this size, which take no time to read."""
    line = " " * (2**17 - 1) + "\n"
    return (text + line * (size // len(line) + 1))[:size]


def entered(data: bytes | str = SPLIT, **more: Any) -> dict[str, Any]:
    """Return the form with a file, filled in."""
    data = data.encode() if isinstance(data, str) else data
    return {"round": "", "file": (io.BytesIO(data), "x.pb"), "ways": WAYS, "utility": ""} | more


def told(page: Page, name: str) -> list[str]:
    """Return the words of each row of a list or table with the class."""
    found = next(e for e in page.tree.iter() if name in (e.get("class") or "").split())  # type: ignore[union-attr]
    return [words(row) for row in found.iter() if row.tag in ("li", "tr")]


@pytest.fixture
def staff(session: Session, visitor: Visitor) -> Visitor:
    """Return a member of staff."""
    return visitor.sign_in(builders.a_staff_member(session))


def test_progress_and_outcome_stand_on_one_page(staff: Visitor) -> None:
    page = staff.post("comparisons_desk.compare", entered(), status=200)
    steps = told(page, "counting")
    assert [step.partition(" in ")[0] for step in steps[1:]] == [
        "Read and checked",
        "Most votes first: counted",
        "Equal shares: counted",
    ]
    assert (
        "Voters: 14. Projects: 3. Step 1 of 3 Now it is counted in this way: Most votes first."
        in steps[1]
    )
    assert steps[-1].endswith("Step 3 of 3 Everything is counted. The outcome stands below.")
    assert told(page, "ways") == [
        (
            "1 Most votes first 2 projects for €920; €80 of the fund is left. 0 voters of 14 have "
            "none of their projects (0%)."
        ),
        (
            "2 Equal shares 2 projects for €260; €740 of the fund is left. 10 voters of 14 have "
            "none of their projects (71%)."
        ),
    ]
    assert "In this vote equal shares do not leave fewer voters with nothing" in page.text
    assert "The ways differ on 2 projects." in page.text
    assert told(page, "table-ways")[1:] == [
        "dear Dear 10 €800 chosen no",
        "one One 4 €140 no chosen",
    ]
    assert "1 project that every way chooses two Two (4 votes, €120)" in page.text
    assert "2 Equal shares 10 (71%) 0 (0%) 4 (29%) 0 (0%)" in page.text
    assert {progress.get("value") for progress in page.all("progress")} == {"0", "1", "2"}


def test_the_answer_comes_in_pieces_and_is_neither_kept_nor_pressed(staff: Visitor) -> None:
    answer = staff.client.post(
        staff.url("comparisons_desk.compare"),
        data=entered(csrf_token=staff._token()),
        headers={"Accept-Encoding": "gzip, br"},
    )
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    pieces = [piece for piece in map(bytes.decode, answer.iter_encoded()) if piece.strip()]
    assert len(pieces) == 5
    assert "The ballots have arrived." in pieces[0]
    assert "</html>" not in pieces[0]
    assert all(piece.startswith("<li>") for piece in pieces[1:4])
    assert pieces[4].rstrip().endswith("</html>")
    assert staff.app.view_functions["comparisons_desk.compare"].has_own_transaction  # type: ignore[attr-defined]


def test_a_reader_who_goes_away_ends_the_count(staff: Visitor) -> None:
    before = children()
    form = entered(LONG, ways=["greedy@1:none", "equal-shares@1:add1"], csrf_token=staff._token())
    answer = staff.client.post(staff.url("comparisons_desk.compare"), data=form)
    pieces = answer.iter_encoded()
    while b"Read and checked" not in next(pieces):
        pass
    assert len(children() - before) == 1
    answer.close()
    assert children() == before


def test_more_than_one_settings_are_told(staff: Visitor) -> None:
    more = ["phragmen@1:none", "equal-shares-comparison@1:add1", "greedy-no-skip@1:none"]
    page = staff.post(
        "comparisons_desk.compare",
        entered(ways=[], more=more, minimum_votes="5", utility="cardinality"),
        status=200,
    )
    assert "A project needs at least 5 votes." in page.text
    assert "Equal shares measure: The number of projects: cheap ones come first." in page.text
    assert "All ways choose the same projects." in page.text
    assert "1 project that every way chooses dear Dear" in page.text


WRONG = {
    "neither": ({"file": (io.BytesIO(), "")}, "Please choose a round or a file."),
    "an empty file": ({"file": (io.BytesIO(), "x.pb")}, "This file is empty."),
    "one way": ({"ways": WAYS[:1]}, "Please tick at least two ways to count."),
    "no way": ({"ways": []}, "Please tick at least two ways to count."),
    "an unknown way": ({"ways": [*WAYS, "dice@1:none"]}, "Please choose only what is on the list."),
    "an unknown measure": ({"utility": "luck"}, "Please choose one of the list."),
    "no number": ({"minimum_votes": "many"}, "Please write a whole number in figures."),
    "an unknown round": ({"round": "nowhere"}, "Please choose one of the list."),
}


@pytest.mark.parametrize(("more", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_known_before_counting_stands_beside_its_field(
    staff: Visitor, more: dict[str, Any], sentence: str
) -> None:
    page = staff.post("comparisons_desk.compare", entered() | more, status=422)
    assert page.errors() == [sentence]
    assert page.h1 == "Compare rules"


def test_a_round_and_a_file_are_one_too_many(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session)
    visitor.sign_in(builders.a_staff_member(session))
    page = visitor.post("comparisons_desk.compare", entered(round=round_.slug), status=422)
    assert page.errors() == ["Please choose a round or a file, not both."]


def test_few_ballots_are_not_laid_open_by_comparing(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session, {"1": 5, "2": 3})
    visitor.sign_in(builders.a_staff_member(session))
    page = visitor.post(
        "comparisons_desk.compare", {"round": round_.slug, "ways": WAYS, "utility": ""}, status=422
    )
    assert page.errors() == [
        "Single ballots of this vote are not published, so it cannot be laid under other rules."
    ]


HOSTILE = {
    "empty lines": b"\n" * 5000,
    "no text": bytes(range(256)) * 40,
    "no ballots": b"META\nnothing",
    "zeros": b"\0" * 100_000,
    "half a file": SPLIT.encode()[:90],
    "another count": SPLIT.replace("num_votes;14", "num_votes;15").encode(),
    "a huge number": SPLIT.replace("budget;1000", "budget;1e999999").encode(),
    "a long number": SPLIT.replace("1000", "9" * 5000).encode(),
    "below zero": SPLIT.replace("one;140", "one;-140").encode(),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\xff" * 3000,
    "one long line": b"META;" * 200_000,
    "quotes": b'META\nkey;value\n"' + b'"a' * 9000,
    "markup": b"<script>alert(1)</script>\n" * 10,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_one_clear_sentence(
    session: Session, staff: Visitor, data: bytes
) -> None:
    before = session.scalar(select(func.count()).select_from(TrailEntry))
    page = staff.post("comparisons_desk.compare", entered(data), status=200)
    sentence, *others = told_of_problem(page)
    assert not others
    assert sentence.startswith(
        ("The file cannot be used. Line ", "The votes in this file cannot be counted.")
    )
    assert "<script>alert" not in page.html
    assert "file.pb" not in page.text
    assert session.scalar(select(func.count()).select_from(TrailEntry)) == before


BROKEN = {
    "no fund": (
        SPLIT.replace("budget;1000\n", ""),
        "en",
        "META lacks budget. Expected: a line budget;VALUE in META.",
    ),
    "no fund, in French": (
        SPLIT.replace("budget;1000\n", ""),
        "fr",
        "budget manque dans META. Attendu : une ligne budget;VALEUR dans META.",
    ),
    "no fund, in Dutch": (
        SPLIT.replace("budget;1000\n", ""),
        "nl",
        "budget ontbreekt in META. Verwacht: een regel budget;WAARDE in META.",
    ),
    "a long line, in French": (
        SPLIT.replace("Dear", "x" * 300_000),
        "fr",
        "la ligne est trop longue. Attendu : au plus 262 144 octets par ligne.",
    ),
    "markup, in Dutch": (
        "<b>5%{y}</b>",
        "nl",
        "hier staat '<b>5%{y}</b>'. Verwacht: een regel META.",
    ),
}
LEADS = {
    "en": "The file cannot be used. Line",
    "fr": "Le fichier ne peut pas être utilisé. Ligne",
    "nl": "Het bestand kan niet worden gebruikt. Regel",
}


@pytest.mark.parametrize(("text", "language", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_a_file_is_told_in_the_readers_language(
    staff: Visitor, text: str, language: str, sentence: str
) -> None:
    page = staff.post("comparisons_desk.compare", entered(text), status=200, language=language)
    told = re.sub(
        r"\d+ ?: ",
        "N: ",
        told_of_problem(page)[0].replace("\u202f", " ").replace("\xa0", " "),
        count=1,
    )
    assert told == f"{LEADS[language]} N: {sentence}"


def test_words_that_nobody_has_put_in_another_language_are_told_in_english(app: Flask) -> None:
    refused = {
        "line": 1234,
        "problem": "full_moon",
        "values": {"shape": "full"},
        "english": {"problem": "the moon is full", "expected": "the moon is full"},
    }
    with app.test_request_context("/fr/"), force_locale("fr"):
        sentence = file_problems.sentence(Invalid("file_unreadable", problems=[refused]))
    assert "1234" in sentence
    assert sentence.count("(en anglais) the moon is full.") == 2


def told_of_problem(page: Page) -> list[str]:
    """Return the sentences that say why nothing was counted."""
    return [words(e) for e in page.tree.iter("p") if e.get("role") == "alert"]  # type: ignore[union-attr]


def test_markup_in_a_file_stays_text(staff: Visitor) -> None:
    page = staff.post(
        "comparisons_desk.compare", entered(SPLIT.replace(";Dear", ";<b>Dear</b>")), status=200
    )
    assert "dear <b>Dear</b> 10" in page.text


def test_time_and_turn_are_told_on_the_page(
    staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SECONDS", 0.01)
    late = staff.post("comparisons_desk.compare", entered(), status=200)
    assert told_of_problem(late) == [
        (
            "The count took too long or too much memory and was stopped. Please tick fewer ways, "
            "or try a smaller file."
        )
    ]
    monkeypatch.setattr(run, "SECONDS", 60)
    monkeypatch.setattr(run, "SECONDS_OF_WAITING", 0.1)
    first = staff.client.post(
        staff.url("comparisons_desk.compare"),
        data=entered(LONG, ways=[*WAYS, "equal-shares@1:add1"], csrf_token=staff._token()),
    )
    pieces = first.iter_encoded()
    while b"Read and checked" not in next(pieces):
        pass
    busy = staff.post("comparisons_desk.compare", entered(), status=200)
    assert told_of_problem(busy) == [
        "Another comparison is being counted just now. Please try again in a moment."
    ]
    first.close()
    assert "Which projects" in staff.post("comparisons_desk.compare", entered(), status=200).text


def test_what_is_missing_is_named(staff: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SECONDS", 3)
    ways = ["greedy@1:none", "equal-shares@1:add1"]
    page = staff.post(
        "comparisons_desk.compare",
        entered(LONG, ways=ways, more=["equal-shares@1:add1-exhaustive"]),
        status=200,
    )
    assert "These took too long or too much memory and were stopped:" in page.text
    assert "Equal shares, raised step by step until nothing more fits" in page.text


def test_a_page_that_fails_midway_still_ends_as_a_page(
    staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "comparison_of", lambda _question, _told: 1 // 0)
    page = staff.post("comparisons_desk.compare", entered(), status=200)
    assert told_of_problem(page) == [
        "Something went wrong on our side while counting. Please try again."
    ]
    assert page.html.rstrip().endswith("</html>")


def test_eight_megabytes_are_taken_from_staff_here_and_nowhere_else(
    session: Session, staff: Visitor
) -> None:
    most = 8 * 2**20
    taken = staff.post("comparisons_desk.compare", entered(padded(SPLIT, most)), status=200)
    assert "14 voters" in taken.text
    more = staff.post("comparisons_desk.compare", entered(b"x" * 9 * 2**20), status=413)
    assert "larger than this page accepts" in more.text
    staff.post("places_desk.city", {"name": "x" * 3 * 2**20}, status=413)
    for person in (builders.a_person(session), None):
        staff.sign_in(person).post(
            "comparisons_desk.compare", entered(b"x" * 3 * 2**20), status=413
        )


def test_a_large_file_stays_in_memory(app: Flask) -> None:
    with app.test_request_context(
        "/", method="POST", data={"file": (io.BytesIO(b"x" * 2**20), "x.pb")}
    ):
        assert isinstance(request.files["file"].stream, io.BytesIO)


@pytest.mark.parametrize(
    ("value", "currency", "written"),
    [
        ("1000", "EUR", "€1,000"),
        ("1000.50", "EUR", "€1,000.50"),
        ("1000", "", "1,000"),
        ("1000", "zł", "1,000"),
        ("0.125", "EUR", "0.125"),
        ("1000", "JPY", "¥1,000"),
        ("0", "PLN", "PLN0"),
    ],
)
def test_amounts_are_in_the_files_currency(
    app: Flask, value: str, currency: str, written: str
) -> None:
    with app.test_request_context("/en/"), force_locale("en"):
        assert progress.amount(Decimal(value), currency).replace("\xa0", "") == written


def test_a_committee_cannot_try_other_rules_and_reads_the_frozen_one(
    session: Session, visitor: Visitor
) -> None:
    sitting = a_sitting(session)
    for member in (sitting.people[0], sitting.people[1]):
        visitor.sign_in(member)
        visitor.get("comparisons_desk.compare", status=403)
        visitor.post("comparisons_desk.compare", entered(), status=403)
    page = visitor.get("pages.round", slug=sitting.round.slug, most_queries=30)
    assert "The project with the most votes comes first" in page.text
    assert "compare" not in " ".join(page.links())


def test_each_way_of_counting_has_one_name_that_no_other_has() -> None:
    names = [str(name) for name in WAY_NAMES.values()]
    assert len(set(names)) == len(names)
    # The completion that stops at the fund promises no more than it does.
    assert way_name("equal-shares@1", "add1") == "Equal shares, raised step by step"
    assert str(COMPLETIONS["add1"]).removeprefix("Raise everybody's share") == " step by step"
