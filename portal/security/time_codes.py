"""Time-codes: six digits that an authenticator app shows for half a minute (RFC 6238), each taken once."""

import hmac

import pyotp

from portal import clock

ISSUER = "Nod"
SECONDS = 30
AROUND = 1
"""Half minutes that a clock may be slow or fast."""


def new_secret() -> str:
    """Return a fresh secret of 160 bits, in base32."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """Return what the picture holds that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_now() -> int:
    """Return the number of this half minute."""
    return int(clock.now().timestamp()) // SECONDS


def code_at(secret: str, step: int) -> str:
    """Return the code of one half minute."""
    return pyotp.HOTP(secret).at(step)


def step_of(secret: str, code: str, used: int | None) -> int | None:
    """Return the half minute whose code this is; none when it is wrong, too old, or was taken before."""
    now, found = step_now(), None
    for step in range(now - AROUND, now + AROUND + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > (used or 0):
            found = step
    return found


def next_code(secret: str, used: int | None) -> str:
    """Return a code that will be taken now: this half minute's, or the next one's when this one was used."""
    return code_at(secret, max(step_now(), (used or 0) + 1))
