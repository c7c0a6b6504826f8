"""Short codes that are read aloud, typed from paper and put into links."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U: read aloud and typed from paper without a slip."""
LENGTH = 12
"""30 signs to the power of 12 is more than 2^58: not to be guessed within seven days."""


def spaced(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def tidy(typed: str) -> str:
    """Return what was typed as a code: capitals, no spaces or hyphens."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)[: LENGTH + 1]


def new_code() -> str:
    """Return a fresh random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
