"""What the Llwyds decided on sharing, and what waits for an answer. What was not asked has no line here."""

from portal.demo.consent import Asked, Said
from portal.models.words import ConsentHow, ConsentStatus, InfoKind

SIAN_AND_SCHOOL = (
    Asked(
        on=-42,
        decider="sian",
        about="sian",
        agency="school",
        kind=InfoKind.PLAN,
        purpose="Er mwyn i Asha wybod beth sydd wedi’i gytuno, heb i chi orfod dweud popeth ddwywaith.",
    ),
    Asked(
        on=-42,
        decider="sian",
        about="macsen",
        agency="school",
        kind=InfoKind.LEARNING,
        purpose="Er mwyn helpu Macsen gyda’i ddarllen.",
    ),
    Said(
        on=-41,
        decider="sian",
        about="sian",
        agency="school",
        kind=InfoKind.PLAN,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-41,
        decider="sian",
        about="macsen",
        agency="school",
        kind=InfoKind.LEARNING,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-41,
        decider="sian",
        about="sian",
        agency="school",
        kind=InfoKind.CONTACT,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-41,
        decider="sian",
        about="macsen",
        agency="school",
        kind=InfoKind.CONTACT,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-41,
        decider="sian",
        about="macsen",
        agency="school",
        kind=InfoKind.PLAN,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-41,
        decider="sian",
        about="non",
        agency="school",
        kind=InfoKind.PLAN,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-40,
        decider="sian",
        about="sian",
        agency="school",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.REFUSED,
    ),
    Said(
        on=-40,
        decider="sian",
        about="macsen",
        agency="school",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.PART,
        part="Dim ond am ei bwmp asthma.",
        how=ConsentHow.BESIDE_WORKER,
        beside="beth",
    ),
    Said(
        on=-30,
        decider="sian",
        about="sian",
        agency="school",
        kind=InfoKind.FEELINGS,
        status=ConsentStatus.TALK,
    ),
    Asked(
        on=-3,
        decider="sian",
        about="macsen",
        agency="school",
        kind=InfoKind.FEELINGS,
        purpose="Er mwyn i Asha wybod beth sy’n poeni Macsen, a’i helpu amser chwarae.",
    ),
)

SIAN_AND_HEALTH = (
    Said(
        on=-37,
        decider="sian",
        about="non",
        agency="health",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.GIVEN,
        purpose="Er mwyn i Mari wybod sut mae Non yn tyfu.",
        how=ConsentHow.PAPER,
        beside="beth",
    ),
    Said(
        on=-36,
        decider="sian",
        about="sian",
        agency="health",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-11,
        decider="sian",
        about="sian",
        agency="health",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.WITHDRAWN,
    ),
)

ELIN = (
    Said(
        on=-41,
        decider="elin",
        about="elin",
        agency="school",
        kind=InfoKind.PLAN,
        status=ConsentStatus.GIVEN,
    ),
    Said(
        on=-41,
        decider="elin",
        about="elin",
        agency="school",
        kind=InfoKind.FEELINGS,
        status=ConsentStatus.REFUSED,
    ),
    Asked(
        on=-4,
        decider="elin",
        about="elin",
        agency="school",
        kind=InfoKind.HEALTH,
        purpose="Er mwyn i’r nyrs ysgol wybod pwy i’w ffonio os wyt ti’n sâl.",
    ),
)

GARETH = (
    Said(
        on=-35,
        decider="gareth",
        about="gareth",
        agency="health",
        kind=InfoKind.CONTACT,
        status=ConsentStatus.GIVEN,
        how=ConsentHow.PHONE,
        beside="beth",
    ),
    Asked(
        on=-6,
        decider="gareth",
        about="non",
        agency="health",
        kind=InfoKind.HEALTH,
        purpose="So that Mari can talk with you too about how Non is growing.",
    ),
)

WORDS = (*SIAN_AND_SCHOOL, *SIAN_AND_HEALTH, *ELIN, *GARETH)
