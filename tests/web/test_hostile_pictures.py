"""Hostile pictures: each is refused in time or comes out clean, and no more is kept than pixels."""

import io
import struct
import tempfile
import time
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageCms

from neighbourhood.refusals import Invalid, TooMany
from neighbourhood.web import pictures
from tests.web.test_pictures import a_bomb, a_picture, chunk

SIZES = (1200, 400)
PLACE = {1: "N", 2: (43.0, 36.0, 0.0), 3: "E", 4: (1.0, 26.0, 0.0)}


def sent(data: bytes) -> list[pictures.Copy]:
    """Send bytes as a file, as a request would."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        return pictures.copies_of(file, sizes=SIZES, field="pictures")


def refused(data: bytes) -> str:
    started = time.monotonic()
    with pytest.raises(Invalid) as caught:
        sent(data)
    assert time.monotonic() - started < pictures.SECONDS_OF_WAITING
    assert caught.value.field == "pictures"
    return caught.value.code


def opened(copy: pictures.Copy) -> Image.Image:
    return Image.open(io.BytesIO(copy.content))


def a_heic(size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "teal")).save(out, quality=50, **options)
    return out.getvalue()


def a_webp_of(width: int, height: int) -> bytes:
    """A WebP whose head says it is so large; the rest is a small picture's."""
    small = a_picture("WEBP", size=(16, 16), lossless=True)
    body = bytearray(small[20:])
    bits = (width - 1) | (height - 1) << 14
    body[1:5] = struct.pack("<I", bits | (struct.unpack("<I", body[1:5])[0] & 0xF0000000))
    return small[:20] + bytes(body)


def test_a_telephones_picture_is_opened() -> None:
    large, small = sent(a_heic((1600, 1200)))
    assert (large.width, large.height, small.width, small.height) == (1200, 900, 400, 300)
    assert opened(large).format == "WEBP"


def test_both_copies_are_told_with_their_own_size() -> None:
    for copy in sent(a_picture("JPEG", size=(500, 900))):
        assert opened(copy).size == (copy.width, copy.height)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_turn_ends_upright(turn: int) -> None:
    upright = Image.new("RGB", (600, 300), "white")
    upright.paste("red", (0, 0, 300, 150))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turn
    (upright.transpose(back[turn]) if turn > 1 else upright).save(out, "PNG", exif=exif)
    large = opened(sent(out.getvalue())[0]).convert("RGB")
    assert large.size == (600, 300)
    assert [large.getpixel(at)[1] > 128 for at in ((50, 50), (550, 50), (50, 250))] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_nothing_of_where_and_when_is_kept(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x8825] = "Camera", "2026:05:01 10:00:00", PLACE
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if kind == "HEIC":
        data = a_heic(exif=exif.tobytes())
    else:
        data = a_picture(kind, exif=exif, icc_profile=profile, xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    for copy in sent(data):
        clean = opened(copy)
        assert not clean.getexif()
        assert not {"exif", "icc_profile", "xmp"} & set(clean.info)
        assert b"Camera" not in copy.content and b"secret" not in copy.content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (a_bomb(40_000), "photo_too_large"),
        (a_bomb(7_900), "photo_unreadable"),
        (a_picture(size=(20_000, 10)), "photo_too_large"),
        (a_picture("JPEG", size=(20_000, 20)), "photo_too_large"),
        (a_webp_of(16_384, 16_384), "photo_unreadable"),
        (a_heic()[:-2000], "photo_unreadable"),
        (a_picture("JPEG", size=(3000, 2000))[:2000], "photo_unreadable"),
        (a_picture()[:60], "photo_unreadable"),
        (b"", "photo_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
         "photo_unreadable"),
        (b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", "photo_unreadable"),
        (a_picture("GIF"), "photo_unreadable"),
        (a_picture("BMP"), "photo_unreadable"),
        (a_picture("TIFF"), "photo_unreadable"),
        (b"%PDF-1.4\n%%EOF", "photo_unreadable"),
        (b"<!doctype html><script>alert(1)</script>", "photo_unreadable"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff" * 500, "photo_unreadable"),
    ],
    ids=[
        "png bomb", "png bomb below the limit", "long png", "long jpeg", "large webp", "cut heic",
        "cut jpeg", "cut png", "empty", "svg", "gif and script", "gif", "bmp", "tiff", "pdf",
        "html", "broken heic",
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_heic_that_says_it_is_huge_is_refused() -> None:
    data = bytearray(a_heic((640, 480)))
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", 60_000, 60_000)
    assert refused(bytes(data)) in {"photo_too_large", "photo_unreadable"}


@pytest.mark.parametrize(
    "behind", [b"<script>alert(1)</script>", b"PK\x03\x04archive", b"\0" * 5000]
)
def test_what_hangs_on_a_picture_is_cut_off(behind: bytes) -> None:
    for copy in sent(a_picture("JPEG") + behind):
        assert behind not in copy.content


def test_a_comment_with_a_page_in_it_is_gone() -> None:
    page = b"<html><script>alert(1)</script></html>"
    for copy in sent(a_picture("JPEG", comment=page)):
        assert page not in copy.content


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("I;16", "PNG"), ("LA", "PNG"), ("P", "PNG")],
)
def test_every_kind_of_colour_comes_out_plain(mode: str, kind: str) -> None:
    assert opened(sent(a_picture(kind, mode=mode))[0]).mode in {"RGB", "RGBA"}


def test_sixteen_bits_of_grey_do_not_turn_white() -> None:
    grey, out = Image.new("I;16", (60, 60), 0x4000), io.BytesIO()
    grey.save(out, "PNG")
    assert opened(sent(out.getvalue())[0]).convert("L").getpixel((30, 30)) in range(58, 70)


def test_of_a_moving_picture_the_first_moment_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "green")]
    for kind in ("PNG", "WEBP"):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:])
        kept = opened(sent(out.getvalue())[0])
        assert getattr(kept, "n_frames", 1) == 1 and kept.convert("RGB").getpixel((5, 5))[0] > 200


def test_a_bomb_in_the_colour_profile_does_not_open() -> None:
    profile = chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
    plain = a_picture()
    assert refused(plain[:33] + profile + plain[33:]) == "photo_unreadable"


def test_too_many_at_once_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with pictures._turn("pictures"):
        monkeypatch.setattr(pictures, "SECONDS_OF_WAITING", 0.01)
        with pytest.raises(TooMany, match="pictures_busy") as caught:
            sent(a_picture())
    assert caught.value.field == "pictures"
