"""The rules of who may do what, one function each: pure functions of who asks and of what is loaded."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from portal import clock
from portal.actor import Actor, Kind
from portal.models import Goal, Override, Person, Score
from portal.standing import may_decide_about


@dataclass(frozen=True, slots=True)
class InCharge:
    """Who is keyworker of a family today, or covers."""

    family_id: uuid.UUID
    worker_ids: frozenset[uuid.UUID]


Rule = Callable[[Actor, object], bool]


def council_worker(actor: Actor, _thing: object) -> bool:
    """A worker of the council; sight has already held them to their own families."""
    return actor.kind in (Kind.PRACTITIONER, Kind.MANAGER)


def manager(actor: Actor, _thing: object) -> bool:
    """A manager; sight has already held them to their own area and families."""
    return actor.kind is Kind.MANAGER


def another_manager(actor: Actor, thing: object) -> bool:
    """A manager who did not decide themself to share without agreement."""
    return manager(actor, thing) and isinstance(thing, Override) and thing.decided_by_id != actor.worker_id


def keyworker_or_manager(actor: Actor, thing: object) -> bool:
    """A manager, or who is keyworker or covers today. `thing` says who these are."""
    if actor.kind is Kind.MANAGER:
        return True
    return actor.kind is Kind.PRACTITIONER and isinstance(thing, InCharge) and actor.worker_id in thing.worker_ids


def the_council(actor: Actor, _thing: object) -> bool:
    """The import, the command line, an administrator."""
    return actor.kind in (Kind.SYSTEM, Kind.ADMINISTRATOR)


def worker(actor: Actor, _thing: object) -> bool:
    """Anyone whose work is helping families, or running Nod."""
    return actor.is_worker


def either(*rules: Rule) -> Rule:
    """Hold where any of the rules does."""
    return lambda actor, thing: any(rule(actor, thing) for rule in rules)


def family_member(actor: Actor, _thing: object) -> bool:
    """Someone of the family; sight has already held them to their own circles."""
    return actor.is_family


def owner_of_goal(actor: Actor, thing: object) -> bool:
    """The goal is one's own, or the family's."""
    return actor.is_family and isinstance(thing, Goal) and thing.owner_id in (None, actor.person_id)


def one_who_gave_or_wrote(actor: Actor, thing: object) -> bool:
    """One's own score; a worker's are those that a worker wrote down, never what someone gave by themself."""
    if not isinstance(thing, Score):
        return False
    if actor.is_family:
        return thing.by_id == actor.person_id
    return council_worker(actor, thing) and thing.written_by_id is not None


def oneself(actor: Actor, thing: object) -> bool:
    """The person is the actor themself."""
    return actor.is_family and isinstance(thing, Person) and thing.id == actor.person_id


def oneself_or_own_child(actor: Actor, thing: object) -> bool:
    """Oneself, or a child one has parental responsibility for who does not decide for themself.

    `thing` is the pair of the person whom the information is about and the person who decides.
    """
    if not (actor.is_family and isinstance(thing, tuple)):
        return False
    about, decider = thing
    return decider.id == actor.person_id and may_decide_about(decider, about, clock.today(), actor.own_decision_age)


def guest(actor: Actor, thing: object) -> bool:
    """The thing belongs to a family that the worker sees by an opening alone. `thing` may be the family's id."""
    return not actor.guest_of.isdisjoint({thing} if isinstance(thing, uuid.UUID) else _ids(thing))


def _ids(thing: object) -> set[object]:
    return {getattr(thing, "family_id", None), getattr(thing, "id", None)}
