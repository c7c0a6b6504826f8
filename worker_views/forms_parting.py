"""The form on which a keyworker says who lives where from now on, and what follows whom."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from flask import request
from wtforms import Field, StringField

from portal.commands.parting import BOTH, Parting
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.queries.parting import OpenThing
from portal.queries.person import HouseholdView, PersonView
from portal.web.forms import SHORT, PortalForm, Said, at_most, printable, tidy
from portal.web.words import as_typed
from worker_views.controls import many_of, one_of, option

LEAST = 2
"""The fewest homes that there are after a parting."""


class PartingForm(PortalForm):
    """What is asked whoever is in the family; the rest is asked by `form_for`."""

    people: Sequence[PersonView] = ()
    things: Sequence[OpenThing] = ()
    labels: Sequence[str] = ()
    history = one_of(_("Who goes on reading what has ended?"), _("Choose who goes on reading it"), default=BOTH)

    def all_right(self) -> bool:
        """Say whether every answer fits together, and say beside the field where one does not."""
        alone = [self._lives_somewhere(one) for one in self.people]
        owned = [self._owner_sees(thing) for thing in self.things]
        return all(alone) and all(owned) and self._is_parted()

    def _lives_somewhere(self, one: PersonView) -> bool:
        field = self.home_of(one)
        if not field.data:
            field.errors = [gettext("Choose where they live: %(name)s", name=one.face.name)]
        elif one.is_adult and len(field.data) > 1:
            field.errors = [gettext("A grown-up lives in one home. Choose which.")]
        return not field.errors

    def _owner_sees(self, thing: OpenThing) -> bool:
        field = self.follows(thing)
        owner = next((one for one in self.people if one.id == thing.owner_id), None)
        if owner and field.data != BOTH and field.data not in (self.home_of(owner).data or ()):
            field.errors = [gettext("The people whose goal it is must be able to see it. Choose again.")]
        return not field.errors

    def _is_parted(self) -> bool:
        homes = {label for one in self.people if one.is_adult for label in self.home_of(one).data or ()}
        if len(homes) < LEAST:
            self.form_errors.append(gettext("No grown-up lives apart from another here. Choose two homes or more."))
        return len(homes) >= LEAST

    def home_of(self, one: PersonView) -> Any:
        """Return the question where someone lives."""
        return self[f"lives_{one.id.hex}"]

    def follows(self, thing: OpenThing) -> Any:
        """Return the question where a thing goes."""
        return self[f"thing_{thing.id.hex}"]

    def name_of(self, label: str) -> Any:
        """Return the question what a home is called."""
        return self[f"home_{label}"]

    def parting(self) -> Parting:
        """Return what was decided."""
        return Parting(
            names={label: self.name_of(label).data or "" for label in self.labels},
            living={one.id: tuple(self.home_of(one).data or ()) for one in self.people},
            things={thing.id: self.follows(thing).data for thing in self.things},
            history=self.history.data,
        )

    def answers(self) -> list[tuple[str, str]]:
        """Return every answer as a browser sends it, to be carried through the preview."""
        own = {"csrf_token", "once", "back", "previewed", "_language"}
        return [(name, value) for name, value in request.form.items(multi=True) if name not in own]


def form_for(people: Sequence[PersonView], homes: Sequence[HouseholdView], things: Sequence[OpenThing]) -> PartingForm:
    """Return the form with a question for each home, each person and each thing."""
    free = [letter for letter in ascii_uppercase if letter not in {home.label for home in homes}]
    labels = [*(home.label for home in homes), *free[: max(LEAST - len(homes), 0)]]
    fields: dict[str, Any] = {"people": people, "things": things, "labels": labels}
    fields |= {f"home_{label}": _name_field(label) for label in labels}
    fields |= {f"lives_{one.id.hex}": many_of(one.face.name, _("Choose from the homes above")) for one in people}
    fields |= {f"thing_{one.id.hex}": one_of(as_typed(one.words), _nobody_yet(one)) for one in things}
    form = type("AllOfPartingForm", (PartingForm,), fields)(**_as_now(people, homes))
    _offer(form)
    return form  # type: ignore[no-any-return]  # made just now from a class of ours


def _name_field(label: str) -> StringField:
    said = Said(_("Write what the family calls it, such as “Mam’s home”"))
    return StringField(_("Home %(letter)s", letter=label), filters=[tidy], validators=[said, at_most(SHORT), printable])


def _as_now(people: Sequence[PersonView], homes: Sequence[HouseholdView]) -> dict[str, Any]:
    """Return the answers that stand now: what homes are called and who lives there."""
    letters = {home.id: home.label for home in homes}
    named = {f"home_{home.label}": home.name for home in homes}
    return named | {f"lives_{one.id.hex}": [letters[id_] for id_ in one.household_ids] for one in people}


def _nobody_yet(thing: OpenThing) -> str:
    return gettext("Choose who reads this: %(thing)s", thing=thing.words)


def _offer(form: PartingForm) -> None:
    """Offer the homes by what they are called, or are to be called."""
    for one in form.people:
        form.home_of(one).choices = [_home(form, label) for label in form.labels]
    for thing in form.things:
        form.follows(thing).choices = _destinations(form, is_for_both=thing.is_for_both)
    form.history.choices = _destinations(form, is_for_both=True)


def _destinations(form: PartingForm, *, is_for_both: bool) -> list[Any]:
    """Return the homes; both only where no one would read it who has not read it before."""
    homes = [_home(form, label) for label in form.labels]
    return [*homes, option(BOTH, gettext("Both go on reading it"))] if is_for_both else homes


def _home(form: PartingForm, label: str) -> Any:
    field: Field = form.name_of(label)
    return option(label, as_typed(field.data) if field.data else gettext("Home %(letter)s", letter=label))
