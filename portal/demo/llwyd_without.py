"""What was shared about the Llwyds without agreement. Siân was told of the first; nobody is told of the second yet."""

from portal.demo.without import Agreed, SharedWithout, ToldOf
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind

WITHOUT = (
    SharedWithout(
        on=-20,
        by="beth",
        agency="health",
        to_whom="Mari Edwards, ymwelydd iechyd",
        about=(("non", InfoKind.CONTACT), ("non", InfoKind.HEALTH)),
        what="Bod gan Non losg ar ei braich, a phryd y gwelodd y cylch chwarae ef.",
        why="The playgroup rang: a burn on Non’s arm, three days old, and two stories of how it came about.",
        why_not_told="Nobody knows yet in which home it happened. Mari sees Non this afternoon; then we tell.",
        ground=LegalGround.CHILD_AT_RISK,
        is_urgent=True,
        language="cy",
        agreed=Agreed(on=-19, by="rhian", why="Right to ring Mari at once. It was a kettle. Tell Siân this week."),
        told=ToldOf(on=-18, whom=("sian",), how="Beth sat down with Siân at the kitchen table and told her all of it."),
    ),
    SharedWithout(
        on=-1,
        by="beth",
        agency="school",
        to_whom="Asha Khan, school lead",
        about=(("elin", InfoKind.FEELINGS),),
        what="That Elin gets messages from a grown-up whom she does not know, and that they frighten her.",
        why="Elin showed Tom the messages. He waits for her outside the school gate, so the school has to know today.",
        why_not_told="Elin wants to tell her mother herself, with Tom beside her, on Thursday.",
        ground=LegalGround.CHILD_AT_RISK,
    ),
)
