"""Small forms about goals that both sides have: a tick, and a move up or down."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.web.forms import PortalForm


class TickForm(PortalForm):
    """Whether a first step is done."""

    done = RadioField(choices=[SelectChoice("yes"), SelectChoice("no")])


class MoveForm(PortalForm):
    """Whether a goal matters more, or less, than the one beside it."""

    way = RadioField(choices=[SelectChoice("up"), SelectChoice("down")])
