"""The fixed texts of notices. None names a service, a person or what it is about."""

from portal.i18n import lazy_gettext as _
from portal.models.notice_kinds import NoticeKind, NoticeWords

SORTS: dict[NoticeKind, str] = {
    NoticeKind.STEP_ADDED: _("There is something new in your diary."),
    NoticeKind.STEP_MOVED: _("A date has changed."),
    NoticeKind.STEP_DROPPED: _("Something in your diary is not happening now."),
    NoticeKind.TEAM_CHANGED: _("There is a change in who you meet."),
    NoticeKind.SHARING_ASKED: _("There is a question for you."),
    NoticeKind.SHARING_WRITTEN: _("Something was written down for you. Please see if it is right."),
    NoticeKind.SHARING_ENDS_SOON: _("Something you chose ends soon. There is a question for you."),
    NoticeKind.SHARING_ANSWERED: _("Someone in one of your cases made a choice. Read it in Nod."),
    NoticeKind.SHARED: _("Something was shared. See what in Nod."),
    NoticeKind.SHARE_REPLIED: _("There is a reply to something that you shared. Read it in Nod."),
    NoticeKind.VOICE_ANSWERED: _("There is an answer for you."),
    NoticeKind.VOICE_SAID: _("Someone in one of your cases said something. Read it in Nod."),
    NoticeKind.OVERRIDE_WAITS: _("A decision in one of your cases waits for you. Read it in Nod."),
    NoticeKind.FAMILY_OPENED: _("Someone from outside the team opened one of your cases. See who and why in Nod."),
}
SUBJECT, PLAIN = _("A message from Nod"), _("There is something new for you.")
REMINDER_SUBJECT, REMINDER = _("A reminder"), _("This is your reminder.")


def letter(words: NoticeWords, kind: NoticeKind, public_url: str) -> tuple[str, str]:
    """Return subject and text in the language that is being written in; the only link is Nod's public address."""
    if words is NoticeWords.REMINDER:
        return str(REMINDER_SUBJECT), f"{REMINDER}\n"
    said = SORTS[kind] if words is NoticeWords.SORT else PLAIN
    return str(SUBJECT), f"{said}\n\n{public_url}\n"
