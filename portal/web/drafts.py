"""Keeps what someone typed when their session ran out, or has begun and not saved, and gives it back to them."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from flask import request, session
from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal import clock
from portal import database as data
from portal.actor import Actor
from portal.models import Draft
from portal.models.account import HALF_WAY, HALF_WAY_FOR
from portal.security.encryption import NONCE_BYTES
from portal.security.keys import keyring

KEPT_FOR = timedelta(days=1)
NEVER_KEPT = ("password", "current", "csrf_token", "once", "_language")

Fields = Mapping[str, Sequence[str]]


def worth_keeping() -> dict[str, list[str]]:
    """Return the fields of this request that say something; no passwords."""
    return {name: values for name, values in request.form.lists() if not name.startswith(NEVER_KEPT)}


def keep(actor: Actor) -> None:
    """Keep the fields of this request for the account, sealed, in place of an older draft of the same page."""
    with data.unit_of_work() as db:
        put(db, actor, request.path, worth_keeping())
    session["kept"] = request.path


def take(actor: Actor) -> MultiDict[str, str] | None:
    """Return what was kept for this page, once."""
    if session.get("kept") != request.path:
        return None
    session.pop("kept")
    with data.unit_of_work() as db:
        fields = read(db, actor, request.path, KEPT_FOR)
        drop(db, actor, request.path)
    if fields is None:
        return None
    return MultiDict((name, value) for name, values in fields.items() for value in values)


def put(db: Session, actor: Actor, place: str, fields: Fields) -> None:
    """Keep fields for the account, sealed, in place of what was kept there; throw away what is too old."""
    is_old = or_(
        Draft.kept_at < clock.now() - HALF_WAY_FOR,
        and_(Draft.kept_at < clock.now() - KEPT_FOR, Draft.path.not_like(f"{HALF_WAY}%")),
    )
    db.execute(delete(Draft).where(or_(is_old, and_(Draft.account_id == actor.account_id, Draft.path == place))))
    nonce = os.urandom(NONCE_BYTES)
    sealed = keyring(db).master.drafts.encrypt(nonce, json.dumps(fields).encode(), place.encode())
    db.add(Draft(account_id=actor.account_id, path=place, fields=nonce + sealed, kept_at=clock.now()))
    db.flush()


def read(db: Session, actor: Actor, place: str, kept_for: timedelta) -> Fields | None:
    """Return what is kept at a place and is not too old."""
    draft = db.scalar(select(Draft).where(Draft.account_id == actor.account_id, Draft.path == place))
    if draft is None or draft.kept_at < clock.now() - kept_for:
        return None
    nonce, sealed = draft.fields[:NONCE_BYTES], draft.fields[NONCE_BYTES:]
    try:
        fields: Fields = json.loads(keyring(db).master.drafts.decrypt(nonce, sealed, place.encode()))
    except InvalidTag:  # sealed under a master key that has been taken away since
        return None
    return fields


def places(db: Session, actor: Actor, beginning: str, kept_for: timedelta) -> Sequence[str]:
    """Return the places of which something is kept that is not too old, among those that begin like this."""
    since = clock.now() - kept_for
    found = select(Draft.path).where(Draft.account_id == actor.account_id, Draft.kept_at >= since)
    return db.scalars(found.where(Draft.path.startswith(beginning, autoescape=True))).all()


def drop(db: Session, actor: Actor, place: str) -> None:
    """Keep nothing at a place any more."""
    db.execute(delete(Draft).where(Draft.account_id == actor.account_id, Draft.path == place))
