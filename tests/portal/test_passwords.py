"""Passwords: long enough, not everyone's, hashed by argon2id."""

import pytest

from portal.security import passwords

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
