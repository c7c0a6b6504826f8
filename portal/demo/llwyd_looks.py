"""How the Llwyds said things were: Siân at the start and before the review, Macsen with cards. Two are half done."""

from portal.demo.look import LeftOut, Look
from portal.models.domains import Domain, Moment, Tool

LOOKS = (
    Look(
        on=-41,
        by="sian",
        beside="beth",
        language="cy",
        answers="1023332112310232341",
        whys={
            Domain.BEHAVIOUR: "Mae’r boreau’n rhyfel. Mae pawb yn gweiddi.",
            Domain.HOME_MONEY: "Mae’r rhent yn hwyr eto.",
        },
    ),
    Look(
        on=-5,
        by="sian",
        moment=Moment.REVIEW,
        language="cy",
        answers="0021232102210132x32",
        whys={
            Domain.BEHAVIOUR: "Tri bore tawel yr wythnos hon.",
            Domain.FAMILY_LIFE: "Dydyn ni ddim wedi siarad am Dad eto.",
        },
        helped={
            Domain.BEHAVIOUR: 4,
            Domain.FEELINGS: 3,
            Domain.TALKING: 2,
            Domain.HOME_MONEY: 1,
            Domain.GUIDANCE: 4,
            Domain.FAMILY_LIFE: 0,
        },
    ),
    Look(
        on=-40,
        by="macsen",
        beside="beth",
        tool=Tool.MATRIX,
        language="cy",
        answers="gggargraagrgggaagga",
    ),
    Look(
        on=-3,
        by="macsen",
        beside="beth",
        tool=Tool.MATRIX,
        moment=Moment.REVIEW,
        language="cy",
        answers="gggagggagggggg?agga",
    ),
    Look(
        on=-4,
        by="sian",
        about="macsen",
        circle="A",
        language="cy",
        answers="1010120012320000000",
        whys={
            Domain.PARTICIPATION: "Mae’n hoffi’r ysgol, ond nid y bore Llun.",
            Domain.PROGRESS: "Mae darllen yn anodd iddo. Mae’n well ganddo luniau.",
        },
    ),
    Look(on=-2, by="elin", tool=Tool.MATRIX, moment=Moment.REVIEW, language="cy", answers="ggagr"),
    Look(on=-1, by="gareth", beside="beth", moment=Moment.REVIEW, answers="121"),
)

LEFT_OUT = (LeftOut(on=-40, by="beth", whose="gareth", why="Gareth said: not yet, ask me when I know you better."),)
