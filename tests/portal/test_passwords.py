"""Passwords: long enough, not everyone's, hashed by argon2id."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from portal.errors import TooBusy
from portal.security import passwords
from tests.support.busy import busy_hashing

pytestmark = pytest.mark.usefixtures("dear_hashes")

LONG = "tri-chath-bach-" * 20


def test_a_password_fits_its_own_hash_and_no_other():
    kept = passwords.hashed("tair-afal-goch")

    assert passwords.fits(kept, "tair-afal-goch")
    assert not passwords.fits(kept, "tair-afal-Goch")


def test_the_hash_is_argon2id_with_memory_that_costs_an_attacker():
    kind, _version, costs = passwords.hashed("tair-afal-goch").split("$")[1:4]

    assert kind == "argon2id"
    assert costs == "m=65536,t=3,p=1"


def test_nobody_has_no_password():
    assert not passwords.fits(None, "tair-afal-goch")


@pytest.mark.parametrize("broken", ["", "not a hash", "$argon2id$v=19$m=65536,t=3,p=1$broken"])
def test_a_hash_that_is_none_lets_nobody_in(broken):
    assert not passwords.fits(broken, "tair-afal-goch")


def test_a_password_of_the_greatest_length_fits_whole():
    kept = passwords.hashed(LONG[: passwords.LONGEST])

    assert passwords.fits(kept, LONG[: passwords.LONGEST])
    assert not passwords.fits(kept, LONG[: passwords.LONGEST - 1])


ODD = ["cŵn\N{FAMILY}yn-rhedeg", "gair \x00 cudd yma", "\N{RIGHT-TO-LEFT MARK}שלום-shalom-123", " bwlch bob pen "]


@pytest.mark.parametrize("odd", ODD)
def test_any_sign_may_stand_in_a_password(odd):
    assert passwords.fits(passwords.hashed(odd), odd)


@pytest.mark.parametrize(
    "known", ["passwordpassword", "Password1234", "aaaaaaaaaaaaaa", "qwertyuiop123", "ababababababab"]
)
def test_a_password_that_others_would_try_first_is_known(known):
    assert passwords.is_known_to_everyone(known)


@pytest.mark.parametrize("own", ["tair-afal-goch-2026", "mae hen wlad fy nhadau", "correct horse battery"])
def test_three_words_in_a_row_are_not_known(own):
    assert not passwords.is_known_to_everyone(own)


def test_a_third_who_comes_while_one_waits_is_refused_at_once_and_the_others_get_their_turn():
    with ThreadPoolExecutor(3) as people, passwords.turn():
        came = [people.submit(passwords.hashed, "tair-afal-goch") for _ in range(3)]
        refused = wait(came, timeout=passwords.LONGEST_WAIT / 2).done

    assert [type(one.exception()) for one in refused] == [TooBusy, TooBusy]
    (waited,) = set(came) - refused
    assert passwords.fits(waited.result(), "tair-afal-goch")


def test_nobody_waits_for_long():
    with ThreadPoolExecutor(1) as people, passwords.turn():
        refused = people.submit(passwords.fits, None, "tair-afal-goch").exception(passwords.LONGEST_WAIT * 5)

    assert type(refused) is TooBusy


def test_whoever_was_refused_leaves_their_place_to_the_next():
    with busy_hashing(), pytest.raises(TooBusy):
        passwords.hashed("tair-afal-goch")

    assert passwords.hashed("tair-afal-goch")
