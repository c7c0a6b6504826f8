"""The catalogue's files, and each message as pairs of an English and a Welsh text."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[3]
WORDS = ROOT / "translations"
TEMPLATE = WORDS / "messages.pot"
WELSH = WORDS / "cy" / "LC_MESSAGES" / "messages.po"
YOUNG = WORDS / "cy" / "LC_MESSAGES" / "young.po"
EXTRACT = "-q extract -F pyproject.toml --add-location=file --omit-header --ignore-dirs"
KEYWORDS = ("_", "lazy_gettext", "lazy_pgettext:1c,2", "pgettext:1c,2", "npgettext:1c,2,3")
PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
COUNTS = {0: "0", 1: "1", 2: "2", 3: "3", 4: "6"}
"""The one number that each exact plural form stands for; form 5 is for all the others."""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Pair:
    """One Welsh text and the English it must answer to."""

    english: tuple[str, ...]
    """The message; for a plural its two texts, of which the last one names every placeholder."""
    welsh: str
    form: int | None = None
    """Which of the six plural forms; none where nothing is counted."""


def pairs(entry: polib.POEntry) -> Iterator[Pair]:
    """Every translated text of a message beside its English."""
    if not entry.msgid_plural:
        yield Pair((entry.msgid,), entry.msgstr)
        return
    for form, welsh in sorted(entry.msgstr_plural.items()):
        yield Pair((entry.msgid, entry.msgid_plural), welsh, int(form))


def texts(entry: polib.POEntry) -> list[str]:
    """Every translated text of a message."""
    return [pair.welsh for pair in pairs(entry)]


def key(entry: polib.POEntry) -> Key:
    """What makes two entries the same message."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def places(entry: polib.POEntry) -> list[str]:
    """The files a message stands in."""
    return sorted({path for path, _line in entry.occurrences})


def live(path: Path) -> list[polib.POEntry]:
    """The messages of a catalogue file that are in use."""
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def extracted() -> list[polib.POEntry]:
    """The messages as the sources hold them at this moment."""
    keywords = [part for word in KEYWORDS for part in ("-k", word)]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "messages.pot"
        command = [
            sys.executable,
            "-m",
            "babel.messages.frontend",
            *EXTRACT.split(),
            ".* node_modules",
            *keywords,
            "-o",
            str(made),
            ".",
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        return live(made)


def lines(name: str) -> frozenset[str]:
    """An allow-list in the translations folder: one a line, `#` begins a reason."""
    text = (WORDS / name).read_text(encoding="utf-8")
    told = (line.split(" #")[0].rstrip() for line in text.splitlines() if not line.startswith("#"))
    return frozenset(entry for entry in told if entry)
