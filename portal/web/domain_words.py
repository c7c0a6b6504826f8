"""The words for the nineteen domains: plain ones of ours for families, the standard ones, and a child's question."""

from collections.abc import Mapping
from enum import StrEnum

from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext
from portal.models.domains import GROUPS, NUMBER, Domain, Group, Moment, RatingKind, Tool
from portal.models.gauges import Direction

__all__ = ["GROUPS", "SAID", "asked", "hint", "number", "standard", "worry"]

SAID: tuple[tuple[StrEnum, str], ...] = (
    (Domain.HEALTH, lazy_pgettext("domain", "Being well")),
    (Domain.GROWING, lazy_pgettext("domain", "Growing and moving")),
    (Domain.TALKING, lazy_pgettext("domain", "Talking and understanding")),
    (Domain.FEELINGS, lazy_pgettext("domain", "Feelings")),
    (Domain.BEHAVIOUR, lazy_pgettext("domain", "When things go wrong")),
    (Domain.IDENTITY, lazy_pgettext("domain", "Feeling good inside")),
    (Domain.RELATIONSHIPS, lazy_pgettext("domain", "Getting on with people")),
    (Domain.SELF_CARE, lazy_pgettext("domain", "Doing things alone")),
    (Domain.REASONING, lazy_pgettext("domain", "Working things out")),
    (Domain.PARTICIPATION, lazy_pgettext("domain", "Nursery, school or work")),
    (Domain.PROGRESS, lazy_pgettext("domain", "Learning new things")),
    (Domain.ASPIRATIONS, lazy_pgettext("domain", "Hopes for the future")),
    (Domain.BASIC_CARE, lazy_pgettext("domain", "Safe and looked after")),
    (Domain.WARMTH, lazy_pgettext("domain", "Love and calm")),
    (Domain.GUIDANCE, lazy_pgettext("domain", "Rules, routines and play")),
    (Domain.FAMILY_LIFE, lazy_pgettext("domain", "Life in our family")),
    (Domain.WIDER_FAMILY, lazy_pgettext("domain", "Family and friends who help")),
    (Domain.HOME_MONEY, lazy_pgettext("domain", "Home, work and money")),
    (Domain.COMMUNITY, lazy_pgettext("domain", "Where we live")),
    (Group.BODY, _("Health and growing")),
    (Group.SELF, _("Feelings and people")),
    (Group.LEARNING, _("Learning and hopes")),
    (Group.CARE, _("Care at home")),
    (Group.AROUND, _("Family, home and round about")),
    (Tool.DISTANCE, _("How things are: 0 to 4")),
    (Tool.MATRIX, _("How things are: family cards")),
    (Moment.START, lazy_pgettext("when", "At the start")),
    (Moment.REVIEW, lazy_pgettext("when", "Before a review")),
    (Moment.END, lazy_pgettext("when", "At the end")),
    (RatingKind.NOT_APPLICABLE, _("Does not apply")),
    (RatingKind.UNSURE, _("I don’t know")),
    (RatingKind.SKIPPED, _("I don’t want to say")),
    (Direction.BETTER, lazy_pgettext("direction", "Better")),
    (Direction.SAME, lazy_pgettext("direction", "The same")),
    (Direction.HARDER, lazy_pgettext("direction", "Harder")),
)

_HINTS: Mapping[Domain, str] = {
    Domain.HEALTH: _("Eating, sleeping, teeth, seeing the doctor when it is needed"),
    Domain.GROWING: _("Crawling, walking, running, getting strong"),
    Domain.TALKING: _("Saying what one means, listening, being understood"),
    Domain.FEELINGS: _("Happy and sad days, worries, being able to calm down"),
    Domain.BEHAVIOUR: _("What happens when someone is cross or upset, at home and outside"),
    Domain.IDENTITY: _("Liking oneself, being proud of who one is"),
    Domain.RELATIONSHIPS: _("Family, friends, other children and grown-ups"),
    Domain.SELF_CARE: _("Dressing, washing, getting about, small jobs"),
    Domain.REASONING: _("Understanding, asking why, finding a way"),
    Domain.PARTICIPATION: _("Going, being on time, joining in"),
    Domain.PROGRESS: _("Reading, counting, making, getting better at things"),
    Domain.ASPIRATIONS: _("What one wants to do and be"),
    Domain.BASIC_CARE: _("Food, warmth, clothes, a safe place, someone there"),
    Domain.WARMTH: _("Kind words, cuddles, days that feel steady"),
    Domain.GUIDANCE: _("Bedtimes, saying no kindly, talking and playing together"),
    Domain.FAMILY_LIFE: _("How we get on, what we have been through, how the grown-ups are"),
    Domain.WIDER_FAMILY: _("Grandparents, aunts, uncles, friends we can ask"),
    Domain.HOME_MONEY: _("A good home, jobs, bills, enough to live on"),
    Domain.COMMUNITY: _("Neighbours, clubs, parks, school and services near us"),
}

_STANDARD: Mapping[Domain, str] = {
    Domain.HEALTH: _("General health"),
    Domain.GROWING: _("Physical development"),
    Domain.TALKING: _("Speech, language and communication"),
    Domain.FEELINGS: _("Emotional and social development"),
    Domain.BEHAVIOUR: _("Behavioural development"),
    Domain.IDENTITY: _("Identity, including self-esteem, self-image and social presentation"),
    Domain.RELATIONSHIPS: _("Family and social relationships"),
    Domain.SELF_CARE: _("Self-care skills and independence"),
    Domain.REASONING: _("Understanding, reasoning and problem solving"),
    Domain.PARTICIPATION: _("Participation in learning, education and employment"),
    Domain.PROGRESS: _("Progress and achievement in learning"),
    Domain.ASPIRATIONS: _("Aspirations"),
    Domain.BASIC_CARE: _("Basic care, ensuring safety and protection"),
    Domain.WARMTH: _("Emotional warmth and stability"),
    Domain.GUIDANCE: _("Guidance, boundaries and stimulation"),
    Domain.FAMILY_LIFE: _("Family history, functioning and well-being"),
    Domain.WIDER_FAMILY: _("Wider family"),
    Domain.HOME_MONEY: _("Housing, employment and financial considerations"),
    Domain.COMMUNITY: _("Social and community elements and resources, including education"),
}
"""The wording of 9 to 12 is from general knowledge of the national form, not read in its own text."""

_ASKED: Mapping[Domain, str] = {
    Domain.HEALTH: _("Do you feel well?"),
    Domain.GROWING: _("Can you run and jump and climb?"),
    Domain.TALKING: _("Do people understand what you say?"),
    Domain.FEELINGS: _("Do you feel happy?"),
    Domain.BEHAVIOUR: _("When you are cross, does it get better again?"),
    Domain.IDENTITY: _("Do you like being you?"),
    Domain.RELATIONSHIPS: _("Do you have good friends?"),
    Domain.SELF_CARE: _("Can you do things by yourself?"),
    Domain.REASONING: _("Can you work things out?"),
    Domain.PARTICIPATION: _("Do you like going to school or nursery?"),
    Domain.PROGRESS: _("Are you learning new things?"),
    Domain.ASPIRATIONS: _("Do you have a dream for later?"),
    Domain.BASIC_CARE: _("Do you feel safe and looked after?"),
    Domain.WARMTH: _("Do you feel loved?"),
    Domain.GUIDANCE: _("Are the rules at home fair?"),
    Domain.FAMILY_LIFE: _("Is it good in your family?"),
    Domain.WIDER_FAMILY: _("Do you see the family and friends you love?"),
    Domain.HOME_MONEY: _("Do you like your home?"),
    Domain.COMMUNITY: _("Is it good to live round here?"),
}

WORRIES = (
    lazy_pgettext("0 to 4", "Going well"),
    lazy_pgettext("0 to 4", "Small worry"),
    lazy_pgettext("0 to 4", "Worry"),
    lazy_pgettext("0 to 4", "Big worry"),
    lazy_pgettext("0 to 4", "Very big worry"),
)
"""What each number of Distance Travelled means, in words of our own."""


def number(domain: Domain) -> int:
    """Return the domain's place in the standard list, 1 to 19."""
    return NUMBER[domain]


def hint(domain: Domain) -> str:
    """Return what a domain is about, in a family's words."""
    return str(_HINTS[domain])


def standard(domain: Domain) -> str:
    """Return the words of the standard list."""
    return str(_STANDARD[domain])


def asked(domain: Domain) -> str:
    """Return the question on a child's card."""
    return str(_ASKED[domain])


def worry(level: int) -> str:
    """Return what a number from 0 to 4 means."""
    return str(WORRIES[level])
