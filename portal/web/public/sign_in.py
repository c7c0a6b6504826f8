"""The two ways in, and the way out."""

from flask import current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField, StringField

from portal.database import session as db_session
from portal.database import unit_of_work
from portal.errors import SignInRefused, TooBusy
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import Side, SignInWay
from portal.security.sign_in import account_for, tried
from portal.web import known_browser
from portal.web.forms import PortalForm, Said, at_most
from portal.web.guards import after_sign_in, home_of
from portal.web.pages import page, say
from portal.web.public.blueprint import public
from portal.web.signed_in import actor, actor_or_none, let_in, let_out


class SignInForm(PortalForm):
    """Name and password."""

    name = StringField(_("Your sign-in name"), validators=[Said(_("Write your sign-in name")), at_most(200)])
    password = PasswordField(_("Password"), validators=[Said(_("Write your password")), at_most(200)])


@public.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Let someone of a family in."""
    return _sign_in(Side.FAMILY, "public/sign_in.html")


@public.route("/worker/sign-in", methods=["GET", "POST"])
def worker_sign_in() -> ResponseReturnValue:
    """Let a worker in."""
    return _sign_in(Side.WORKER, "public/worker_sign_in.html")


@public.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this device's session and forget everything in the browser that is ours."""
    let_out()
    kept_language = session.get("language")
    session.clear()
    if kept_language:
        session["language"] = kept_language
    say(gettext("You are signed out."))
    response = redirect("/", 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _sign_in(side: Side, template: str) -> ResponseReturnValue:
    if (who := actor_or_none()) and who.side is side:
        return redirect(home_of(side), 303)
    form = SignInForm()
    ran_out = session.get("ran_out", False)
    if form.validate_on_submit():
        try:
            if try_sign_in(side, form):
                session.pop("ran_out", None)
                return redirect(first_page(), 303)
            form.form_errors.append(_refused())
        except TooBusy:
            form.come_again()
    return page(template, form.status, form=form, ran_out=ran_out, has_sso="nod.sso" in current_app.extensions)


def _refused() -> str:
    return gettext("That name and password do not fit together. Please try again. After five tries, wait 15 minutes.")


def first_page() -> str:
    """Return where someone goes who has just signed in: a worker to the second step, unless this way in was both."""
    who = actor()
    if who.is_worker and not who.is_proved:
        return url_for("worker.second_step.show")
    return after_sign_in(who.side, who.own_account)


def try_sign_in(side: Side, form: SignInForm) -> bool:
    """Sign in with what the form says; a wrong try is counted, whatever was wrong with it.

    Raises:
        TooBusy: nothing was tried, so nothing is counted, and whoever is signed in here still is.
    """
    attempt = tried(db_session(), side, form.name.data or "", form.password.data or "")
    let_out()
    with unit_of_work() as db:
        try:
            account = account_for(db, attempt, known_browser.key())
        except SignInRefused:
            return False
        clear_cookie()
        let_in(account, SignInWay.PASSWORD)
    return True


def clear_cookie() -> None:
    """Empty this browser's cookie as someone signs in, but for the language and where they were going."""
    kept = {name: session[name] for name in ("language", "next", "next_for", "kept") if name in session}
    session.clear()
    session.update(kept)
