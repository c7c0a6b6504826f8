"""Every address of the application with every thing of the county in it, and whether an actor may see that thing."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from werkzeug.routing import MapAdapter, Rule

from portal.database import session_of
from portal.models import Base
from portal.models.words import InfoKind
from portal.queries.asking import question_id
from tests.support.county import DECIDER, OURS, County
from tests.support.house import HIS, IN, OWN, SHARED_THINGS, WHOLE, House
from tests.support.sight import AT_HOME, says_on_help, sees_circle, sees_family

NEVER: Mapping[str, str] = {"ref": "F99999", "code": "2222-3333-4444", "name": "never", "where": "nowhere", "part": "1",
    "which": "never", "key": "never"}  # fmt: skip
"""What never was, for each part of an address that is no id."""


PLACES = ("home", "next", "team", "goals", "journey", "praise", "distance", "sharing", "picture", "words")
"""The pages that a worker sees as one of the family does."""


OF_WHO_GAVE_THE_CODE = frozenset({"public.shared_pdf"})
"""Pages that are there on a device alone on which the code of a link was given."""
OF_CHILDREN = "worker.child"
"""Pages about a child: there is none for a grown-up, or for someone not born yet."""
OF_WHO_SIGNS_IN = "worker.access."
"""Pages about someone's way in: there is none for someone who has none."""
ON_SHARING = {("question_id",), ("thought_id",), ("which",)}
"""What stands at addresses of questions on sharing, and of what is explained of it."""


@dataclass(frozen=True)
class Thing:
    """What stands at an address: whose it is, and who may see it beside the audience of the page."""

    family: str
    called: str
    values: Mapping[str, Any]
    seen_by: Callable[[str, str], bool]
    """Takes an actor and what was said on sharing."""


@dataclass(frozen=True)
class Cell:
    """One address and the address that differs from it only in that nothing of its kind ever was."""

    endpoint: str
    methods: frozenset[str]
    path: str
    never: str
    thing: Thing | None

    def __str__(self) -> str:
        """Name the address in a test's output."""
        return f"{self.endpoint} {self.thing.family}, {self.thing.called}" if self.thing else self.endpoint


def cells(urls: MapAdapter, rules: list[Rule], county: County) -> Iterator[Cell]:
    """Yield every rule with every thing that fits it; a rule that no thing fits is a fault of the county."""
    for rule in rules:
        names = tuple(sorted(rule.arguments - set(rule.defaults or {})))
        never = _path(urls, rule, {name: NEVER.get(name) or uuid.uuid4() for name in names})
        methods = frozenset(rule.methods or ())
        if not names:
            yield Cell(rule.endpoint, methods, never, never, None)
            continue
        found = list(things(county, rule.endpoint, names))
        if not found:
            raise LookupError(f"{rule}: make one in tests/support/house.py")
        for thing in found:
            yield Cell(rule.endpoint, methods, _path(urls, rule, thing.values), never, thing)


def _path(urls: MapAdapter, rule: Rule, values: Mapping[str, Any]) -> str:
    return str(urls.build(rule.endpoint, {**(rule.defaults or {}), **values}))


def things(county: County, endpoint: str, names: tuple[str, ...]) -> Iterator[Thing]:
    """Yield what may stand at an address with these parts."""
    own = tuple(name for name in names if name != "ref")
    for house in county.houses.values():
        for thing in _of_house(county, house, endpoint, own):
            if "ref" not in names:
                yield thing
                continue
            yield _under(thing, house.family.ref, house.called, house.called)
            if house.called != OURS and own:
                yield _under(thing, county.ours.family.ref, OURS, house.called)


def _under(thing: Thing, ref: str, ref_of: str, thing_of: str) -> Thing:
    """Put a thing under a family's reference; under another family's there is nothing to see."""

    def seen(actor: str, state: str) -> bool:
        return ref_of == thing_of and sees_family(actor, ref_of, state) and thing.seen_by(actor, state)

    called = thing.called if ref_of == thing_of else f"{thing.called} under {ref_of}"
    return Thing(thing_of, called, {**thing.values, "ref": ref}, seen)


def _of_house(county: County, house: House, endpoint: str, names: tuple[str, ...]) -> Iterator[Thing]:
    if not names:
        yield Thing(house.called, "family", {}, lambda _actor, _state: True)
    elif "where" in names:
        yield from _seen_as(house, names)
    elif names in ON_SHARING or endpoint == "family.agreement.show":
        yield from _on_sharing(house, endpoint, names)
    elif "occasion_id" in names:
        yield from _looks(house, endpoint, names)
    elif endpoint.startswith((OF_WHO_SIGNS_IN, OF_CHILDREN)):
        yield from (_of_some(house, name, endpoint) for name in house.people)
    elif names == ("key",):
        is_let_in = endpoint not in OF_WHO_GAVE_THE_CODE
        yield Thing(house.called, "link", {"key": house.share_key}, lambda _actor, _state: is_let_in)
    elif names in {("code",), ("name",)}:
        text = {"code": house.code, "name": house.people["mother"].name}[names[0]]
        yield Thing(house.called, names[0], {names[0]: text}, lambda _actor, _state: True)
    else:
        yield from _by_ids(county, house, endpoint, names)


def _on_sharing(house: House, endpoint: str, names: tuple[str, ...]) -> Iterator[Thing]:
    if names == ("which",):
        yield Thing(house.called, "law", {"which": "law"}, lambda _actor, _state: True)
    elif names == ("thought_id",):
        yield from _thoughts(house)
    elif endpoint == "family.agreement.show":
        yield from _helps(house)
    else:
        yield from _questions(house, endpoint)


def _by_ids(county: County, house: House, endpoint: str, names: tuple[str, ...]) -> Iterator[Thing]:
    if names in {("goal_id", "score_id"), ("goal_id", "step_id")}:
        yield from _of_goals(house, names[1])
    elif len(names) == 1 and names[0].removesuffix("_id") in SHARED_THINGS:
        yield from _in_circles(house, names[0])
    elif len(names) == 1 and names[0].endswith("_id"):
        yield from _rows(county, house, names[0])
    else:
        raise LookupError(f"{endpoint}: say in tests/support/cells.py what {names} stand for")


def _of_some(house: House, name: str, endpoint: str) -> Thing:
    is_child, signs_in = name in {"young", "child"}, house.people[name].actor is not None
    has_page = is_child if endpoint.startswith(OF_CHILDREN) else signs_in
    return Thing(house.called, f"page of {name}", {"person_id": house.people[name].id}, lambda *_: has_page)


def _in_circles(house: House, name: str, noun: str = "") -> Iterator[Thing]:
    for circle, made in house.shared(noun or name.removesuffix("_id")).items():

        def seen(actor: str, state: str, circle: str = circle) -> bool:
            return sees_circle(actor, house.called, circle, state)

        yield Thing(house.called, f"{noun or name} in {circle}", {name: made.id}, seen)


def _of_goals(house: House, name: str) -> Iterator[Thing]:
    """Yield what belongs to a goal: first steps, and scores, which at home only their giver puts right."""
    for circle, aim in house.goals.items():
        scorer, score = house.scores[circle]
        made = score if name == "score_id" else house.first_steps[circle]
        giver = scorer if name == "score_id" else ""

        def seen(actor: str, state: str, circle: str = circle, giver: str = giver) -> bool:
            is_theirs = actor not in AT_HOME or giver in ("", actor)
            return is_theirs and sees_circle(actor, house.called, circle, state)

        yield Thing(house.called, f"{name} in {circle}", {"goal_id": aim.id, name: made.id}, seen)


def _looks(house: House, endpoint: str, names: tuple[str, ...]) -> Iterator[Thing]:
    """Yield looks at how things are; on the family's side none but who looked fills one in."""
    is_filled_in = endpoint in {"family.distance.fill", "family.distance.finish"}
    found = list(_own_looks(house) if is_filled_in else _in_circles(house, "occasion_id"))
    if endpoint.endswith(".show"):
        found += _in_circles(house, "occasion_id", "left_out")
    yield from (replace(one, values={**one.values, "part": 1}) if "part" in names else one for one in found)


def _own_looks(house: House) -> Iterator[Thing]:
    """Yield each look at how things are, which only who looked fills in."""
    for circle, made in house.looks.items():
        looker = next((person for person, own in OWN.items() if own == circle), "father" if circle == HIS else "mother")
        yield Thing(house.called, f"own look in {circle}", {"occasion_id": made.id}, _is_at(house.called, looker))


def _is_at(family: str, looker: str) -> Callable[[str, str], bool]:
    return lambda actor, _state: family == OURS and actor == looker


def _rows(county: County, house: House, name: str) -> Iterator[Thing]:
    """Yield rows of the table that an id is named for: a family's own, or an account's."""
    table = Base.metadata.tables[name.removesuffix("_id")]
    with session_of(county.database) as db:
        if "family_id" in table.columns:
            for id_ in db.scalars(select(table.c.id).where(table.c.family_id == house.family.id).limit(4)):
                yield Thing(house.called, name, {name: id_}, _sees(house.called))
        elif house.called == OURS and "worker_id" in table.columns:
            for id_ in db.scalars(select(table.c.id)):  # a worker is no secret of a family
                yield Thing(house.called, f"{name} of a worker", {name: id_}, _is_of_the_council)
        elif house.called == OURS and "account_id" in table.columns:
            for id_, account_id in db.execute(select(table.c.id, table.c.account_id)):
                owner = next((one for one, actor in county.actors.items() if actor.account_id == account_id), "")
                yield Thing(house.called, f"{name} of {owner}", {name: id_}, _is(owner))


def _sees(family: str) -> Callable[[str, str], bool]:
    return lambda actor, state: sees_family(actor, family, state)


def _is_of_the_council(actor: str, _state: str) -> bool:
    return actor != "stranger"


def _is(owner: str) -> Callable[[str, str], bool]:
    return lambda actor, _state: actor == owner


def _questions(house: House, endpoint: str) -> Iterator[Thing]:
    for about, decider in DECIDER.items():
        has_page = about != decider or not endpoint.startswith(OF_CHILDREN)
        agency = house.agencies[WHOLE].id
        id_ = question_id(house.people[decider].id, house.people[about].id, agency, InfoKind.PLAN)

        def seen(actor: str, state: str, about: str = about, decider: str = decider, has_page: bool = has_page) -> bool:
            if not has_page or (state == "lapsed" and about == "young"):
                return False  # this decider is asked no more
            return sees_family(actor, house.called, state) and (actor not in AT_HOME or actor == decider)

        yield Thing(house.called, f"question to {decider} about {about}", {"question_id": id_}, seen)


def _helps(house: House) -> Iterator[Thing]:
    """Yield getting help for each of a family: who decides about them today says yes or no."""
    for about in house.people:

        def seen(actor: str, state: str, about: str = about) -> bool:
            return house.called == OURS and actor in says_on_help(about, state)

        yield Thing(house.called, f"help for {about}", {"person_id": house.people[about].id}, seen)


def _thoughts(house: House) -> Iterator[Thing]:
    """Yield what a young person is asked to think about while another decides, once that one was asked."""
    for name in ("young", "mother"):
        id_ = uuid.uuid5(house.people[name].id, f"think/{house.agencies[WHOLE].id}/{InfoKind.PLAN}")

        def seen(actor: str, state: str, name: str = name) -> bool:
            is_asked = state in {"given", "withdrawn"} and name == "young"
            return is_asked and actor == name and house.called == OURS

        yield Thing(house.called, f"thought of {name}", {"thought_id": id_}, seen)


def _seen_as(house: House, names: tuple[str, ...]) -> Iterator[Thing]:
    for name in OWN:
        reader = {"person_id": house.people[name].id}
        if "thing_id" not in names:
            for where in PLACES:
                yield Thing(house.called, f"as {name}", {**reader, "where": where}, lambda _actor, _state: True)
            continue
        for circle, made in house.goals.items():

            def seen(actor: str, state: str, name: str = name, circle: str = circle) -> bool:
                return name in IN[circle] and sees_circle(actor, house.called, circle, state)

            values = {**reader, "where": "goals", "thing_id": made.id}
            yield Thing(house.called, f"goal in {circle} as {name}", values, seen)
