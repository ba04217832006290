"""Pictures and documents of a project: kept, ordered, described, taken away, and told."""

import tempfile
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from neighbourhood import clock
from neighbourhood.projects import queries, rules, services, timed
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.history import history_of
from neighbourhood.projects.rules import PictureText
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.uploads import Uploads
from neighbourhood.web.installation import the_uploads
from tests import builders as b

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def store(app, tmp_path, monkeypatch) -> Uploads:
    """Return a store of this test's own."""
    own = replace(app.extensions["settings"], uploads_url=f"file:{tmp_path / 'uploads'}")
    monkeypatch.setitem(app.extensions, "settings", own)
    with app.app_context():
        return the_uploads()


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose")


@pytest.fixture
def author(session, round_):
    return b.a_resident(session, round_.place)


@pytest.fixture
def project(session, round_, author):
    return b.a_project(session, round_, state="draft", author_id=author.id, submitted_at=None)


@pytest.fixture
def by(session, author):
    return {"actor": b.actor_of(session, author), "now": clock.now()}


def a_photo(colour="teal", size=(900, 600), kind="JPEG", **options):
    file = tempfile.TemporaryFile()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file


def add(session, store, project, by, *colours):
    for colour in colours:
        stored = services.store_picture(store, a_photo(colour))
        services.add_picture(session, project, stored, **by)
    return [picture.key for picture in project.pictures]


def alternatives(project: Project) -> list[str]:
    return [picture.alternative for picture in project.pictures]


def test_a_picture_is_kept_in_two_sizes(session, store, project, by):
    [key] = add(session, store, project, by, "teal")
    sizes = {size: Image.open(store.path(key, f"-{size}.webp")).size for size in ("large", "small")}
    assert sizes == {"large": (900, 600), "small": (400, 267)}
    picture = project.pictures[0]
    assert (picture.width, picture.height, picture.language) == (900, 600, "en")


def test_the_same_picture_sent_twice_is_kept_once(session, store, project, by):
    add(session, store, project, by, "teal", "teal")
    assert len(project.pictures) == 1 and project.version == 2


def test_a_sixth_picture_is_refused(session, store, project, by):
    add(session, store, project, by, "red", "green", "blue", "white", "black")
    with pytest.raises(Invalid, match="too_many_pictures"):
        add(session, store, project, by, "grey")
    assert len(project.pictures) == 5


def test_pictures_change_places_and_the_first_is_the_cover(session, store, project, by):
    red, green, blue = add(session, store, project, by, "red", "green", "blue")
    services.move_picture(session, project, blue, by=-1, **by)
    services.move_picture(session, project, red, by=-1, **by)
    services.move_picture(session, project, green, by=1, **by)
    session.expire_all()
    assert [picture.key for picture in project.pictures] == [red, blue, green]
    services.move_picture(session, project, blue, by=-1, **by)
    session.expire_all()
    assert project.cover.key == blue


def test_the_others_close_up_where_one_is_taken_away(session, store, project, by):
    red, green, blue = add(session, store, project, by, "red", "green", "blue")
    services.describe_pictures(session, project, {green: PictureText("Green", "fr")}, **by)
    services.remove_picture(session, project, red, **by)
    services.remove_picture(session, project, red, **by)
    session.expire_all()
    kept = [(one.position, one.key, one.alternative, one.language) for one in project.pictures]
    assert kept == [(1, green, "Green", "fr"), (2, blue, "", "en")]


def test_words_for_a_picture_that_is_gone_change_nothing(session, store, project, by):
    add(session, store, project, by, "red")
    version = project.version
    services.describe_pictures(session, project, {"0" * 32: PictureText("Red", "en")}, **by)
    assert (alternatives(project), project.version) == ([""], version)


def test_words_for_a_picture_have_a_largest_length(session, store, project, by):
    [key] = add(session, store, project, by, "red")
    with pytest.raises(Invalid, match="too_long"):
        services.describe_pictures(session, project, {key: PictureText("x" * 301, "en")}, **by)


def test_a_picture_without_words_is_named_by_its_number():
    missing = rules.missing_alternatives({"a": "A bench", "b": ""})
    assert [(one.code, one.field, one.values) for one in missing] == [
        ("alternative_missing", "alternative-b", {"number": 2})
    ]


def test_documents_are_kept_as_they_are(session, store, project, by):
    for name in ("Plan.PDF", "Plan again.pdf"):
        services.add_document(session, project, services.store_document(store, PDF, name), **by)
    [document] = project.documents
    assert (document.name, document.size) == ("Plan.pdf", len(PDF))
    assert store.path(document.key, ".pdf").read_bytes() == PDF
    services.remove_document(session, project, document.key, **by)
    session.expire_all()
    assert project.documents == []


def test_a_fourth_document_is_refused(session, store, project, by):
    for number in range(3):
        stored = services.store_document(store, PDF + b"%d" % number + b"\n%%EOF", f"{number}")
        services.add_document(session, project, stored, **by)
    with pytest.raises(Invalid, match="too_many_documents"):
        services.add_document(session, project, services.store_document(store, PDF, "4"), **by)


def test_only_authors_add_pictures(session, store, project, round_):
    other = b.a_resident(session, round_.place)
    with pytest.raises(NotAllowed, match="needs_is_author"):
        add(
            session,
            store,
            project,
            {"actor": b.actor_of(session, other), "now": clock.now()},
            "red",
        )


def test_nothing_changes_once_the_vote_has_begun(session, store):
    round_ = b.a_round(session, "vote")
    author = b.a_resident(session, round_.place)
    project = b.a_project(session, round_, author_id=author.id)
    by = {"actor": b.actor_of(session, author), "now": clock.now()}
    for act in (
        lambda: add(session, store, project, by, "red"),
        lambda: services.remove_picture(session, project, "0" * 32, **by),
        lambda: services.move_picture(session, project, "0" * 32, by=1, **by),
        lambda: services.describe_pictures(session, project, {}, **by),
        lambda: services.remove_document(session, project, "0" * 32, **by),
    ):
        with pytest.raises(NotNow):
            act()


def test_the_history_says_that_pictures_and_documents_changed(session, store, project, by, app):
    [key] = add(session, store, project, by, "red")
    services.describe_pictures(session, project, {key: PictureText("A red door", "en")}, **by)
    services.add_document(session, project, services.store_document(store, PDF, "Plan.pdf"), **by)
    with app.test_request_context():
        changes = history_of(project, queries.history(session, project))
    told = [(part.name, part.lines[-1]) for change in changes for part in change.parts]
    assert told[0] == ("Documents", ("new", "Plan.pdf"))
    assert told[1] == ("Pictures", ("new", "A red door"))


def test_what_no_project_needs_is_swept_after_a_day(session, store, project, by, app):
    red, green = add(session, store, project, by, "red", "green")
    undone = services.store_picture(store, a_photo("blue")).key
    services.remove_picture(session, project, red, **by)
    session.flush()
    now, day = clock.now(), timedelta(days=1)
    with app.app_context():
        done = [timed.sweep_uploads(session, now + day * part) for part in (0, 0.01, 0.9, 1)]
    assert done == [0, 0, 0, 2]
    assert store.keys() == {green} and undone not in store.keys()


def test_a_folder_of_another_database_is_left_alone(session, store, project, by, app):
    services.store_picture(store, a_photo("blue"))
    assert store.is_ours("another database")
    with app.app_context():
        for days in (0, 2, 4):
            timed.sweep_uploads(session, clock.now() + timedelta(days=days))
    assert len(store.keys()) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\Amina\Plan.PDF", "Plan.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a b Set-Cookie x=1.pdf"),
        ("خطة\u200cما.pdf", "خطة\u200cما.pdf"),
        ("  ..pdf", "document.pdf"),
        ("", "document.pdf"),
        ("\0", "document.pdf"),
    ],
)
def test_a_name_misleads_nobody(name, expected):
    assert rules.safe_name(name) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "document_unreadable"),
        (b"hello", "document_unreadable"),
        (b"<!doctype html><script>alert(1)</script>" + PDF, "document_unreadable"),
        (PDF.replace(b"1 0 obj", b"<html><script>x</script> 1 0 obj"), "document_unreadable"),
        (b"GIF89a/*" + PDF, "document_unreadable"),
        (PDF + b"PK\x03\x04 an archive", "document_unreadable"),
        (PDF[:40], "document_unreadable"),
        (PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "document_locked"),
        (PDF.replace(b"/Root", b"/OpenAction<</S/JavaScript/JS(x)>>"), "document_active"),
        (PDF.replace(b"/Root", b"/OpenAction<</S/J#61vaScript>>"), "document_active"),
        (PDF.replace(b"/Root", b"/Names<</EmbeddedFiles 3 0 R>>"), "document_active"),
        (PDF + b" " * rules.LARGEST_DOCUMENT, "document_too_large"),
    ],
    ids=[
        "empty", "text", "html before", "html within", "gif", "archive behind", "cut",
        "password", "script", "script spelled", "file inside", "too large",
    ],
)  # fmt: skip
def test_only_a_plain_pdf_is_kept(tmp_path, content, code):
    store = Uploads(tmp_path)
    with pytest.raises(Invalid) as refused:
        services.store_document(store, content, "Plan.pdf")
    assert (refused.value.code, refused.value.field) == (code, "documents")
    assert store.keys() == set()


def test_packed_bytes_that_look_like_a_script_are_no_reason_to_refuse(tmp_path):
    stream = b"2 0 obj<</Length 9>>stream\n/JS (x) /Encrypt \nendstream endobj\n"
    content = PDF.replace(b"1 0 obj", stream + b"1 0 obj")
    assert services.store_document(Uploads(tmp_path), content, "Plan.pdf").name == "Plan.pdf"


def served(visitor, project):
    picture, document = project.pictures[0], project.documents[0]
    return [
        ("project_files.picture", {"key": picture.key, "size": "small"}),
        ("project_files.picture", {"key": picture.key, "size": "large"}),
        ("project_files.document", {"key": document.key}),
    ]


@pytest.fixture
def with_both(session, store, project, by):
    add(session, store, project, by, "red")
    services.add_document(session, project, services.store_document(store, PDF, "Plän.pdf"), **by)
    return project


def test_a_drafts_files_are_for_its_authors_alone(visitor, with_both, author, round_):
    for endpoint, parts in served(visitor, with_both):
        visitor.get(endpoint, **parts, status=404)
    visitor.sign_in(b.a_resident(visitor.session, round_.place))
    for endpoint, parts in served(visitor, with_both):
        visitor.get(endpoint, **parts, status=404)
    visitor.sign_in(author)
    for endpoint, parts in served(visitor, with_both):
        answer = visitor.get(endpoint, **parts).response
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_public_files_may_be_kept_for_ever_and_set_no_cookie(visitor, with_both):
    with_both.state, with_both.submitted_at = "submitted", clock.now()
    visitor.session.flush()
    for endpoint, parts in served(visitor, with_both):
        answer = visitor.get(endpoint, **parts).response
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
    # The last of them is the document.
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''Pl%C3%A4n.pdf" in answer.headers["Content-Disposition"]
    assert answer.data == PDF


def test_a_picture_whose_file_is_lost_is_not_found(visitor, with_both, store, author):
    store.delete(with_both.pictures[0].key)
    visitor.sign_in(author).get(
        "project_files.picture", key=with_both.pictures[0].key, size="small", status=404
    )


def test_a_picture_stands_on_card_and_page_with_its_size_and_words(visitor, with_both, session, by):
    key = with_both.pictures[0].key
    services.describe_pictures(session, with_both, {key: PictureText("A red door", "fr")}, **by)
    with_both.state, with_both.submitted_at = "submitted", clock.now()
    session.flush()
    slug = with_both.round.slug
    card = visitor.get("projects.list", slug=slug).html
    assert f'<img src="/pictures/{key}-small.webp"' in card
    assert 'width="400" height="267"' in card.replace("\n     ", "")
    assert 'alt="A red door" lang="fr"' in card and 'loading="lazy"' in card
    page = visitor.get("projects.show", slug=slug, number=with_both.number).html
    assert f"/pictures/{key}-large.webp" in page and "A red door" in page
    assert "Plän.pdf" in page


def test_a_project_without_a_picture_bears_the_sign_of_its_category(visitor, round_):
    tree = b.a_category(visitor.session, slug="green-spaces")
    b.a_project(visitor.session, round_, category_id=tree.id, state="submitted")
    assert 'class="pictogram"' in visitor.get("projects.list", slug=round_.slug).html
