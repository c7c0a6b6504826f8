"""What was shared of the Llwyds: Macsen's learning, with the school that his mother said yes to."""

from portal.demo.share import Shared
from portal.models.sharing_words import Purpose

SHARED = (
    Shared(
        on=-2,
        agency="school",
        to_name="Asha Khan, arweinydd ysgol",
        for_what=Purpose.LEARNING,
        purpose="Er mwyn helpu Macsen gyda’i ddarllen.",
        asks=("Darllen gyda Macsen ddwywaith yr wythnos.", "Dweud wrth Beth sut mae’n mynd."),
        language="cy",
        reply="Diolch. Byddwn ni’n dechrau ddydd Llun.",
    ),
)
