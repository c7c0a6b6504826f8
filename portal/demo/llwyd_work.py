"""What Beth has to look at in the Llwyds' sharing: a no, a part, two parents who disagree, a child who is not sure.

Gareth does not see the school on the team: he is asked about a school, and nothing put to him names it.
"""

from portal.demo.child_view import Thinks
from portal.demo.consent import Asked, Said
from portal.models.sharing_words import ChildSays, ConsentLasts, Purpose
from portal.models.words import ConsentHow, ConsentStatus, InfoKind

WORDS = (
    Asked(
        on=-20,
        decider="gareth",
        about="macsen",
        agency="school",
        kind=InfoKind.HEALTH,
        purpose="So that they know what to do when Macsen needs his pump.",
        for_what=Purpose.HEALTH,
        is_named=False,
    ),
    Said(
        on=-18,
        decider="gareth",
        about="macsen",
        agency="school",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.REFUSED,
        for_what=Purpose.HEALTH,
        is_named=False,
        how=ConsentHow.PHONE,
        beside="beth",
    ),
    Asked(
        on=-28,
        decider="sian",
        about="sian",
        agency="housing",
        kind=InfoKind.HOME,
        purpose="Er mwyn iddyn nhw wybod bod angen trwsio’r gwres.",
        for_what=Purpose.HOUSING,
    ),
    Said(
        on=-27,
        decider="sian",
        about="sian",
        agency="housing",
        kind=InfoKind.HOME,
        status=ConsentStatus.REFUSED,
        purpose="Er mwyn iddyn nhw wybod bod angen trwsio’r gwres.",
        for_what=Purpose.HOUSING,
    ),
    Said(
        on=-26,
        decider="sian",
        about="macsen",
        agency="health",
        kind=InfoKind.HEALTH,
        status=ConsentStatus.PART,
        part="Y frest a’r pwmp asthma. Dim byd arall.",
        for_what=Purpose.HEALTH,
        lasts=ConsentLasts.YEAR,
    ),
    Said(
        on=-25,
        decider="sian",
        about="macsen",
        agency="health",
        kind=InfoKind.CONTACT,
        status=ConsentStatus.GIVEN,
        for_what=Purpose.HEALTH,
        lasts=ConsentLasts.REVIEW,
        how=ConsentHow.PAPER,
        witness="Beth a Siân, wrth fwrdd y gegin. Mae’r papur yn ffeil y swyddfa.",
        beside="beth",
    ),
)

VIEWS = (
    Thinks(
        on=-9,
        child="macsen",
        agency="school",
        kind=InfoKind.LEARNING,
        says=ChildSays.UNSURE,
        words="Y darllen, iawn. Ond dim byd am dŷ Dad.",
        language="cy",
        beside="beth",
    ),
)

WHY_ELIN = (
    "About sharing with the school and with the health visitor. Elin said in her own words what each would read, "
    "what she wants kept back, and that she may change her mind."
)
