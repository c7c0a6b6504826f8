"""A caseload like Wiltshire's in January 2018: 49 keyworkers, 291 families, the same ones every time."""

import random

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.demo import invented
from portal.demo.council import AREAS, HEALTH_BOARD, Colleague, Council, authority_of, hire, own_agency, ref_of
from portal.demo.days import Days
from portal.demo.fill import fill
from portal.demo.names import GROWN_UPS, SURNAMES
from portal.demo.people import PASSWORD
from portal.models import Agency, AreaTeam, Worker
from portal.models.words import WorkerRole
from portal.security import passwords
from portal.settings import Settings

KEYWORKERS, FAMILIES = 49, 291
FIRST_REF = 2001
SEED = 2018
SENIOR_EVERY, WELSH_EVERY = 6, 3


def fill_wiltshire(db: Session, settings: Settings) -> None:
    """Add the county's caseload beside the demo people, who come too; where it is already, nothing changes.

    Raises:
        RealPeopleHere: the database holds other people and no demo people.
    """
    fill(db, settings)
    if db.scalar(select(Worker.id).where(Worker.ref == ref_of(_key(0)))):
        return
    chance = random.Random(SEED)  # noqa: S311 (families that nobody has need no secret chance)
    days = Days(clock.now())
    council = _council(db, settings)
    for number in range(KEYWORKERS):
        hire(db, council, _keyworker(chance, number), f"{_key(number)}@demo.example")
    for number in range(FAMILIES):
        worker = number % KEYWORKERS
        invented.live(
            db,
            council,
            days,
            chance,
            ref=f"M{FIRST_REF + number}",
            keyworker=_key(worker),
            area=_area(worker),
        )


def _key(number: int) -> str:
    return f"keyworker{number + 1:02}"


def _area(worker: int) -> str:
    return AREAS[worker % len(AREAS)]


def _keyworker(chance: random.Random, number: int) -> Colleague:
    is_senior = number % SENIOR_EVERY == 0
    return Colleague(
        _key(number),
        chance.choice(GROWN_UPS),
        chance.choice(SURNAMES),
        WorkerRole.SENIOR_FAMILY_KEYWORKER if is_senior else WorkerRole.FAMILY_KEYWORKER,
        f"01632 960{200 + number}",
        ("cy", "en") if number % WELSH_EVERY == 0 else ("en",),
        area=_area(number),
    )


def _council(db: Session, settings: Settings) -> Council:
    """Return the council that the demo people work for, with only the health visitor in it."""
    agencies = {agency.name: agency for agency in db.scalars(select(Agency))}
    areas = {team.name: team for team in db.scalars(select(AreaTeam))}
    mari = db.scalars(select(Worker).where(Worker.ref == ref_of("mari"))).one()
    return Council(
        authority_of(db, settings),
        areas,
        {"council": agencies[own_agency(settings)], "health": agencies[HEALTH_BOARD]},
        {"mari": mari},
        {},
        passwords.hashed(PASSWORD),
    )
