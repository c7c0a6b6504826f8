"""Who may see what in the county of tests/support, said in plain sets: what the matrix and canaries expect.

Nothing here asks the code under test. A rule that changes in the product changes here by hand, and by intent.
"""

from collections.abc import Mapping

from tests.support.county import ELSEWHERE, OTHER, OURS
from tests.support.house import HERS, HIS, IN, OWN, WHOLE

STATES = ("none", "given", "withdrawn", "lapsed")
"""What was said on sharing with the partner; lapsed: the young person decides now, and has not answered."""

AT_HOME = frozenset(OWN)
COUNCIL = frozenset({"keyworker", "cover", "gone", "late", "colleague", "manager", "stranger"})
WORKERS = COUNCIL | {"partner", "administrator"}
NOBODY = frozenset({"anonymous", "ended", "ended worker"})
ACTORS = (*sorted(NOBODY), *sorted(AT_HOME), *sorted(WORKERS))

SHARED = frozenset({WHOLE, HERS, HIS})
FAMILIES: Mapping[str, frozenset[str]] = {
    **{person: frozenset({OURS}) for person in AT_HOME},
    **{worker: frozenset({OURS}) for worker in ("keyworker", "cover", "manager")},
    "colleague": frozenset({OTHER}),
    "stranger": frozenset({ELSEWHERE}),
}
"""Which families someone may know of; whoever is not named knows of none. The partner is held to consent below."""
OPEN_TO_PARTNER: Mapping[str, frozenset[str]] = {
    "none": frozenset(),
    "withdrawn": frozenset(),
    "given": SHARED,
    "lapsed": frozenset({HIS}),
}
"""The circles in which everyone's yes stands."""


def sees_family(actor: str, family: str, state: str) -> bool:
    """Say whether someone may know that a family is there."""
    if actor == "partner":
        return family == OURS and state in {"given", "lapsed"}
    return family in FAMILIES.get(actor, ())


def sees_circle(actor: str, family: str, circle: str, state: str) -> bool:
    """Say whether someone may see what belongs to a circle."""
    if not sees_family(actor, family, state):
        return False
    if actor in AT_HOME:
        return actor in IN[circle]
    if actor == "partner":
        return circle in OPEN_TO_PARTNER[state]
    return circle in SHARED or actor in {"keyworker", "colleague", "stranger"}  # the keyworker each circle names


def says_on_help(about: str, state: str) -> frozenset[str]:
    """Return who says yes or no to getting help for someone: both parents for a child who does not decide."""
    alone = {"mother", "father"} | ({"young"} if state == "lapsed" else set())
    if about in alone:
        return frozenset({about})
    return frozenset({"mother", "father"} if about in {"young", "child"} else ())


# --- Pages

EVERYONE = NOBODY | AT_HOME | WORKERS
ALSO_PARTNER = frozenset({"case.show", "next.show", "team.show", "goals.index", "goals.show"})
"""The pages of a family that are not for the council's workers alone."""
OF_EVERY_WORKER = ("worker.caseload.", "worker.account.", "worker.second_step.", "worker.own_steps.")
OPEN_TO_ALL = ("public.", "static")
SIGNED_IN = frozenset({"public.still_here", "public.photo"})
NOT_SET_UP = frozenset({"public.demo", "public.demo_sign_in", "public.gallery", "public.sso", "public.sso_back"})
"""What only a demo, or a council with single sign-on, has."""

LEADS_ON = (
    "family.answer.",
    "family.receipt.",
    "public.ring",
    "worker.child_screen.",
    "worker.own_steps.",
    "worker.second_step.",
)
"""Pages that send on whom they are not about, and ask for a second step again before a way in is changed."""


OF_MANAGERS = frozenset({"worker.openings.tell", "worker.manager.index", "worker.without.agree"})
OF_ONE_KIND: Mapping[str, frozenset[str]] = {"family.words.new": frozenset({"young"})}
"""Pages of a family that some of it alone have: a young person speaks for themself."""


def audience(endpoint: str) -> frozenset[str]:
    """Return who may come to a page, whatever family it is about. A new page is the council’s, or a family’s."""
    if endpoint in NOT_SET_UP:
        return frozenset()
    if endpoint in SIGNED_IN:
        return AT_HOME | WORKERS
    if endpoint.startswith(OPEN_TO_ALL):
        return EVERYONE
    if endpoint.startswith("family."):
        return OF_ONE_KIND.get(endpoint, AT_HOME)
    if endpoint.startswith(OF_EVERY_WORKER):
        return WORKERS
    if endpoint in OF_MANAGERS:
        return frozenset({"manager"})
    if endpoint.removeprefix("worker.") in ALSO_PARTNER:
        return COUNCIL | {"partner"}
    return COUNCIL
