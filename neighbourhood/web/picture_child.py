"""The child that decodes one picture: a file in, small clean WebP copies out, under limits the
kernel holds. Run as a script, never imported.
"""

import io
import resource
import struct
import sys
import warnings
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL import Image as Pillow

FORMATS = ("PNG", "JPEG", "WEBP", "HEIF")
NOT_A_PICTURE, TOO_MANY_PIXELS = 3, 4
#: No camera makes a longer edge; beyond it a row alone takes much memory.
LONGEST_EDGE = 16_384
#: Before each copy: its width, height and number of bytes.
HEAD = struct.Struct(">III")
ORIENTATION = 0x0112


def limit(memory: int, seconds: int) -> None:
    """Let the kernel stop this process beyond so many bytes of memory or seconds of work; it may
    write no file.
    """
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def copies(source: BinaryIO, most_pixels: int, sizes: list[int]) -> bytes:
    """Return the first frame, upright, once for each size at most so wide and high, the largest
    first, as WebP without metadata.
    """
    from PIL import Image

    with open_picture(source) as opened:
        pixels = opened.width * opened.height
        if pixels > most_pixels or max(opened.size) > LONGEST_EDGE:
            sys.exit(TOO_MANY_PIXELS)
        turn = _turns().get(opened.getexif().get(ORIENTATION, 1))
        # A JPEG is decoded at a fraction of its size where that is enough.
        opened.draft("RGB", (sizes[0], sizes[0]))
        picture = in_plain_colours(opened)
        picture.thumbnail((sizes[0], sizes[0]), reducing_gap=3)
        # One that was small already is only read now, before the file is closed.
        picture.load()
        # Turned once it is small: a large picture is never in memory twice.
        picture = picture if turn is None else picture.transpose(turn)
    out = io.BytesIO()
    for size in sizes:
        picture.thumbnail((size, size), Image.Resampling.LANCZOS)
        # Onto a new one, which has no metadata.
        clean = Image.new(picture.mode, picture.size)
        clean.paste(picture)
        copy = io.BytesIO()
        clean.save(copy, "WEBP", quality=80, method=4)
        out.write(HEAD.pack(*clean.size, copy.tell()) + copy.getvalue())
    return out.getvalue()


def open_picture(source: BinaryIO) -> "Pillow.Image":
    """Open a picture of the formats we take, its head alone; raises what Pillow raises."""
    import pi_heif
    from PIL import Image

    # One thread: each further one would reserve memory of its own. Neither of the two ways in
    # which a camera adds a second picture is of use to us.
    pi_heif.register_heif_opener(
        decode_threads=1, thumbnails=False, depth_images=False, aux_images=False
    )
    # Our own limit says no with a code of its own.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(source, formats=FORMATS)


def in_plain_colours(picture: "Pillow.Image") -> "Pillow.Image":
    """Return a picture of any kind of colour as RGB, or as RGBA where parts of it are clear."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Greys of 16 bits would be cut off at 255.
        return picture.convert("I").point(lambda grey: grey / 256).convert("L").convert("RGB")
    is_clear = picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info
    wanted = "RGBA" if is_clear else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)


def _turns() -> "dict[int, Pillow.Transpose]":
    from PIL.Image import Transpose

    return {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }


def main() -> None:
    """Read a picture from standard input, which is a file, and write its copies to standard output;
    exit with a code where that cannot be.
    """
    most_pixels, memory, seconds, *sizes = map(int, sys.argv[1:])
    limit(memory, seconds)
    warnings.simplefilter("ignore")
    try:
        done = copies(sys.stdin.buffer, most_pixels, sorted(sizes, reverse=True))
    except Exception:
        sys.exit(NOT_A_PICTURE)
    sys.stdout.buffer.write(done)


if __name__ == "__main__":
    main()
