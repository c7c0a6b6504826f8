"""What Elin says in her own space, and what Beth answered."""

from portal.demo.voice import Told, Words
from portal.models.voice_words import VoiceKind

VOICES = (
    Words(
        on=-26,
        by="elin",
        circle="elin",
        kind=VoiceKind.MEETING,
        words="Dw i ddim eisiau siarad o flaen pawb yn y cyfarfod. Ga i ysgrifennu yn lle hynny?",
        answer=Told(-25, "Wrth gwrs. Ysgrifenna di yma, a galla i ddarllen dy eiriau yn uchel."),
        happened=Told(-15, "Darllenais i dy eiriau yn y cyfarfod. Roedd pawb yn gwrando."),
    ),
    Words(
        on=-18,
        by="elin",
        circle="A",
        kind=VoiceKind.WISH,
        words="Hoffwn i gael rhywle tawel yn y tŷ i dynnu lluniau.",
        answer=Told(-16, "Diolch am ddweud, Elin. Bydda i’n siarad am hyn gyda ti a Mam ddydd Mawrth."),
    ),
    Words(
        on=-1,
        by="elin",
        circle="elin",
        kind=VoiceKind.WORRY,
        words="Dw i’n poeni am Non pan mae hi’n crio yn y nos.",
    ),
)
