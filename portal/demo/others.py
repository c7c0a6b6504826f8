"""Dai's families: one with a step overdue (M1003), one gone quiet (M1004), one with a step today (M1005)."""

from datetime import time

from sqlalchemy.orm import Session

from portal.demo.council import Council
from portal.demo.days import Days
from portal.demo.goal import Answer, Wish, wishes
from portal.demo.step import Stone, path
from portal.demo.story import Beginning, Home, Someone, Story
from portal.demo.team import Place, noted, team
from portal.models.words import LevelOfHelp, MemberFunction, Relationship

PARENT, CARER = Relationship.PARENT, Relationship.CARER

PRITCHARD = Beginning(
    ref="M1003",
    name="Pritchard",
    opened=-60,
    level=LevelOfHelp.SUPPORT,
    homes=(Home("A", "Home", "2 Tai’r Rhedyn, Caerhenfel, MB1 5DD"),),
    people=(
        Someone(
            key="rhys",
            first_name="Rhys",
            last_name="Pritchard",
            age=45,
            relationship=PARENT,
            language="cy",
            mobile="07700 900301",
        ),
        Someone(key="mabli", first_name="Mabli", last_name="Pritchard", age=13, language="cy"),
    ),
)
HADDAD = Beginning(
    ref="M1004",
    name="Haddad",
    opened=-70,
    level=LevelOfHelp.EARLY_HELP,
    homes=(Home("A", "Home", "31 Heol y Môr, Caerhenfel, MB1 8TS"),),
    people=(
        Someone(
            key="layla",
            first_name="Layla",
            last_name="Haddad",
            age=58,
            relationship=CARER,
            mobile="07700 900302",
        ),
        Someone(key="yusuf", first_name="Yusuf", last_name="Haddad", age=6),
    ),
)
WOJCIK = Beginning(
    ref="M1005",
    name="Wójcik",
    opened=-20,
    level=LevelOfHelp.SUPPORT,
    homes=(Home("A", "Home", "9 Lôn Fedwen, Caerhenfel, MB1 6HP"),),
    people=(
        Someone(
            key="ania",
            first_name="Ania",
            last_name="Wójcik",
            age=29,
            relationship=PARENT,
            language="pl",
            mobile="07700 900303",
        ),
        Someone(key="kuba", first_name="Kuba", last_name="Wójcik", age=2, language="pl"),
    ),
)


def live(db: Session, council: Council, days: Days) -> None:
    """Let Dai's families live."""
    for tell in (_pritchard, _haddad, _wojcik):
        tell(db, council, days)


def _keyworker(on: int) -> Place:
    return Place(worker="dai", on=on, function=MemberFunction.KEYWORKER, purpose="Dai helps us make and keep our plan.")


def _pritchard(db: Session, council: Council, days: Days) -> None:
    story = Story(db, council, days, PRITCHARD)
    team(story, [_keyworker(-59)])
    overdue = Stone(
        by="dai",
        told=-9,
        on=-2,
        at=time(16),
        language="cy",
        what="Dai yn dod i weld sut mae pethau",
        who="Rhys, Mabli a Dai",
        where="Gartref",
        is_overdue=True,
    )
    path(story, [overdue])
    story.live()


def _haddad(db: Session, council: Council, days: Days) -> None:
    story = Story(db, council, days, HADDAD)
    team(story, [_keyworker(-69)])
    school_run = Wish(
        by="dai",
        on=-60,
        owner="layla",
        words="I want the walk to school to be calm.",
        scores=(
            Answer(on=-60, by="layla", value=3, beside="dai"),
            Answer(on=-36, by="layla", value=5, beside="dai"),
        ),
    )
    wishes(story, [school_run])
    noted(story, "dai", -35, "No answer at the door twice. Try Layla’s sister, the one with the blue van.")
    story.live()


def _wojcik(db: Session, council: Council, days: Days) -> None:
    story = Story(db, council, days, WOJCIK)
    health_visitor = Place(
        worker="mari", on=-12, function=MemberFunction.TEAM_MEMBER, purpose="Mari helps Kuba to talk."
    )
    team(story, [_keyworker(-19), health_visitor])
    visit = Stone(
        by="dai",
        told=-4,
        on=0,
        at=time(14),
        what="Ania and Dai look at our plan",
        who="Ania and Dai",
        where="The children’s centre",
    )
    path(story, [visit])
    story.live()
