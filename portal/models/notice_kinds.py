"""What a notice may be of, what becomes of it, and in which words it is written."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What sort of thing a notice says changed. Never what it says."""

    STEP_ADDED = "step_added"
    STEP_MOVED = "step_moved"
    STEP_DROPPED = "step_dropped"
    TEAM_CHANGED = "team_changed"
    SHARING_ASKED = "sharing_asked"
    SHARING_WRITTEN = "sharing_written"
    FAMILY_OPENED = "family_opened"
    """To a keyworker: someone who is not on the team opened one of their families."""
    VOICE_SAID = "voice_said"
    """To a keyworker: a young person of one of their families said something."""
    VOICE_ANSWERED = "voice_answered"
    SHARING_ENDS_SOON = "sharing_ends_soon"
    """To a decider: the time that a yes was said for is nearly over."""
    SHARING_ANSWERED = "sharing_answered"
    """To a keyworker: somebody decided on sharing, or took a yes back."""
    SHARED = "shared"
    """To a family member: something about them was shared."""
    SHARE_REPLIED = "share_replied"
    """To a worker: whoever they shared something with replied."""
    OVERRIDE_WAITS = "override_waits"
    """To a manager: a keyworker wants to share without agreement, or has had to."""


class NoticeState(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NOWHERE = "nowhere"
    """No way is known to be safe, or there is no address for it; they see the change in Nod."""
    HELD = "held"
    """The person's access was frozen: it is never sent."""


class NoticeWords(StrEnum):
    """Which of the fixed neutral texts a notice is written in."""

    PLAIN = "plain"
    """That there is something new; nothing else."""
    SORT = "sort"
    """What sort of thing is new, such as a date."""
    REMINDER = "reminder"
    """A bare reminder, without the address of Nod."""
