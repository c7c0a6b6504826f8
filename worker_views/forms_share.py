"""The form of a share: with whom, what for, what they are asked to do, and for how long the link answers."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from flask import request
from markupsafe import Markup
from wtforms import BooleanField, Field, StringField, TextAreaField, ValidationError

from portal import clock, giveaways, i18n
from portal.commands.share import WEEKS
from portal.database import session
from portal.i18n import gettext, ngettext
from portal.i18n import lazy_gettext as _
from portal.models.sharing_words import Purpose
from portal.queries import telling
from portal.queries.override_view import OverrideView
from portal.web.fields import DateBoxes
from portal.web.forms import SHORT, PortalForm, Said, at_most, printable, tidy
from portal.web.share_body import Heading
from portal.web.share_picks import Picks
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views.controls import language_field, one_of, option, still_to_come, words_of

PURPOSE, ASKS = 300, 600
AGREED = "agreed"
"""The ground of all that the family agreed to."""


class ShareForm(PortalForm):
    """Something to share with one person of one service."""

    agency = one_of(_("Which service do you share with?"), _("Choose a service"))
    decision = one_of(_("On what ground?"), _("Choose on what ground"), default=AGREED)
    also = BooleanField(_("Share what they agreed to as well"))
    to_name = StringField(
        _("Who reads it?"),
        filters=[tidy],
        validators=[Said(_("Write the name and the role of one person")), at_most(SHORT), printable],
    )
    for_what = one_of(_("What is it for?"), _("Choose what it is for"))
    purpose = TextAreaField(_("In plain words"), filters=[tidy], validators=[at_most(PURPOSE), printable])
    asks = TextAreaField(_("What do you ask them to do?"), filters=[tidy], validators=[at_most(ASKS), printable])
    asked_by = DateBoxes(_("By when?"), validators=[still_to_come])
    weeks = one_of(_("For how long does the link work?"), _("Choose for how long"), default=str(WEEKS[1]))
    language = language_field(_("Which language do they read it in?"))
    may_know = BooleanField(_("Everyone who can see this may know it"))

    standing: Mapping[str, OverrideView] = MappingProxyType({})
    """The decisions to share without agreement that may be chosen, by what stands in the form."""
    was_held = False

    def validate_decision(self, field: Field) -> None:
        """Refuse a decision about another service."""
        one = self.standing.get(field.data)
        if one and str(one.agency_id) != self.agency.data:
            raise ValidationError(_("This decision is about another service. Choose that service"))

    def validate_asked_by(self, field: Field) -> None:
        """Refuse a day by which nothing is to be done."""
        if field.data and not self.asks.data:
            raise ValidationError(_("Write what is to be done by that day, or leave the day empty"))

    @property
    def override_id(self) -> uuid.UUID | None:
        """Return the decision without agreement that it is shared on; none: on what the family agreed to."""
        one = self.standing.get(self.decision.data)
        return one.id if one else None

    def offer(self, agencies: Iterable[tuple[uuid.UUID, str]], standing: Iterable[OverrideView]) -> None:
        """Fill in what may be chosen."""
        self.standing = {str(one.id): one for one in standing}
        self.decision.choices = [
            option(AGREED, gettext("What the family agreed to")),
            *(option(id_, _called(one)) for id_, one in self.standing.items()),
        ]
        self.agency.choices = [option(str(id_), as_typed(name)) for id_, name in agencies]
        self.for_what.choices = words_of(Purpose)
        self.weeks.choices = [option(str(weeks), ngettext("%(num)s week", "%(num)s weeks", weeks)) for weeks in WEEKS]

    def begin_with(self, decision: str | None) -> None:
        """Fill in what a decision says already."""
        if one := self.standing.get(decision or ""):
            self.decision.data, self.agency.data = decision, str(one.agency_id)
            self.to_name.data, self.language.data = one.to_whom, one.language

    def gives_away(self, family_id: uuid.UUID) -> bool:
        """Say whether to ask first: where a family is at risk, and what is written tells where somebody is.

        Who receives it lives in none of the homes, so every home is looked for.
        """
        if self.may_know.data or not telling.is_at_risk(session(), actor(), family_id):
            return False
        known = telling.known_lines(session(), actor(), family_id, [uuid.UUID(self.agency.data)])
        for field in (self.to_name, self.purpose, self.asks):
            if giveaways.found(field.data or "", known):
                self.was_held = True
                field.errors = [gettext("This tells where somebody is, or a number to ring. The family reads it too.")]
        if self.was_held:
            self.may_know.errors = [gettext("Take it out above, or tick this box")]
        return self.was_held

    def heading(self, service: str, sender: str, council: str) -> Heading:
        """Return what stands above what is shared."""
        decision = self.standing.get(self.decision.data)
        return Heading(
            what=decision.what if decision else "",
            what_language=decision.language if decision else "",
            service=service,
            to_name=self.to_name.data or "",
            for_what=Purpose(self.for_what.data),
            purpose=self.purpose.data or "",
            sender=sender,
            council=council,
            language=self.language.data,
            ends_on=clock.today() + timedelta(weeks=int(self.weeks.data)),
            asks=tuple(line.strip() for line in (self.asks.data or "").splitlines() if line.strip()),
            asked_by=self.asked_by.data,
        )


def _called(one: OverrideView) -> Markup:
    """Return a decision as a worker knows it: by its day and its service."""
    day = i18n.day_year(clock.local(one.decided_at).date())
    words = gettext("The decision of %(day)s, without agreement", day=day)
    return Markup("{} <span aria-hidden='true'>→</span> {}").format(words, as_typed(one.agency))


def picked() -> Picks:
    """Return what the worker picked of what may go."""
    return Picks(frozenset(request.form.getlist("chosen")), frozenset(request.form.getlist("left")))
