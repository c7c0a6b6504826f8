"""Deciding on sharing in a real browser: answered in few presses, taken back in fewer, and a receipt to keep."""

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_engine


def test_a_parent_answers_a_question_on_sharing_and_takes_it_back(enter, make, way):
    parent = make.parent()
    make.question(parent, purpose="So that the school can help.")
    sian = enter(parent, way=way)

    sian.uses(sian.page.locator("a.row--waiting"))
    sian.reads("So that the school can help.")
    assert sian.page.get_by_role("radio").count() == 0
    sian.presses("Only part of it", context="sharing")
    sian.uses(sian.page.get_by_role("button", name=re.compile(f"^{sian.words('For a year', context='sharing')}")))
    sian.sees("Write which part we may share")
    sian.writes("Which part may we share?", "Only about reading")
    sian.uses(sian.page.get_by_role("button", name=re.compile(f"^{sian.words('For a year', context='sharing')}")))
    sian.sees("Check your answer")
    sian.presses("Save my answer")
    sian.sees("Saved. Your answer counts from now on.")
    sian.reads("Only about reading")

    sian.presses("Take it back")
    sian.sees("Taken back. We stop sharing this from now on.", "What was said before")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_parent_answers_from_home_in_four_presses_and_takes_it_back_in_three(enter, make, at_most, language):
    parent = make.parent(language=language)
    make.question(parent)
    sian = enter(parent, language)
    six_months = re.compile(f"^{sian.words('For six months', context='sharing')}")

    answered = sian.taps(
        sian.page.locator("a.row--waiting"),
        sian.button("Yes, share it", context="sharing"),
        sian.page.get_by_role("button", name=six_months),
        sian.button("Save my answer"),
    )
    sian.sees("Saved. Your answer counts from now on.")
    sian.opens("/family/")
    taken_back = sian.taps(
        sian.link("Sharing"),
        sian.page.locator("main").get_by_role("link", name=re.compile(sian.words("Yes, share it", context="sharing"))),
        sian.button("Take it back"),
    )
    sian.sees("Taken back. We stop sharing this from now on.")
    at_most("presses of a parent's answer on sharing from home", answered, 4)
    at_most("presses of taking a yes back from home", taken_back, 3)


def test_a_parent_keeps_a_receipt_and_opens_the_file(enter, make):
    parent = make.parent()
    make.decision(make.question(parent))
    sian = enter(parent)
    sian.follows("Sharing")
    sian.uses(sian.page.locator("main").get_by_role("link", name=re.compile("^What we work on")))
    sian.follows("A receipt to keep")

    with sian.page.expect_download() as waiting:
        sian.follows("Save it as a file")
    assert waiting.value.suggested_filename == "receipt.json"
    assert json.loads(Path(waiting.value.path()).read_text())["events"][0]["event_state"] == "given"
    sian.page.emulate_media(media="print")
    assert sian.page.locator("dl.facts").is_visible()
    assert not sian.page.locator("nav.tabs").is_visible()
