"""Keeps what someone typed when their session ran out as they wrote, and gives it back after they sign in."""

import json
import os
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from flask import request, session
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict

from portal import clock
from portal import database as data
from portal.actor import Actor
from portal.models import Draft
from portal.security.encryption import NONCE_BYTES
from portal.security.keys import keyring

KEPT_FOR = timedelta(days=1)
NEVER_KEPT = ("password", "current", "csrf_token", "once", "_language")


def worth_keeping() -> dict[str, list[str]]:
    """Return the fields of this request that say something; no passwords."""
    return {name: values for name, values in request.form.lists() if not name.startswith(NEVER_KEPT)}


def keep(actor: Actor) -> None:
    """Keep the fields of this request for the account, sealed, in place of an older draft of the same page."""
    fields = worth_keeping()
    with data.unit_of_work() as db:
        db.execute(
            delete(Draft).where(
                (Draft.kept_at < clock.now() - KEPT_FOR)
                | ((Draft.account_id == actor.account_id) & (Draft.path == request.path))
            )
        )
        nonce = os.urandom(NONCE_BYTES)
        sealed = keyring(db).master.drafts.encrypt(nonce, json.dumps(fields).encode(), request.path.encode())
        db.add(Draft(account_id=actor.account_id, path=request.path, fields=nonce + sealed, kept_at=clock.now()))
        db.flush()
    session["kept"] = request.path


def take(actor: Actor) -> MultiDict[str, str] | None:
    """Return what was kept for this page, once."""
    if session.get("kept") != request.path:
        return None
    session.pop("kept")
    with data.unit_of_work() as db:
        draft = db.scalar(select(Draft).where(Draft.account_id == actor.account_id, Draft.path == request.path))
        if draft is None or draft.kept_at < clock.now() - KEPT_FOR:
            return None
        nonce, sealed = draft.fields[:NONCE_BYTES], draft.fields[NONCE_BYTES:]
        db.delete(draft)
        try:
            fields = json.loads(keyring(db).master.drafts.decrypt(nonce, sealed, request.path.encode()))
        except InvalidTag:  # sealed under a master key that has been taken away since
            return None
    return MultiDict((name, value) for name, values in fields.items() for value in values)
