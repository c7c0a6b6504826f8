"""*Chi* to adults, *ti* to young people: each in its own file, and no young person left with the other's."""

import re
from collections.abc import Iterable

import polib

from tests.architecture.catalogue.entries import key, places, texts
from tests.architecture.catalogue.faults import PLACEHOLDER

YOUNG_READ = (
    "family_views/",
    "portal/i18n.py",
    "portal/jobs/",
    "portal/notice_words.py",
    "portal/web/",
    "templates/components/",
    "templates/errors/",
    "templates/family/",
    "templates/layouts/",
    "templates/public/",
    "templates/worker/invite/_sheet.html",
)
"""Where words stand that a young person with an account can read."""
CHI = re.compile(
    r"\b(?:eich|chi|chithau|ichi)\b|(?<=\w)['’]ch\b|\b\w+(?:wch|och|ych|ech)\b",
    re.IGNORECASE,
)
NOT_CHI = re.compile(
    r"edrych|sych|gwych|wych|mynych|fynych|drych|ddrych|ych|entrych|coch|goch|choch|moch|"
    r"foch|cloch|gloch|chloch|boch|croch|groch|chwech|brech|frech|trech|drech|llech|lech|"
    r"rhech|uwch|llwch|lwch|cwch|gwch|chwch|trwch|drwch|bwch|hwch|diogelwch|ddiogelwch|"
    r"heddwch|harddwch|tawelwch|dawelwch|thawelwch|tristwch|dristwch|thristwch|tywyllwch|"
    r"dywyllwch|thywyllwch|cyfeillgarwch|gyfeillgarwch|chyfeillgarwch|prydferthwch",
    re.IGNORECASE,
)
"""Words that only end like one of the second person."""
TI = re.compile(
    r"\b(?:dy|ti|di|iti|tithau|dithau|wyt|rwyt|oeddet|byddi|fyddi|galli|alli|hoffet|cei|gei|"
    r"arnat|amdanat|atat|drosot|wrthot|gennyt|ynot|hebot)\b(?!-)|(?<=\w)['’]th\b",
    re.IGNORECASE,
)


def formal(entry: polib.POEntry) -> str | None:
    """Return the first word of a message that says *chi*."""
    found = (one[0] for text in _said(entry) for one in CHI.finditer(text))
    return next((word for word in found if not NOT_CHI.fullmatch(word)), None)


def familiar(entry: polib.POEntry) -> str | None:
    """Return the first word of a message that says *ti*."""
    return next((one[0] for text in _said(entry) for one in TI.finditer(text)), None)


def voices(adults: Iterable[polib.POEntry], young: Iterable[polib.POEntry]) -> list[str]:
    """Messages in the wrong voice, and those a young person reads that have only the adults'."""
    own = {key(entry): entry for entry in young}
    found = [f"“{one.msgid}” says “{word}” to a young person" for one in own.values() if (word := formal(one))]
    for entry in adults:
        if word := familiar(entry):
            found.append(f"“{entry.msgid}” says “{word}” to an adult")
        if key(entry) not in own and _young_reads(entry) and (word := formal(entry)):
            found.append(f"“{entry.msgid}” says “{word}” and has no text in young.po")
    return found


def _said(entry: polib.POEntry) -> list[str]:
    return [PLACEHOLDER.sub("", text) for text in texts(entry)]


def _young_reads(entry: polib.POEntry) -> bool:
    return any(place.startswith(YOUNG_READ) for place in places(entry))
