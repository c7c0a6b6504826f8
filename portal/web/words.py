"""The words that people read for the closed lists of the field."""

from enum import StrEnum
from functools import cache

from babel.support import NullTranslations
from markupsafe import Markup

from portal import i18n
from portal.i18n import gettext, lazy_pgettext
from portal.i18n import lazy_gettext as _
from portal.models.answer import ScorePoint
from portal.models.audit_words import Deed, Ground, OpeningPurpose
from portal.models.voice_words import Feeling, VoiceKind
from portal.models.words import (
    CircleKind,
    Colour,
    ContactHow,
    ContactWay,
    FamilyStatus,
    GoalState,
    LevelOfHelp,
    MemberFunction,
    Relationship,
    Responsibility,
    ScoreKind,
    Shown,
    ShownRole,
    SignInWay,
    StepState,
    WorkerRole,
)
from portal.queries.due import Due
from portal.safe_hours import Spell
from portal.web import domain_words, sharing_words

WEEK = range(7)

_SAID: tuple[tuple[StrEnum, str], ...] = (
    (WorkerRole.FAMILY_KEYWORKER, _("Family keyworker")),
    (WorkerRole.SENIOR_FAMILY_KEYWORKER, _("Senior family keyworker")),
    (WorkerRole.SOCIAL_WORKER, _("Social worker")),
    (WorkerRole.HEALTH_VISITOR, _("Health visitor")),
    (WorkerRole.SCHOOL_LEAD, _("School lead")),
    (WorkerRole.HOUSING_OFFICER, _("Housing officer")),
    (WorkerRole.YOUTH_WORKER, _("Youth worker")),
    (WorkerRole.DOMESTIC_ABUSE_WORKER, _("Domestic abuse worker")),
    (ShownRole.SUPPORT_WORKER, _("Support worker")),
    (ShownRole.FAMILY_WORKER, _("Family worker")),
    (Shown.USUAL, _("As usual: the role as it is; other words for a sensitive one")),
    (Shown.AS_IT_IS, _("The role as it is")),
    (Shown.NONE, _("No role: only the name, and what they are here for")),
    (WorkerRole.TEAM_MANAGER, _("Team manager")),
    (WorkerRole.ADMINISTRATOR, _("Administrator")),
    (MemberFunction.KEYWORKER, _("Your keyworker")),
    (MemberFunction.LEAD_ADULTS, _("Leads the help for the grown-ups")),
    (MemberFunction.LEAD_CHILDREN, _("Leads the help for the children")),
    (MemberFunction.TEAM_MEMBER, _("On the team")),
    (LevelOfHelp.EARLY_HELP, _("Early help")),
    (LevelOfHelp.SUPPORT, _("Family support")),
    (LevelOfHelp.CHILD_IN_NEED, _("Child in need")),
    (FamilyStatus.OPEN, _("Open")),
    (FamilyStatus.CLOSED, _("Closed")),
    (Relationship.PARENT, _("Parent")),
    (Relationship.CARER, _("Carer")),
    (Relationship.OTHER_ADULT, _("Another grown-up")),
    (Relationship.CHILD, _("Child or young person")),
    (Relationship.UNBORN, _("Not born yet")),
    (Responsibility.YES, _("Has parental responsibility")),
    (Responsibility.NO, _("Has no parental responsibility")),
    (Responsibility.UNKNOWN, _("Parental responsibility not known")),
    (CircleKind.WHOLE_FAMILY, _("The whole family")),
    (CircleKind.HOME, _("Home")),
    (CircleKind.PRIVATE, _("Only me and my keyworker")),
    (StepState.COMING, _("Coming")),
    (StepState.HAPPENED, _("Happened")),
    (StepState.DROPPED, _("Dropped")),
    (GoalState.OPEN, _("We are working on it")),
    (GoalState.REACHED, _("We got there")),
    (GoalState.PAUSED, _("Paused for now")),
    (GoalState.CLOSED, _("Put away")),
    (GoalState.DECLINED, _("Stopped to keep people safe")),
    (ScoreKind.SCORED, _("Scored")),
    (ScoreKind.UNSURE, _("I don’t know")),
    (ScoreKind.SKIPPED, _("Skipped")),
    (ScorePoint.START, _("At the start")),
    (ScorePoint.BETWEEN, _("In between")),
    (ScorePoint.REVIEW, _("At a review")),
    (ScorePoint.END, _("At the end")),
    (Colour.RED, lazy_pgettext("score", "Red: not good")),
    (Colour.AMBER, lazy_pgettext("score", "Amber: so-so")),
    (Colour.GREEN, lazy_pgettext("score", "Green: good")),
    (VoiceKind.MEETING, _("For the next meeting")),
    (VoiceKind.WISH, _("A wish")),
    (VoiceKind.WORRY, _("A worry")),
    (VoiceKind.GOOD_NEWS, _("Good news")),
    (VoiceKind.FEELING, _("A feeling")),
    (Feeling.HAPPY, lazy_pgettext("feeling", "Happy")),
    (Feeling.OKAY, lazy_pgettext("feeling", "OK")),
    (Feeling.SAD, lazy_pgettext("feeling", "Sad")),
    (Feeling.ANGRY, lazy_pgettext("feeling", "Angry")),
    (Feeling.SCARED, lazy_pgettext("feeling", "Scared")),
    (Ground.TEAM, _("They are on your team.")),
    (Ground.COVER, _("They stood in for someone on your team.")),
    (Ground.AREA, _("They lead the team in your area.")),
    (Ground.OPENING, _("They opened it without being on your team.")),
    (OpeningPurpose.DANGER, _("Someone may have been in danger.")),
    (OpeningPurpose.UNREACHABLE, _("The team could not be reached.")),
    (OpeningPurpose.LAW, _("The law or a court asked for it.")),
    (OpeningPurpose.CHECK, _("To check that the work is done right.")),
    (Deed.LOOKED, _("Looked at your family’s pages")),
    (Deed.SEEN_AS, _("Looked at your pages as you see them")),
    (Deed.OPENED, _("Opened your family’s pages without being on your team")),
    (Deed.COPIED, _("Saved a copy of your family’s scores")),
    (Deed.FAMILY, _("Changed what Nod holds about your family")),
    (Deed.STEPS, _("Changed what happens next")),
    (Deed.GOALS, _("Wrote down something about a goal")),
    (Deed.VOICES, _("Wrote down or answered something that was said")),
    (Deed.LOOKS, _("Wrote down something about how things are for you")),
    (Deed.TEAM, _("Changed who is on your team")),
    (Deed.DETAILS, _("Changed your details")),
    (Deed.HOME, _("Changed what Nod holds about your home")),
    (Deed.CONTACT, _("Wrote down how you may be contacted")),
    (Deed.INVITED, _("Made you a way in to Nod")),
    (Deed.ASKED, _("Asked you about sharing")),
    (Deed.WROTE_ANSWER, _("Wrote down your answer about sharing")),
    (Deed.WROTE_HELP, _("Wrote down what you said about getting help")),
    (Deed.PRAISED, _("Said well done")),
    (SignInWay.PASSWORD, _("With a password")),
    (SignInWay.PASSKEY, _("With a passkey")),
    (SignInWay.SSO, _("With your council account")),
    (SignInWay.CODE, _("With an invitation")),
    (SignInWay.DEMO, _("In the demo")),
    (ContactHow.NOD, _("Only in Nod")),
    (ContactHow.WAYS, _("In Nod, and in the ways that I tick")),
    (ContactHow.NOT, _("Do not contact me")),
    (ContactWay.EMAIL, _("Email")),
    (ContactWay.TEXT, _("Text message")),
    (ContactWay.CALL, _("A phone call")),
    (Due.STEP_OVERDUE, _("Step overdue")),
    (Due.STEP_TODAY, _("Step today")),
    (Due.VOICE_WAITED, _("Someone waits for your answer")),
    (Due.SCORE_WAITED, _("Score waited for")),
    (Due.SHARING_WAITED, _("Sharing: waiting for an answer")),
    (Due.SHARING_NOT_ASKED, _("Sharing: not asked yet")),
    (Due.NO_STEP, _("No next step")),
    (Due.GONE_QUIET, _("Gone quiet")),
)


WORDS = {(type(member), member.value): said for member, said in (*_SAID, *domain_words.SAID, *sharing_words.SAID)}
"""By kind and value: members of two lists that are stored alike, such as `open`, would be one key by themselves."""


def word(member: StrEnum) -> str:
    """Return the reader's word for a member of a closed list."""
    return _word(type(member), member.value, i18n.catalogue(i18n.rendering()))


@cache
def _word(kind: type[StrEnum], value: str, _catalogue: NullTranslations) -> str:
    """Look each word up once in each catalogue; a page says the same few again and again."""
    return str(WORDS[kind, value])


def spell_words(spell: Spell) -> str:
    """Return `Monday – Friday 10:00–12:00`; a list where the days do not follow each other."""
    days = sorted(spell.days)
    names = [i18n.weekday(day) for day in days]
    if len(days) == len(WEEK):
        said = gettext("every day")
    elif len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        said = f"{names[0]} – {names[-1]}"
    else:
        said = i18n.joined(names)
    return f"{said} {i18n.hour(spell.opens)}–{i18n.hour(spell.closes)}"


LANGUAGES = {
    "cy": _("Welsh"),
    "en": _("English"),
    "pl": _("Polish"),
}


def language_word(code: str) -> str:
    """Return the reader's name of a language someone speaks."""
    return str(LANGUAGES.get(code, code))


def as_typed(text: str, language: str | None = None) -> Markup:
    """Mark a name or a person's own words as not to be translated, and in which language they are if that is known."""
    if language is None:
        return Markup('<span translate="no">{}</span>').format(text)
    return Markup('<span translate="no" lang="{}">{}</span>').format(language, text)
