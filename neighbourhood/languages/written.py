"""The languages that people may write in: far more than those that the pages are read in."""

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from neighbourhood.folding import folded
from neighbourhood.languages.known import known_languages
from neighbourhood.languages.names import UNKNOWN

#: Languages that are written and spoken in our cities, by their codes (BCP 47). What the list
#: lacks is told as "another language".
CODES = (
    "aa ab af ak am ar as ast ay az ba be bg bho bm bn br bs ca ce ceb ckb co crh cs cv cy da de "
    "dsb dv dyo ee el en eo es et eu fa fa-AF ff fi fil fo fr fur fy ga gd gl gn gsw gu gv ha haw "
    "he hi hmn hr hsb ht hu hy id ig ilo is it ja jv ka kab kk km kmb kn ko kok kr ks ku kw ky lb "
    "lg lij ln lo lt lua lv mai mg mi min mk ml mn mni mr ms mt my ne nl nn no nqo nso nus ny oc "
    "om or pa pa-Arab pl ps pt qu rif rm rn ro rom ru rw sa sc scn sd se sg shi si sk sl sm sn so "
    "sq sr st su sv sw syr szl ta te tg th ti tk tn to tr ts tt tw tzm ug uk umb ur uz ve vec vi "
    "wo xh yi yo yue zgh zh zh-Hant zu"
).split()
#: Own names that the locale data lacks, or gives for another variety.
OWN_NAMES = {
    "ab": "аԥсшәа",
    "ay": "aymar aru",
    "ba": "башҡортса",
    "bm": "bamanankan",
    "co": "corsu",
    "crh": "qırımtatarca",
    "dv": "ދިވެހި",
    "fa-AF": "دری",
    "ht": "kreyòl ayisyen",
    "hmn": "Hmoob",
    "ilo": "Ilokano",
    "kmb": "kimbundu",
    "kr": "kanuri",
    "ku": "kurmancî",
    "lua": "tshiluba",
    "min": "Minangkabau",
    "pa-Arab": "پنجابی",
    "rom": "romani ćhib",
    "sg": "Sängö",
    "sm": "Gagana Samoa",
    "tw": "Twi",
    "umb": "umbundu",
    "ve": "Tshivenḓa",
    "zh": "简体中文",
    "zh-Hant": "繁體中文",
}
#: Scripts from right to left whose languages the locale data lacks.
FROM_THE_RIGHT = {"dv", "nqo", "syr"}


@dataclass(frozen=True)
class WrittenLanguage:
    """A language that somebody may write in: its code, its own name and its direction."""

    code: str
    own_name: str
    direction: str


@cache
def written_languages() -> dict[str, WrittenLanguage]:
    """Return all languages that people may write in: {code: language}, by their codes."""
    known = known_languages()
    listed = {
        code: WrittenLanguage(code, _own_name(code), _direction(code)) for code in sorted(CODES)
    }
    return listed | {
        code: WrittenLanguage(code, language.own_name, language.direction)
        for code, language in known.items()
    }


def direction_of(code: str) -> str:
    """Return "rtl" for a language that is written from right to left; "auto" for every other, since
    a text that says the wrong language should still run as its letters do.
    """
    language = written_languages().get(code)
    return "rtl" if language and language.direction == "rtl" else "auto"


def name_in(code: str, reader: str) -> str:
    """Return what a language is called in the reader's, "" where nobody knows it."""
    return _names(reader).get(code, "")


def find_written(text: str, reader: str) -> tuple[str, ...]:
    """Return the codes of the languages that somebody may mean: the one of exactly this name, or
    all whose names begin with the words, or have them anywhere.
    """
    asked = folded(text).strip()
    if not asked:
        return ()
    names = {code: _folded_names(code, reader) for code in written_languages()}
    if exact := tuple(code for code, known in names.items() if asked in known):
        return exact
    begun = [code for code, known in names.items() if _begins(known, asked)]
    # Two letters stand in the middle of too many names.
    inside = [code for code, known in names.items() if len(asked) > 2 and _holds(known, asked)]
    return tuple(dict.fromkeys((*begun, *inside)))


def is_written(code: str) -> bool:
    """Say whether somebody may say that they write in it: a language of the list, or another."""
    return code == UNKNOWN or code in written_languages()


def _begins(names: tuple[str, ...], asked: str) -> bool:
    return any(name.startswith(asked) for name in names)


def _holds(names: tuple[str, ...], asked: str) -> bool:
    return any(asked in name for name in names)


@cache
def _folded_names(code: str, reader: str) -> tuple[str, ...]:
    # In its own words, by its code, in the reader's language and in every other one of the pages:
    # an officer may sit beside whoever writes.
    own = written_languages()[code].own_name
    called = (name_in(code, other) for other in (reader, *known_languages()))
    return tuple(dict.fromkeys(folded(name).strip() for name in (own, code, *called) if name))


@cache
def _names(reader: str) -> dict[str, str]:
    names = Locale.parse(reader.replace("-", "_")).languages
    return {
        code: names.get(code.replace("-", "_")) or names.get(code.partition("-")[0], "")
        for code in written_languages()
    }


def _own_name(code: str) -> str:
    locale = _locale(code)
    return OWN_NAMES.get(code) or str((locale and locale.get_language_name()) or code)


def _direction(code: str) -> str:
    locale = _locale(code)
    return "rtl" if code in FROM_THE_RIGHT else locale.text_direction if locale else "ltr"


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
