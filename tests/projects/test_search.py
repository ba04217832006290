"""Search finds a project whatever keyboard somebody writes on, on both databases."""

import pytest
from sqlalchemy.orm import Session

from neighbourhood.folding import folded, is_found
from neighbourhood.projects.queries import ProjectFilter, projects_of_round
from tests import builders as b

COEUR = "Cœur de quartier : une œuvre collective"
ECOLE = "Le jardin de l’école Jean-Macé"
ALSACE = "Des arbres rue d'Alsace"
JEUX = "Aire de jeux pour les enfants"
ISIK = "Işık ve Kadıköy parkı"
ARABIC = "حديقة مدرسة الأمل"
PERSIAN = "کتاب‌خانهٔ کوچک محله"
LODZ = "Łódź – ławki przy szkole"
KYIV = "Ґрунт і сім’я: їжа для всіх, 2026"
TITLES = (COEUR, ECOLE, ALSACE, JEUX, ISIK, ARABIC, PERSIAN, LODZ, KYIV)

FOUND = [
    ("coeur", COEUR),
    ("oeuvre", COEUR),
    ("cœur", COEUR),
    ("ŒUVRE COLLECTIVE", COEUR),
    ("l'école", ECOLE),
    ("l’école", ECOLE),
    ("l'ecole", ECOLE),
    ("l´ecole", ECOLE),
    ("lecole", ECOLE),
    ("ecole", ECOLE),
    ("jean mace", ECOLE),
    ("jean-macé", ECOLE),
    ("Jean\u2011Macé", ECOLE),
    ("jeanmace", ECOLE),
    ("rue d’alsace", ALSACE),
    ("rue d'Alsace", ALSACE),
    ("aire jeux", JEUX),
    ("jeux enfants", JEUX),
    ("enfants jeux", JEUX),
    ("ışık", ISIK),
    ("ISIK", ISIK),
    ("isik", ISIK),
    ("IŞIK", ISIK),
    ("Işık", ISIK),
    ("kadikoy", ISIK),
    ("KADIKÖY", ISIK),
    ("KADİKÖY", ISIK),
    ("مدرسه الامل", ARABIC),
    ("مَدْرَسَة", ARABIC),
    ("الأمـــل", ARABIC),
    ("كتابخانه", PERSIAN),
    ("کتابخانه", PERSIAN),
    ("کتاب خانه", PERSIAN),
    ("کتاب‌خانه", PERSIAN),
    ("lodz", LODZ),
    ("lawki", LODZ),
    ("ŁÓDŹ ŁAWKI", LODZ),
    ("грунт", KYIV),
    ("сім'я", KYIV),
    ("сімʼя їжа", KYIV),
    ("٢٠٢٦", KYIV),
    ("۲۰۲۶", KYIV),
]


@pytest.mark.parametrize(("typed", "title"), FOUND)
def test_the_project_is_found_and_no_other(typed: str, title: str) -> None:
    assert [other for other in TITLES if is_found(typed, other)] == [title]


def test_both_databases_find_the_same(session: Session) -> None:
    round_ = b.a_round(session, "propose")
    for title in TITLES:
        b.a_project(session, round_, title, summary="", place="")
    session.flush()
    found = {
        typed: [
            one.title for one in projects_of_round(session, round_.id, looked_for(typed)).projects
        ]
        for typed, _title in FOUND
    }
    assert found == {typed: [title] for typed, title in FOUND}


def looked_for(typed: str) -> ProjectFilter:
    """Return the list's filter for what somebody has typed."""
    return ProjectFilter(q=typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    # What means something to a database means nothing here; words of different fields go together.
    [("%", 1), ("_", 0), ("50 %", 1), ("\\", 2), ("'", 2), ("trees square", 1), ("treesquare", 0)],
)
def test_no_sign_is_a_wildcard(session: Session, typed: str, number: int) -> None:
    round_ = b.a_round(session, "propose")
    b.a_project(session, round_, "50 % more", summary="", place="")
    b.a_project(session, round_, "Trees", summary="", place="Square")
    assert projects_of_round(session, round_.id, looked_for(typed)).total == number


def test_a_persian_word_of_two_is_found_as_one() -> None:
    assert is_found("کتابخانه", "یک کتاب خانه")


def test_a_short_word_does_not_reach_over_a_blank() -> None:
    assert not is_found("art", "par tous")


def test_what_two_keyboards_write_is_one_text() -> None:
    assert folded("كتابي") == folded("کتابی")
    assert folded("Straße 12 ﬁn") == "strasse 12 fin"
    assert folded("  a \n b\u00a0c ") == "a b c"


def test_the_order_of_titles_begins_with_their_letters() -> None:
    titles = ["Écran", "« Avant »", "Œil", "Zoo", "Été"]
    assert sorted(titles, key=folded) == ["« Avant »", "Écran", "Été", "Œil", "Zoo"]
