"""What a person reads on a page, and the checks that every page goes through as a test opens it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.support.checks import header_faults, html_faults, text_faults

UNREAD = ("script", "style", "template", "head")
UNSEEN = (*UNREAD, "[hidden]", "dialog:not([open])")
SPOKEN = (
    "aria-label",
    "alt",
    "title",
    "placeholder",
    "data-one",
    "data-two",
    "data-left",
    "data-over",
    "data-hide",
    "data-no-line",
)
"""Attributes whose words are read aloud, or shown by a script."""
BUTTONS = {"submit", "button", "image", "reset"}


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it when nothing in it is touched."""

    action: str
    fields: dict[str, list[str]]
    """What is filled in or chosen already, hidden fields too."""
    choices: dict[str, list[str]]
    """The values that radios, tick-boxes and selects offer."""
    html: Tag = field(repr=False)

    def value(self, name: str) -> str:
        """The one value of a field; empty where nothing is filled in."""
        return (self.fields.get(name) or [""])[0]


class Page:
    """One answer. Whole pages and fragments are checked when they are made; see tests/support/checks.py."""

    def __init__(self, response: TestResponse, path: str, redirected_to: str = "", first_status: int = 0) -> None:
        self.status = response.status_code
        self.first_status = first_status or response.status_code
        """The status before any redirect was followed."""
        self.headers = response.headers
        self.path = path
        self.redirected_to = redirected_to
        """The path the answer led to; empty when it led nowhere."""
        self.body = response.get_data()
        self.text = self.body.decode("utf-8", "replace") if "Content-Encoding" not in response.headers else ""
        self.is_html = response.mimetype == "text/html" and bool(self.text.strip())
        found = header_faults(self.headers, is_html=self.is_html)
        if self.is_html:
            ours = " ".join(strings(self.html, (*UNSEEN, "[translate=no]")))
            found += text_faults(ours) + html_faults(self.html, is_whole=not self.is_fragment())
        if found:
            raise AssertionError(f"{path}: {'; '.join(found)}")

    @cached_property
    def html(self) -> BeautifulSoup:
        """The page's tags; that a browser would see the same ones is held by tests/architecture/test_contracts.py."""
        return BeautifulSoup(self.text, "html.parser")

    def is_fragment(self) -> bool:
        """Say whether this is part of a page."""
        return self.is_html and not self.text.lstrip().lower().startswith("<!doctype")

    @property
    def title(self) -> str:
        """The page's title."""
        return tidy(self.html.title.get_text()) if self.html.title else ""

    @property
    def heading(self) -> str:
        """The page's one `h1`."""
        return tidy(self.html.h1.get_text()) if self.html.h1 else ""

    @cached_property
    def seen(self) -> str:
        """All the text that can be read, one space between words; what is hidden from the eye alone is in it."""
        return tidy(" ".join(strings(self.html, UNSEEN)))

    def says(self, words: str) -> bool:
        """Say whether these words stand on the page, one after the other."""
        return tidy(words) in self.seen

    @property
    def words(self) -> list[str]:
        """Every word that is shown, now or later, or read aloud; changes when `html` does."""
        spoken = [str(tag[name]) for name in SPOKEN for tag in self.html.select(f"body [{name}]")]
        title = [self.html.title.get_text()] if self.html.title else []
        return " ".join([*title, *strings(self.html, UNREAD), *spoken]).split()

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the words of their links."""
        return {tidy(link.get_text(" ")): str(link["href"]) for link in self.html.select("a[href]")}

    @property
    def hrefs(self) -> list[str]:
        """The address of every link, in order."""
        return [str(link["href"]) for link in self.html.select("a[href]")]

    @property
    def buttons(self) -> list[str]:
        """The words of every button."""
        return [tidy(button.get_text(" ")) for button in self.html.select("button")]

    @property
    def said(self) -> str:
        """What is said once after something was saved."""
        box = self.html.select_one("#said")
        return tidy(box.get_text(" ")) if box else ""

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [tidy(item.get_text(" ")) for item in self.html.select("#errors li")]

    def error_beside(self, name: str) -> str:
        """The error that the control `name` is described by, without the word before it; empty if there is none."""
        described = self.html.select(f'[name="{name}"], [name^="{name}-"], fieldset#{name}, #{name}')
        for tag in described:
            for id_ in str(tag.get("aria-describedby", "")).split():
                found = self.html.find(id=id_)
                if isinstance(found, Tag) and "error" in (found.get("class") or []):
                    return tidy(found.get_text(" ")).partition(": ")[2]
        return ""

    def form(self, action: str = "") -> Form:
        """The form that sends to this path; without one the page's own form (`page-form`), else its last."""
        forms = self.html.select("form[method=post]") or self.html.select("form")
        if action:
            forms = [one for one in forms if path_of(str(one.get("action") or self.path)) == action]
        own = [one for one in forms if one.get("id") == "page-form"]
        if not forms:
            raise LookupError(f"{self.path} has no form {action}")
        return as_form((own or forms)[-1], self.path)


def as_form(tag: Tag, path: str) -> Form:
    """Read a form as a browser does; buttons are left out, for none was pressed."""
    found = Form(str(tag.get("action") or path), {}, {}, tag)
    for control in tag.select("input[name], select[name], textarea[name]"):
        name, kind = str(control["name"]), str(control.get("type", control.name)).lower()
        if kind in BUTTONS:
            continue
        if control.name == "select":
            found.choices[name] = [str(option.get("value", option.get_text())) for option in control.select("option")]
            chosen = control.select("option[selected]") or control.select("option")[:1]
            found.fields.setdefault(name, []).extend(str(one.get("value", one.get_text())) for one in chosen)
        elif kind in {"radio", "checkbox"}:
            found.choices.setdefault(name, []).append(str(control.get("value", "on")))
            if control.has_attr("checked"):
                found.fields.setdefault(name, []).append(str(control.get("value", "on")))
        else:
            is_box = control.name == "textarea"
            text = box_text(control) if is_box else str(control.get("value", ""))
            found.fields.setdefault(name, []).append(text)
    return found


def box_text(box: Tag) -> str:
    """What stands in a box for several lines; a browser drops the first line's end."""
    return box.get_text().replace("\r\n", "\n").removeprefix("\n")


def strings(html: BeautifulSoup, unseen_tags: Iterable[str]) -> list[str]:
    """Every text that stands outside these tags."""
    unseen = {id(tag) for tag in html.select(", ".join(unseen_tags))}
    return [
        str(text)
        for text in html.find_all(string=True)
        if type(text).__name__ == "NavigableString" and not any(id(above) in unseen for above in text.parents)
    ]


def tidy(text: str) -> str:
    """One space wherever there was any, none before a full stop that follows a tag."""
    return re.sub(r" ([.,:;!?)])", r"\1", re.sub(r"\s+", " ", text)).replace("( ", "(").strip()


def path_of(address: str) -> str:
    """The path of an address, without what is asked of it."""
    return urlsplit(address).path
