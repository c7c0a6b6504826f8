"""A photograph from outside is taken apart and made anew, so that nothing of the file that was sent is kept."""

import re
import struct
import threading
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from portal.errors import PictureRefused

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 192
"""The picture's width and height; the largest face on a page is 72 px, on a sharp screen 144 to 216."""
MOST_BYTES = 8_000_000
MOST_PIXELS = {"JPEG": 25_000_000, "PNG": 12_000_000, "WEBP": 12_000_000}
"""A JPEG is made smaller as it is read; the others must fit in memory whole."""
NAMES = {".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG", ".png": "PNG", ".webp": "WEBP"}
SOMETHING_ELSE = re.compile(rb"<script|<html|<!doctype|<svg|<\?php|%PDF-1", re.IGNORECASE)
"""A file that is a picture and, to another reader, a page, a program or a document."""
END_OF_ARCHIVE = b"PK\x05\x06"
ARCHIVE_TAIL = 65_557
"""How far from its end the last record of a zip archive may stand."""
_one_at_a_time = threading.Lock()


def face_from(content: bytes, name: str) -> bytes:
    """Return a square WebP of the middle of a photograph, upright, without place, date, camera or other words.

    Args:
        content: the file as it was sent.
        name: what it was called; its ending must say what the file is.

    Raises:
        PictureRefused: it is not one whole JPEG, PNG or WebP of a bearable size and nothing besides.
    """
    wanted = NAMES.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    if wanted is None or not content or len(content) > MOST_BYTES or _is_something_else(content):
        raise PictureRefused
    from PIL import Image  # noqa: PLC0415 (only an upload needs it)

    broken = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error)
    too_big = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    with _one_at_a_time:
        try:
            return _redrawn(content, wanted)
        except (*broken, *too_big) as fault:
            raise PictureRefused from fault


def _is_something_else(content: bytes) -> bool:
    return bool(SOMETHING_ELSE.search(content)) or END_OF_ARCHIVE in content[-ARCHIVE_TAIL:]


def _redrawn(content: bytes, wanted: str) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 (the same)

    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    with Image.open(BytesIO(content), formats=tuple(MOST_PIXELS)) as sent:
        kind = "JPEG" if sent.format == "MPO" else sent.format  # several JPEGs in one, as telephones write them
        if kind != wanted or sent.width * sent.height > MOST_PIXELS[wanted] or min(sent.size) < 2:
            raise PictureRefused
        sent.draft("RGB", (2 * SIDE, 2 * SIDE))
        sent.load()
        square = ImageOps.fit(_on_white(ImageOps.exif_transpose(sent)), (SIDE, SIDE))
    bare = Image.new("RGB", square.size)
    bare.paste(square)
    made = BytesIO()
    bare.save(made, "WEBP", quality=80, method=4)
    return made.getvalue()


def _on_white(picture: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415 (the same)

    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
