"""Notes: what only workers see. Drawn unlike anything that a family sees."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from portal.commands import note as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Note
from portal.queries import note
from portal.queries.family import FamilyView
from portal.web.forms import LONG, EditForm, Said, at_most, printable, tidy, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened

place = Blueprint("notes", __name__, url_prefix=f"{PATH}/notes")


class NoteForm(EditForm):
    """A note for workers."""

    words = TextAreaField(
        _("Your note"), filters=[tidy], validators=[Said(_("Write a note")), at_most(LONG), printable]
    )


@place.route("", methods=["GET", "POST"])
def index(ref: str) -> ResponseReturnValue:
    """Show the notes, and take a new one."""
    family, form = opened(ref), NoteForm()
    if form.validate_on_submit():
        with writing(form) as db:
            commands.add(db, actor(), family.id, words=form.words.data or "")
        say(gettext("The note is saved. Only workers see it."))
        return see(".index", ref=ref)
    notes = note.of_family(session(), actor(), family.id)
    mine = actor().worker_id
    return case_page("worker/notes/index.html", family, form.status, form=form, notes=notes, mine=mine)


@place.route("/<uuid:note_id>", methods=["GET", "POST"])
def change(ref: str, note_id: uuid.UUID) -> ResponseReturnValue:
    """Change one's own note."""
    family = opened(ref)
    stored = note.get(session(), actor(), family.id, note_id)
    form = NoteForm(version=stored.version, words=stored.words)
    if form.validate_on_submit() and _changed(family, note_id, form):
        say(gettext("The note is changed."))
        return see(".index", ref=ref)
    return case_page("worker/notes/change.html", family, form.status, form=form, note=_now(family, note_id))


def _changed(family: FamilyView, note_id: uuid.UUID, form: NoteForm) -> bool:
    try:
        with writing(form) as db:
            stored = note.get(db, actor(), family.id, note_id)
            commands.change(db, actor(), stored, words=form.words.data or "", version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(_now(family, note_id).version)
    return not form.is_clash


def _now(family: FamilyView, note_id: uuid.UUID) -> Note:
    return note.get(session(), actor(), family.id, note_id)
