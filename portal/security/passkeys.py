"""Passkeys (WebAuthn): what a browser is asked, and whether what it answers is signed as it should be."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from portal.errors import PasskeyRefused


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are for: a passkey made for one name works at no other."""

    name: str
    """The host, such as `nod.council.example`."""
    origin: str
    """The address as the browser writes it, such as `https://nod.council.example`."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that a browser has made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def to_add(site: Site, account_id: uuid.UUID, called: str, asked: bytes, known: Sequence[bytes]) -> str:
    """Return the JSON that asks a browser to make a passkey; it has to know who holds it (user verification)."""
    import webauthn  # noqa: PLC0415 (a fifth of a second to load, for those who use it)
    from webauthn.helpers import structs  # noqa: PLC0415

    needed = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="Nod",
        user_id=account_id.bytes,
        user_name=called,
        user_display_name=called,
        challenge=asked,
        authenticator_selection=needed,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=key) for key in known],
    )
    return webauthn.options_to_json(options)


def to_use(site: Site, asked: bytes, known: Sequence[bytes] = ()) -> str:
    """Return the JSON that asks a browser for a passkey: one of these, or any that it has for this site."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        challenge=asked,
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=key) for key in known],
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def added(site: Site, answer: str, asked: bytes) -> NewKey:
    """Return the passkey that a browser made.

    Raises:
        PasskeyRefused: it answers another question or another site, or did not ask who holds it.
    """
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise PasskeyRefused from fault
    return NewKey(made.credential_id, made.credential_public_key, made.sign_count)


def used(site: Site, answer: str, asked: bytes, public_key: bytes, sign_count: int) -> int:
    """Return how often the passkey was used by its own count.

    Raises:
        PasskeyRefused: the signature is not by this passkey, or is for another question or another site; or it did
            not ask who holds it; or its count went back, which only a copy's would.
    """
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        checked = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise PasskeyRefused from fault
    return checked.new_sign_count


def credential_in(answer: str) -> bytes:
    """Return which passkey an answer claims to be of; raises `PasskeyRefused` when it is no such answer."""
    from webauthn import base64url_to_bytes  # noqa: PLC0415

    try:
        return base64url_to_bytes(str(json.loads(answer)["id"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise PasskeyRefused from fault
