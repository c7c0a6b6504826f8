"""What was shared with one named person: a link, a code that came another way, one page, two lines back. No account."""

from typing import Any

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from portal import clock, i18n
from portal.commands import share as commands
from portal.database import session as db_session
from portal.database import unit_of_work
from portal.errors import NotFound, TooBusy
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Share
from portal.queries import share
from portal.queries.share import ShareView
from portal.security import passwords
from portal.security.codes import tidy as tidy_code
from portal.web.forms import PortalForm, Said, at_most, printable, tidy
from portal.web.pages import page, render, say
from portal.web.papers import pdf_of
from portal.web.public.blueprint import public

REPLY = 240
OPEN_FOR = 60 * 60
"""Seconds for which a device that gave the code reads on."""


class CodeForm(PortalForm):
    """The code that belongs to a link."""

    code = StringField(_("Your code"), validators=[Said(_("Write the code that you were given")), at_most(40)])
    reply = HiddenField()
    """What was written when the code of before was too long ago."""


class ReplyForm(PortalForm):
    """Two lines back."""

    reply = TextAreaField(
        _("Your reply"), filters=[tidy], validators=[Said(_("Write a line or two")), at_most(REPLY), printable]
    )


class CloseForm(PortalForm):
    """One press ends it on this device."""


@public.route("/shared/<key>", methods=["GET", "POST"])
def shared(key: str) -> ResponseReturnValue:
    """Ask for the code; show what was shared to a device that gave it."""
    view = _found(key)
    if view is None:
        return _over(key)
    if _is_open(view):
        return _letter(view, key, ReplyForm(formdata=None, reply=request.form.get("reply")))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            if _opens(view, form.code.data or ""):
                session["shared"] = [str(view.id), int(clock.now().timestamp())]
                return _now_open(key, form)
        except TooBusy:
            form.come_again()
        else:
            if _found(key) is None:
                return _over(key)
            form.code.errors = [gettext("This code does not fit. Check it, and try again.")]
    return _code(key, form)


@public.post("/shared/<key>/reply")
def shared_reply(key: str) -> ResponseReturnValue:
    """Take two lines back, once; where the code was given too long ago, they are kept until it is given again."""
    view = _found(key)
    if view is None:
        return _over(key)
    if not _is_open(view):
        return _code(key, CodeForm(formdata=None, reply=request.form.get("reply")), 422)
    form = ReplyForm()
    if not form.validate_on_submit():
        return _letter(view, key, form)
    try:
        with unit_of_work() as db:
            is_first = commands.reply(db, view, form.reply.data or "")
    except NotFound:
        return _over(key)
    say(gettext("Sent. Thank you.") if is_first else gettext("There was a reply already. It stands."))
    return redirect(url_for("public.shared", key=key), 303)


@public.get("/shared/<key>/pdf")
def shared_pdf(key: str) -> ResponseReturnValue:
    """Give the same as a tagged PDF, after the same check."""
    return paper(_opened(key))


@public.post("/shared/<key>/close")
def shared_close(key: str) -> ResponseReturnValue:
    """Forget on this device that the code was given."""
    session.pop("shared", None)
    return redirect(url_for("public.shared", key=key), 303)


def paper(view: ShareView) -> Response:
    """Return what was shared as a PDF, in the language that it was written in, under a name that tells nothing."""
    with i18n.written_in(view.language):
        html = render("paper/shared.html", body=view.body)
    disposition = 'attachment; filename="nod.pdf"'
    return Response(pdf_of(html), mimetype="application/pdf", headers={"Content-Disposition": disposition})


def _found(key: str) -> ShareView | None:
    """Return what a link opens now, asked anew; and write in its language unless the reader chose one here."""
    view = share.by_key(db_session(), key)
    if view and not session.get("language") and view.language in i18n.LANGUAGES:
        i18n.write_in(view.language)
    return view


def _opened(key: str) -> ShareView:
    """Return what a link opens now on a device that gave the code; raises `NotFound`."""
    view = _found(key)
    if view is None or not _is_open(view):
        raise NotFound("share")
    return view


def _is_open(view: ShareView) -> bool:
    """Say whether this device gave the code, not too long ago."""
    kept: Any = session.get("shared")
    if not isinstance(kept, list) or len(kept) != 2 or kept[0] != str(view.id):
        return False
    return bool(0 <= clock.now().timestamp() - kept[1] < OPEN_FOR)


def _opens(view: ShareView, typed: str) -> bool:
    """Say whether a code opens it; a wrong one is counted."""
    hashed = db_session().get_one(Share, view.id).code_hash
    fits = passwords.fits(hashed, tidy_code(typed))
    with unit_of_work() as db:
        return commands.try_code(db, view, fits=fits)


def _code(key: str, form: CodeForm, status: int | None = None) -> ResponseReturnValue:
    return page("public/shared_code.html", status or form.status, key=key, form=form)


def _now_open(key: str, form: CodeForm) -> ResponseReturnValue:
    """Lead to what was shared; with what was written before in the box again, it is not sent yet."""
    view = _found(key) if form.reply.data else None
    if view is None:
        return redirect(url_for("public.shared", key=key), 303)
    return _letter(view, key, ReplyForm(formdata=None, reply=form.reply.data))


def _letter(view: ShareView, key: str, form: ReplyForm) -> ResponseReturnValue:
    close = CloseForm(formdata=None)
    return page("public/shared.html", form.status, share=view, key=key, form=form, close=close)


def _over(key: str) -> ResponseReturnValue:
    """Give the one answer to a link of nobody's, one that ended, and one that was taken back: that ends for good."""
    if family_id := share.fallen_family(db_session(), key):
        with unit_of_work() as db:
            commands.end_fallen(db, family_id)
    return page("public/shared_over.html", 404)
