"""The Llwyds (M1001): two homes, five people, eight weeks of help.

Gareth must never learn where Siân lives, her telephone or the children's school. So whatever names the school
or belongs to home A is told to the circle of home A, never to the whole family.
"""

from datetime import time

from sqlalchemy.orm import Session

from portal.demo import llwyd_work
from portal.demo.account import came_in, responsible, understands
from portal.demo.agreement import on_help
from portal.demo.child_round import sat
from portal.demo.child_view import thinks
from portal.demo.consent import sharing
from portal.demo.contact import Safe, safely
from portal.demo.council import SCHOOL, Council
from portal.demo.days import Days
from portal.demo.goal import wishes
from portal.demo.llwyd_goals import WISHES
from portal.demo.llwyd_help import ON_HELP
from portal.demo.llwyd_looks import LEFT_OUT, LOOKS
from portal.demo.llwyd_praise import SAID
from portal.demo.llwyd_share import SHARED
from portal.demo.llwyd_sharing import WORDS
from portal.demo.llwyd_steps import STONES
from portal.demo.llwyd_voices import MACSENS_ROUND, VOICES
from portal.demo.llwyd_without import WITHOUT
from portal.demo.look import left_out, looks
from portal.demo.praise import well_done
from portal.demo.share import shared
from portal.demo.step import path
from portal.demo.story import Beginning, Home, Someone, Story
from portal.demo.team import Place, at_risk, looked, noted, team
from portal.demo.voice import voices
from portal.demo.without import without_agreement
from portal.models.notice_kinds import NoticeWords
from portal.models.words import ContactWay, LevelOfHelp, MemberFunction, Relationship
from portal.safe_hours import Spell

BEGINNING = Beginning(
    ref="M1001",
    name="Llwyd",
    opened=-48,
    level=LevelOfHelp.SUPPORT,
    homes=(
        Home("A", "Mam’s home", "14 Maes yr Onnen, Llanfelen, MB4 7QX"),
        Home("B", "Dad’s home", "Flat 3, 22 Bridge Street, Caerhenfel, MB1 2GP"),
    ),
    people=(
        Someone(
            key="sian",
            first_name="Siân",
            last_name="Llwyd",
            age=38,
            relationship=Relationship.PARENT,
            language="cy",
            mobile="07700 900141",
            email="sian@demo.example",
        ),
        Someone(
            key="gareth",
            first_name="Gareth",
            last_name="Prys",
            age=41,
            relationship=Relationship.PARENT,
            homes="B",
            mobile="07700 900152",
            email="gareth@demo.example",
        ),
        Someone(key="elin", first_name="Elin", last_name="Llwyd", age=15, language="cy", school=SCHOOL),
        Someone(
            key="macsen",
            first_name="Macsen",
            last_name="Llwyd",
            age=8,
            homes="AB",
            language="cy",
            school=SCHOOL,
        ),
        Someone(key="non", first_name="Non", last_name="Llwyd", age=3, homes="AB", language="cy"),
    ),
)

TEAM = (
    Place(
        worker="beth",
        on=-47,
        function=MemberFunction.KEYWORKER,
        purpose="Beth listens to each of us. She keeps our plan going and makes sure things happen.",
        chosen=True,
    ),
    Place(
        worker="tom",
        on=-46,
        function=MemberFunction.LEAD_CHILDREN,
        purpose="Tom makes sure that Elin, Macsen and Non are safe and heard.",
    ),
    Place(
        worker="mari",
        on=-38,
        function=MemberFunction.TEAM_MEMBER,
        purpose="Mari helps Non to eat well, grow and talk.",
    ),
    Place(
        worker="asha",
        on=-37,
        function=MemberFunction.TEAM_MEMBER,
        purpose="Asha yw ein cyswllt ni yn yr ysgol. Mae’n helpu Macsen i fwynhau darllen.",
        language="cy",
        circle="A",
        chosen=True,
    ),
)

NOTES = (
    (
        "beth",
        -40,
        "Nobody rings Siân while Gareth has the children. Macsen goes hedgehog-quiet on Sundays.",
    ),
    (
        "tom",
        -27,
        "No order, threshold not met. Kestrel rule: no post with the school’s name goes to Gareth.",
    ),
    (
        "beth",
        -3,
        "For Nia while I am away: Siân first, marmalade sandwiches second. Ring Gareth on Wednesday only.",
    ),
)


SAFE = (
    Safe(
        key="sian",
        on=-44,
        ways=(ContactWay.EMAIL, ContactWay.CALL),
        spells=(Spell(frozenset(range(5)), time(10), time(12)), Spell(frozenset({6}), time(18), time(19))),
        code_word="pice bach",
    ),
    Safe(key="gareth", on=-43, ways=(ContactWay.EMAIL, ContactWay.TEXT), words=NoticeWords.SORT),
)
"""Gareth has the children from Friday; nobody rings Siân then."""


def live(db: Session, council: Council, days: Days) -> None:
    """Let the Llwyds live their eight weeks."""
    story = Story(db, council, days, BEGINNING)
    team(story, TEAM)
    responsible(story, "beth", -46, "sian", "gareth")
    for on, key, language in ((-45, "sian", "cy"), (-44, "gareth", "en"), (-43, "elin", "cy")):
        came_in(story, "beth", on, key, language=language)
    understands(story, "tom", -42, "elin", llwyd_work.WHY_ELIN)
    for said in SAFE:
        safely(story, said)
    path(story, STONES)
    wishes(story, WISHES)
    well_done(story, SAID)
    voices(story, "beth", VOICES)
    sat(story, MACSENS_ROUND)
    on_help(story, ON_HELP)
    sharing(story, WORDS)
    without_agreement(story, WITHOUT)
    sharing(story, llwyd_work.WORDS)
    thinks(story, llwyd_work.VIEWS)
    looks(story, LOOKS)
    left_out(story, LEFT_OUT)
    shared(story, *SHARED)
    for by, on, words in NOTES:
        noted(story, by, on, words)
    at_risk(story, "beth", -39, "Gareth asked at the school gate where Siân lives now. She does not want him to know.")
    looked(story, "beth", -40, -22, -5)
    looked(story, "tom", -27, -17)
    story.live()
