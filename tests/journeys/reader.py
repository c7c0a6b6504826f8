"""Someone who reads a page and acts on it, in Welsh or English: by hand, or by keyboard alone."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from portal import i18n

MOST_STOPS = 120
"""How often somebody presses Tab before giving up on a page."""

FOCUS = """
element => {
  if (element.id === "main" || element.matches("h1, h2, h3, #errors")) return "";
  const shown = [element, ...(element.labels || []), element.closest(".choice")].filter(Boolean);
  const marked = shown.some((part) => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  if (!marked) return "the focus is not to be seen";
  const covered = shown.every((part) => {
    const box = part.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !top || !(part === top || part.contains(top) || top.contains(part));
  });
  return covered ? "something lies over the focus" : "";
}
"""


class Reader:
    """Acts by pointing. Words are given in English and looked for in the reader's language."""

    def __init__(self, page: Page, language: str = "en", *, young: bool = False) -> None:
        self.page = page
        self.language = language
        self.young = young

    def words(self, english: str, *, context: str = "", **values: Any) -> str:
        """What the page says instead of these English words of ours."""
        with i18n.written_in(self.language, young=self.young):
            if context:
                return i18n.pgettext(context, english, **values)
            return i18n.gettext(english, **values)

    # --- Looking

    def opens(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(path)

    def sees(self, *english: str, **values: Any) -> None:
        """Read these words of ours on the page."""
        for one in english:
            self.reads(self.words(one, **values))

    def reads(self, *texts: str) -> None:
        """Read these very words, such as someone else's own."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def reads_nothing_of(self, *texts: str) -> None:
        """Find these words nowhere in the page, seen or unseen."""
        found = [text for text in texts if text in self.page.content()]
        assert found == [], f"{self.page.url} holds {found}"

    def is_at(self, path: str) -> None:
        """Be at an address, whatever is asked of it."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{path}([?#].*)?$"))

    @property
    def heading(self) -> str:
        """The page's first heading."""
        return self.page.locator("h1").inner_text()

    # --- Acting

    def button(self, english: str, *, context: str = "", **values: Any) -> Locator:
        """The button with these words."""
        return self.page.get_by_role("button", name=self.words(english, context=context, **values), exact=True)

    def link(self, english: str, *, context: str = "", **values: Any) -> Locator:
        """The link with these words; the first of several."""
        name = self.words(english, context=context, **values)
        return self.page.get_by_role("link", name=name, exact=True).first

    def field(self, english: str) -> Locator:
        """The box with this label."""
        label = re.compile(rf"^{re.escape(self.words(english))}")
        return self.page.get_by_role("textbox", name=label).or_(self.page.get_by_label(label).locator("visible=true"))

    def option(self, text: str) -> Locator:
        """The choice whose words begin with these."""
        name = re.compile(rf"^{re.escape(text)}")
        return self.page.get_by_role("radio", name=name).or_(self.page.get_by_role("checkbox", name=name)).first

    def presses(self, english: str, *, context: str = "", **values: Any) -> None:
        """Press a button."""
        self.uses(self.button(english, context=context, **values))

    def follows(self, english: str, *, context: str = "", **values: Any) -> None:
        """Press a link."""
        self.uses(self.link(english, context=context, **values))

    def taps(self, *controls: Locator) -> int:
        """Tap one after the other, each where the one before led, and count them."""
        for control in controls:
            control.first.tap()
        return len(controls)

    def chooses(self, english: str, *, context: str = "", **values: Any) -> None:
        """Take one of the choices that are offered in our words."""
        self.marks(self.option(self.words(english, context=context, **values)))

    def picks(self, text: str) -> None:
        """Take one of the choices that are offered in these very words."""
        self.marks(self.option(text))

    def writes(self, english: str, text: str) -> None:
        """Write into the box with this label."""
        self.types(self.field(english), text)

    def writes_date(self, day: Any) -> None:
        """Fill the three boxes of a date."""
        for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
            self.types(self.page.locator(f"[name$='-{part}']"), str(number))

    # --- The hand; another reader may have another

    def uses(self, control: Locator) -> None:
        """Press a link or a button."""
        control.click()

    def marks(self, choice: Locator) -> None:
        """Take a choice."""
        choice.check()

    def types(self, box: Locator, text: str) -> None:
        """Write into a box in place of what stands there."""
        box.fill(text)


class KeyboardReader(Reader):
    """Acts by Tab, Enter, Space and the arrow keys; must see at every stop where they are."""

    def uses(self, control: Locator) -> None:
        """Go to a link or a button and press Enter."""
        self.comes_to(control)
        self.page.keyboard.press("Enter")

    def marks(self, choice: Locator) -> None:
        """Go to the group, then to the choice with the arrows; Space where it is not marked by that."""
        if choice.get_attribute("type") == "radio":
            group = self.page.locator(f"input[type=radio][name='{choice.get_attribute('name')}']")
            self.comes_to(group)
            for _ in range(group.count()):
                if is_focused(choice):
                    break
                self.page.keyboard.press("ArrowDown")
                self.sees_where_they_are()
        else:
            self.comes_to(choice)
        if not choice.is_checked():
            self.page.keyboard.press("Space")
        expect(choice).to_be_checked()

    def types(self, box: Locator, text: str) -> None:
        """Go to a box and write into it in place of what stands there."""
        self.comes_to(box)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def comes_to(self, wanted: Locator) -> None:
        """Press Tab until one of these has the focus."""
        wanted.first.wait_for(state="attached")
        self.page.wait_for_load_state()
        for _ in range(MOST_STOPS):
            if is_focused(wanted):
                return
            self.page.keyboard.press("Tab")
            self.sees_where_they_are()
        raise AssertionError(f"{self.page.url}: Tab never came to {wanted}")

    def sees_where_they_are(self) -> None:
        """The thing with the focus is marked, and nothing lies over it."""
        here = self.page.locator("*:focus")
        fault = here.evaluate(FOCUS) if here.count() else ""
        assert fault == "", f"{self.page.url}: {fault}: {here.evaluate('element => element.outerHTML')}"


def is_focused(wanted: Locator) -> bool:
    """Say whether one of these has the focus."""
    return bool(wanted.evaluate_all("all => all.includes(document.activeElement)"))
