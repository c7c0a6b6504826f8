"""The pages that are open to all: help now, quick exit, languages, headers, health, what is not there."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text

OPEN = ["/", "/help-now", "/privacy", "/accessibility", "/cookies", "/sign-in", "/worker/sign-in", "/join",
        "/leaving", "/leaving/practised"]  # fmt: skip


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_anyone_may_open_it_in_either_language(visit, path, language):
    page = visit(None, language).get(path)

    assert page.status == 200
    assert page.html.html["lang"] == language
    assert set(page.links.values()) >= {"/help-now", "/privacy", "/accessibility", "/cookies"}


@pytest.mark.parametrize("path", [path for path in OPEN if not path.startswith("/worker")])
def test_every_open_page_can_be_left_fast(visit, path):
    page = visit().get(path)

    assert "/exit" in page.hrefs
    assert page.html.select_one("#exit")["rel"] == ["nofollow", "noreferrer"]


def test_help_now_says_who_answers_day_and_night(visit):
    page = visit().get("/help-now")

    for number in ("999", "111", "0808 80 10 800", "0800 1111", "116 123"):
        assert page.says(number)
    assert {href for href in page.hrefs if href.startswith("tel:")} >= {"tel:999", "tel:08001111"}


def test_without_a_line_the_numbers_stand_there_in_both_languages(visit):
    page = visit().get("/offline")

    assert page.says("0808 80 10 800")
    assert page.says("Rydych chi all-lein You are offline")


# --- Leaving fast, before the first use


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_said_before_the_first_use_what_the_exit_cannot_hide(visit, language):
    page = visit(None, language).get("/leaving")

    honest = {
        "en": ("history", "Messages", "apps that watch a phone", "beside you", "private window"),
        "cy": ("Hanes", "Negeseuon", "apiau sy’n gwylio ffôn", "wrth eich ymyl", "ffenestr breifat"),
    }
    assert [words for words in honest[language] if not page.says(words)] == []


def test_someone_who_joins_reads_it_first_and_goes_on_from_there(make, visit):
    code = make.invitation(make.person(make.family(), signs_in=False))
    browser = visit()
    page = browser.post(f"/join/{code}", {"name": "siani", "password": "tair-afal-goch-2026"})
    assert (page.path, page.said) == ("/leaving", "Welcome. You are signed in.")

    assert browser.follow("Go to my page").path == "/family/"
    assert browser.get("/leaving").links["Say how and when we may write or ring"] == "/family/account/contact"


def test_more_and_help_now_lead_to_it(make, visit):
    assert "/leaving" in visit(make.parent()).get("/family/more").hrefs
    assert "/leaving" in visit().get("/help-now").hrefs
    assert "/leaving" in visit().get(f"/join/{make.invitation(make.person(make.family(), signs_in=False))}").hrefs


def test_practice_signs_nobody_out(make, visit):
    browser = visit(make.parent())
    page = browser.get("/leaving/practised")

    assert page.says("That was practice")
    assert browser.get("/family/").path == "/family/"


# --- The quick exit


def test_the_quick_exit_signs_out_and_leads_to_a_harmless_page(make, visit, app):
    browser = visit(make.parent())
    page = browser.get("/exit", follow=False)

    assert (page.status, page.redirected_to) == (303, app.extensions["nod.settings"].exit_url)
    assert browser.get("/family/").path == "/sign-in"


def test_a_script_that_leaves_fast_is_answered_at_once(make, visit):
    browser = visit(make.parent())

    assert browser.fetch("POST", "/exit").status_code == 204
    assert browser.get("/family/").path == "/sign-in"


def test_a_page_elsewhere_cannot_sign_anyone_out_by_it(make, visit):
    browser = visit(make.parent())
    browser.fetch("GET", "/exit", headers={"Sec-Fetch-Site": "cross-site"})

    assert browser.get("/family/").status == 200
    assert browser.get("/family/").path == "/family/"


# --- Language


@pytest.mark.parametrize(
    ("asked", "given"), [("cy", "cy"), ("cy-GB,en;q=0.5", "cy"), ("en,cy;q=0.9", "en"), ("pl", "en"), ("", "en")]
)
def test_the_browsers_language_decides_until_someone_chooses(visit, asked, given):
    assert visit().get("/", headers={"Accept-Language": asked}).html.html["lang"] == given


def test_a_language_in_a_link_wins_once_and_is_remembered(visit):
    browser = visit(None, "en")

    assert browser.get("/", lang="cy").html.html["lang"] == "cy"
    assert browser.get("/help-now").html.html["lang"] == "cy"
    assert visit(None, "en").get("/help-now").html.html["lang"] == "en"


@pytest.mark.parametrize("odd", ["", "fr", "CY", "cy-ti", "../../etc/passwd", "en\x00"])
def test_a_language_that_is_none_of_ours_changes_nothing(visit, odd):
    assert visit().get("/", lang=odd).html.html["lang"] == "en"


def test_the_switch_leads_to_the_same_page_in_the_other_language(visit):
    browser = visit()
    assert browser.get("/help-now").heading == "Help now"
    assert browser.follow("Cymraeg").heading == "Cymorth nawr"
    assert browser.follow("English").heading == "Help now"


def test_one_visitors_language_is_not_the_next_ones(visit):
    assert visit(None, "cy").get("/").html.html["lang"] == "cy"
    assert visit(None, "en").get("/").html.html["lang"] == "en"


# --- What is not there


@pytest.mark.parametrize(
    "path", ["/nowhere", "/family/nowhere", "/worker/nowhere", "/%00", "/\N{FAMILY}", "/" + "x" * 2000]
)
def test_an_address_that_leads_nowhere_says_so(visit, path):
    page = visit().get(path)

    assert page.status == 404
    assert page.heading == "Page not found"
    assert "/help-now" in page.hrefs


def test_a_page_asked_for_in_the_wrong_way_says_so(visit):
    page = visit().get("/sign-out", follow=False)

    assert page.status == 405
    assert page.headers["Allow"] == "OPTIONS, POST"
    assert "/help-now" in page.hrefs


def test_a_visitor_who_asks_in_the_wrong_way_can_still_change_the_language(visit):
    browser = visit()
    browser.get("/sign-out", follow=False)
    page = browser.follow("Cymraeg")

    assert page.status == 200
    assert page.html.html["lang"] == "cy"


def test_a_parent_whose_form_was_refused_can_still_change_the_language(visit, make):
    browser = visit(make.parent())
    page = browser.post("family.account.sign_out_everywhere", {"csrf_token": "wrong"}, on="/family/account")
    assert page.status == 400
    page = browser.follow("Cymraeg")

    assert (page.status, page.redirected_to or page.path) == (200, "/family/?lang=cy")
    assert page.html.html["lang"] == "cy"


def test_a_refused_page_that_can_be_opened_is_opened_in_the_other_language(visit, make):
    browser = visit(make.parent())
    browser.send(browser.open_form("family.goals.new"), {"words": "Cysgu", "csrf_token": "wrong"})

    assert browser.follow("Cymraeg").heading == "Gosod nod"


def test_a_form_too_big_is_refused_in_words(visit):
    browser = visit()
    answer = browser.post("/sign-in", {"name": "x" * 1_100_000, "password": "x"})

    assert answer.status == 413


@pytest.mark.parametrize("path", ["/demo", "/demo/gallery"])
def test_the_demo_is_not_there_for_real_people(visit, path):
    page = visit().get(path)

    assert page.status == 404
    assert page.heading == "Page not found"


@pytest.fixture
def broken(database):
    """Take a table away while a block runs."""

    @contextmanager
    def without(table):
        rename(table, "gone")
        try:
            yield
        finally:
            rename("gone", table)

    def rename(before, after):
        with database.engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))

    return without


@pytest.mark.parametrize("table", ["goal", "session"])
def test_a_fault_of_ours_is_told_kindly_and_without_a_trace(visit, make, broken, table):
    browser = visit(make.parent())
    with broken(table):
        page = browser.get("/family/")

    assert (page.status, page.heading) == (500, "Sorry, something has gone wrong")
    assert page.html.html["lang"] == "en"
    assert "Traceback" not in page.text
    assert "/help-now" in page.hrefs


def test_someone_whose_familys_key_is_gone_is_told_kindly(visit, make, database):
    browser = visit(make.parent())
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE family_key SET wrapped = :rubbish"), {"rubbish": b"rubbish"})

    assert browser.get("/family/").status == 500
