"""What the Llwyds want, and how near each of them says it is."""

from portal.demo.goal import Answer, Wish
from portal.models.words import Colour, Scale

WISHES = (
    Wish(
        by="beth",
        on=-38,
        words="We want Macsen and Non to know which days they are where.",
        scores=(
            Answer(on=-37, by="sian", value=0, why="Does neb yn gwybod o un wythnos i’r llall.", language="cy"),
            Answer(on=-36, by="gareth", value=3, why="It changes too much."),
            Answer(on=-35, by="elin", value=2, language="cy"),
            Answer(on=-19, by="sian", value=4, language="cy", beside="beth"),
            Answer(on=-16, by="gareth", value=6, why="The calendar on the fridge helps."),
            Answer(on=-8, by="elin", value=5, why="Mae’r calendr yn helpu.", language="cy"),
            Answer(on=-5, by="sian", value=6, why="Gofynnodd Non ddim unwaith!", language="cy"),
        ),
    ),
    Wish(
        by="sian",
        on=-40,
        owner="sian",
        circle="A",
        language="cy",
        words="Dw i eisiau boreau tawel, heb weiddi, cyn ysgol.",
        scores=(
            Answer(
                on=-39,
                by="sian",
                value=2,
                why="Mae pob bore’n ras ar hyn o bryd.",
                language="cy",
                beside="beth",
            ),
            Answer(
                on=-22,
                by="sian",
                value=4,
                why="Mae gosod y dillad y noson cynt yn helpu.",
                language="cy",
            ),
            Answer(on=-6, by="sian", value=5, why="Dau fore da yr wythnos hon!", language="cy"),
        ),
    ),
    Wish(
        by="sian",
        on=-39,
        owner="sian",
        circle="A",
        language="cy",
        words="Dw i eisiau i Non ddechrau yn y cylch meithrin.",
        scores=(
            Answer(on=-39, by="sian", value=0, language="cy"),
            Answer(on=-20, by="sian", value=7, why="Mae ganddi le!", language="cy"),
            Answer(on=-11, by="sian", value=10, why="Aeth hi i mewn heb edrych yn ôl.", language="cy"),
        ),
        reached=-11,
    ),
    Wish(
        by="sian",
        on=-4,
        owner="sian",
        circle="A",
        language="cy",
        words="Dw i eisiau un noson yr wythnos i fi fy hun.",
    ),
    Wish(
        by="gareth",
        on=-41,
        owner="gareth",
        circle="B",
        words="I want to cook tea with Macsen and Non each time they stay.",
        scores=(
            Answer(on=-41, by="gareth", value=4, why="We mostly have toast."),
            Answer(on=-32, by="gareth", value=6, why="Non stirred the soup."),
        ),
    ),
    Wish(
        by="elin",
        on=-29,
        owner="elin",
        circle="elin",
        language="cy",
        words="Dw i eisiau lle yn y coleg celf, a bod yn ddigon dewr i ddangos fy ngwaith.",
        scores=(
            Answer(
                on=-28,
                by="elin",
                value=1,
                why="Dw i ddim wedi dangos dim byd i neb eto.",
                language="cy",
                beside="beth",
            ),
            Answer(on=-21, by="elin", language="cy"),
            Answer(on=-9, by="elin", value=4, why="Nes i ddangos un llun i Beth.", language="cy"),
        ),
    ),
    Wish(
        by="beth",
        on=-34,
        owner="macsen",
        circle="A",
        language="cy",
        words="Dw i eisiau rhywun i chwarae gyda fi amser chwarae.",
        scale=Scale.RAG,
        scores=(
            Answer(
                on=-33,
                by="macsen",
                colour=Colour.RED,
                why="Does neb yn gofyn i fi.",
                language="cy",
                beside="beth",
            ),
            Answer(on=-23, by="macsen", beside="beth"),
            Answer(on=-13, by="macsen", colour=Colour.AMBER, beside="beth"),
            Answer(
                on=-2,
                by="macsen",
                colour=Colour.GREEN,
                why="Nes i adeiladu roced gydag Idris.",
                language="cy",
                beside="beth",
            ),
        ),
    ),
)
