"""Answers a question on sharing page by page, as the pages lead."""

from typing import Any


def answers(browser: Any, asked: Any, what: str | None, part: str = "", lasts: str = "until_end", **more: Any) -> Any:
    """Choose, say which part and for how long where that is asked, look at it once more, and save.

    Returns:
        The page that came last: the question's, or the one that asks to put something right.
    """
    page = browser.post("family.sharing.show", {"answer": what}, question_id=asked.id, **more)
    if page.path.endswith("/answer") and page.status == 200:
        typed = {"lasts": lasts, **({"part": part} if what == "part" else {})}
        page = browser.send(page.form(), typed, **more)
    if page.path.endswith("/check") and page.status == 200:
        page = browser.send(page.form(), **more)
    return page
