"""Naming one thing across rooms."""

import pytest

from neighbourhood.things import ThingKind, ThingRef


def test_a_thing_is_stored_as_a_short_text_and_read_back() -> None:
    thing = ThingRef(ThingKind.ROUND, 12)
    assert str(thing) == "round:12"
    assert ThingRef.parse("round:12") == thing


@pytest.mark.parametrize("text", ["", "round", "round:", "round:twelve", "castle:1"])
def test_what_names_no_thing_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        ThingRef.parse(text)
