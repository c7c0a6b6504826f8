"""Reads a picture three times, off the page alone: what its words say, what its table says, what is drawn."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bs4 import Tag

from tests.pages import tidy

CHARTS, TRAILS, BARS = "svg.chart:not(.chart--key)", "ol.trail", "svg.way-bar"
LOOKS = "section.card:has(> .goal__from):has(.ways-list)"
SENTENCES = {
    "en": (
        r"First score: (\d+)",
        r"Still at (\d+)(?: since .+)?",
        r"At (\d+) again",
        r"From (\d+) to (\d+)(?: since .+)?",
    ),
    "cy": (
        r"Sgôr gyntaf: (\d+)",
        r"Yr un sgôr o hyd(?: ers [^:]+)?: (\d+)",
        r"Yr un sgôr eto: (\d+)",
        r"O sgôr (\d+) i sgôr (\d+)(?: ers .+)?",
    ),
}
OF_TEN = {"en": "out of 10", "cy": "allan o 10"}


def one(found: Sequence[Tag] | Tag | None, what: str) -> Tag:
    """Return the one thing that was looked for."""
    several = found if isinstance(found, Sequence) else [found]
    assert len(several) == 1, f"{len(several)} of {what}"
    assert isinstance(several[0], Tag), f"no {what}"
    return several[0]


def text(tag: Tag) -> str:
    """Return what can be read in a tag."""
    return tidy(tag.get_text(" "))


def table_beside(picture: Tag) -> Mapping[str, Sequence[str]]:
    """Return each person's answers as the table beside a picture has them, the oldest first; slips count no more."""
    found: dict[str, list[str]] = {}
    for row in reversed(one(picture.find_next_sibling("details"), "tables").select("tbody tr")):
        _day, answer, who, _why = row.select("td")
        if not answer.find("del"):
            found.setdefault(text(who).partition(" (")[0], []).append(text(answer))
    return found


def sentences_beside(picture: Tag) -> Sequence[tuple[str, str]]:
    """Return who is said to have come from where to where; no name where the goal's owner alone scored."""
    words = picture.find_previous_sibling("ul", class_="ways")
    items = words.select(":scope > li") if isinstance(words, Tag) else []
    return [(text(item.b) if item.b else "", text(one(item.select(".goal__from"), "words"))) for item in items]


def numbers_in(sentence: str, language: str) -> Sequence[int]:
    """Return the numbers from and to, or the one that stayed."""
    match = next(filter(None, (re.fullmatch(one, sentence) for one in SENTENCES[language])), None)
    assert match, sentence
    return [int(number) for number in match.groups()]


def ends(values: Sequence[int]) -> Sequence[int]:
    """Return what the words are to say of some numbers."""
    return [values[0], values[-1]] if values[0] != values[-1] else [values[-1]]


def drawn(svg: Tag) -> Iterator[tuple[str, Sequence[float]]]:
    """Yield each person's name and numbers, read back from where the marks stand."""
    lines = [re.findall(r"[\d.]+ ([\d.]+)", str(way["d"])) for way in svg.select("path.way")]
    for person in svg.select("g.person"):
        now, first = one(person.select(".now"), "newest numbers"), person.select_one(".first")
        marks = person.select("path.dot")
        heights = [float(y) for y in lines.pop(0)] if len(marks) > 1 else [float(str(now["y"])) - 5]
        values = [(150 - y) / 13 for y in heights]
        assert len(values) == len(marks)
        assert values[-1] == int(now.get_text())
        assert first is None or values[0] == int(first.get_text())
        yield text(one(person.select(".name"), "names")), values
    assert lines == []


def chart_agrees(svg: Tag, language: str) -> int:
    """Hold the words, the table and the drawing of one goal against each other; return how many marks are drawn."""
    unit = OF_TEN[language]
    told = {
        who: [int(answer.removesuffix(unit)) for answer in theirs if answer.endswith(unit)]
        for who, theirs in table_beside(svg).items()
    }
    told = {who: values for who, values in told.items() if values}
    words, marks = sentences_beside(svg), list(drawn(svg))
    assert [values for _, values in marks] == list(told.values())
    assert [numbers_in(sentence, language) for _, sentence in words] == [ends(values) for values in told.values()]
    assert [called for called, _ in words] in ([[""]] if len(table_beside(svg)) == 1 else []) + [list(told)]
    assert all(who.startswith(name.removesuffix("…")) for (name, _), who in zip(marks, told, strict=True))
    praise = svg.find_next_sibling("ol", class_="beside")
    said = [sun.get_text() for sun in praise.select(".sun")] if isinstance(praise, Tag) else []
    assert [sun.get_text() for sun in svg.select(".sun__n")] == said
    return sum(len(values) for _, values in marks)


def trail_agrees(trail: Tag) -> int:
    """Hold a child's path against the table, stone by stone, and against the words; return how many stones it has."""
    told, named = table_beside(trail), trail.find_previous_sibling()
    whose = text(named) if isinstance(named, Tag) and "trail__who" in (named.get("class") or []) else next(iter(told))
    stones = trail.select(":scope > li")
    spoken = [tidy(str(stone.select("span")[-1].find(string=True))) for stone in stones]
    assert spoken == told[whose]
    shapes = {
        (words, str(one(stone.select(".pebble svg"), "shapes"))) for words, stone in zip(spoken, stones, strict=True)
    }
    assert len(shapes) == len({shape for _, shape in shapes}) == len(set(spoken))
    colours = [words for words, stone in zip(spoken, stones, strict=True) if stone.select("svg.rag")]
    quoted = [re.findall(r"“(.+?)”", sentence) for who, sentence in sentences_beside(trail) if who in ("", whose)]
    same = colours[-1:] if len(colours) == 1 or colours[:1] == colours[-1:] else [colours[0], colours[-1]]
    assert quoted == ([same] if colours else [])
    return len(stones)


def look_agrees(main: Tag) -> int:
    """Hold the sentence, the words, the bars and the table of a look against each other; return how many bars."""
    cards, rows, bars = main.select(LOOKS), main.select("table.looks tbody tr:has(th[scope=row])"), 0
    cells = {tidy(str(row.th.find(string=True))).partition(". ")[2]: row.select("td") for row in rows if row.th}
    assert len(cells) == 19
    for place, card in enumerate(cards):
        items = card.select(".ways-list > li")
        assert sorted(text(one(item.select("b"), "titles")) for item in items) == sorted(cells)
        counts = [int(number) for number in re.findall(r": (\d+)", text(one(card.select(".goal__from"), "sentences")))]
        lists = [len(part.select("li")) for part in card.select("details")]
        assert sorted(filter(None, counts)) == sorted(lists)
        for item in items:
            row = cells[text(one(item.select("b"), "titles"))]
            then, now = (tidy(end.partition(":")[2]) for end in text(item.select("p")[1]).split(" · "))
            assert [then, now] == [text(row[place]), text(row[len(cards)])]
            bars += sum(bar_agrees(bar, [then, now]) for bar in item.select(BARS))
    return bars


def bar_agrees(bar: Tag, answers: Sequence[str]) -> bool:
    """Hold the open and the filled mark of a bar against the two answers: the best is on the right."""
    ticks = len(bar.select(".guide")) - 2
    places = [(float(str(dot["cx"])) - 14) / 272 * ticks for dot in bar.select("circle.dot")]
    wanted = [int(number) for answer in answers for number in re.findall(r"^\d+", answer)]
    assert [round(ticks - place) if ticks == 4 else round(place) for place in places] == wanted
    is_now = bool(re.match(r"\d", answers[1]))
    assert [now.get_text() for now in bar.select(".now")] == ([str(wanted[-1])] if is_now else [])
    assert len(bar.select(".dot--now")) == is_now
    return True
