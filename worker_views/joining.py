"""Asks before grown-ups whose homes were parted come under one roof again: they would read each other's things."""

from collections.abc import Sequence

from markupsafe import Markup

from portal.database import session
from portal.i18n import gettext
from portal.models.words import ADULTS, CircleKind
from portal.permission import Permission
from portal.policy import allows
from portal.queries import circle, keyworker, person
from portal.queries.family import FamilyView
from portal.queries.person import HouseholdView, PersonView
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views.controls import option
from worker_views.forms_people import PersonForm


def offer(form: PersonForm, family: FamilyView, who: PersonView) -> None:
    """Offer a tick for each home that someone would newly read, to those who may part homes and bring them together."""
    homes = _newly_read(form, family, who) if _may_part(family) else ()
    form.joins.choices = [option(str(home.id), _told(home, who)) for home in homes]
    offered = {str(home.id) for home in homes}
    form.joins.data = [id_ for id_ in form.joins.data or () if id_ in offered]


def is_meant(form: PersonForm, family: FamilyView, who: PersonView) -> bool:
    """Say whether to go on; what is refused, or not said yet, is told beside its field."""
    if who.is_adult and form.relationship.data not in ADULTS and _live_apart(family) and not _may_part(family):
        form.relationship.errors = [
            gettext("The homes of this family are parted. Only the keyworker or a manager can change this.")
        ]
        return False
    homes = {str(home.id) for home in _newly_read(form, family, who)}
    if homes and not _may_part(family):
        refuse(form)
    elif not homes <= set(form.joins.data or ()):
        form.homes.errors = [gettext("The homes of this family are parted. Say below that this is meant.")]
        form.joins.errors = [gettext("Tick what is meant, or choose another home")]
    return not form.errors


def refuse(form: PersonForm) -> None:
    """Say beside the homes that this is not for everyone to decide."""
    form.homes.errors = [
        gettext("The homes of this family are parted. Only the keyworker or a manager can put grown-ups in one home.")
    ]


def _newly_read(form: PersonForm, family: FamilyView, who: PersonView) -> Sequence[HouseholdView]:
    """Return the homes that a grown-up of a family that lives apart would read beside another, or as a second one."""
    chosen = set(form.homes.data or ())
    if not (who.is_adult or form.relationship.data in ADULTS) or not _live_apart(family):
        return []
    came = chosen - {str(id_) for id_ in who.household_ids}
    if len(chosen) == 1:
        others = [one for one in person.of_family(session(), actor(), family.id) if one.is_adult and one.id != who.id]
        came &= {str(id_) for one in others for id_ in one.household_ids}
    return [home for home in person.households(session(), actor(), family.id) if str(home.id) in came]


def _live_apart(family: FamilyView) -> bool:
    circles = circle.seen_by(session(), actor(), family.id).values()
    return any(one.kind is CircleKind.WHOLE_FAMILY and one.is_closed for one in circles)


def _may_part(family: FamilyView) -> bool:
    return allows(actor(), Permission.PART_HOMES, keyworker.of_today(session(), actor(), family.id))


def _told(home: HouseholdView, who: PersonView) -> str:
    told = Markup(gettext("%(name)s will read what is in this home, with everyone who lives there: %(home)s"))  # noqa: S704 (our own words)
    called = as_typed(home.name or home.label, home.name_language)
    return told % {"name": as_typed(who.face.first_name), "home": called}
