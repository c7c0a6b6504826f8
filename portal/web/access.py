"""Which page is open to whom. A route that is not in this table is shut, and fails the tests."""

from collections.abc import Mapping

from portal.actor import Kind

ANYONE: frozenset[Kind] = frozenset()
"""Needs no sign-in."""

FAMILY = frozenset({Kind.ADULT, Kind.YOUNG})
COUNCIL = frozenset({Kind.PRACTITIONER, Kind.MANAGER})
HELPERS = COUNCIL | {Kind.PARTNER}
WORKERS = HELPERS | {Kind.ADMINISTRATOR}

LARGER: Mapping[str, int] = {"worker.account.photo": 8_100_000}
"""Pages that take more bytes than the rest: a photograph of 8 MB, and the form around it."""

ROUTES: Mapping[str, frozenset[Kind]] = {
    "static": ANYONE,
    "public.home": ANYONE,
    "public.sign_in": ANYONE,
    "public.worker_sign_in": ANYONE,
    "public.passkey_ask": ANYONE,
    "public.passkey_sign_in": ANYONE,
    "public.sso": ANYONE,
    "public.sso_back": ANYONE,
    "public.sign_out": ANYONE,
    "public.exit": ANYONE,
    "public.join_start": ANYONE,
    "public.join": ANYONE,
    "public.leaving": ANYONE,
    "public.practised": ANYONE,
    "public.ring": ANYONE,
    "public.help_now": ANYONE,
    "public.privacy": ANYONE,
    "public.accessibility": ANYONE,
    "public.cookies": ANYONE,
    "public.health": ANYONE,
    "public.ready": ANYONE,
    "public.manifest": ANYONE,
    "public.service_worker": ANYONE,
    "public.offline": ANYONE,
    "public.demo": ANYONE,
    "public.demo_sign_in": ANYONE,
    "public.gallery": ANYONE,
    "public.still_here": FAMILY | WORKERS,
    "public.photo": FAMILY | WORKERS,
    "family.home.show": FAMILY,
    "family.next.show": FAMILY,
    "family.team.show": FAMILY,
    "family.goals.index": FAMILY,
    "family.goals.new": FAMILY,
    "family.goals.show": FAMILY,
    "family.goals.score": FAMILY,
    "family.goals.end": FAMILY,
    "family.words.index": FAMILY,
    "family.words.new": frozenset({Kind.YOUNG}),
    "family.sharing.index": FAMILY,
    "family.sharing.show": FAMILY,
    "family.sharing.take_back": FAMILY,
    "family.sharing.looked": FAMILY,
    "family.more.show": FAMILY,
    "family.account.show": FAMILY,
    "family.account.language": FAMILY,
    "family.account.password": FAMILY,
    "family.account.contact": FAMILY,
    "family.account.sign_out_device": FAMILY,
    "family.account.sign_out_everywhere": FAMILY,
    "family.account.read_news": FAMILY,
    "family.passkeys.show": FAMILY,
    "family.passkeys.ask": FAMILY,
    "family.passkeys.add": FAMILY,
    "family.passkeys.remove": FAMILY,
    "worker.caseload.index": WORKERS,
    "worker.case.show": HELPERS,
    "worker.next.show": HELPERS,
    "worker.next.add": COUNCIL,
    "worker.next.move": COUNCIL,
    "worker.next.finish": COUNCIL,
    "worker.next.drop": COUNCIL,
    "worker.team.show": HELPERS,
    "worker.team.add": COUNCIL,
    "worker.team.change": COUNCIL,
    "worker.team.end": COUNCIL,
    "worker.child.show": COUNCIL,
    "worker.child.begin": COUNCIL,
    "worker.child_screen.now": COUNCIL,
    "worker.child_screen.leave": COUNCIL,
    "worker.child_screen.ask": COUNCIL,
    "worker.child_screen.prove": COUNCIL,
    "worker.goals.index": HELPERS,
    "worker.goals.new": COUNCIL,
    "worker.goals.show": HELPERS,
    "worker.goals.score": COUNCIL,
    "worker.goals.end": COUNCIL,
    "worker.voices.index": COUNCIL,
    "worker.voices.answer": COUNCIL,
    "worker.sharing.index": COUNCIL,
    "worker.sharing.show": COUNCIL,
    "worker.sharing.ask": COUNCIL,
    "worker.people.index": COUNCIL,
    "worker.people.add": COUNCIL,
    "worker.people.change": COUNCIL,
    "worker.people.understanding": COUNCIL,
    "worker.people.contact": COUNCIL,
    "worker.people.add_household": COUNCIL,
    "worker.people.change_household": COUNCIL,
    "worker.access.freeze": COUNCIL,
    "worker.access.unfreeze": COUNCIL,
    "worker.parting.ask": COUNCIL,
    "worker.risk.mark": COUNCIL,
    "worker.invite.index": COUNCIL,
    "worker.invite.make": COUNCIL,
    "worker.notes.index": COUNCIL,
    "worker.notes.change": COUNCIL,
    "worker.seen_as.show": COUNCIL,
    "worker.openings.index": COUNCIL,
    "worker.openings.new": COUNCIL,
    "worker.openings.asked": COUNCIL,
    "worker.openings.tell": frozenset({Kind.MANAGER}),
    "worker.account.show": WORKERS,
    "worker.account.language": WORKERS,
    "worker.account.password": WORKERS,
    "worker.account.photo": WORKERS,
    "worker.account.remove_photo": WORKERS,
    "worker.account.sign_out_device": WORKERS,
    "worker.account.sign_out_everywhere": WORKERS,
    "worker.second_step.show": WORKERS,
    "worker.second_step.ask": WORKERS,
    "worker.second_step.prove": WORKERS,
    "worker.second_step.begin": WORKERS,
    "worker.second_step.time_code": WORKERS,
    "worker.second_step.passkey": WORKERS,
    "worker.second_step.passkey_ask": WORKERS,
    "worker.second_step.passkey_add": WORKERS,
    "worker.own_steps.index": WORKERS,
    "worker.own_steps.recovery_codes": WORKERS,
    "worker.own_steps.remove_time_code": WORKERS,
    "worker.own_steps.remove_passkey": WORKERS,
}

BEFORE_SECOND_STEP = frozenset(
    {
        "public.still_here",
        "worker.second_step.show",
        "worker.second_step.ask",
        "worker.second_step.prove",
        "worker.second_step.begin",
        "worker.second_step.time_code",
        "worker.second_step.passkey",
        "worker.second_step.passkey_ask",
        "worker.second_step.passkey_add",
    }
)
"""What a worker may open who has signed in and not yet passed the second step, beside the pages open to all."""

BESIDE_A_CHILD = frozenset(
    {
        "worker.child_screen.now",
        "worker.child_screen.leave",
        "worker.child_screen.ask",
        "worker.child_screen.prove",
    }
)
"""What a device opens that is locked to a child: the pages of that child's round."""
OPEN_BESIDE_A_CHILD = frozenset(
    {
        "static",
        "public.health",
        "public.ready",
        "public.manifest",
        "public.service_worker",
        "public.still_here",
        "public.sign_out",
        "public.exit",
    }
)
"""And what is no page, or ends the session altogether. Every other address leads back to the child's round."""
