"""The frozen rules as a document: every format there ever was reads to the same type."""

import json
from dataclasses import replace
from typing import Any

import pytest

from neighbourhood.rounds.documents import (
    FrozenProject,
    FrozenRound,
    ProjectPaidElsewhere,
    Settlement,
    SharedListing,
    UnknownFormat,
    from_json,
    to_json,
)
from tests.builders import frozen_project, frozen_rules

#: What was written before documents named their format.
OLD: dict[str, Any] = {
    "round": "agir-2026-arnaud-bernard",
    "edition": {
        "slug": "agir-2026",
        "title": {"fr": "Agir"},
        "scheme": "act-in-my-neighbourhood",
    },
    "ballot": {"kind": "approval", "least_choices": 1, "most_choices": 3, "blank": True},
    "rule": {"name": "greedy@1", "parameters": {}, "tie_break": "The lower cost."},
    "decision": {"decided_by": "committee", "quorum": 5},
    "fund": {"amount": 1_000_000, "currency": "EUR"},
    "electorate": {
        "who": "confirmed residents",
        "neighbourhood": "arnaud-bernard",
        "name": "Arnaud-Bernard",
        "boundary": None,
    },
    "opens_at": "2026-05-01T08:00:00+00:00",
    "closes_at": "2026-05-20T22:00:00+00:00",
    "published": {"ballots": "ballots", "least_ballots": 30, "receipts": True},
    "projects": [
        {
            "number": number,
            "reference": str(number),
            "title": title,
            "summary": "Shade for the square.",
            "description": "We plant ten trees.",
            "language": "en",
            "cost": 500_000,
            "category": "",
            "category_name": {},
            "place": "",
        }
        for number, title in ((1, "Trees"), (2, "Été"))
    ],
}
NEW = OLD | {
    "format": "neighbourhood-rules/1",
    "ballot": {
        "kind": "approval",
        "limits": {"least_choices": 1, "most_choices": 3},
        "blank": True,
    },
}
ELSEWHERE = {"number": 9, "reference": "9", "title": "Path", "language": "de", "payer": "City"}


def whole() -> FrozenRound:
    rules = frozen_rules()
    return replace(
        rules,
        rule=replace(rules.rule, parameters={"prefunded": ["2"], "exclusive": [["1", "2"]]}),
        funded_elsewhere=(ProjectPaidElsewhere(9, "9", "Path", "de", "City"),),
        source={"country": "Poland", "city_chose": ["1"]},
    )


@pytest.mark.parametrize("plain", [OLD, NEW], ids=["without a format", "format 1"])
def test_every_format_reads_to_the_same_rules(plain: dict[str, Any]) -> None:
    assert from_json(json.dumps(plain)) == frozen_rules()


def test_what_an_old_document_left_to_others_is_read() -> None:
    old = OLD | {"funded_elsewhere": [ELSEWHERE], "source": {"country": "Poland"}}
    rules = from_json(json.dumps(old))
    assert rules.funded_elsewhere == (ProjectPaidElsewhere(9, "9", "Path", "de", "City"),)
    assert rules.source == {"country": "Poland"}


def test_rules_are_written_in_the_newest_format() -> None:
    assert json.loads(to_json(frozen_rules())) == NEW


def of_a_city() -> FrozenRound:
    rules = frozen_rules()
    parts = ("arnaud-bernard", "mirail")
    return replace(rules, electorate=replace(rules.electorate, level="city", parts=parts))


def test_the_electorate_of_another_level_names_it_and_its_parts() -> None:
    assert json.loads(to_json(of_a_city()))["electorate"] == NEW["electorate"] | {
        "level": "city",
        "parts": ["arnaud-bernard", "mirail"],
    }


@pytest.mark.parametrize(
    "rules", [frozen_rules(), whole(), of_a_city()], ids=["plain", "whole", "of a city"]
)
def test_what_is_written_reads_back(rules: FrozenRound) -> None:
    text = to_json(rules)
    assert from_json(text) == rules and to_json(from_json(text)) == text


def test_only_rules_with_a_project_on_two_lists_tell_which_list_goes_first() -> None:
    listing = SharedListing("2", "agir-2026-toulouse", "Toulouse", "7", is_settled_first=False)
    rules = replace(frozen_rules(), settlement=Settlement("lower", (listing,)))
    assert from_json(to_json(rules)) == rules
    assert json.loads(to_json(rules))["settlement"] == {
        "first": "lower",
        "shared": [
            {
                "reference": "2",
                "round": "agir-2026-toulouse",
                "place": "Toulouse",
                "other_reference": "7",
                "is_settled_first": False,
            }
        ],
    }
    assert "settlement" not in json.loads(to_json(frozen_rules()))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="neighbourhood-rules/2"):
        from_json(json.dumps(NEW | {"format": "neighbourhood-rules/2"}))


@pytest.mark.parametrize(
    "change",
    [{"surprise": 1}, {"fund": {"amount": 1}}, {"fund": OLD["fund"] | {"other": 2}}],
)
def test_a_document_with_other_keys_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        from_json(json.dumps(OLD | change))


def test_what_is_funded_beforehand_is_not_on_the_ballot() -> None:
    on_ballot: tuple[FrozenProject, ...] = whole().on_ballot
    assert on_ballot == (frozen_project(1),)
