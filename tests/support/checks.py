"""What every page must be, whatever a test asks of it: one walk over its tags."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup, Tag

UNTYPED = {"hidden", "submit", "button", "image"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "form")
LANGUAGES = {"en", "cy"}


def header_faults(headers: Mapping[str, str], *, is_html: bool) -> list[str]:
    """A policy on every answer; nothing that a person reads is kept by a browser."""
    found = [] if "default-src 'none'" in headers.get("Content-Security-Policy", "") else ["no strict CSP"]
    if is_html and "no-store" not in headers.get("Cache-Control", ""):
        found.append("may be kept by a browser")
    return found


def text_faults(text: str) -> list[str]:
    """Values that were not filled in."""
    signs = ("None", "{{", "%(", "Undefined")
    words = text.split()
    return [f"shows {sign}" for sign in signs if (sign in words if sign == "None" else sign in text)]


def html_faults(html: BeautifulSoup, *, is_whole: bool) -> list[str]:
    """Everything wrong with the tags of a page or of a part of one."""
    tags = html.find_all(True)
    return [
        *(whole_page_faults(html, tags) if is_whole else ()),
        *wrong_ids(tags),
        *unnamed(tags),
        *inline(tags),
        *unguarded(tags),
    ]


def whole_page_faults(html: BeautifulSoup, tags: Iterable[Tag]) -> Iterator[str]:
    """A language, one heading, a title of its own."""
    if html.html is None or html.html.get("lang") not in LANGUAGES:
        yield "no language"
    headings = sum(tag.name == "h1" for tag in tags)
    if headings != 1:
        yield f"{headings} first headings"
    if html.title is None or html.title.get_text().strip().startswith("–"):
        yield "no title"


def wrong_ids(tags: Iterable[Tag]) -> Iterator[str]:
    """Ids that stand twice, and references to ids that are not there."""
    ids = Counter(str(tag.attrs["id"]) for tag in tags if "id" in tag.attrs)
    yield from (f"#{id_} stands twice" for id_, times in ids.items() if times > 1)
    for tag in tags:
        for name in REFERENCES:
            for id_ in str(tag.attrs.get(name, "")).split():
                if id_ not in ids:
                    yield f"{name} names #{id_}"
        there = str(tag.attrs.get("href", "")) if tag.name == "a" else ""
        if there.startswith("#") and there[1:] not in ids:
            yield f"a link leads to {there}"


def unnamed(tags: Iterable[Tag]) -> Iterator[str]:
    """Controls without a label, links and buttons without words."""
    labelled = {tag.attrs["for"] for tag in tags if tag.name == "label" and "for" in tag.attrs and says_something(tag)}
    for tag in tags:
        if "aria-label" in tag.attrs or "aria-labelledby" in tag.attrs:
            continue
        if tag.name in {"input", "select", "textarea"} and tag.attrs.get("type") not in UNTYPED:
            if tag.attrs.get("id") not in labelled:
                yield f"{tag.attrs.get('name')} has no label"
        elif tag.name in {"a", "button", "summary", "legend"} and not says_something(tag):
            yield f"without words: {tag}"


def says_something(tag: Tag) -> bool:
    """Say whether a tag has any text."""
    return any(text.strip() for text in tag.strings)


def inline(tags: Iterable[Tag]) -> Iterator[str]:
    """Styles and scripts in the page, which the policy would refuse."""
    for tag in tags:
        if tag.name == "style" or "style" in tag.attrs:
            yield "a style in the page"
        if (tag.name == "script" and "src" not in tag.attrs) or any(name.startswith("on") for name in tag.attrs):
            yield "a script in the page"


def unguarded(tags: Iterable[Tag]) -> Iterator[str]:
    """Forms that send without a token."""
    for form in tags:
        if form.name == "form" and form.attrs.get("method", "get").lower() == "post":
            tokens = [one for one in form.find_all("input") if one.attrs.get("name") == "csrf_token"]
            if not tokens or not all(one.attrs.get("value") for one in tokens):
                yield f"a form without a token: {form.attrs.get('action')}"
