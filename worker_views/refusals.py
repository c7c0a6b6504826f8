"""Turns refusals into a sentence on the form that was refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from portal.errors import (
    AlreadyOpen,
    AlreadyPutRight,
    GoalEnded,
    GoalPaused,
    GoalsFull,
    LookFinished,
    NotWhileFrozen,
    OverrideSettled,
    OwnWords,
    PortalError,
    StepEnded,
    VoiceAnswered,
    VoiceNotAnswered,
)
from portal.i18n import lazy_gettext as _
from portal.web.forms import PortalForm

SENTENCES: Mapping[type[PortalError], str] = {
    AlreadyOpen: _("You can see this family already. Find it in your caseload."),
    StepEnded: _("This step has ended meanwhile, so it cannot change. Go back to see what became of it."),
    GoalEnded: _("This goal has ended, so it cannot change. Its words and scores stay."),
    GoalPaused: _("This goal is paused. Take it up again first."),
    AlreadyPutRight: _("This slip was put right already. Go back to see it."),
    VoiceAnswered: _("Somebody wrote this meanwhile, and it stands. Copy what you need from the form before you go."),
    VoiceNotAnswered: _("Answer first. Then tell what happened."),
    LookFinished: _("This was finished meanwhile, so it takes no more answers."),
    OverrideSettled: _("This was settled meanwhile, so it cannot change. Go back to see how."),
    OwnWords: _("These are their own words. Only they can change this answer."),
    NotWhileFrozen: _("This person’s access is frozen. Open it again on the people page before you invite them."),
    GoalsFull: _("Three of these goals are open already. End one before you begin another."),
}


@contextmanager
def told_on(form: PortalForm) -> Iterator[None]:
    """Say on the form why something was refused, when there is a sentence for it."""
    try:
        yield
    except tuple(SENTENCES) as refusal:
        form.form_errors.append(str(SENTENCES[type(refusal)]))
