"""The languages that people may write in, and how one of them is found by any of its names."""

import subprocess
import sys

import pytest

from neighbourhood.languages.written import (
    direction_of,
    find_written,
    is_written,
    name_in,
    written_languages,
)

SPOKEN_HERE = {
    "ti": ("ትግርኛ", "ltr"),
    "so": ("Soomaali", "ltr"),
    "ps": ("پښتو", "rtl"),
    "ku": ("kurmancî", "ltr"),
    "ckb": ("کوردیی ناوەندی", "rtl"),
    "fa-AF": ("دری", "rtl"),
    "zgh": ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "ltr"),
    "rom": ("romani ćhib", "ltr"),
    "ur": ("اردو", "rtl"),
    "dv": ("ދިވެހި", "rtl"),
    "zh-Hant": ("繁體中文", "ltr"),
    "ar": ("العربية", "rtl"),
}


@pytest.mark.parametrize("code", SPOKEN_HERE)
def test_each_language_has_its_own_name_and_direction(code):
    language = written_languages()[code]
    assert (language.own_name, language.direction) == SPOKEN_HERE[code]


def test_the_list_is_far_longer_than_that_of_the_pages_and_fits_its_column():
    codes = set(written_languages())
    assert len(codes) > 150
    assert max(map(len, codes)) <= 12
    nameless = {code for code in codes if not name_in(code, "en") or not name_in(code, "fr")}
    assert not nameless


@pytest.mark.parametrize(
    ("typed", "reader", "codes"),
    [
        ("Tigrinya", "en", ("ti",)),
        ("ትግርኛ", "fr", ("ti",)),
        ("التغرينية", "ar", ("ti",)),
        ("somali", "fr", ("so",)),
        ("Turks", "nl", ("tr",)),
        ("TÜRKÇE", "en", ("tr",)),
        ("dari", "en", ("fa-AF",)),
        ("kurd", "en", ("ku", "ckb")),
        ("qwertz", "en", ()),
        ("  ", "en", ()),
    ],
)
def test_a_language_is_found_by_any_of_its_names(typed, reader, codes):
    assert find_written(typed, reader) == codes


def test_a_sign_stands_for_every_other_language():
    assert is_written("und") and is_written("ti")
    assert not is_written("klingon") and not is_written("")


def test_a_text_runs_as_its_language_does_or_as_its_letters_do():
    assert (direction_of("ps"), direction_of("fr"), direction_of("und")) == ("rtl", "auto", "auto")


def test_listing_them_all_takes_little_memory():
    # In a process of its own, which has not read the data of any language before.
    listing = (
        "import tracemalloc; from neighbourhood.languages import written; tracemalloc.start(); "
        "written.written_languages(); print(tracemalloc.get_traced_memory()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 20_000_000
