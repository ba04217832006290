"""Texts as search and sorting see them: without what keyboards, scripts and habits differ in."""

import re
import unicodedata

#: Letters that no accent can be taken off: the Latin ones of Europe, and those that Arabic and
#: Persian keyboards write differently.
LETTERS = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ə": "e",
    "ґ": "г",
    "ة": "ه",
    "ۃ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ٱ": "ا",
    # The tatweel only makes a word wider.
    "ـ": "",
}
#: Left out, so that `l'école`, `l’école` and `lecole` are one.
APOSTROPHES = "'’‘‛ʼʻʽʹʾʿ′`´＇"
#: What stands between words: dashes, quotation marks, brackets, stops.
SEPARATORS = '"“”„‟″«»‹›()[]{}.,;:!?¡¿…·•|/\\،؛؟'
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
#: Before letters are taken apart, for the acute accent alone would become a blank with a mark.
BEFORE = str.maketrans(dict.fromkeys(APOSTROPHES, "") | dict.fromkeys(SEPARATORS + DASHES, " "))
AFTER = str.maketrans(LETTERS)
#: Marks on letters, and signs that nobody sees: both are left out.
UNSEEN = ("Mn", "Cf")
#: Signs that nobody sees and that copying brings along: they turn the direction of a line, join or
#: part letters, or mark where a word may break.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
#: A word of so many letters is also found where the text writes it in two.
LEAST_JOINED = 6


def folded(text: str) -> str:
    """Return the text as search and sorting see it, on one line, its words with one blank
    between.
    """
    # Taken apart, a letter and its accent are two signs, so that the accent can be left out.
    parts = unicodedata.normalize("NFKD", text.casefold().translate(BEFORE))
    bare = "".join(sign for sign in parts if unicodedata.category(sign) not in UNSEEN)
    # Once more, for what taking apart has made: a capital letter in a circle, a wide bracket.
    return " ".join(
        "".join(
            _western(sign) for sign in bare.casefold().translate(BEFORE).translate(AFTER)
        ).split()
    )


def _western(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def visible(text: str) -> str:
    """Return the text without signs that nobody sees and blanks around it: for what is no prose,
    such as an amount or an address. Prose keeps them, for Persian writes with one of them.
    """
    return INVISIBLE.sub("", text).strip()


def words_of(question: str) -> list[str]:
    """Return the words of which a text must hold every one, in any order."""
    return folded(question).split()


def may_be_joined(word: str) -> bool:
    """Say whether the word is long enough to be looked for across a blank, as in کتاب خانه."""
    return len(word) >= LEAST_JOINED


def is_found(question: str, text: str) -> bool:
    """Say whether every word of the question stands in the text."""
    seen = folded(text)
    joined = seen.replace(" ", "")
    return all(
        word in seen or (may_be_joined(word) and word in joined) for word in words_of(question)
    )
