"""What is explained before anybody is asked: the words of one explanation in the reader's language."""

from portal import i18n
from portal.models.explained import Explained
from portal.web.explained_to_a_child import FOR_A_CHILD
from portal.web.explained_words import PLAIN, Part, Words


def explained(which: str, *, child: bool = False) -> Words:
    """Return one explanation; a child is spoken to as a child, whoever opened the page. Raises `ValueError`."""
    thing = Explained(which)
    if not child:
        return _said(PLAIN[thing])
    with i18n.written_in(i18n.language(), young=True):
        return _said(FOR_A_CHILD[thing])


def _said(words: Words) -> Words:
    """Return the words as they read now: what the table holds is looked up each time it is read."""
    parts = (
        Part(part.icon, tuple(map(str, part.lines)), str(part.heading), tuple(map(str, part.points)))
        for part in words.parts
    )
    return Words(str(words.title), str(words.lead), tuple(parts))
