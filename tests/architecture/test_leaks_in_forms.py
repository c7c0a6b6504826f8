"""What one person must never learn is on no form that is drawn again, and in no answer to something sent."""

import pytest

from tests.architecture.places import places
from tests.architecture.test_leaks import SECRETS

CHANGES_WITHOUT_A_FIELD = {
    "sign_out", "sign_out_device", "sign_out_everywhere", "take_back", "finish", "end", "make", "index", "still_here",
    "exit", "demo_sign_in", "freeze",
}  # fmt: skip
"""Sent with nothing filled in these would change something, and the demo is for all tests."""
WRONG = {"words": "", "answer": "nothing", "whose": "nobody", "circle": "none", "how": "so", "code": "none", "name": ""}


@pytest.mark.parametrize("name", SECRETS)
def test_a_form_sent_wrongly_tells_nobody_what_is_not_theirs(demo_visit, demo_app, name):
    browser, found, asked = demo_visit(name), [], 0
    token = browser.token()
    for place in places(demo_app):
        if place.method != "POST" or place.endpoint.rpartition(".")[2] in CHANGES_WITHOUT_A_FIELD:
            continue
        for language in ({}, {"_language": "cy"}):
            body = "&".join(f"{key}={value}" for key, value in {**WRONG, **language, "csrf_token": token}.items())
            answer = browser.fetch("POST", place.path, body=body)
            assert answer.status_code < 500, place
            said, asked = answer.data + str(answer.headers).encode(), asked + 1
            found += [(str(place), secret) for secret in SECRETS[name] if secret.encode() in said]
    assert asked > 10
    assert found == []
