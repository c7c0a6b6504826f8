"""What a family is told of each action that the audit records, and what it is not told on purpose."""

from collections.abc import Mapping

from portal.models.audit_words import Deed

DEEDS: Mapping[str, Deed] = {
    "family_opened": Deed.LOOKED,
    "family_seen_as": Deed.SEEN_AS,
    "opening_begun": Deed.OPENED,
    "scores_copied": Deed.COPIED,
    "family_changed": Deed.FAMILY,
    "step_added": Deed.STEPS,
    "step_moved": Deed.STEPS,
    "step_happened": Deed.STEPS,
    "step_dropped": Deed.STEPS,
    "goal_set": Deed.GOALS,
    "goal_scored": Deed.GOALS,
    "goal_reached": Deed.GOALS,
    "goal_closed": Deed.GOALS,
    "goal_reworded": Deed.GOALS,
    "goal_moved": Deed.GOALS,
    "goal_paused": Deed.GOALS,
    "goal_taken_up": Deed.GOALS,
    "goal_declined": Deed.GOALS,
    "goal_score_put_right": Deed.GOALS,
    "first_step_added": Deed.GOALS,
    "first_step_done": Deed.GOALS,
    "first_step_not_done": Deed.GOALS,
    "voice_said": Deed.VOICES,
    "voice_answered": Deed.VOICES,
    "voice_followed_up": Deed.VOICES,
    "look_begun": Deed.LOOKS,
    "look_kept": Deed.LOOKS,
    "look_finished": Deed.LOOKS,
    "look_left_out": Deed.LOOKS,
    "member_added": Deed.TEAM,
    "member_changed": Deed.TEAM,
    "member_became_keyworker": Deed.TEAM,
    "member_part_changed": Deed.TEAM,
    "member_ended": Deed.TEAM,
    "person_added": Deed.DETAILS,
    "person_changed": Deed.DETAILS,
    "person_moved_home": Deed.DETAILS,
    "understanding_recorded": Deed.DETAILS,
    "understanding_taken_back": Deed.DETAILS,
    "safe_contact_set": Deed.CONTACT,
    "household_added": Deed.HOME,
    "household_changed": Deed.HOME,
    "invitation_made": Deed.INVITED,
    "sharing_asked": Deed.ASKED,
    "sharing_given_written_down": Deed.WROTE_ANSWER,
    "sharing_part_written_down": Deed.WROTE_ANSWER,
    "sharing_refused_written_down": Deed.WROTE_ANSWER,
    "sharing_talk_written_down": Deed.WROTE_ANSWER,
    "sharing_not_now_written_down": Deed.WROTE_ANSWER,
    "sharing_withdrawn_written_down": Deed.WROTE_ANSWER,
    "praise_said": Deed.PRAISED,
}
"""What is told of which action, to those who may see what it was done to. What is not here is told to nobody."""
UNTOLD = frozenset(
    {
        # To know of these could put someone in danger.
        "access_frozen",
        "access_unfrozen",
        "homes_joined",
        "homes_parted",
        "invitation_ended",
        "marked_at_risk",
        "no_longer_at_risk",
        # For workers, or for who runs Nod.
        "breach_reported",
        "family_begun",
        "family_erased",
        "family_held",
        "family_refused",
        "family_released",
        "note_changed",
        "note_written",
        "opening_told",
        # Who took it off could set people against each other; that it is gone, everyone sees.
        "praise_put_away",
        # What people of a family do themselves, a child beside a worker too.
        "child_round_begun",
        "child_round_coloured",
        "child_round_left_out",
        "invitation_used",
        # What a child thinks is between them and the workers.
        "child_view_said",
        "child_view_weighed",
        "sharing_given",
        "sharing_part",
        "sharing_refused",
        "sharing_talk",
        "sharing_not_now",
        "sharing_withdrawn",
    }
)
"""What is told to nobody, on purpose. Each action that is recorded anywhere stands here or above."""
