"""The step of pictures: files are added, described, ordered and taken away without a script."""

import io
import tempfile
from dataclasses import replace

import pytest
from PIL import Image

from neighbourhood import clock
from neighbourhood.projects import services
from neighbourhood.projects.rules import PictureText
from neighbourhood.uploads import Uploads
from neighbourhood.web.installation import the_uploads
from tests import builders as b
from tests.visitor import Page, Visitor

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
STEP = "projects.edit_pictures"


@pytest.fixture(autouse=True)
def store(app, tmp_path, monkeypatch) -> Uploads:
    own = replace(app.extensions["settings"], uploads_url=f"file:{tmp_path / 'uploads'}")
    monkeypatch.setitem(app.extensions, "settings", own)
    with app.app_context():
        return the_uploads()


@pytest.fixture
def project(session):
    round_ = b.a_round(session, "propose")
    author = b.a_resident(session, round_.place)
    return b.a_project(session, round_, state="draft", author_id=author.id, submitted_at=None)


@pytest.fixture
def desk(visitor, project) -> Visitor:
    return visitor.sign_in(project.author)


def photo(colour="teal", kind="JPEG", name="IMG_1.jpg", **options):
    file = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(file, kind, **options)
    return io.BytesIO(file.getvalue()), name


def send(desk: Visitor, project, status=303, **fields) -> Page:
    asked = desk.get(STEP, slug=project.round.slug, number=project.number).fields()
    page = desk.post(
        STEP, asked | fields, slug=project.round.slug, number=project.number, status=status
    )
    desk.session.expire_all()
    return page


def a_picture(desk, project, colour, text=""):
    file = tempfile.TemporaryFile()
    file.write(photo(colour)[0].getvalue())
    with desk.app.app_context():
        stored = services.store_picture(the_uploads(), file)
    by = {"actor": b.actor_of(desk.session, project.author), "now": clock.now()}
    services.add_picture(desk.session, project, stored, text=PictureText(text, "en"), **by)
    desk.session.commit()
    return stored.key


def test_several_pictures_are_sent_at_once_and_then_described(desk, project):
    page = send(desk, project, pictures=[photo("red"), photo("blue")], add="1")
    assert page.location.endswith("/edit/pictures/#kept-pictures")
    red, blue = (picture.key for picture in project.pictures)
    page = send(
        desk,
        project,
        **{f"alternative-{red}": "A red door", f"alternative-{blue}": "", "text_language": "en"},
    )
    assert page.location.endswith("/submit/")
    assert [picture.alternative for picture in project.pictures] == ["A red door", ""]
    page = desk.follow(page)
    assert "Please say in a sentence what picture 2 shows" in page.text


def test_whoever_adds_a_picture_and_goes_on_is_first_asked_what_it_shows(desk, project):
    page = send(desk, project, pictures=[photo("red")])
    assert page.location.endswith("/edit/pictures/#kept-pictures")
    assert "1 file is added." in desk.follow(page).text


def test_refused_files_say_why_and_the_others_stay(desk, project):
    page = send(
        desk,
        project,
        status=422,
        pictures=[
            photo("red"),
            (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "plan.svg"),
            (io.BytesIO(b"\0" * (12 * 1024 * 1024 + 5)), "film.mov"),
        ],
        documents=[(io.BytesIO(b"hello"), "letter.doc"), (io.BytesIO(PDF), "../Plan.pdf")],
    )
    assert page.errors() == [
        "plan.svg: This is not a picture we can read. Choose a JPEG, PNG, WebP or HEIC file.",
        "film.mov: This picture is too large. Choose one of at most 12 MB and 64 million pixels.",
        "letter.doc.pdf: This is not a PDF we can keep. Choose a document saved as PDF.",
    ]
    assert len(project.pictures) == 1 and [one.name for one in project.documents] == ["Plan.pdf"]
    assert f"alternative-{project.pictures[0].key}" in page.html


def test_what_was_typed_stays_where_a_file_is_refused(desk, project):
    key = a_picture(desk, project, "red")
    page = send(
        desk,
        project,
        status=422,
        pictures=[(io.BytesIO(b"x"), "x.jpg")],
        **{f"alternative-{key}": "A red door"},
    )
    assert 'value="A red door"' in page.html
    assert project.pictures[0].alternative == "A red door"


def test_buttons_keep_the_words_and_move_or_remove(desk, project):
    red, blue = a_picture(desk, project, "red"), a_picture(desk, project, "blue")
    send(desk, project, act=f"up-{blue}", **{f"alternative-{red}": "A red door"})
    assert [(one.key, one.alternative) for one in project.pictures] == [
        (blue, ""),
        (red, "A red door"),
    ]
    send(desk, project, act=f"remove-{blue}")
    assert [one.key for one in project.pictures] == [red]
    send(desk, project, act="remove-" + "0" * 32)
    send(desk, project, act="nonsense")
    assert [one.key for one in project.pictures] == [red]


def test_words_too_long_are_refused_and_stay(desk, project):
    key = a_picture(desk, project, "red")
    page = send(desk, project, status=422, **{f"alternative-{key}": "x" * 301})
    assert "Please use at most 300 characters" in page.errors()[0] and "x" * 301 in page.html


def test_a_sixth_file_is_named_and_not_looked_at(desk, project):
    colours = ["red", "blue", "green", "white", "black", "grey"]
    page = send(
        desk, project, status=422, pictures=[photo(one, name=f"{one}.jpg") for one in colours]
    )
    assert page.errors() == [
        "grey.jpg: A project has at most 5 pictures. Remove one before you add another."
    ]
    assert len(project.pictures) == 5


def test_a_hostile_name_stays_text(desk, project):
    page = send(
        desk, project, status=422, pictures=[(io.BytesIO(b"x"), "<b>\u202egpj.exe" + "y" * 300)]
    )
    assert "<b>" not in page.html and len(page.errors()[0]) < 250


def test_a_full_disk_is_said_and_loses_nothing(desk, project, monkeypatch):
    key = a_picture(desk, project, "red", "A red door")

    def full(*_parts):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        page = send(desk, project, status=422, pictures=[photo("blue")])
    assert "has no room" in page.errors()[0]
    assert [one.key for one in project.pictures] == [key]


def test_nobody_is_asked_for_pictures_once_the_vote_has_begun(visitor, session):
    round_ = b.a_round(session, "vote")
    author = b.a_resident(session, round_.place)
    project = b.a_project(session, round_, author_id=author.id)
    visitor.sign_in(author).get(STEP, slug=round_.slug, number=project.number, status=409)
    page = visitor.post(
        STEP, {"pictures": [photo()]}, slug=round_.slug, number=project.number, status=422
    )
    assert page.errors() and not project.pictures


def test_a_project_with_a_silent_picture_is_not_handed_in(desk, project):
    a_picture(desk, project, "red")
    page = desk.get("projects.submit", slug=project.round.slug, number=project.number)
    assert "Please say in a sentence what picture 1 shows" in page.text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_step_reads_well_in_both_directions(desk, project, language):
    a_picture(desk, project, "red")
    page = desk.get(STEP, language=language, slug=project.round.slug, number=project.number)
    assert "kept-pictures" in page.html and 'accept="image/jpeg,image/png,image/webp"' in page.html
