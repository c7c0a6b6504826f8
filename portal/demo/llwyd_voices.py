"""What Elin says in her own space, what Macsen said beside Beth, and what Beth answered."""

from portal.demo.child_round import Sat
from portal.demo.voice import Told, Words
from portal.models.voice_words import Feeling, VoiceKind

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

MACSENS_ROUND = Sat(
    on=-13,
    by="macsen",
    beside="beth",
    present="Dim ond Macsen a fi. Roedd Siân yn y gegin.",
    language="cy",
    feeling=Feeling.OKAY,
    wish="Dw i isio mynd i nofio efo Dad a Non.",
    good_news="Nes i golli dant!!",
    answer=Told(-10, "Dyna ddymuniad da, Macsen. Siaradais i gyda Mam a Dad."),
    happened=Told(-3, "Mae’r pwll ar gau nawr. Mae Dad am fynd â chi’ch dau i nofio pan fydd ar agor eto."),
)
