"""What the demo city says of itself is what this installation can do."""

import json
from importlib.resources import files

import pytest

STRATEGY = json.loads((files("neighbourhood.demo") / "data" / "strategy.json").read_text("utf-8"))
#: Ways to take part that this installation has not: votes on paper, a caravan, a centre to vote in.
MISSING_WAYS = {
    "en": ("caravan", "centre", "on paper, "),
    "fr": ("caravane", "maison de quartier", "sur papier, "),
    "nl": ("caravan", "buurthuis", "op papier, "),
    "ar": ("العربة", "دار الحي"),
    "tr": ("karavan", "mahalle evi"),
    "fa": ("کاروان", "خانهٔ محله"),
    "uk": ("каравану", "будинку кварталу"),
}


@pytest.mark.parametrize("language", sorted(STRATEGY["paragraphs"]))
def test_the_strategy_offers_no_way_that_is_not_there(language: str) -> None:
    text = " ".join(STRATEGY["paragraphs"][language]).lower()
    assert not [way for way in MISSING_WAYS[language] if way in text]


def test_every_language_of_the_strategy_is_looked_at() -> None:
    assert set(STRATEGY["paragraphs"]) == set(MISSING_WAYS)
