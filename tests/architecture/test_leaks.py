"""What one person must never learn, byte for byte, over every address they can ask for. On the demo's first family."""

import re

import pytest

from tests.architecture.places import every_id, places

HOME_A = (
    "Maes yr Onnen",
    "Llanfelen",
    "MB4 7QX",
    "07700 900141",
    "07700900141",
    "Dderwen",
    "01632 960771",
    "Mam’s home",
)
HOME_B = ("Bridge Street", "MB1 2GP", "07700 900152", "07700900152", "Dad’s home")
ELINS = ("coleg celf", "ddigon dewr", "un llun i Beth", "Llwybr yr arfordir", "nyrs ysgol")
NOTES = ("hedgehog-quiet", "Kestrel rule", "marmalade sandwiches", "small butler", "blue van")
REFS = ("M1001", "M1002")
CODE_WORD = "pice bach"
"""What Beth says first when she rings Siân; the workers of the team may read it, nobody at home, not even Siân."""

SECRETS = {
    "gareth@demo.example": (CODE_WORD, *HOME_A, *ELINS, *NOTES, *REFS),
    "sian@demo.example": (CODE_WORD, *HOME_B, *ELINS, *NOTES, *REFS),
    "elin": (CODE_WORD, *HOME_B, *NOTES, *REFS),
    "grace@demo.example": (CODE_WORD, *HOME_A, *HOME_B, *ELINS, *NOTES, *REFS, "Llwyd", "Siân", "Macsen"),
    "asha@demo.example": (CODE_WORD, *HOME_A[:3], *HOME_B, *ELINS, *NOTES),
    "dai@demo.example": (CODE_WORD, *HOME_A, *HOME_B, *ELINS, *NOTES[:4], *REFS, "Llwyd", "Okafor"),
    "tom@demo.example": ELINS[:3],
    "rhian@demo.example": ELINS[:3],
    "admin@demo.example": (CODE_WORD, *HOME_A, *HOME_B, *ELINS, *NOTES, *REFS),
}
FAMILIES = {"gareth@demo.example", "sian@demo.example", "elin", "grace@demo.example"}
LEFT_OUT = re.compile(r"^/(demo|exit|sign-out)")
"""`/demo` names everyone; the others sign out."""
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.mark.parametrize("name", SECRETS)
def test_nobody_learns_what_is_not_theirs_by_any_address(demo_visit, demo_app, name):
    browser, found = demo_visit(name), []
    for path in addresses(demo_app, guessing=name in FAMILIES):
        answer = browser.fetch("GET", path)
        said = answer.data + str(answer.headers).encode()
        found += [(path, secret) for secret in SECRETS[name] if secret.encode() in said]
    assert found == []


def test_the_search_would_find_what_it_looks_for(demo_visit, demo_app):
    """The same search as a keyworker, who may see it all, finds every word; so the words are there to be found."""
    browser = demo_visit("beth@demo.example")
    said = b"".join(browser.fetch("GET", path).data for path in addresses(demo_app, guessing=False))
    everything = (CODE_WORD, *HOME_A[:4], *HOME_A[5:], *HOME_B[:3], *ELINS[:2], *NOTES[:3], "M1001")
    assert [secret for secret in everything if secret.encode() not in said] == []


def addresses(app, *, guessing):
    """Yield every address that answers a GET; when guessing, with each id there is in the place of each id."""
    ids = every_id(app.extensions["nod.database"]) if guessing else []
    seen = set()
    for place in places(app):
        if place.method != "GET" or LEFT_OUT.match(place.path):
            continue
        filled = [place.path, f"{place.path}?lang=cy"]
        if place.endpoint.startswith("family.") and AN_ID.search(place.path):
            filled += [AN_ID.sub(str(id_), place.path) for id_ in ids]
        for path in filled:
            if path not in seen:
                seen.add(path)
                yield path
