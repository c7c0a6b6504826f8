"""Trusted Types in a browser: a script cannot put HTML into a page, nor make one of our own accept a script."""

import pytest
from playwright.sync_api import expect

SINKS = {
    "innerHTML": "document.body.innerHTML = '<img src=x onerror=alert(1)>'",
    "outerHTML": "document.getElementById('main').outerHTML = '<b>x</b>'",
    "insertAdjacentHTML": "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
    "document.write": "document.write('<b>x</b>')",
    "a fragment": "document.createRange().createContextualFragment('<b>x</b>')",
    "srcdoc": "document.createElement('iframe').srcdoc = '<b>x</b>'",
    "a script's address": "document.createElement('script').src = '/static/x.js'",
    "a script's text": "document.createElement('script').text = 'alert(1)'",
    "an event's attribute": "document.body.setAttribute('onclick', 'alert(1)')",
    "a late string": "setTimeout('alert(1)', 0)",
    "a worker": "new Worker('/pwned.js')",
    "another policy": "trustedTypes.createPolicy('another', {createHTML: (text) => text})",
    "the policy again": "trustedTypes.createPolicy('default', {createHTML: (text) => text})",
}


@pytest.mark.parametrize("sink", SINKS)
def test_no_sink_takes_a_string(as_someone, phone, visits, sink):
    page = as_someone(phone("en"), "sian@demo.example")
    page.goto("/family/")

    refused = page.evaluate(f"() => {{ try {{ {SINKS[sink]}; return ''; }} catch (fault) {{ return fault.name; }} }}")

    assert refused in {"TypeError", "EvalError"}
    assert visits.faults != []  # the policy reports each of them, in the console
    visits.faults.clear()


def test_what_htmx_fetched_is_parsed_and_shown(as_someone, desk):
    """The sinks that the policy lets through make a page of its own, in which no script runs."""
    page = as_someone(desk("en"), "rhian@demo.example")
    page.goto("/worker/")

    parsed = (
        "() => new DOMParser().parseFromString('<p id=x>words<script>alert(1)</script>', 'text/html').body.textContent"
    )
    assert page.evaluate(parsed) == "wordsalert(1)"
    with page.expect_response(lambda answer: "q=Llwyd" in answer.url):
        page.locator("input[type=search]").press_sequentially("Llwyd")
    expect(page.locator("#families, main").first).to_contain_text("Llwyd")
