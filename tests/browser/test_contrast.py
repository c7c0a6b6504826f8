"""The colours of the design, and of a council's theme, can be read in both schemes. A failing theme is refused."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TEXT, SHAPE, FACE = 4.5, 3.0, 7.0
WRITTEN = (
    ("ink", "paper surface soft blush"),
    ("muted", "paper surface soft hair"),
    ("brand", "paper surface soft"),
    ("link", "paper surface soft"),
    ("coral", "paper surface blush"),
    ("on-brand", "brand press"),
    ("on-sun", "sun"),
    ("on-stone", "stone"),
    ("on-coral", "coral"),
    ("on-slate", "slate"),
    ("slate-link", "slate"),
)
"""What is written, and the grounds that it is written on."""
DRAWN = (
    ("line", "paper surface"),
    ("red", "surface"),
    ("amber", "surface"),
    ("green", "surface"),
    ("on-slate", "slate"),
    ("brand", "surface"),
    ("coral", "paper"),
)
RINGED = "paper surface soft sun brand stone coral slate"
"""Grounds of controls. The ring of the focus has two colours: one of them must stand out, and each from the other."""
LIGHT, DARK, CHOSEN_DARK = ":root{", ":root:not([data-theme=light]){", ":root[data-theme=dark]{"

Tokens = Mapping[str, str]


def schemes(*sheets: str) -> dict[str, Tokens]:
    """The tokens of both schemes, later sheets over earlier ones."""
    light = merged(LIGHT, sheets)
    return {"light": light, "dark": light | merged(DARK, sheets)}


def merged(selector: str, sheets: tuple[str, ...]) -> dict[str, str]:
    """What the rules of one selector set."""
    return {name: colour for sheet in sheets for name, colour in declared(sheet, selector).items()}


def declared(sheet: str, selector: str) -> dict[str, str]:
    """The custom properties of the first rule of a selector."""
    rule = sheet.partition(selector)[2].partition("}")[0]
    return {name: value.strip() for name, value in re.findall(r"--([a-z-]+):([^;]+)", rule)}


def weak(tokens: Tokens) -> Iterator[str]:
    """A sentence for each pair of colours that lie too near each other."""
    for pairs, least in ((WRITTEN, TEXT), (DRAWN, SHAPE)):
        for upper, grounds in pairs:
            for ground in grounds.split():
                ratio = contrast(colour(tokens, upper), colour(tokens, ground))
                if ratio < least:
                    yield f"{upper} on {ground}: {ratio:.2f}, needs {least}"
    if (ratio := contrast(colour(tokens, "focus"), colour(tokens, "halo"))) < SHAPE:
        yield f"focus on halo: {ratio:.2f}, needs {SHAPE}"
    for ground in RINGED.split():
        best = max(contrast(colour(tokens, ring), colour(tokens, ground)) for ring in ("focus", "halo"))
        if best < SHAPE:
            yield f"the ring on {ground}: {best:.2f}, needs {SHAPE}"


def colour(tokens: Tokens, name: str) -> str:
    """The colour behind a token, through any other that it names."""
    value = tokens[name]
    return colour(tokens, value[len("var(--") : -1]) if value.startswith("var(") else value


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#rgb` or `#rrggbb`."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


NOD = (CSS / "nod.css").read_text(encoding="utf-8")
THEME = (CSS / "theme.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheets", [(NOD,), (NOD, THEME)], ids=["our own", "the theme to copy"])
def test_every_colour_can_be_read(sheets, scheme):
    assert list(weak(schemes(*sheets)[scheme])) == []


@pytest.mark.parametrize("sheet", [NOD, THEME], ids=["our own", "the theme to copy"])
def test_dark_is_the_same_whether_chosen_or_followed(sheet):
    assert declared(sheet, DARK) == declared(sheet, CHOSEN_DARK)


def test_the_theme_to_copy_sets_eight_values_in_each_scheme():
    assert list(declared(THEME, LIGHT)) == list(declared(THEME, DARK))
    assert len(declared(THEME, LIGHT)) == 8


def test_initials_can_be_read_on_every_persons_colour():
    faces = re.findall(r"\.face(?:--\d)?\{[^}]*?background:(#[0-9a-f]{6})", NOD)
    assert len(faces) == 8
    assert [face for face in faces if contrast("#1f2a2e", face) < FACE] == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("--brand:#14594f", "--brand:#8fd0c4", "brand on paper"),
        ("--sun:#ffd873", "--sun:#5c4710", "on-sun on sun"),
        ("--link:#8cc8f0", "--link:#24506e", "link on paper"),
    ],
)
def test_a_theme_that_cannot_be_read_is_refused(before, after, fault):
    planted = THEME.replace(before, after)
    assert planted != THEME

    found = [one for tokens in schemes(NOD, planted).values() for one in weak(tokens)]

    assert any(one.startswith(fault) for one in found)
