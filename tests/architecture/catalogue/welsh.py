"""Whether the Welsh is spelt right and says what the glossary says."""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import polib

from tests.architecture.catalogue.entries import ROOT, WORDS, texts
from tests.architecture.catalogue.faults import PLACEHOLDER, TAG

DICTIONARY = ROOT / "node_modules" / "dictionary-cy" / "index"
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b(?:www\.)?[\w-]+\.(?:org|gov|com|wales|cymru|csv)\S*")
ELISION = re.compile(r"(?<=\w)'(?:ch|i|m|n|r|th|u|w)\b")
"""The short words that lean on the one before: i'r, o'ch, a'th."""
EXPLAINED = re.compile(r"\s*\([^)]*\)$")
OWN = "own"

Glossary = Mapping[str, AbstractSet[str]]


def misspelt(words: Iterable[str], allowed: AbstractSet[str]) -> list[str]:
    """Words that neither the dictionary nor the allow-list knows.

    Raises:
        RuntimeError: hunspell or the dictionary is not installed.
    """
    if shutil.which("hunspell") is None or not DICTIONARY.with_suffix(".dic").exists():
        raise RuntimeError("hunspell or dictionary-cy is missing; `make test` installs them")
    command = ["hunspell", "-d", str(DICTIONARY), "-i", "utf-8", "-l"]
    done = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, check=True, encoding="utf-8")
    known = {word.casefold() for word in allowed}
    return sorted({word for word in done.stdout.split() if word.casefold() not in known})


def spoken(entry: polib.POEntry) -> list[str]:
    """The Welsh of a message without what is not Welsh in it."""
    return [ELISION.sub("", _bare(text).replace("’", "'")) for text in texts(entry)]


def spelling(entries: Iterable[polib.POEntry], allowed: AbstractSet[str]) -> list[str]:
    """Misspelt words, each with the message it stands in."""
    said = {entry.msgid: spoken(entry) for entry in entries}
    wrong = misspelt((text for all_forms in said.values() for text in all_forms), allowed)
    return [f"“{word}” in “{_holder(word, said)}”" for word in wrong]


def glossary(path: Path = WORDS / "glossary.csv") -> dict[str, set[str]]:
    """English term to the Welsh ones it may have; where a term is explained in brackets, the brackets go."""
    found: dict[str, set[str]] = {}
    for row in _rows(path):
        found.setdefault(_term(row["english"]), set()).update(_term(one) for one in row["welsh"].split(" / "))
    return found


def sourced(path: Path = WORDS / "glossary.csv") -> dict[str, set[str]]:
    """The part of the glossary that a public source supports."""
    found: dict[str, set[str]] = {}
    for row in _rows(path):
        if not row["source"].startswith(OWN):
            found.setdefault(_term(row["english"]), set()).add(_term(row["welsh"]))
    return found


def against_glossary(entries: Iterable[polib.POEntry], terms: Glossary) -> list[str]:
    """Messages that are a term of the glossary and are translated otherwise."""
    return [
        f"“{entry.msgid}” is “{entry.msgstr}”; the glossary says {sorted(wanted)}"
        for entry in entries
        if not entry.msgid_plural and (wanted := terms.get(_term(entry.msgid))) and _term(entry.msgstr) not in wanted
    ]


def unsupported(entries: Iterable[polib.POEntry], terms: Glossary) -> list[polib.POEntry]:
    """Messages whose Welsh stands in no public source."""
    return [entry for entry in entries if _term(entry.msgstr) not in terms.get(_term(entry.msgid), ())]


def _bare(text: str) -> str:
    return ADDRESS.sub(" ", TAG.sub(" ", PLACEHOLDER.sub(" ", text)))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _term(text: str) -> str:
    return EXPLAINED.sub("", text).strip().rstrip(".:!").replace("’", "'").casefold()


def _holder(word: str, said: Mapping[str, list[str]]) -> str:
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return next((english for english, forms in said.items() if any(map(whole.search, forms))), "?")
