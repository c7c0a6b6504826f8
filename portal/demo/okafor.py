"""The Okafors (M1002): one parent, two children, on Nod since yesterday. Nearly everything is still empty."""

from datetime import time

from sqlalchemy.orm import Session

from portal.demo.account import came_in
from portal.demo.council import Council
from portal.demo.days import Days, NextWeek
from portal.demo.step import Stone, path
from portal.demo.story import Beginning, Home, Someone, Story
from portal.demo.team import Place, noted, team
from portal.models.words import LevelOfHelp, MemberFunction, Relationship

BEGINNING = Beginning(
    ref="M1002",
    name="Okafor",
    opened=-3,
    level=LevelOfHelp.EARLY_HELP,
    homes=(Home("A", "Home", "5 Cwrt y Felin, Caerhenfel, MB1 3LT"),),
    people=(
        Someone(
            key="grace",
            first_name="Grace",
            last_name="Okafor",
            age=34,
            relationship=Relationship.PARENT,
            mobile="07700 900263",
            email="grace@demo.example",
        ),
        Someone(key="samuel", first_name="Samuel", last_name="Okafor", age=11, school="Ysgol Glan Henfel"),
        Someone(key="joy", first_name="Joy", last_name="Okafor", age=5, school="Ysgol Glan Henfel"),
    ),
)

KEYWORKER = Place(
    worker="beth", on=-2, function=MemberFunction.KEYWORKER, purpose="Beth gets to know us and helps us make our plan."
)
FIRST_VISIT = Stone(
    by="beth",
    told=-1,
    on=NextWeek(7),
    at=time(15, 45),
    what="Beth comes to meet us all",
    who="Grace, Samuel, Joy and Beth",
    where="At home",
)
NOTE = "Grace works nights at the bakery: ring after two. Samuel opens the door like a small butler."


def live(db: Session, council: Council, days: Days) -> None:
    """Let the Okafors begin."""
    story = Story(db, council, days, BEGINNING)
    team(story, [KEYWORKER])
    came_in(story, "beth", -1, "grace", language="en")
    path(story, [FIRST_VISIT])
    noted(story, "beth", -1, NOTE)
    story.live()
