"""Every answer is scored as Mozilla's HTTP Observatory scores: 120 or more, over https, whoever asks for whatever."""

import pytest
from flask import abort, request
from werkzeug.datastructures import Headers

from portal.app import create_app
from tests.architecture.places import places
from tests.support.observatory import MODIFIERS, results, score
from tests.support.visitors import Visit

AT_LEAST = 120
READERS = ("", "sian@demo.example", "elin", "beth@demo.example", "asha@demo.example", "admin@demo.example")
BROKEN = (400, 401, 403, 404, 405, 408, 409, 410, 413, 414, 415, 418, 422, 429, 500, 501, 503)
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")
SIGNS_OUT = {"public.exit", "public.sign_out", "public.demo_sign_in"}


@pytest.fixture(scope="module")
def https_app(demo_app):
    """The demo's application as a council runs it: by https."""
    settings = demo_app.extensions["nod.settings"].model_copy(update={"public_url": "https://nod.example"})
    app = create_app(settings)
    app.before_request_funcs[None].insert(0, break_on_purpose)
    yield app
    app.extensions["nod.database"].close()


def break_on_purpose():
    """Answer with the error that the address names."""
    if request.path.startswith("/broken/"):
        abort(int(request.path.rpartition("/")[2]))


def points(answer):
    is_html = answer.mimetype == "text/html" and bool(answer.data)
    return score(answer.headers, answer.get_data(as_text=True) if is_html else "")


@pytest.mark.parametrize("name", READERS, ids=lambda name: name or "nobody")
def test_every_answer_to_everybody_scores_120_or_more(https_app, demo_app, name):
    browser, low, asked = Visit(https_app)(name or None), [], 0
    for place in places(demo_app):
        for method in (place.method, "HEAD", "OPTIONS", "PUT"):
            if place.endpoint in SIGNS_OUT and method != "PUT":
                continue
            answer, asked = browser.fetch(method, place.path), asked + 1
            if points(answer) < AT_LEAST or answer.status_code >= 500:
                low.append((str(place), method, answer.status_code, points(answer)))
    assert asked > 200
    assert low == []


@pytest.mark.parametrize("status", BROKEN)
def test_every_error_scores_120_or_more(https_app, status):
    answer = Visit(https_app)().fetch("GET", f"/broken/{status}")

    assert answer.status_code == status
    assert points(answer) >= AT_LEAST


def test_static_files_and_ways_out_score_120_or_more(https_app):
    browser = Visit(https_app)("sian@demo.example")
    files = [f"/static/{name}" for name in https_app.extensions["nod.static"].values()]
    paths = [*files, "/static/nothing.css", "/static/", "/exit", "/", "/worker/", "/nowhere", "/family"]

    low = {path: points(answer) for path in paths if points(answer := fetched(browser, path)) < AT_LEAST}

    assert len(files) > 8
    assert low == {}


def fetched(browser, path):
    answer = browser.fetch("GET", path)
    answer.get_data()
    answer.close()
    return answer


@pytest.mark.parametrize("method", METHODS)
def test_an_address_for_another_host_scores_120_or_more(https_app, method):
    answer = https_app.test_client().open("/", method=method, base_url="https://evil.example")

    assert answer.status_code == 400
    assert points(answer) >= AT_LEAST


# --- The score itself


def test_an_answer_without_any_header_scores_what_the_table_says():
    assert score(Headers(), "<p>") == 100 - 25 - 20 - 5 - 20
    assert set(results(Headers(), "<p>")) <= set(MODIFIERS)


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'", 80),
        ("Content-Security-Policy", "", 75),
        ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'", 125),
        ("Strict-Transport-Security", "", 80),
        ("Strict-Transport-Security", "max-age=60", 120),
        ("Cross-Origin-Resource-Policy", "cross-origin", 120),
        ("Cross-Origin-Resource-Policy", "anything", 115),
        ("Referrer-Policy", "unsafe-url", 120),
        ("X-Content-Type-Options", "", 125),
        ("Set-Cookie", "a=b; Secure; SameSite=Lax", 70),
        ("Set-Cookie", "a=b; Secure; HttpOnly; SameSite=None", 80),
        ("Set-Cookie", "a=b; Secure; HttpOnly; SameSite=Lax", 135),
    ],
)
def test_a_weaker_header_costs_points(https_app, name, said, left):
    headers = Headers(Visit(https_app)().fetch("GET", "/health").headers)
    headers.remove("Set-Cookie")
    assert score(headers) == 130
    headers[name] = said

    assert score(headers) == left
