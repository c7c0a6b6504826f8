"""The tables, one file an aggregate."""

from portal.models.account import Account, AccountSession, Draft, Invitation, SignInLimit, Submission
from portal.models.agreement import Agreement
from portal.models.base import Base
from portal.models.child_round import ChildRound
from portal.models.child_view import ChildView
from portal.models.consent import Consent
from portal.models.council import Absence, Agency, AreaTeam, Authority, Worker
from portal.models.entry import Entry
from portal.models.family import Circle, CirclePerson, Family, FamilyKey, Household, HouseholdPerson, Person
from portal.models.goal import FirstStep, Goal, Score, Wording
from portal.models.identity import Identity
from portal.models.judgement import Judgement
from portal.models.key import KeptKey, KeyCopy
from portal.models.member import Member
from portal.models.note import Note
from portal.models.notice import Notice
from portal.models.occasion import Occasion, Rating
from portal.models.opening import Knock, Opening
from portal.models.override import Override, OverridePart, OverrideTold
from portal.models.photo import Photo
from portal.models.praise import Praise
from portal.models.safe_contact import SafeContact
from portal.models.share import Share, SharePart
from portal.models.step import Step, StepMove
from portal.models.voice import Voice
from portal.models.way_in import Challenge, KnownDevice, NewWayIn, Passkey, RecoveryCode

__all__ = [
    "Absence",
    "Account",
    "AccountSession",
    "Agency",
    "Agreement",
    "AreaTeam",
    "Authority",
    "Base",
    "Challenge",
    "ChildRound",
    "ChildView",
    "Circle",
    "CirclePerson",
    "Consent",
    "Draft",
    "Entry",
    "Family",
    "FamilyKey",
    "FirstStep",
    "Goal",
    "Household",
    "HouseholdPerson",
    "Identity",
    "Invitation",
    "Judgement",
    "KeptKey",
    "KeyCopy",
    "Knock",
    "KnownDevice",
    "Member",
    "NewWayIn",
    "Note",
    "Notice",
    "Occasion",
    "Opening",
    "Override",
    "OverridePart",
    "OverrideTold",
    "Passkey",
    "Person",
    "Photo",
    "Praise",
    "Rating",
    "RecoveryCode",
    "SafeContact",
    "Score",
    "Share",
    "SharePart",
    "SignInLimit",
    "Step",
    "StepMove",
    "Submission",
    "Voice",
    "Wording",
    "Worker",
]
