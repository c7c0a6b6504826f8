"""Holds a text back once, where a family is at risk and the text would tell its readers where somebody is."""

import uuid
from collections.abc import Sequence

from flask import request
from wtforms import BooleanField

from portal import giveaways, i18n
from portal.database import session
from portal.errors import CircleClosed
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.queries import telling
from portal.queries.circle import CircleName
from portal.web.forms import PortalForm
from portal.web.signed_in import actor


class TellingForm(PortalForm):
    """A form whose words a circle reads. It asks once whether the circle may know what they tell."""

    TOLD: Sequence[str] = ()
    """The names of the fields that the circle reads."""

    was_held = False
    may_know = BooleanField(_("Everyone who can see this may know it"))

    def is_held_back(self, family_id: uuid.UUID, circle: CircleName, told: Sequence[str] = ()) -> bool:
        """Say whether to ask first; what was found is said beside its field.

        Args:
            told: the fields that this circle reads, where others of the form are read by other circles.
        """
        readers = [*circle.people, circle.worker] if circle.worker else circle.people
        return self.is_held_back_from(family_id, circle.person_ids, readers, told or self.TOLD)

    def is_held_back_from(
        self, family_id: uuid.UUID, readers: Sequence[uuid.UUID], names: Sequence[str], told: Sequence[str]
    ) -> bool:
        """Say whether to ask first, where those who read it are no circle.

        Args:
            readers: who of the family reads it.
            names: what all who read it are called.
            told: the fields that they read.
        """
        if self.may_know.data or not telling.is_at_risk(session(), actor(), family_id):
            return False
        known = telling.known_lines(session(), actor(), family_id, readers)
        for name in told:
            if giveaways.found(self[name].data or "", known):
                self[name].errors = [_asked(names)]
                self.was_held = True
        if self.was_held:
            self.may_know.errors = [gettext("Take it out above, or tick this box")]
            self._fields["may_know"] = self._fields.pop("may_know")  # last in the summary, as it is on the page
        return self.was_held

    @property
    def kept_status(self) -> int:
        """Return the status of the page that stands in place of this form where nothing new is written."""
        return CircleClosed.status if request.method == "POST" else 200

    @property
    def asks(self) -> bool:
        """Say whether the box to go on is shown: where a text was held back, or let through just now."""
        return self.was_held or bool(self.may_know.data)


def _asked(readers: Sequence[str]) -> str:
    names = i18n.joined(readers)
    return gettext(
        "This tells where somebody is, or a number to ring. Who reads it: %(names)s. Take it out, or tick the box.",
        names=names,
    )
