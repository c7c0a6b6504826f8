"""What the Llwyds said about getting help. Gareth wants none for himself, and nothing else changes by it."""

from portal.demo.agreement import OnHelp
from portal.models.sharing_words import AgreementStatus
from portal.models.words import ConsentHow

ON_HELP = (
    OnHelp(on=-44, decider="sian", about="sian"),
    OnHelp(on=-44, decider="sian", about="macsen"),
    OnHelp(on=-44, decider="sian", about="non"),
    OnHelp(on=-41, decider="elin", about="elin"),
    OnHelp(on=-40, decider="gareth", about="macsen", how=ConsentHow.PHONE, beside="beth"),
    OnHelp(
        on=-40,
        decider="gareth",
        about="gareth",
        status=AgreementStatus.REFUSED,
        how=ConsentHow.PHONE,
        beside="beth",
    ),
)
