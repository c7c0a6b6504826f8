"""What happens next for the Llwyds, and what became of it."""

from datetime import time

from portal.demo.days import NextWeek
from portal.demo.step import Dropped, Moved, Stone

PAST_AT_MAMS = (
    Stone(
        by="beth",
        told=-45,
        on=-40,
        at=time(16),
        circle="A",
        language="cy",
        what="Beth yn dod i gwrdd â ni am y tro cyntaf",
        who="Siân, Elin, Macsen, Non a Beth",
        where="Gartref, 14 Maes yr Onnen",
    ),
    Stone(
        by="beth",
        told=-39,
        on=-33,
        at=time(15, 30),
        circle="A",
        language="cy",
        what="Siarad ag Asha am ddarllen Macsen",
        who="Siân, Beth ac Asha",
        where="Ysgol y Dderwen, swyddfa Asha",
    ),
    Stone(
        by="beth",
        told=-31,
        on=-26,
        at=time(18, 30),
        circle="A",
        language="cy",
        what="Noson gyntaf y grŵp rhieni",
        who="Siân",
        where="Canolfan Llanfelen",
    ),
    Stone(
        by="beth",
        told=-20,
        on=-12,
        at=time(9, 30),
        circle="A",
        language="cy",
        what="Diwrnod cyntaf Non yn y cylch meithrin",
        who="Non a Siân",
        where="Cylch Meithrin Llanfelen",
    ),
    Stone(
        by="beth",
        told=-7,
        on=-2,
        at=time(15, 15),
        circle="A",
        language="cy",
        what="Macsen yn rhoi cynnig ar y clwb Lego",
        who="Macsen ac Asha",
        where="Ysgol y Dderwen, ystafell 4",
    ),
)

COMING_AT_MAMS = (
    Stone(
        by="beth",
        told=-4,
        on=1,
        at=time(15, 15),
        circle="A",
        language="cy",
        what="Clywed sut mae darllen Macsen yn dod ymlaen",
        who="Siân ac Asha",
        where="Ysgol y Dderwen, swyddfa Asha",
    ),
    Stone(
        by="beth",
        told=-4,
        on=NextWeek(22),
        is_about=True,
        circle="A",
        language="cy",
        what="Edrych eto ar ein boreau ysgol",
        who="Siân a Beth",
        where="Gartref",
    ),
)

FOR_ELIN = (
    Stone(
        by="beth",
        told=-18,
        on=-15,
        at=time(16, 30),
        circle="elin",
        language="cy",
        what="Mynd am dro a siarad am y coleg celf",
        who="Fi a Beth",
        where="Llwybr yr arfordir",
    ),
    Stone(
        by="beth",
        told=-9,
        on=NextWeek(16),
        is_about=True,
        circle="elin",
        language="cy",
        what="Beth yn dod gyda fi i ddiwrnod agored y coleg celf",
        who="Fi a Beth",
        where="Y coleg celf",
    ),
)

AT_DADS = (
    Stone(
        by="beth",
        told=-44,
        on=-38,
        at=time(14),
        circle="B",
        what="A cup of tea and a talk with Beth",
        who="Gareth and Beth",
        where="The café at Caerhenfel library",
    ),
    Stone(
        by="beth",
        told=-14,
        on=-8,
        at=time(17),
        circle="B",
        what="Beth helps us plan easy bedtimes",
        who="Gareth and Beth",
        where="Gareth’s flat, Bridge Street",
    ),
    Stone(
        by="beth",
        told=-6,
        on=NextWeek(10),
        at=time(16, 30),
        circle="B",
        what="Beth comes to see how tea times are going",
        who="Gareth, Macsen, Non and Beth",
        where="Gareth’s flat, Bridge Street",
    ),
)

FOR_EVERYONE = (
    Stone(
        by="beth",
        told=-36,
        on=-30,
        at=time(11),
        what="Mari sees how Non is growing",
        who="Non, Gareth and Mari",
        where="Caerhenfel clinic",
    ),
    Stone(
        by="beth",
        told=-29,
        on=-24,
        at=time(16),
        what="Swimming with Macsen and Non",
        who="Gareth, Macsen and Non",
        where="Caerhenfel pool",
        dropped=Dropped(told=-25, why="The pool is shut for repairs. Beth is looking for another one."),
    ),
    Stone(
        by="tom",
        told=-21,
        on=-17,
        at=time(10),
        what="Tom rings each of us for a talk",
        who="Tom, with one of us at a time",
        where="By phone",
    ),
    Stone(
        by="beth",
        told=-5,
        on=2,
        at=time(16),
        what="Story time at the library",
        who="Gareth, Macsen and Non",
        where="Caerhenfel library",
    ),
    Stone(
        by="beth",
        told=-3,
        on=NextWeek(2),
        at=time(11),
        what="Nia rings to hear how we all are",
        who="Nia, with one of us at a time",
        where="By phone",
    ),
    Stone(
        by="beth",
        told=-10,
        on=NextWeek(8),
        at=time(10),
        what="Our team looks at how our plan is going",
        who="Beth and Tom, with each of us by ourselves.",
        where="Caerhenfel library, upstairs",
        moved=Moved(told=-1, first_on=NextWeek(3), why="Beth is on leave that week, and she wants to be there."),
    ),
)

STONES = (*PAST_AT_MAMS, *COMING_AT_MAMS, *FOR_ELIN, *AT_DADS, *FOR_EVERYONE)
