"""Demo only: be one of the demo people with one press; see every component in every state."""

from flask import abort, redirect, session
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.database import unit_of_work
from portal.demo import DEMO_PEOPLE
from portal.models import Account
from portal.models.words import SignInWay
from portal.security.sign_in import name_lookup
from portal.web.forms import PortalForm
from portal.web.gallery import samples
from portal.web.guards import home_of
from portal.web.pages import page, settings
from portal.web.public.blueprint import public
from portal.web.signed_in import let_in, let_out


@public.get("/demo")
def demo() -> ResponseReturnValue:
    """List the demo people, a button each."""
    _only_in_demo()
    return page("public/demo.html", people=DEMO_PEOPLE, form=PortalForm())


@public.post("/demo/<name>")
def demo_sign_in(name: str) -> ResponseReturnValue:
    """Be one of the demo people."""
    _only_in_demo()
    if name not in {person.name for person in DEMO_PEOPLE}:
        abort(404)
    let_out()
    with unit_of_work() as db:
        account = db.scalar(select(Account).where(Account.name_lookup == name_lookup(db, name)))
        if account is None:
            abort(404)
        session.clear()
        let_in(account, SignInWay.DEMO, is_proved=True)
    return redirect(home_of(account.side), 303)


@public.get("/demo/gallery")
def gallery() -> ResponseReturnValue:
    """Show every component in every state."""
    _only_in_demo()
    return page("public/gallery.html", 200, **samples())


def _only_in_demo() -> None:
    if not settings().demo:
        abort(404)
