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


def test_what_nobody_needs_goes_after_a_day_and_no_sooner(store: Uploads) -> None:
    needed, unused = (store.store({"-small.webp": b"s", "-large.webp": b"l"}) for _time in "12")
    now, day = clock.now(), timedelta(days=1)
    assert [store.sweep({needed}, now=now + day * part) for part in (0, 0.9)] == [0, 0]
    assert store.keys() == {needed, unused}
    assert store.sweep({needed}, now=now + day) == 1
    assert store.keys() == {needed} and not list(store.folder.rglob(f"{unused}*"))
    assert store.sweep({needed}, now=now + 9 * day) == 0


def test_what_is_needed_again_in_time_stays(store: Uploads) -> None:
    key, now, day = store.store({".pdf": b"x"}), clock.now(), timedelta(days=1)
    for needed, at in ((set(), now), ({key}, now + day / 2), (set(), now + day)):
        assert store.sweep(needed, now=at) == 0
    assert store.path(key, ".pdf")


def test_what_should_have_been_swept_long_ago_is_told(store: Uploads) -> None:
    store.store({".pdf": b"x"})
    now, day = clock.now(), timedelta(days=1)
    store.sweep(set(), now=now)
    assert [store.left_over(set(), now=now + day * n) for n in (1, 2)] == [0, 1]


def test_a_folder_belongs_to_one_database(store: Uploads) -> None:
    assert store.is_ours("first") and store.is_ours("first") and not store.is_ours("second")


def test_a_folder_that_others_can_read_is_told(store: Uploads) -> None:
    store.store({".pdf": b"x"})
    store.folder.chmod(0o755)
    assert "can be read by others" in store.problems()[0]
