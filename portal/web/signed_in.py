"""Who is behind this request, by Flask-Login over our own session table."""

import uuid

from flask import Flask, g, request
from flask import session as session_cookie
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import child_round
from portal.database import session, unit_of_work
from portal.errors import AccessFrozen
from portal.models import Account, KnownDevice
from portal.models.words import Side, SignInWay
from portal.queries import account as accounts
from portal.security import known_devices, sessions
from portal.security.sessions import Visit
from portal.web import known_browser


class SignedIn(UserMixin):
    """One live session; its id is the random key in the cookie."""

    def __init__(self, key: str, visit: Visit) -> None:
        self.key, self.visit = key, visit

    def get_id(self) -> str:
        """Return the session's key."""
        return self.key


def _load(key: str) -> SignedIn | None:
    visit = accounts.visit(session(), sessions.key_hash(key))
    if visit is None:
        return None
    if sessions.is_live(visit, clock.now()):
        return SignedIn(key, visit)
    if sessions.was_frozen(visit):
        g.frozen = visit
    elif visit.ended_at is None:
        g.ran_out = visit
    return None


def visit_or_none() -> Visit | None:
    """Return this device's live session, if there is one."""
    user = current_user._get_current_object()  # noqa: SLF001 (Werkzeug's documented way behind the proxy)
    return user.visit if isinstance(user, SignedIn) else None


def actor_or_none() -> Actor | None:
    """Return who is asking, if anyone is signed in."""
    visit = visit_or_none()
    return visit.actor if visit else None


def actor() -> Actor:
    """Return who is asking; the guard has made sure that someone is."""
    who = actor_or_none()
    if who is None:
        raise LookupError("nobody is signed in")
    return who


def forget_who() -> None:
    """Draw the rest of this request for nobody: who is asking may be what could not be loaded."""
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 (where Flask-Login keeps whom it has loaded)


def ran_out() -> Visit | None:
    """Return the session that was idle or went on too long, when this request came with one."""
    visit_or_none()  # loads it
    visit: Visit | None = g.get("ran_out")
    return visit


def frozen() -> str | None:
    """Return the account that this device was signed in to until it was frozen, or whose calm page it was led to."""
    visit_or_none()  # loads it
    visit: Visit | None = g.get("frozen")
    return str(visit.actor.account_id) if visit else session_cookie.get("frozen")


def let_in(account: Account, way: SignInWay, *, is_proved: bool = False) -> None:
    """Begin a session on this device under a fresh key; call inside a unit of work.

    Args:
        is_proved: this way in is both steps at once.

    Raises:
        AccessFrozen: every way in ends here, whichever was taken.
    """
    if account.frozen_at is not None:
        raise AccessFrozen(account.id)
    db, agent = session(), request.user_agent.string
    is_whole = is_proved or account.side is not Side.WORKER
    told_at = _know_this_browser(account.id).told_at if is_whole else None
    key = sessions.begin(db, account.id, agent, way=way, is_proved=is_proved, told_at=told_at)
    visit = _visit(key)
    sessions.key_for(db, visit.actor.own_session, visit.actor.kind)
    login_user(SignedIn(key, visit))


def _know_this_browser(account_id: uuid.UUID) -> KnownDevice:
    """Remember this browser as one that the account got in with, past a worker's second step too."""
    known = known_browser.key() or known_devices.new_key()
    known_browser.give(known)
    return known_devices.remember(session(), account_id, known)


def new_key() -> None:
    """Give this device's session another key, since what may be done with it has changed; inside a unit of work."""
    who = actor()
    key = sessions.rotate(session(), who.own_session, who.kind)
    login_user(SignedIn(key, _visit(key)))


def lock_here(round_id: uuid.UUID | None) -> None:
    """Lock this device to a child's round, or to none any more, and give it another key; inside a unit of work."""
    sessions.lock(session(), actor().own_session, round_id)
    new_key()


def prove_here() -> None:
    """Note that the second step was passed on this device, and give it another key; inside a unit of work.

    Only now is the browser known: who has the password alone would make every browser they like known.
    """
    sessions.prove(session(), actor().own_session)
    _know_this_browser(actor().own_account)
    new_key()


def _visit(key: str) -> Visit:
    visit = accounts.visit(session(), sessions.key_hash(key))
    if visit is None:
        raise LookupError("the session that was just begun")
    return visit


def let_out() -> None:
    """End this device's session, if there is one, and the child's round that it was locked to."""
    if visit := visit_or_none():
        with unit_of_work() as db:
            end_visit(db, visit)
    logout_user()


def end_visit(db: Session, visit: Visit) -> None:
    """End one device's session, and the child's round that it was locked to."""
    sessions.end(db, visit.actor.own_account, visit.actor.own_session)
    if visit.beside:
        child_round.end(db, visit.actor, visit.beside.round_id)


def note_use() -> None:
    """Write down now and then that the session is in use; give it another key when someone's rights have changed."""
    visit = visit_or_none()
    if visit and visit.keyed_for and visit.keyed_for != visit.actor.kind:
        with unit_of_work():
            new_key()
    if visit and visit.actor.session_id and clock.now() - visit.seen_at > sessions.SEEN_EVERY:
        with unit_of_work() as db:
            sessions.seen(db, visit.actor.session_id)


def init_app(app: Flask) -> None:
    """Set Flask-Login up to ask our table."""
    manager = LoginManager()
    manager.session_protection = None  # type: ignore[assignment]  # off: the session table decides, not the browser's name
    manager.user_loader(_load)
    manager.init_app(app)
