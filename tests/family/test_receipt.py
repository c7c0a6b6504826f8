"""The receipt of an answer on sharing: for its giver to keep, and harmless when somebody else finds it."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import session_of
from portal.models import Agreement, Consent
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, InfoKind
from tests.support.answering import answers

SECRET = "Kestrel wets the bed"


def keys_of(thing):
    """Every name in a file, however deep."""
    if isinstance(thing, dict):
        return {*thing, *(name for inner in thing.values() for name in keys_of(inner))}
    return {name for inner in thing for name in keys_of(inner)} if isinstance(thing, list) else set()


@pytest.fixture
def answered(make, visit):
    """A parent who lets the school read part of what is known about her son."""
    one = make.family()
    parent, macsen = make.parent(one, first_name="Siân"), make.child(one)
    asked = make.question(parent, about=macsen, kind=InfoKind.HEALTH, purpose=SECRET)
    answers(visit(parent), asked, "part", SECRET, "six_months")
    return parent, asked


def download(visit, parent, asked):
    return visit(parent).fetch("GET", f"/family/sharing/{asked.id}/receipt.json")


def test_the_receipt_of_a_yes_whose_time_is_over_says_so(answered, visit, later):
    parent, asked = answered
    later(days=184)

    assert visit(parent).get("family.receipt.show", question_id=asked.id).says("Only part of it The time is over")


def test_it_says_what_was_answered_when_and_until_when(answered, visit):
    parent, asked = answered
    page = visit(parent).get("family.receipt.show", question_id=asked.id)

    assert page.heading == "Your receipt"
    for words in ("Siân", "Only part of it", "Health", "Another service", "A child in your family", "In Nod"):
        assert page.says(words)
    ends = clock.today() + timedelta(days=183)
    assert page.says(f"Until: {ends.day} {ends:%B %Y}")


def test_neither_page_nor_file_names_anybody_else_or_says_anyones_own_words(answered, visit):
    parent, asked = answered
    page = visit(parent).get("family.receipt.show", question_id=asked.id)
    text = download(visit, parent, asked).get_data(as_text=True)

    for secret in (SECRET, "Kestrel", "Macsen", "Ysgol", "Dderwen", "Llwyd", "Beth"):
        assert not page.says(secret)
        assert secret not in text
    assert "Siân" in text
    assert page.title == "Your receipt – Nod"


def test_the_file_has_the_parts_of_the_standard_and_no_key_or_number_of_anything(answered, visit):
    parent, asked = answered
    answer = download(visit, parent, asked)
    said = json.loads(answer.data)

    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="receipt.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert list(said) == ["receipt_metadata", "pii_processing", "party_identification", "events"]
    assert said["receipt_metadata"] == {"schema_version": "ISO/IEC TS 27560:2023"}
    (purpose,) = said["pii_processing"]["purposes"]
    assert purpose["pii_information"] == [{"pii_type": "Health", "pii_optional": True}]
    assert purpose["recipient_third_parties"] == ["Another service"]
    assert [event["event_state"] for event in said["events"]] == ["part"]
    assert not [name for name in keys_of(said) if name.endswith("_id") or name == "id"]
    assert not re.search(r"[0-9a-f]{8}-|M\d{4}|[0-9]{6,}", answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("status", "has_end"), [(ConsentStatus.GIVEN, True), (ConsentStatus.REFUSED, False), (ConsentStatus.TALK, False)]
)
def test_a_no_has_a_receipt_too_and_only_a_yes_has_an_end(make, visit, status, has_end):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked, status, lasts=ConsentLasts.YEAR)
    (event,) = json.loads(download(visit, parent, asked).data)["events"]

    assert event["event_state"] == status.value
    assert ("validity_duration" in event) is has_end


def test_what_was_taken_back_says_so(answered, visit):
    parent, asked = answered
    browser = visit(parent)
    browser.get("family.sharing.show", question_id=asked.id)
    browser.post("family.sharing.take_back", question_id=asked.id)

    assert browser.get("family.receipt.show", question_id=asked.id).says("Taken back")
    assert json.loads(download(visit, parent, asked).data)["events"][0]["event_state"] == "withdrawn"


@pytest.mark.parametrize("place", ["show", "download"])
def test_where_nothing_was_answered_there_is_no_receipt(make, visit, place):
    parent = make.parent()
    page = visit(parent).get(f"family.receipt.{place}", question_id=make.question(parent).id)

    assert page.heading == "May we share this?"


def test_nobody_else_has_it(answered, make, visit):
    parent, asked = answered
    other = make.parent(parent.family, first_name="Gareth")

    assert download(visit, other, asked).status_code == 404


def test_it_is_in_the_language_of_who_keeps_it(answered, visit):
    parent, asked = answered
    answer = visit(parent, "cy").fetch("GET", f"/family/sharing/{asked.id}/receipt.json")

    assert json.loads(answer.data)["pii_processing"]["purposes"][0]["recipient_third_parties"] == ["Gwasanaeth arall"]


@pytest.mark.parametrize(("signs_in", "wording"), [(True, "cy"), (False, "en")])
def test_what_a_worker_wrote_down_is_kept_in_the_language_in_which_the_mother_reads(
    make, database, visit, signs_in, wording
):
    """Without an account she read no page of Nod: it was the worker who read it out."""
    beth = make.worker(language="en")
    sian = make.parent(make.family(keyworker=beth), language="cy", signs_in=signs_in)
    asked, browser, ref = make.question(sian), visit(beth, "en"), sian.family.ref

    said = {"answer": "refused", "how": "phone"}
    browser.post("worker.sharing.show", said, ref=ref, question_id=asked.id)
    said = {"answer": "agreed", "how": "phone", "whom": f"{sian.id}/{sian.id}"}
    browser.post("worker.agreement.write", said, ref=ref)

    with session_of(database) as db:
        answered = Consent.status != ConsentStatus.ASKED
        assert db.scalars(select(Consent.notice_language).where(answered)).all() == [wording]
        assert db.scalars(select(Agreement.notice_language)).all() == [wording]
