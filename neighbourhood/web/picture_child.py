"""The child that decodes one picture: bytes in, a small clean WebP out, under limits the kernel
holds. Run as a script, never imported.
"""

import io
import resource
import sys
import warnings

FORMATS = ("PNG", "JPEG", "WEBP")
NOT_A_PICTURE, TOO_MANY_PIXELS = 3, 4


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


def small_copy(data: bytes, longest: int, most_pixels: int) -> bytes:
    """Return the first frame upright, at most `longest` wide and high, as WebP without metadata."""
    from PIL import Image, ImageOps

    # Our own limit below says no with a code of its own.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > most_pixels:
            sys.exit(TOO_MANY_PIXELS)
        opened.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((longest, longest), reducing_gap=3)
        is_clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
        clean = Image.new("RGBA" if is_clear else "RGB", upright.size)
        clean.paste(upright.convert(clean.mode))
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def main() -> None:
    """Read a picture from standard input and write its copy to standard output; exit with a code
    where that cannot be.
    """
    longest, most_pixels, memory, seconds = map(int, sys.argv[1:])
    limit(memory, seconds)
    warnings.simplefilter("ignore")
    try:
        copy = small_copy(sys.stdin.buffer.read(), longest, most_pixels)
    except Exception:
        sys.exit(NOT_A_PICTURE)
    sys.stdout.buffer.write(copy)


if __name__ == "__main__":
    main()
