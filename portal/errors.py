"""Refusals, each named for its cause and carrying the status a page answers with. Arguments are ids, never words."""


class PortalError(Exception):
    """Something was refused for a reason that a person can be told."""

    status = 400


class NotFound(PortalError):
    """No such thing, or one the actor may not know of: the same answer on purpose."""

    status = 404


class NotAllowed(PortalError):
    """The actor may see the thing, but not do this to it."""

    status = 403


class EditedMeanwhile(PortalError):
    """The thing was changed by someone else after this edit was begun."""

    status = 409


class AlreadyDone(PortalError):
    """The same form was sent before; its first answer stands."""

    status = 409


class AlreadyOnTeam(PortalError):
    """The worker has a place on this family's team now."""

    status = 409


class AlreadyOpen(PortalError):
    """The worker sees this family already, and need not open it."""

    status = 409


class GoalsFull(PortalError):
    """Three goals are open already: one must end before another begins."""

    status = 409


class GoalEnded(PortalError):
    """A score was given to a goal that is no longer open."""

    status = 409


class VoiceAnswered(PortalError):
    """Somebody answered before; that answer stands."""

    status = 409


class VoiceNotAnswered(PortalError):
    """What came of it is told after an answer, not in its place."""

    status = 409


class ReaderChanged(PortalError):
    """Someone else would read what a child tells than the page named to them."""

    status = 409


class GoalPaused(PortalError):
    """A goal that was laid aside takes no scores and no first steps until it is taken up again."""

    status = 409


class GoalNotPaused(PortalError):
    """Only a goal that was laid aside, or declined by mistake, is taken up again."""

    status = 409


class ScalesMixed(PortalError):
    """A colour was given where numbers are asked for, or a number where colours are."""

    status = 422


class AlreadyPutRight(PortalError):
    """This slip was put right before; what stands in its place may be put right instead."""

    status = 409


class LookFinished(PortalError):
    """An answer was given to a look at how things are that is finished already."""

    status = 409


class OverrideSettled(PortalError):
    """A manager has agreed or refused already, or what was decided has ended: it stands as it is."""

    status = 409


class OwnWords(PortalError):
    """A worker would change what a family member wrote in their own words."""

    status = 409


class StepEnded(PortalError):
    """A step that happened or was dropped cannot change again."""

    status = 409


class AccessFrozen(PortalError):
    """This person's access is frozen: nobody comes in by it. The argument is the account."""

    status = 403


class NotWhileFrozen(PortalError):
    """No invitation is made for someone whose access is frozen."""

    status = 409


class HomesUnclear(PortalError):
    """Homes cannot be parted like this: nobody may be left nowhere, no thing either. The argument says which."""

    status = 422


class HomesParted(PortalError):
    """The family lives apart now: grown-ups come under one roof only when that is said to be meant."""

    status = 422


class CircleClosed(PortalError):
    """The family lives apart now: nothing new is put where both homes read it."""

    status = 409


class SharingChanged(PortalError):
    """What was about to be shared may not go any more: somebody took a yes back, or a time was over."""

    status = 409


class NameTaken(PortalError):
    """Another account signs in with this name."""

    status = 409


class InvitationSpent(PortalError):
    """The invitation was used, replaced, ran out, or never was."""

    status = 404


class AccountExists(PortalError):
    """The person has a sign-in already."""

    status = 409


class PictureRefused(PortalError):
    """What was sent is not one whole photograph of a bearable size, or something else besides."""

    status = 422


class SignInRefused(PortalError):
    """Name and password do not belong together, or too many tries were made. Which of them is told to nobody."""

    status = 422


class TooBusy(PortalError):
    """Too many passwords are being hashed: this one was not looked at, and nothing was counted or changed."""

    status = 503


class CodeRefused(PortalError):
    """A code of the second step is wrong, was used before, or too many were tried."""

    status = 422


class PasskeyRefused(PortalError):
    """A passkey does not belong here, or does not answer what was asked of this browser."""

    status = 422


class LastSecondStep(PortalError):
    """A worker's only second step cannot be taken away."""

    status = 409


class SecretsUnsafe(PortalError):
    """A secret is missing, a default or too short outside demo and tests."""


class RealPeopleHere(PortalError):
    """Demo was asked for over a database that holds real families."""


class NotOurs(PortalError):
    """A file is not what it should be, was changed, or belongs to another council."""


class KeyNotNew(PortalError):
    """There is no master key before the one of now, or the one of now was in use before it."""


class FamilyHeld(PortalError):
    """A legal hold stands on the family, so it cannot be erased."""

    status = 409


class KeptLonger(PortalError):
    """The family is open, or the years for which it must be kept have not passed."""

    status = 409


class WriteOutsideUnitOfWork(PortalError):
    """A change was about to be written outside `unit_of_work`: a fault in the code."""

    status = 500


class CannotBeRead(PortalError):
    """A sealed value does not belong to this table, column and row, or its family's key is gone."""

    status = 500


class PortTaken(PortalError):
    """The server cannot answer there: another program does, or this machine has no such address."""

    status = 409
