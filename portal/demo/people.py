"""The demo people who sign in: their names are an agreement with the outside."""

from dataclasses import dataclass

from portal.i18n import lazy_gettext as _
from portal.models.words import Side

PASSWORD = "tair-afal-goch-2026"  # noqa: S105 (made-up people's, printed on the page that offers them)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One button of the page `/demo`."""

    key: str
    """What the stories of this package call them."""
    name: str
    """What they sign in as."""
    first_name: str
    who: str
    """Who they are, in the reader's language. Anyone may read it, so it names nobody's school or home."""
    side: Side


DEMO_PEOPLE = (
    DemoPerson("sian", "sian@demo.example", "Siân", _("A mother. She likes Welsh best."), Side.FAMILY),
    DemoPerson("gareth", "gareth@demo.example", "Gareth", _("A father. He has his own home."), Side.FAMILY),
    DemoPerson("elin", "elin", "Elin", _("She is 15. What she writes is hers."), Side.FAMILY),
    DemoPerson("grace", "grace@demo.example", "Grace", _("A mother. She is new to Nod."), Side.FAMILY),
    DemoPerson("beth", "beth@demo.example", "Beth", _("The keyworker of both these families."), Side.WORKER),
    DemoPerson("dai", "dai@demo.example", "Dai", _("The keyworker of other families."), Side.WORKER),
    DemoPerson("tom", "tom@demo.example", "Tom", _("A social worker. He leads for the children."), Side.WORKER),
    DemoPerson("asha", "asha@demo.example", "Asha", _("She works at the children’s school."), Side.WORKER),
    DemoPerson("rhian", "rhian@demo.example", "Rhian", _("The manager of the team."), Side.WORKER),
    DemoPerson("admin", "admin@demo.example", "Admin", _("Looks after Nod for the council."), Side.WORKER),
)

NAMES = {person.key: person.name for person in DEMO_PEOPLE}
