"""A worker's own account: language, password, photograph, the devices they are signed in on."""

from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError

from portal.commands import photo as commands
from portal.database import session, unit_of_work
from portal.errors import PictureRefused
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import Side
from portal.queries import photo as photos
from portal.security import pictures
from portal.web.forms import PortalForm, writing
from portal.web.own_account import OwnAccount
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = OwnAccount(Side.WORKER).place


class PhotoForm(PortalForm):
    """One photograph."""

    photo = FileField(_("Choose a photograph of yourself"))
    made = b""
    """The picture that was made of it."""

    def validate_photo(self, field: Field) -> None:
        """Make the picture, and refuse what is none."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a photograph"))
        try:
            self.made = pictures.face_from(field.data.read(pictures.MOST_BYTES + 1), field.data.filename)
        except PictureRefused as refusal:
            raise ValidationError(
                _("This file cannot be used. Choose a photograph that is a JPEG, PNG or WebP of at most 8 MB.")
            ) from refusal


@place.route("/photo", methods=["GET", "POST"])
def photo() -> ResponseReturnValue:
    """Show one's face to the families one works with, or put up another."""
    form = PhotoForm()
    if form.validate_on_submit():
        with writing(form) as db:
            commands.put_up(db, actor(), content=form.made)
        say(gettext("Saved. Your families see your photograph now."))
        return see(".photo")
    return page("worker/account/photo.html", form.status, form=form, own=photos.own(session(), actor()))


@place.post("/photo/remove")
def remove_photo() -> ResponseReturnValue:
    """Take one's photograph down."""
    if PortalForm().validate_on_submit():
        with unit_of_work() as db:
            commands.take_down(db, actor())
        say(gettext("Your photograph is gone. Your initials stand in its place."))
    return see(".photo")
