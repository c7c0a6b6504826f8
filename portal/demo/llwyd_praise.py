"""What the Llwyds, and those who help them, said to each other that was good."""

from portal.demo.praise import WellDone

SAID = (
    WellDone(
        by="beth",
        on=-21,
        to="sian",
        circle="A",
        language="cy",
        about="Dw i eisiau boreau tawel, heb weiddi, cyn ysgol.",
        words="Roedd pawb yn eu cotiau pan gyrhaeddais i. Da iawn ti, Siân.",
    ),
    WellDone(
        by="gareth",
        on=-16,
        about="We want Macsen and Non to know which days they are where.",
        words="We kept to the calendar for two whole weeks. Well done, us.",
    ),
    WellDone(
        by="sian",
        on=-15,
        to="macsen",
        circle="A",
        language="cy",
        words="Darllenodd Macsen stori gyfan i Non.",
    ),
    WellDone(
        by="beth", on=-9, to="gareth", circle="B", words="You learned three new teas. Non told me about the soup."
    ),
    WellDone(
        by="beth",
        on=-9,
        to="elin",
        circle="elin",
        language="cy",
        about="Dw i eisiau lle yn y coleg celf, a bod yn ddigon dewr i ddangos fy ngwaith.",
        words="Diolch am ddangos dy lun i fi. Roedd hynny’n ddewr.",
    ),
    WellDone(
        by="elin",
        on=-7,
        to="elin",
        circle="elin",
        language="cy",
        words="Nes i ofyn i Miss Price am y cwrs ar fy mhen fy hun.",
    ),
    WellDone(
        by="elin",
        on=-5,
        to="sian",
        circle="A",
        language="cy",
        about="Dw i eisiau boreau tawel, heb weiddi, cyn ysgol.",
        words="Roedd bore dydd Llun yn hyfryd, Mam.",
    ),
    WellDone(by="gareth", on=-3, to="macsen", circle="B", words="Macsen laid the table without being asked."),
)
