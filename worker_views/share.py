"""Sharing with another service: what may go is gathered, looked at as the receiver reads it, and handed over once.

A look at what goes without agreement is in the audit under a name of its own, which no page of the family tells.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.commands import override as overrides
from portal.commands import share as commands
from portal.commands.share import Letter
from portal.database import session, unit_of_work
from portal.errors import NotFound, SharingChanged, TooBusy
from portal.i18n import gettext
from portal.models.sharing_words import Purpose
from portal.queries import override, share, worker
from portal.queries.family import FamilyView
from portal.queries.outlook import Outlook
from portal.queries.override_view import OverrideView
from portal.queries.share import ShareView
from portal.queries.share_lines import Line
from portal.queries.shareable import Gathered, gather
from portal.security import passwords
from portal.security.codes import new_code, spaced
from portal.security.keys import keyring
from portal.web.forms import PortalForm
from portal.web.pages import authority_name, say, see, settings
from portal.web.public.shared import paper as paper_of
from portal.web.share_body import Written, called, preview, write
from portal.web.share_picks import Picks, mark_of, may_be_left
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, found, opened
from worker_views.forms_share import ShareForm, picked
from worker_views.sharing import unheard

place = Blueprint("share", __name__, url_prefix=f"{PATH}/share")


class EndForm(PortalForm):
    """One press ends a link."""


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show what was shared of this family, with whom, and what became of it."""
    family = opened(ref)
    return case_page("worker/share/index.html", family, shares=share.of_family(session(), actor(), family.id))


@place.route("/new", methods=["GET", "POST"])
def new(ref: str) -> ResponseReturnValue:
    """Choose with whom and what for; look at what they will read; hand it over."""
    family, standing = _begun(ref)
    form = ShareForm(agency=request.args.get("agency"))
    form.offer(worker.partner_agencies(session(), actor()), standing)
    if request.method == "GET":
        form.begin_with(request.args.get("decision"))
    if not form.validate_on_submit() or "change" in request.form or form.gives_away(family.id):
        return case_page("worker/share/new.html", family, form.status, form=form)
    gathered = _gathered(family, form)
    is_seen = "make" in request.form and request.form.get("seen") == _seen(form, gathered)
    if is_seen and not _unheard(family, form, gathered):
        return _make(family, form, gathered)
    return _look(family, form, gathered)


@place.get("/<uuid:share_id>")
def show(ref: str, share_id: uuid.UUID) -> ResponseReturnValue:
    """Show one thing that was shared, as the receiver reads it, and what became of it."""
    family, view = _one(ref, share_id)
    return case_page("worker/share/show.html", family, share=view, form=EndForm(formdata=None))


@place.get("/<uuid:share_id>/paper")
def paper(ref: str, share_id: uuid.UUID) -> ResponseReturnValue:
    """Give it on paper, as long as it may be read."""
    _family, view = _one(ref, share_id)
    if not view.is_live:
        raise NotFound("share", share_id)
    return paper_of(view)


@place.post("/<uuid:share_id>/end")
def end(ref: str, share_id: uuid.UUID) -> ResponseReturnValue:
    """End a link in one press."""
    family, _view = _one(ref, share_id)
    if EndForm().validate_on_submit():
        with unit_of_work() as db:
            ended = commands.end(db, actor(), family.id, share_id)
        say(gettext("Ended. The link opens nothing any more.") if ended else gettext("It had ended already."))
    return see(".show", ref=ref, share_id=share_id)


def _begun(ref: str) -> tuple[FamilyView, list[OverrideView]]:
    """Return a family and the decisions without agreement that it may be shared on now, and note the look."""
    family = found(ref)
    decisions = override.of_family(session(), actor(), family.id)
    said = request.form if request.method == "POST" else request.args
    _note(ref, family, is_by_law=said.get("decision") in {str(one.id) for one in decisions})
    return family, [one for one in decisions if one.covers]


def _one(ref: str, share_id: uuid.UUID) -> tuple[FamilyView, ShareView]:
    family = found(ref)
    view = share.one(session(), actor(), family.id, share_id)
    _note(ref, family, is_by_law=view.is_by_law)
    return family, view


def _note(ref: str, family: FamilyView, *, is_by_law: bool) -> None:
    if not is_by_law:
        opened(ref)
        return
    with unit_of_work() as db:
        overrides.note_read(db, actor(), family.id)


def _gathered(family: FamilyView, form: ShareForm) -> Gathered:
    """Return what may go: by what the family agreed to, or by a decision; by that alone unless both are meant."""
    agency_id, decision, for_what = uuid.UUID(form.agency.data), form.override_id, Purpose(form.for_what.data)
    if decision is None:
        return gather(session(), actor(), family.id, agency_id, for_what=for_what)
    parts = override.standing_parts(session(), actor(), family.id, agency_id, decision)
    return gather(session(), actor(), family.id, agency_id, parts, is_alone=not form.also.data, for_what=for_what)


def _unheard(family: FamilyView, form: ShareForm, gathered: Gathered) -> list[Outlook]:
    """Return what the child sees differently, of what goes by a yes: it is looked at before anything is handed over."""
    agreed = {matter for matter, ground in gathered.coverage.grounds.items() if ground.override_id is None}
    return unheard(family, uuid.UUID(form.agency.data), agreed)


def _look(family: FamilyView, form: ShareForm, gathered: Gathered, *, changed: bool = False) -> Response:
    """Show what the receiver will read, what a worker has to choose, and what is left out and why."""
    kinds = [(one, kind) for one in gathered.people for kind in one.kinds if kind.lines]
    return case_page(
        "worker/share/look.html",
        family,
        form=form,
        written=_written(form, gathered, picked()),
        gathered=gathered,
        parts=[(called(one), kind, _lines(kind.lines)) for one, kind in kinds if kind.is_chosen],
        whole=[(called(one), kind, _lines(some)) for one, kind in kinds if (some := may_be_left(one, kind))],
        together=_lines(gathered.together),
        picks=picked(),
        seen=_seen(form, gathered),
        changed=changed or "make" in request.form,
        nothing=gathered.is_empty and not gathered.coverage.by_law,
        unheard=_unheard(family, form, gathered),
    )


def _lines(lines: Iterable[Line]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(mark_of(line), preview(line)) for line in lines]


def _make(family: FamilyView, form: ShareForm, gathered: Gathered) -> Response:
    """Keep what is shared; the link and the code are shown now and never again."""
    written, code = _written(form, gathered, picked()), new_code()
    try:
        letter = _letter(form, gathered, written, passwords.hashed(code))
        with unit_of_work() as db:  # as of an invitation: the page that is seen last holds what works
            made, key = commands.make(db, actor(), family.id, letter)
            share_id = made.id
    except TooBusy:
        form.come_again()
        return case_page("worker/share/new.html", family, form.status, form=form)
    except SharingChanged:
        return _look(family, form, _gathered(family, form), changed=True)
    link = f"{settings().public_url}{url_for('public.shared', key=key)}"
    view = share.one(session(), actor(), family.id, share_id)
    by_yes = not written.needs <= gathered.coverage.by_law
    return case_page("worker/share/made.html", family, share=view, link=link, code=spaced(code), by_yes=by_yes)


def _letter(form: ShareForm, gathered: Gathered, written: Written, code_hash: str) -> Letter:
    return Letter(
        agency_id=uuid.UUID(form.agency.data),
        to_name=form.to_name.data or "",
        for_what=Purpose(form.for_what.data),
        purpose=form.purpose.data or "",
        body=written.body,
        language=form.language.data,
        grounds={need: gathered.coverage.grounds[need] for need in written.needs},
        weeks=int(form.weeks.data),
        code_hash=code_hash,
        override_id=form.override_id,
    )


def _written(form: ShareForm, gathered: Gathered, picks: Picks) -> Written:
    """Return the letter; who sends it is named with the council that they work for."""
    service = dict(worker.partner_agencies(session(), actor()))[uuid.UUID(form.agency.data)]
    sender = worker.own_name(session(), actor())
    return write(form.heading(service, sender, authority_name()), gathered, picks)


def _seen(form: ShareForm, gathered: Gathered) -> str:
    """Return a keyed hash of all that a worker looks at: what changes, or is picked, after that is looked at again."""
    every = {mark_of(line) for one in gathered.people for kind in one.kinds for line in kind.lines}
    picks = picked()
    grounds = gathered.coverage.grounds.items()
    stands_on = [(matter, ground.consent_ids, ground.part, ground.override_id) for matter, ground in grounds]
    bodies = (_written(form, gathered, Picks(frozenset(every))).body, _written(form, gathered, picks).body)
    looked_at = json.dumps((bodies, sorted(stands_on)), sort_keys=True, default=str)
    return keyring(session()).master.lookup("share.seen", looked_at).hex()
