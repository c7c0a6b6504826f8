"""Parts of a page as they look without any colour, and whether they can be told apart."""

import io
from collections.abc import Sequence
from itertools import combinations, product

from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page

INK, DIFFERENT = 110, 25
"""How far the darkest is from the lightest at least, of 255; how many dots of the drawing two marks differ in."""
NUDGE = 2
"""How many dots one drawing may lie beside another: the same mark is not drawn alike at every place of a page."""
LOOKS = ("light", "dark", "paper", "forced")
"""On a screen by day and by night, on paper, in the reader's own few colours."""


def wishes(look: str) -> dict[str, bool]:
    """What a page is opened with, for one of `LOOKS`."""
    return {"dark": look == "dark", "forced_colours": look == "forced", "still": True}


def laid_open(page: Page, look: str) -> Page:
    """Let nothing be folded away or lie over a drawing, and print where that is the look."""
    page.locator("html").evaluate(
        "html => { for (const one of html.querySelectorAll('details')) one.open = true;"
        " const top = html.querySelector('.top'); if (top) top.style.position = 'static'; }"
    )
    if look == "paper":
        page.emulate_media(media="print")
    return page


def in_grey(part: Locator) -> Image.Image:
    """Draw a part of a page without any colour."""
    return Image.open(io.BytesIO(part.screenshot())).convert("L")


def middles(pictures: Sequence[Image.Image]) -> Sequence[Image.Image]:
    """Cut pictures to the size of the smallest, around their middles."""
    wide, high = min(one.width for one in pictures), min(one.height for one in pictures)
    found = []
    for one in pictures:
        left, top = (one.width - wide) // 2, (one.height - high) // 2
        found.append(one.crop((left, top, left + wide, top + high)))
    return found


def can_be_told_apart(parts: Sequence[Locator]) -> None:
    """Hold that each part stands out from its ground, and that no two look alike."""
    pictures = middles([in_grey(part) for part in parts])
    assert len(pictures) > 1
    for one in pictures:
        darkest, lightest = one.getextrema()
        assert lightest - darkest >= INK
    for one, other in combinations(map(shape, pictures), 2):
        assert unlike(one, other) >= DIFFERENT


def shape(picture: Image.Image) -> Image.Image:
    """Keep only what stands out from the ground, however dark it is: a mark in another grey is no other mark."""
    ground = picture.getpixel((0, 0))
    return picture.point(lambda dot: 255 if abs(dot - ground) > INK / 2 else 0)


def unlike(one: Image.Image, other: Image.Image) -> int:
    """How many dots differ when two shapes are laid on each other as well as can be."""
    nudges = product(range(-NUDGE, NUDGE + 1), repeat=2)
    return min(ImageChops.difference(one, ImageChops.offset(other, *nudge)).histogram()[255] for nudge in nudges)
