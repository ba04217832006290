"""The store of pictures and documents: random names, whole files, for nobody else to read."""

from datetime import timedelta
from pathlib import Path

import pytest

from neighbourhood import clock
from neighbourhood.uploads import Uploads


@pytest.fixture
def store(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads")


def test_files_of_one_key_lie_side_by_side_and_are_for_this_user_alone(store: Uploads) -> None:
    key = store.store({"-small.webp": b"s", "-large.webp": b"l"})
    small, large = store.path(key, "-small.webp"), store.path(key, "-large.webp")
    assert small and large and (small.read_bytes(), large.read_bytes()) == (b"s", b"l")
    assert {path.stat().st_mode & 0o777 for path in (small, large)} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (small.parent, store.folder)} == {0o700}
    assert store.problems() == []


def test_no_two_keys_are_alike(store: Uploads) -> None:
    assert len({store.store({".pdf": b"x"}) for _time in range(20)}) == 20


def test_a_file_that_cannot_be_written_leaves_nothing(
    store: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.store({".pdf": b"x"})
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("key", ["../secret-key", "", "0" * 31, "G" * 32, "0" * 32 + "/.."])
def test_no_name_leads_out_of_the_store(store: Uploads, key: str) -> None:
    (store.folder.parent / "secret-key").write_text("x")
    store.store({".pdf": b"x"})
    assert store.path(key, ".pdf") is None and store.path("0" * 32, "/../../secret-key") is None


def test_what_was_needed_a_moment_ago_says_so(store: Uploads) -> None:
    key, now = store.store({"-small.webp": b"s", "-large.webp": b"l"}), clock.now()
    store.needed_now(key, now=now + timedelta(days=3))
    assert {kept.needed_at for kept in store.kept_files()} == {now + timedelta(days=3)}
    for kept in list(store.kept_files()):
        store.delete(kept)
        store.delete(kept)
    assert list(store.kept_files()) == []


def test_a_folder_belongs_to_one_database(store: Uploads) -> None:
    assert store.is_ours("first") and store.is_ours("first") and not store.is_ours("second")


def test_a_folder_that_others_can_read_is_told(store: Uploads) -> None:
    store.store({".pdf": b"x"})
    store.folder.chmod(0o755)
    assert "can be read by others" in store.problems()[0]
