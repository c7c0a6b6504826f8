"""Made-up names and plain words for a county's worth of families: first names of old tales, surnames of plants."""

GROWN_UPS = (
    "Branwen", "Geraint", "Olwen", "Peredur", "Enid", "Pryderi", "Rhiannon", "Macsen", "Arianrhod", "Owain", "Luned",
    "Culhwch", "Elen", "Gwydion", "Nesta", "Tegid", "Cigfa", "Manawyd", "Heledd", "Cynon", "Titania", "Lancelot",
    "Perdita", "Oberon", "Cordelia", "Prospero", "Hermia", "Lysander", "Viola", "Benedick",
)  # fmt: skip
CHILDREN = (
    "Blodwen", "Cai", "Dylan", "Efa", "Ffion", "Gwern", "Hedd", "Idris", "Jac", "Lleucu", "Mabon", "Nel", "Owena",
    "Puck", "Rhun", "Sgili", "Taliesin", "Una", "Ariel", "Moth", "Cobweb", "Gwenno", "Llinos", "Miranda",
)  # fmt: skip
SURNAMES = (
    "Afallen", "Banadl", "Bramble", "Briallu", "Celyn", "Clover", "Criafol", "Derwen", "Eithin", "Ferngrove",
    "Foxglove", "Gwyddfid", "Hawthorne", "Helygen", "Honeysuckle", "Larkspur", "Marigold", "Meillion", "Mosswood",
    "Onnen", "Pabi", "Primrose", "Rhedyn", "Rowanberry", "Sycamore", "Thistle", "Willowherb", "Ysgall",
)  # fmt: skip
STREETS = ("Lôn y Wennol", "Heol y Dryw", "Swallow Lane", "Stryd y Barcud", "Heron Road", "Cwrt y Gog", "Wren Close")
TOWNS = ("Caerhenfel", "Abergwennol", "Pontyddraig", "Trefarchog", "Llyncawr")

STEPS = {
    "en": (
        ("We make our plan", "At home"),
        ("A talk about school mornings", "At school"),
        ("The first parents’ group", "The children’s centre"),
        ("A call about the house", "By phone"),
        ("A walk and a talk", "The park"),
        ("We see how the week went", "At home"),
    ),
    "cy": (
        ("Gwneud ein cynllun", "Gartref"),
        ("Sgwrs am foreau ysgol", "Yn yr ysgol"),
        ("Y grŵp rhieni cyntaf", "Y ganolfan blant"),
        ("Galwad am y tŷ", "Dros y ffôn"),
        ("Mynd am dro a sgwrsio", "Y parc"),
        ("Gweld sut aeth yr wythnos", "Gartref"),
    ),
}
WHYS = {
    "en": ("One of us was ill.", "The car broke down.", "We needed more time."),
    "cy": ("Roedd un ohonon ni’n sâl.", "Torrodd y car i lawr.", "Roedd angen mwy o amser arnon ni."),
}
GOALS = {
    "en": (
        "We want calm bedtimes.",
        "We want to eat together twice a week.",
        "I want to get to school on time.",
        "I want someone to talk to.",
        "We want our own front door.",
    ),
    "cy": (
        "Rydyn ni eisiau amser gwely tawel.",
        "Rydyn ni eisiau bwyta gyda’n gilydd ddwywaith yr wythnos.",
        "Dw i eisiau cyrraedd yr ysgol ar amser.",
        "Dw i eisiau rhywun i siarad â nhw.",
        "Rydyn ni eisiau ein drws ffrynt ein hunain.",
    ),
}
PURPOSES = {
    "en": "Our keyworker helps us make our plan and keep to it.",
    "cy": "Mae ein gweithiwr allweddol yn ein helpu i wneud cynllun a chadw ato.",
}
HEALTH_PURPOSES = {"en": "Helps us to stay well.", "cy": "Yn ein helpu i gadw’n iach."}
