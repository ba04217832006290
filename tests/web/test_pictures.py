"""Pictures from people: what is kept of good ones, and hostile ones refused in time."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from neighbourhood.refusals import Invalid
from neighbourhood.web import pictures


def a_picture(
    kind: str = "PNG", size: tuple[int, int] = (600, 300), mode: str = "RGB", **options: object
) -> bytes:
    out = io.BytesIO()
    colour = {"RGB": "teal", "RGBA": (0, 90, 90, 120)}.get(mode, 1)
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def a_bomb(side: int) -> bytes:
    """A PNG of some kilobytes that says it is `side` pixels wide and high."""
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 4_000_000, 9))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_keeps_a_small_copy(kind: str) -> None:
    copy = opened(pictures.small_copy(a_picture(kind), longest=256))
    assert (copy.format, copy.size) == ("WEBP", (256, 128))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_reads_every_kind_of_colour(mode: str) -> None:
    assert opened(pictures.small_copy(a_picture(mode=mode, size=(40, 20)), longest=256)).size == (
        40,
        20,
    )


def test_keeps_what_is_clear() -> None:
    assert opened(pictures.small_copy(a_picture(mode="RGBA"), longest=64)).mode == "RGBA"


def test_turns_a_picture_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N", 2: (43.0, 36.0, 0.0)}
    copy = opened(pictures.small_copy(a_picture("JPEG", exif=exif), longest=256))
    assert copy.size == (128, 256)
    assert not copy.getexif() and "exif" not in copy.info and "icc_profile" not in copy.info


def test_refuses_a_picture_of_too_many_pixels() -> None:
    started = time.monotonic()
    with pytest.raises(Invalid, match="picture_too_large"):
        pictures.small_copy(a_bomb(40_000), longest=256)
    assert time.monotonic() - started < 10


def test_stops_a_bomb_just_below_the_limit() -> None:
    with pytest.raises(Invalid, match="picture_unreadable"):
        pictures.small_copy(a_bomb(6_300), longest=256)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 50,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        a_picture()[:200],
        a_picture("JPEG")[:300],
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x10\0\0\0WEBPVP8 ",
    ],
    ids=["empty", "text", "svg", "gif", "eps", "cut png", "cut jpeg", "png head", "webp head"],
)
def test_refuses_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        pictures.small_copy(data, longest=256)
    assert (caught.value.code, caught.value.field) == ("picture_unreadable", "picture")


def test_refuses_a_large_file_without_opening_it() -> None:
    with pytest.raises(Invalid, match="picture_too_large"):
        pictures.small_copy(b"\0" * (pictures.LARGEST_EMBLEM + 1), longest=256)


def test_a_child_that_works_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS_OF_WAITING", 0.001)
    with pytest.raises(Invalid, match="picture_unreadable"):
        pictures.small_copy(a_picture(), longest=256)


def test_a_child_that_wants_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MEMORY", 64 * 1024 * 1024)
    with pytest.raises(Invalid, match="picture_unreadable"):
        pictures.small_copy(a_picture(size=(6000, 6000)), longest=256)
