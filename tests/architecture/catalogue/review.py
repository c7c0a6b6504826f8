"""The list of Welsh strings that wait for a translator."""

from collections.abc import Iterable

import polib

from tests.architecture.catalogue.entries import WELSH, WORDS, YOUNG, live, places, texts
from tests.architecture.catalogue.welsh import sourced, unsupported

LIST = WORDS / "awaiting-review.md"
HEAD = """# Welsh that waits for a translator

Written by `make strings`. These strings stand in no public source that we know of: a person who speaks
Welsh has yet to read them. When one has, add the pair to `glossary.csv` with that person's name as its
source, and it leaves this list.
"""


def page(adults: Iterable[polib.POEntry], young: Iterable[polib.POEntry]) -> str:
    """The list as Markdown, by the file that a string stands in first."""
    terms = sourced()
    return "\n".join(
        [
            HEAD,
            *_part("To adults (*chi*)", unsupported(adults, terms)),
            *_part("To a young person (*ti*)", unsupported(young, terms)),
        ]
    )


def current() -> str:
    """The list as it should be now."""
    return page(live(WELSH), live(YOUNG))


def _part(title: str, entries: list[polib.POEntry]) -> list[str]:
    found = [f"## {title}: {len(entries)}", ""]
    last = ""
    for place, entry in sorted(
        ((_first_place(one), one) for one in entries), key=lambda pair: (pair[0], pair[1].msgid)
    ):
        if place != last:
            found += ["", f"### {place}", "", "| English | Welsh |", "| --- | --- |"]
            last = place
        found.append(f"| {_cell(entry.msgid_plural or entry.msgid)} | {_cell(' · '.join(texts(entry)))} |")
    return [*found, ""]


def _first_place(entry: polib.POEntry) -> str:
    return (places(entry) or ["(elsewhere)"])[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
