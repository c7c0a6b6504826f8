"""Whatever is asked, by whomever: no fault, and no mark that comes back unescaped. `make bench` asks 50,000 times."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.conftest import peopled, serving
from tests.support.fuzzing import MARK, Asked, Fuzz, faults

REQUESTS = 1_000
"""For each of the two engines."""


@pytest.fixture(scope="module")
def fuzz(empty_database, settings_for):
    """The demo's people in a database of their own, for what is asked changes them."""
    with peopled(serving(empty_database, settings_for, demo=True)) as app:
        yield Fuzz(app)


def test_nothing_that_is_asked_is_a_fault_or_comes_back_unescaped(fuzz):
    statuses = set()

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(fuzz.requests)
    def ask(asked):
        answer = fuzz.send(asked)
        statuses.add(answer.status_code)
        assert faults(asked, answer) == []

    ask()
    assert {200, 303, 400, 404, 405, 422} <= statuses


def test_the_search_would_find_what_it_looks_for(fuzz):
    """A page that gives back what it was asked for as it came is found out."""
    answer = fuzz.app.response_class(f"<p>{MARK}", status=500, mimetype="text/html", headers={"Location": "//evil"})
    asked = Asked("", "public.home", "/", "GET", [], {}, has_token=True, is_multipart=False)

    assert len(faults(asked, answer)) == 1 + 3 + 1
