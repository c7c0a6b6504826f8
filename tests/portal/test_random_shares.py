"""Families made up at random: each share contains only kinds that a yes covers, in page and account alike.

`NOD_FAMILIES=1000` makes it long; the suite makes it short.
"""

import os
import random
import re

import pytest

from portal.models.words import ConsentStatus
from tests.support.sharing import found_in, random_household, say, standing

FAMILIES = int(os.environ.get("NOD_FAMILIES", "8"))
FEWER = 4
"""How many times fewer there are on PostgreSQL."""
LETTER = {"to_name": "Asha Khan, school lead", "for_what": "learning", "weeks": "2", "language": "en"}


@pytest.mark.slow
def test_a_share_of_any_family_bears_what_a_yes_covers_and_nothing_else(visit, make, engine_name, figure):
    many = FAMILIES if engine_name == "sqlite" else max(FAMILIES // FEWER, 2)
    seed = random.randrange(2**32)  # noqa: S311 (no secret)
    wrong, made, marks = [], 0, 0
    for number in range(many):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 (no secret)
        one = random_household(make, chance)
        may_go = one.may_go()
        page, path = shared(visit, one)
        wrong += [(seed, number, "look", mark) for mark in found_in(one, page) ^ may_go]
        if path is None:
            continue
        made += 1
        browser, text = opened(visit, *path)
        marks += len(found_in(one, text))
        wrong += [(seed, number, "link", mark) for mark in found_in(one, text) ^ may_go]
        taken, may_be_read = take_one_back(make, one, chance)
        if found_in(one, browser.fetch("GET", path[0]).text) not in may_be_read:
            wrong.append((seed, number, "after", taken))
    assert wrong == []
    figure(f"random families whose shares were searched, {engine_name}", many, many)
    figure(f"random shares that were made, {engine_name}", made, many // 2)
    figure(f"marks found in random shares, {engine_name}", marks, many)


def take_one_back(make, one, chance):
    """Take one yes back that counts; which, and what a share of all that could go may bear from then on."""
    before, stood_on, answers = one.may_go(), one.stands_on(), one.answers()
    about, decider, kind = taken = chance.choice(sorted(standing(one)))
    say(make, one, about, decider, kind, ConsentStatus.WITHDRAWN)
    if not (before <= one.may_go() and answers <= one.answers()):
        return taken, [set()]
    return taken, [before] if (about, kind) not in stood_on else [set(), before]


def shared(visit, one):
    """Look at what may go, and hand it over if anything may: what the look says, the path and the code."""
    beth = visit(one.family.keyworker)
    page = beth.post("worker.share.new", {**LETTER, "agency": one.school.id}, ref=one.family.ref)
    letter = "".join(str(part) for part in page.html.select(".letter"))
    if "Make the link and the code" not in page.buttons or not letter:
        return letter, None
    made = beth.send(page.form(), {"make": "1"}, to=page.path)
    link = made.html.select_one("#link").get_text().strip()
    return letter, (re.sub(r"^https?://[^/]+", "", link), made.html.select_one("#code").get_text().strip())


def opened(visit, path, code):
    """Open a link with its code, by somebody who is nobody here; every byte of the page is searched."""
    browser = visit()
    browser.get(path)
    return browser, browser.post(path, {"code": code}).text
