"""A worker's second step: passed at sign-in, or set up. Always one's own: no address or form names an account."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from portal.commands import passkey as passkey_commands
from portal.commands import second_step as commands
from portal.database import session, unit_of_work
from portal.errors import CodeRefused, PasskeyRefused
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import Side
from portal.queries import second_step
from portal.queries.second_step import OwnSteps
from portal.security import time_codes
from portal.security.challenges import Purpose
from portal.web import known_browser, passkeys
from portal.web.forms import PortalForm, Said, at_most
from portal.web.guards import after_sign_in
from portal.web.own_account import CurrentForm
from portal.web.pages import page, say, see, settings
from portal.web.pictures import picture_of
from portal.web.signed_in import actor, new_key, prove_here

place = Blueprint("second_step", __name__, url_prefix="/second-step")


class CodeForm(PortalForm):
    """A code of the second step."""

    code = StringField(_("Your code"), validators=[Said(_("Write the code")), at_most(40)])


class AddTimeCodeForm(CodeForm, CurrentForm):
    """The first code of a time-code that is added beside another second step."""


@place.route("", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    """Ask for the second step."""
    own = second_step.own(session(), actor())
    if actor().is_proved:
        return redirect(_onward(), 303)
    if not own.are_set_up:
        return see(".begin")
    form = CodeForm()
    if form.validate_on_submit():
        if _passes(form.code.data or ""):
            return redirect(_onward(), 303)
        form.code.errors = [gettext("This code does not work. Please try again. After five tries, wait 15 minutes.")]
    return page("worker/second_step/show.html", form.status, form=form, own=own, demo_code=_demo_code())


def _onward() -> str:
    return after_sign_in(Side.WORKER, actor().own_account)


def _passes(code: str) -> bool:
    """Pass the second step with a code; a wrong one is counted."""
    with unit_of_work() as db:
        try:
            commands.prove_by_code(db, actor(), code, device_key=known_browser.key())
        except CodeRefused:
            return False
        prove_here()
    return True


def _demo_code() -> str:
    """Return the code that the app of a made-up worker would show; nothing outside the demo."""
    code = second_step.code_for_demo(session(), actor()) if settings().demo else ""
    return f"{code[:3]} {code[3:]}".strip()


@place.post("/ask")
def ask() -> ResponseReturnValue:
    """Ask the worker's browser for a passkey of theirs."""
    with unit_of_work() as db:
        return passkeys.asked(passkey_commands.ask_to_prove(db, actor(), passkeys.site()))


@place.post("/prove")
def prove() -> ResponseReturnValue:
    """Take a passkey as the second step."""
    asked = passkeys.taken(Purpose.PROVE, session_id=actor().own_session)
    try:
        with unit_of_work() as db:
            passkey_commands.prove(db, actor(), passkeys.site(), passkeys.answer(), asked)
            prove_here()
    except PasskeyRefused:
        return passkeys.refused(passkeys.did_not_work())
    return passkeys.to(_onward())


# --- Setting one up


@place.route("/begin", methods=["GET", "POST"])
def begin() -> ResponseReturnValue:
    """Offer what a first second step may be; where the time for it is over, ask for the code that permits it."""
    own = second_step.own(session(), actor())
    if own.are_set_up:
        return see(".show")
    form = CodeForm()
    if own.wants_permit and form.validate_on_submit():
        if _permitted(form.code.data or ""):
            return see(".begin")
        form.code.errors = [gettext("This code does not work. Please try again. After five tries, wait 15 minutes.")]
    return page("worker/second_step/begin.html", form.status, form=form, own=own)


def _permitted(code: str) -> bool:
    with unit_of_work() as db:
        try:
            commands.use_permit(db, actor(), code)
        except CodeRefused:
            return False
        new_key()
    return True


def _may_add(own: OwnSteps) -> bool:
    return actor().is_proved or own.may_begin


@place.route("/time-code", methods=["GET", "POST"])
def time_code() -> ResponseReturnValue:
    """Set up a time-code: a picture for the app, and a code of the app's that confirms it."""
    own = second_step.own(session(), actor())
    if own.has_time_code or not _may_add(own):
        return see("worker.own_steps.index")
    form = AddTimeCodeForm() if actor().is_proved else CodeForm()
    if form.validate_on_submit() and knows(form) and _confirmed(form):
        say(gettext("Your time-code is set up."))
        return redirect(after_adding(), 303)
    return page("worker/second_step/time_code.html", form.status, form=form, own=own, **_offered())


def knows(form: PortalForm) -> bool:
    """Say whether the password was given, where the form asks for it."""
    return not isinstance(form, CurrentForm) or form.knows_current()


def _confirmed(form: CodeForm) -> bool:
    with unit_of_work() as db:
        try:
            commands.confirm_time_code(db, actor(), form.code.data or "")
        except CodeRefused:
            form.code.errors = [gettext("This code does not fit. Wait for the next one in your app, then try again.")]
            return False
        prove_here()
    return True


def _offered() -> dict[str, Any]:
    with unit_of_work() as db:
        secret = commands.offer_time_code(db, actor())
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"secret": groups, "picture": picture_of(time_codes.address(secret, actor().name))}


@place.get("/passkey")
def passkey() -> ResponseReturnValue:
    """Offer to make a passkey on this device."""
    own = second_step.own(session(), actor())
    if not _may_add(own):
        return see(".show")
    return page("worker/second_step/passkey.html", own=own, form=CurrentForm())


@place.post("/passkey/ask")
def passkey_ask() -> ResponseReturnValue:
    """Ask the worker's browser to make a passkey."""
    return passkeys.ask_to_add(with_password=actor().is_proved)


@place.post("/passkey/add")
def passkey_add() -> ResponseReturnValue:
    """Take the passkey that the worker's browser made."""

    def then() -> str:
        say(gettext("Your passkey is saved."))
        return after_adding()

    return passkeys.add(then)


def after_adding() -> str:
    """Return where a worker goes who has added a second step: to recovery codes, where they have none."""
    own = second_step.own(session(), actor())
    return url_for("worker.own_steps.index" if own.codes_left else "worker.own_steps.recovery_codes")
