"""How much alike two projects are by the words of their titles and summaries, in any language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from neighbourhood.folding import folded

#: A word is known by its beginning: endings differ from one sentence to the next.
STEM = 5
#: Shorter words say little; Arabic and Persian words are short once their article is off.
LEAST_LETTERS = 4
LEAST_ARABIC = 3
#: What Arabic writes in front of a word: the article, alone or after "and", "with", "as", "for".
ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
#: So many stems of a text are asked for; a title and a summary have fewer.
MOST_STEMS = 24
#: A word that more projects of a round have says nothing.
MOST_HOLDERS = 500
#: A word says what a project is about where at most so many others have it: this number, or this
#: share of all of them in hundredths.
TELLING_HOLDERS, TELLING_SHARE = 6, 3
#: So much alike two must be, in hundredths, where they share several words that tell, or only one.
LEAST_BY_SEVERAL, LEAST_BY_ONE = 12, 45


def stems_of(text: str) -> list[str]:
    """Return the beginnings of the words of a text that say something, each once, in its order."""
    stems = (_stem(word) for word in folded(text).split())
    return list(dict.fromkeys(stem for stem in stems if stem))[:MOST_STEMS]


def _stem(word: str) -> str:
    is_arabic = "\u0600" <= word[0] <= "\u06ff"
    if is_arabic:
        article = next((one for one in ARTICLES if word.startswith(one)), "")
        bare = word.removeprefix(article)
        word = bare if len(bare) >= LEAST_ARABIC else word
    least = LEAST_ARABIC if is_arabic else LEAST_LETTERS
    return word[:STEM] if len(word) >= least and not word.isdecimal() else ""


@dataclass(frozen=True)
class Wish:
    """What a text asks for: how many stems it has, how much each of those says that few enough
    projects have, and which of them tell what it is about.
    """

    length: int
    weights: Mapping[str, float]
    telling: Collection[str]


def wish_of(stems: Sequence[str], holders: Mapping[str, Collection[int]], total: int) -> Wish:
    """Return what the stems of a text say among so many projects: the fewer have a stem, the more;
    one that is missing from `holders` is too common to say anything.
    """
    numbers = {stem: len(holders[stem]) for stem in stems if stem in holders}
    most = max(TELLING_HOLDERS, total * TELLING_SHARE // 100)
    return Wish(
        len(stems),
        {stem: log((total + 1) / (number + 0.5)) for stem, number in numbers.items()},
        {stem for stem, number in numbers.items() if number <= most},
    )


def likeness(wish: Wish, title: str, summary: str) -> int:
    """Return how much of a wish a project says too, in hundredths: by its title alone, or by its
    title and summary, where a word of the title counts twice.
    """
    in_title, in_all = _words(title), _words(title) | _words(summary)
    shared = [stem for stem in wish.weights if _is_in(stem, in_all)]
    by_title = [stem for stem in shared if _is_in(stem, in_title)]
    alike = max(_share(wish, by_title * 2, in_title), _share(wish, shared + by_title, in_all))
    telling = len([stem for stem in shared if stem in wish.telling])
    least = LEAST_BY_SEVERAL if telling > 1 else LEAST_BY_ONE
    return alike if telling and alike >= least else 0


def _share(wish: Wish, said: Sequence[str], words: Collection[str]) -> int:
    if not said:
        return 0
    # Against the length of both: a long text meets many words by chance.
    mean = sum(wish.weights.values()) / len(wish.weights)
    weight = sum(wish.weights[stem] for stem in said)
    return round(50 * weight / (mean * sqrt(wish.length * max(1, len(words)))))


def _words(text: str) -> set[str]:
    return {word for word in folded(text).split() if _stem(word)}


def _is_in(stem: str, words: Collection[str]) -> bool:
    # Within the word: many languages write one word behind the other, or something in front.
    return any(stem in word for word in words)
