"""The people of a family: who they are, where they live, and whether a younger one understands decisions."""

import uuid
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import clock
from portal.commands import person as commands
from portal.database import session
from portal.errors import EditedMeanwhile, HomesParted
from portal.i18n import gettext
from portal.models import Household, Person
from portal.models.words import Relationship, Responsibility
from portal.permission import Permission
from portal.policy import allows
from portal.queries import asking, judgement, keyworker, person, safe_contact
from portal.queries.family import FamilyView
from portal.queries.person import HouseholdView, PersonView
from portal.web import safe_contact as contact_forms
from portal.web.forms import writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views import joining
from worker_views.controls import option, words_of
from worker_views.family import PATH, case_page, opened
from worker_views.forms_people import HouseholdForm, PersonForm, UnderstandingForm, language_choices

place = Blueprint("people", __name__, url_prefix=f"{PATH}/people")

TEXTS = ("first_name", "last_name", "known_as", "mobile", "email", "school")


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show everyone and every home."""
    family = opened(ref)
    people = person.of_family(session(), actor(), family.id)
    age = actor().own_decision_age
    return case_page(
        "worker/people/index.html",
        family,
        people=people,
        contacts=safe_contact.of_family(session(), actor(), family.id),
        homes=person.households(session(), actor(), family.id),
        may_freeze=allows(actor(), Permission.FREEZE, keyworker.of_today(session(), actor(), family.id)),
        own_say={one.id for one in people if asking.decides_about(one, one, age)},
    )


@place.route("/add", methods=["GET", "POST"])
def add(ref: str) -> ResponseReturnValue:
    """Add someone to the family."""
    family = opened(ref)
    form = PersonForm(responsibility=Responsibility.UNKNOWN.value, language="en")
    _offer(form, family)
    if form.validate_on_submit():
        with writing(form) as db:
            homes = _homes(db, family, form.homes.data)
            who = commands.add(db, actor(), family.id, homes=homes, **_details(form))
            _checked(db, form, who)
        say(gettext("Saved. This person is in the family now."))
        return see(".index", ref=ref)
    return case_page("worker/people/add.html", family, form.status, form=form)


def _offer(form: PersonForm, family: FamilyView) -> None:
    form.relationship.choices = words_of(Relationship)
    form.responsibility.choices = words_of(Responsibility)
    form.language.choices = language_choices(form.language.object_data)
    homes = person.households(session(), actor(), family.id)
    form.joins.choices = []
    form.homes.choices = [option(str(home.id), as_typed(home.name or home.label, home.name_language)) for home in homes]


def _details(form: PersonForm) -> dict[str, Any]:
    """Return the columns of a person that the form has."""
    return {
        **{name: form[name].data or "" for name in TEXTS},
        "relationship": Relationship(form.relationship.data),
        "responsibility": Responsibility(form.responsibility.data),
        "language": form.language.data,
        "born_on": form.born_on.data,
    }


def _proof(form: PersonForm) -> dict[str, Any]:
    """Return what to note when the worker saw who has parental responsibility."""
    if not form.checked.data:
        return {}
    return {"responsibility_checked_on": clock.today(), "responsibility_checked_by_id": actor().worker_id}


def _checked(db: Session, form: PersonForm, who: Person) -> None:
    if proof := _proof(form):
        commands.change(db, actor(), who, version=who.version, **proof)


def _homes(db: Session, family: FamilyView, ids: Sequence[str] | None) -> list[Household]:
    return [person.household(db, actor(), family.id, uuid.UUID(id_)) for id_ in ids or ()]


@place.route("/<uuid:person_id>/change", methods=["GET", "POST"])
def change(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Change someone's details and where they live."""
    family = opened(ref)
    now = _view(family, person_id)
    form = _filled_in(now, family, person_id)
    _offer(form, family)
    joining.offer(form, family, now)
    if form.validate_on_submit() and joining.is_meant(form, family, now) and _changed(family, person_id, form):
        say(gettext("Saved."))
        return see(".index", ref=ref)
    now = _view(family, person_id)
    return case_page("worker/people/change.html", family, form.status, form=form, person=now)


def _filled_in(view: PersonView, family: FamilyView, person_id: uuid.UUID) -> PersonForm:
    stored = person.get(session(), actor(), family.id, person_id)
    return PersonForm(
        **{name: getattr(stored, name) for name in TEXTS},
        version=view.version,
        relationship=view.relationship.value,
        responsibility=view.responsibility.value,
        language=view.language,
        born_on=view.born_on,
        homes=[str(id_) for id_ in view.household_ids],
    )


def _changed(family: FamilyView, person_id: uuid.UUID, form: PersonForm) -> bool:
    try:
        with writing(form) as db:
            who = person.get(db, actor(), family.id, person_id)
            details = _details(form) | _proof(form)
            commands.change(db, actor(), who, version=form.version.data or 0, **details)
            joined = [uuid.UUID(id_) for id_ in form.joins.data or ()]
            commands.move_home(db, actor(), who, _homes(db, family, form.homes.data), joined=joined)
    except EditedMeanwhile:
        form.clash(_view(family, person_id).version)
    except HomesParted:
        joining.refuse(form)
    return not form.is_clash and not form.errors


@place.route("/<uuid:person_id>/understanding", methods=["GET", "POST"])
def understanding(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Record a judgement that a younger person understands decisions on sharing, or take it back."""
    family = opened(ref)
    form = UnderstandingForm(version=_view(family, person_id).version)
    if form.validate_on_submit() and _judged(family, person_id, form):
        say(gettext("Saved. It counts from now on."))
        return see(".index", ref=ref)
    now = _view(family, person_id)
    made = judgement.of_person(session(), actor(), family.id, person_id)
    return case_page("worker/people/understanding.html", family, form.status, form=form, person=now, judgements=made)


def _judged(family: FamilyView, person_id: uuid.UUID, form: UnderstandingForm) -> bool:
    try:
        with writing(form) as db:
            who = person.get(db, actor(), family.id, person_id)
            understands, version = form.understands.data == "yes", form.version.data or 0
            why = form.why.data or ""
            commands.judge_understanding(db, actor(), who, understands=understands, version=version, why=why)
    except EditedMeanwhile:
        form.clash(_view(family, person_id).version)
    return not form.is_clash


@place.route("/<uuid:person_id>/contact", methods=["GET", "POST"])
def contact(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Say with someone which ways, times and words are safe for them."""
    family = opened(ref)
    view = person.find(person.of_family(session(), actor(), family.id), person_id)
    who = person.get(session(), actor(), family.id, person_id)
    form = contact_forms.filled_in(safe_contact.of_person(session(), actor(), who))
    if form.validate_on_submit() and contact_forms.save(form, who):
        say(gettext("Saved. It counts from now on."))
        return see("worker.people.index", ref=ref)
    now = safe_contact.of_person(session(), actor(), who)
    if form.is_clash:
        contact_forms.clashed(form, now)
    return case_page("worker/people/contact.html", family, form.status, form=form, person=view, contact=now)


@place.route("/homes/add", methods=["GET", "POST"])
def add_household(ref: str) -> ResponseReturnValue:
    """Add a home."""
    family, form = opened(ref), HouseholdForm()
    if form.validate_on_submit():
        with writing(form) as db:
            label = _next_label(person.households(db, actor(), family.id))
            commands.add_household(db, actor(), family.id, label=label, **_named(form))
        say(gettext("Saved. Now say who lives there, on each person’s page."))
        return see(".index", ref=ref)
    return case_page("worker/people/add_household.html", family, form.status, form=form)


def _named(form: HouseholdForm) -> dict[str, Any]:
    """Return what a home is called, in which language, and where it is."""
    return {"name": form.name.data or "", "language": form.language.data, "address": form.address.data or ""}


def _next_label(homes: Sequence[HouseholdView]) -> str:
    """Return the first letter that no home has."""
    taken = {home.label for home in homes}
    return next((letter for letter in ascii_uppercase if letter not in taken), str(len(homes) + 1))


@place.route("/homes/<uuid:household_id>", methods=["GET", "POST"])
def change_household(ref: str, household_id: uuid.UUID) -> ResponseReturnValue:
    """Change what a home is called and where it is."""
    family = opened(ref)
    home = person.household(session(), actor(), family.id, household_id)
    form = HouseholdForm(version=home.version, name=home.name, language=home.name_language, address=home.address)
    if form.validate_on_submit() and _rehoused(family, household_id, form):
        say(gettext("Saved."))
        return see(".index", ref=ref)
    now = person.household(session(), actor(), family.id, household_id)
    return case_page("worker/people/change_household.html", family, form.status, form=form, home=now)


def _rehoused(family: FamilyView, household_id: uuid.UUID, form: HouseholdForm) -> bool:
    try:
        with writing(form) as db:
            home = person.household(db, actor(), family.id, household_id)
            commands.change_household(db, actor(), home, version=form.version.data or 0, **_named(form))
    except EditedMeanwhile:
        now = person.household(session(), actor(), family.id, household_id)
        form.clash(now.version)
    return not form.is_clash


def _view(family: FamilyView, person_id: uuid.UUID) -> PersonView:
    """Return someone as they stand now; raises `NotFound`."""
    return person.find(person.of_family(session(), actor(), family.id), person_id)
