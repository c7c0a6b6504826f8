"""Invents one family of the county's caseload: who they are, where they live, whether anything is due."""

import random
from collections.abc import Iterator

from sqlalchemy.orm import Session

from portal.demo.consent import sharing
from portal.demo.council import Council
from portal.demo.days import Days
from portal.demo.goal import wishes
from portal.demo.names import CHILDREN, GROWN_UPS, STREETS, SURNAMES, TOWNS
from portal.demo.step import path
from portal.demo.story import Beginning, Home, Someone, Story
from portal.demo.team import team
from portal.demo.teller import COMING, Teller
from portal.models.words import LevelOfHelp, Relationship

LONGEST = -150
"""How many working days ago the oldest of them began."""
QUIET = -20
"""In a family gone quiet nothing was told since."""
DUE = {**dict(zip(COMING, (8, 8, 40, 24), strict=True)), "nothing": 12, "quiet": 8}
"""How often which of them is due, in a hundred."""


def live(
    db: Session, council: Council, days: Days, chance: random.Random, *, ref: str, keyworker: str, area: str
) -> None:
    """Invent one family and let it live."""
    due = chance.choices(tuple(DUE), tuple(DUE.values()))[0]
    latest = QUIET if due == "quiet" else -1
    opened = chance.randint(LONGEST, latest - 15)
    language = chance.choices(("cy", "en"), (3, 7))[0]
    people = tuple(_people(chance, ref, language))
    beginning = Beginning(
        ref=ref,
        name=people[0].last_name,
        opened=opened,
        level=chance.choices(tuple(LevelOfHelp), (5, 4, 1))[0],
        people=people,
        homes=tuple(_homes(chance, people)),
        area=area,
    )
    story = Story(db, council, days, beginning)
    teller = Teller(chance, keyworker, language, opened + 3, latest, people)
    team(story, teller.places(opened + 1))
    path(story, teller.stones(due))
    wishes(story, teller.wishes())
    sharing(story, teller.words())
    story.live()


def _people(chance: random.Random, ref: str, language: str) -> Iterator[Someone]:
    surname = chance.choice(SURNAMES)
    grown_ups = chance.sample(GROWN_UPS, chance.choices((1, 2), (6, 4))[0])
    live_apart = len(grown_ups) > 1 and chance.randrange(5) < 2
    for number, name in enumerate(grown_ups):
        yield Someone(
            key=f"grown-up-{number}",
            first_name=name,
            last_name=chance.choice(SURNAMES) if number else surname,
            age=chance.randint(20, 52),
            relationship=Relationship.PARENT,
            homes="B" if number and live_apart else "A",
            language=language,
            mobile=f"07700 900{chance.randint(0, 999):03}",
            email=f"{ref.lower()}.{number}@family.example",
        )
    for number, name in enumerate(chance.sample(CHILDREN, chance.choices((1, 2, 3, 4), (3, 4, 2, 1))[0])):
        yield Someone(
            key=f"child-{number}",
            first_name=name,
            last_name=surname,
            age=chance.randint(0, 16),
            homes="AB" if live_apart else "A",
            language=language,
        )


def _homes(chance: random.Random, people: tuple[Someone, ...]) -> Iterator[Home]:
    for label in sorted({label for one in people for label in one.homes}):
        yield Home(label, "", f"{chance.randint(1, 99)} {chance.choice(STREETS)}, {chance.choice(TOWNS)}")
