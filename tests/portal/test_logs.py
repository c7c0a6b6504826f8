"""Logs: lines of JSON with ids and words of ours; nothing that a person typed, is called or can be reached by."""

import json
import logging
import uuid

import pytest
import structlog
from sqlalchemy import text

from portal import logs
from portal.database import session_of
from portal.jobs.notices import deliver
from portal.jobs.senders import SmtpSender
from tests.factories import PASSWORD
from tests.portal.test_notices import free_port

PRIVATE = ("zwbl", "900141", "zwbl@demo.example", "mb4 7qx", PASSWORD, "cyfrinach")


@pytest.fixture
def logged(capfd, caplog):
    """Everything that went to the logs so far, in one text."""
    caplog.set_level(logging.DEBUG)
    logs.set_up("INFO")  # whatever another test made of it in this process
    collected = []

    def read():
        said = capfd.readouterr()
        collected.append(said.out + said.err + caplog.text)
        return "".join(collected)

    return read


@pytest.fixture
def life(make, visit, database):
    """Let someone whose every detail is a word of its own do everything that is logged, right and wrong."""

    def live():
        one = make.family(name="Zwbl")
        home = make.household(one, address="14 Maes zwbl, MB4 7QX")
        details = {"mobile": "07700 900141", "email": "zwbl@demo.example", "homes": (home,)}
        make.safe(make.parent(one, first_name="Zwblina", sign_in_name="zwbl", **details))
        browser = visit()
        for password in ("cyfrinach-anghywir", PASSWORD):
            browser.post("public.sign_in", {"name": "zwbl", "password": password})
        for path in (
            f"/family/goals/{uuid.uuid4()}",
            "/worker/families/zwbl/",
            "/family/?q=zwbl",
            "/zwbl",
            "/sign-out",
        ):
            browser.fetch("GET", path)
        form = browser.open_form("family.goals.new")
        typed = {"words": "Zwbl", "whose": "mine", "circle": form.choices["circle"][0]}
        for more in ({}, {"csrf_token": "zwbl"}, {"once": "zwbl"}, {"words": "zwbl" * 200}):
            browser.send(form, {**typed, **more})
        browser.fetch("POST", "/family/goals/new", body="x" * 1_200_000)
        with database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE goal RENAME TO gone"))
        browser.fetch("GET", "/family/goals")
        with database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE gone RENAME TO goal"))
        make.step(one, "Zwbl yn dod")
        with session_of(database) as db:
            deliver(db, SmtpSender(f"smtp://127.0.0.1:{free_port()}", "nod@nod.example"), "https://nod.example")
        return browser

    return live


def test_nothing_private_is_logged_whatever_goes_right_or_wrong(life, logged):
    life()
    said = logged()

    for event in ("form_refused", "refused", "failed", "notice_not_sent"):
        assert f'"event": "{event}"' in said, event
    assert [private for private in PRIVATE if private in said.lower()] == []


def test_every_line_is_json_with_a_level_and_a_moment(life, capfd):
    life()
    lines = [line for line in capfd.readouterr().out.splitlines() if line.startswith("{")]

    assert len(lines) >= 4
    for line in lines:
        assert {"event", "level", "timestamp"} <= set(json.loads(line)) <= logs.LEAVES


def test_a_key_that_is_not_on_the_list_does_not_leave(capsys):
    structlog.get_logger().error("step_added", family="F1", name="Siân", words="Dw i eisiau", token="abc")
    line = json.loads(capsys.readouterr().out)

    assert line["family"] == "F1"
    assert not {"name", "words", "token"} & set(line)


def test_a_quieter_level_keeps_less(capsys):
    logs.set_up("ERROR")
    structlog.get_logger().info("page_refused")
    assert capsys.readouterr().out == ""
    logs.set_up("INFO")
    structlog.get_logger().info("page_refused")
    assert "page_refused" in capsys.readouterr().out
