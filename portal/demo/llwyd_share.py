"""What was shared of the Llwyds: Non's health without agreement, and Macsen's learning by his mother's yes."""

from portal.demo.share import Shared
from portal.models.sharing_words import Purpose

SHARED = (
    Shared(
        on=-19,
        agency="health",
        to_name="Mari Edwards, ymwelydd iechyd",
        for_what=Purpose.HEALTH,
        purpose="Er mwyn i rywun edrych ar y llosg heddiw.",
        asks=("Gweld Non heddiw.", "Dweud wrth Beth beth welsoch chi."),
        language="cy",
        reply="Gwelais i Non. Damwain gyda’r tegell oedd hi.",
        is_without=True,
    ),
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
