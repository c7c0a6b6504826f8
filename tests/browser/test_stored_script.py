"""What people type is never more than words: stored scripts through every text field, and back, in Chromium."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from portal.app import create_app
from portal.models import Worker
from portal.models.words import ConsentStatus, Relationship
from tests.browser.payloads import ASK, PAYLOADS
from tests.factories import PASSWORD, Make
from tests.support.council import time_code_of
from tests.support.databases import quick_folder, sqlite_maker
from tests.support.records import WorkerMade
from tests.support.visitors import Visit

AT_LEAST = 150
IN_A_HEAP = 30
HEAPS = [" ".join(PAYLOADS[start : start + IN_A_HEAP]) for start in range(0, len(PAYLOADS), IN_A_HEAP)]
SMUGGLED = """
() => {
  const named = /^(on|hx-on|data-hx)|^style$/;
  const tags = /^(IFRAME|OBJECT|EMBED|STYLE|TEMPLATE|BASE|MATH|VIDEO|AUDIO|MARQUEE)$/i;
  const leads = /^(src|srcset|href|xlink:href|action|formaction|poster|data|ping|hx-.*)$/;
  const there = /^\\s*(\\/pwned|javascript:|data:)/i;
  const isOdd = (one) => named.test(one.name) || (leads.test(one.name) && there.test(one.value));
  const isElsewhere = (tag) => tag.tagName === "SCRIPT" && !(tag.getAttribute("src") || "").startsWith("/static/");
  return [...document.querySelectorAll("*")]
    .filter((tag) => [...tag.attributes].some(isOdd) || tags.test(tag.tagName) || isElsewhere(tag))
    .map((tag) => tag.outerHTML.slice(0, 200));
}
"""
"""Every element that one of the payloads would have made; ours have none of this."""


@pytest.fixture(scope="module")
def poisoned(settings_for, address):
    """A family whose every word is a payload, and the pages on which the words stand, by who reads them."""
    with quick_folder() as folder, sqlite_maker(folder)() as url:
        app = create_app(settings_for(url, public_url=address.url))
        yield app, *fill(app, Make(app.extensions["nod.database"]))
        app.extensions["nod.database"].close()


def fill(app, make):
    """Write each payload into the fields that make lists, and heaps of them into the fields of forms."""
    beth = make.worker()
    with make.writing() as db:
        db.get_one(Worker, beth.id).first_name, db.get_one(Worker, beth.id).last_name = HEAPS[0], HEAPS[1]
    family = make.family(HEAPS[2], keyworker=beth)
    home = make.household(family, name=HEAPS[3], address=" ".join(PAYLOADS))
    parent = make.parent(
        family, first_name=HEAPS[4], sign_in_name="sian", homes=(home,), known_as=HEAPS[5], school=HEAPS[0]
    )
    for index, words in enumerate(PAYLOADS):
        stone = make.step(family, words, who=words, where=words, in_days=1 + index % 50)
        if index % 3 == 0:
            make.moved(stone, to_on=parent.born_on.replace(year=2050, day=1), why=words)
        if index % 3 == 1:
            make.dropped(stone, why=words)
        make.note(family, words)
        aim = make.goal(parent, words)
        make.score(aim, parent, index % 11, why=words)
        make.ended(aim)
    for words in HEAPS:
        make.person(family, Relationship.OTHER_ADULT, first_name=words, last_name=words, known_as=words, signs_in=False)
        make.member(family, make.worker(first_name="Nia", last_name=words), purpose=words)
        asked = make.question(parent, make.agency(words), purpose=words)
        make.decision(asked, ConsentStatus.PART, part=words)
    aims = [make.goal(parent, words) for words in HEAPS[:3]]
    return parent, beth, pages_of(app, parent, beth, family, aims)


def pages_of(app, parent, beth, family, aims):
    """Return the paths of both sides that show what was written, forms that are filled with it among them."""
    mine, theirs = Visit(app)(parent), Visit(app)(beth)
    case = f"/worker/families/{family.ref}"
    family_paths = [
        "/family/",
        "/family/next",
        "/family/team",
        "/family/goals",
        "/family/sharing",
        "/family/more",
        "/family/account",
    ]
    family_paths += [f"/family/goals/{aim.id}{rest}" for aim in aims[:2] for rest in ("", "/score", "/end")]
    family_paths += first(mine, "/family/sharing", 6)
    worker_paths = ["/worker/", "/worker/account", f"{case}/"]
    worker_paths += [
        f"{case}/{place}"
        for place in (
            "next",
            "team",
            "goals",
            "sharing",
            "people",
            "notes",
            "invite",
            "next/add",
            "team/add",
            "sharing/ask",
        )
    ]
    for place in ("next", "team", "people", "notes"):
        worker_paths += first(theirs, f"{case}/{place}", 8)
    worker_paths += [f"{case}/as/{parent.id}", f"{case}/as/{parent.id}/next", f"{case}/as/{parent.id}/goals"]
    return {"family": family_paths, "worker": worker_paths}


def first(browser, path, most):
    """The first addresses below this one that its page leads to."""
    links = BeautifulSoup(browser.fetch("GET", path).data, "html.parser").select("a[href]")
    hrefs = dict.fromkeys(str(link["href"]) for link in links)
    return [href for href in hrefs if href.startswith(f"{path}/")][:most]


def sign_in(page, app, who):
    is_worker = isinstance(who, WorkerMade)
    page.goto("/worker/sign-in" if is_worker else "/sign-in")
    page.locator("[name=name]").fill(who.name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("#page-form button[type=submit]").click()
    page.wait_for_url(lambda where: "sign-in" not in where)
    if is_worker:
        page.locator("[name=code]").fill(time_code_of(app.extensions["nod.database"], who.account_id))
        page.locator("#page-form button[type=submit]").click()
        page.wait_for_url(lambda where: "second-step" not in where)


def test_there_are_enough_payloads_and_no_two_alike():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= AT_LEAST
    assert sum("hx-" in words for words in PAYLOADS) >= 20


@pytest.mark.parametrize("side", ["family", "worker"])
def test_no_payload_runs_asks_for_anything_or_becomes_a_part_of_the_page(poisoned, serve, desk, figure, side):
    """A report of the policy or a script's fault is an error in the console, which fails every test of a browser."""
    app, parent, beth, paths = poisoned
    serve(app)
    page, dialogs, asked, smuggled, shown = desk("en"), [], [], {}, 0
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.context.on("request", lambda request: asked.append(request.url))
    sign_in(page, app, parent if side == "family" else beth)
    for path in paths[side]:
        assert page.goto(path).status == 200, path
        shown += page.content().count(ASK)
        if found := page.evaluate(SMUGGLED):
            smuggled[path] = found
        page.keyboard.press("Tab")

    figure(f"stored scripts, {side}: {len(PAYLOADS)} payloads, {shown} times on {len(paths[side])} pages, 0 ran")
    assert shown > len(PAYLOADS)
    assert (dialogs, smuggled) == ([], {})
    assert [url for url in asked if ASK in url] == []


def test_forms_take_every_payload_as_words_and_give_it_back(poisoned, serve, desk):
    """Through the forms themselves, with what they refuse: the page that is drawn again shows the words too."""
    app, parent, beth, _paths = poisoned
    serve(app)
    theirs, case = Visit(app)(beth), f"/worker/families/{parent.family.ref}"
    token = {"csrf_token": theirs.token()}
    for words in (" ".join(PAYLOADS[start : start + 12]) for start in range(0, len(PAYLOADS), 12)):
        kept = theirs.fetch("POST", f"{case}/notes", body=urlencode({**token, "once": str(uuid4()), "words": words}))
        assert kept.status_code == 303, words
    for words in PAYLOADS[::8]:
        again = theirs.fetch("POST", f"{case}/next/add", body=urlencode({**token, "what": words, "where": words}))
        box = BeautifulSoup(again.data, "html.parser").select_one("[name=what]")
        assert again.status_code == 422, words
        assert " ".join(words.split()) in " ".join((box.get("value") or box.get_text()).split()), words
    page = desk("en")
    sign_in(page, app, beth)
    page.goto(f"{case}/notes")
    assert page.evaluate(SMUGGLED) == []


def test_a_search_gives_its_words_back_as_words(poisoned, serve, desk):
    app, _parent, beth, _paths = poisoned
    serve(app)
    page, asked = desk("en"), []
    page.context.on("request", lambda request: asked.append(request.url))
    sign_in(page, app, beth)
    box = page.locator("input[type=search]").first
    name = box.get_attribute("name")
    for words in HEAPS:
        page.goto("/worker/")
        box.fill(words)
        page.wait_for_timeout(400)
        page.goto(f"/worker/?{urlencode({name: words})}")
        assert page.evaluate(SMUGGLED) == []
    assert [url for url in asked if url.partition("?")[0].endswith(ASK)] == []


def test_the_search_for_smuggled_parts_would_find_them(phone):
    page = phone("en")
    page.set_content("<iframe></iframe><p onclick=x>x</p><p data-hx-get=/pwned>x</p><p style=color:red>x</p>")

    assert len(page.evaluate(SMUGGLED)) == 4
