"""Breaking the glass: a worker opens a family from outside its team, and all who should know of it know at once."""

import re

import pytest
from sqlalchemy import select

from portal.actor import Kind
from portal.commands import member
from portal.commands import opening as commands
from portal.database import session_of
from portal.errors import NotAllowed
from portal.jobs.notices import deliver
from portal.models import Circle, Entry, Knock, Notice, Opening, Worker
from portal.models.audit_words import OpeningPurpose
from portal.models.notice_kinds import NoticeKind
from portal.models.words import MemberFunction
from portal.queries import account as accounts
from portal.queries import audit
from portal.security.keys import learn_key
from portal.web import access

REASON = "The police rang about the children tonight."
ASKED = {"purpose": "danger", "reason": REASON, "hours": "2"}


@pytest.fixture
def stranger(make):
    """A worker of the same council who is on nobody's team."""
    return make.worker(first_name="Dai", last_name="Bowen")


def opened(visit, who, of, **said):
    return visit(who).post("worker.openings.new", {**ASKED, "ref": of, **said})


def test_a_worker_opens_a_family_with_a_reason_and_it_shuts_by_itself(make, visit, stranger, later):
    one = make.family("Prys")
    browser = visit(stranger)
    assert browser.get("worker.case.show", ref=one.ref).status == 404
    page = opened(visit, stranger, one.ref)

    assert page.redirected_to == "/worker/openings/asked"
    assert f"/worker/families/{one.ref}/" in visit(stranger).get("worker.openings.index").hrefs
    case = browser.get("worker.case.show", ref=one.ref)
    assert case.says("Prys")
    assert case.says("You opened this family from outside its team. It shuts by itself")
    for other in (one.keyworker, make.manager()):
        assert not visit(other).get("worker.case.show", ref=one.ref).says("It shuts by itself")
    later(hours=1, minutes=59)
    assert visit(stranger).get("worker.case.show", ref=one.ref).status == 200
    later(minutes=2)
    assert visit(stranger).get("worker.case.show", ref=one.ref).status == 404


def test_a_reference_typed_in_small_letters_opens_the_family_too(make, visit, stranger):
    one = make.family("Prys")
    opened(visit, stranger, one.ref.lower())

    assert visit(stranger).get("worker.case.show", ref=one.ref).says("Prys")


def test_the_family_sees_it_at_once_with_what_it_was_for_and_not_the_workers_words(make, visit, stranger):
    parent = make.parent()
    opened(visit, stranger, parent.family.ref)
    visit(stranger).get("worker.case.show", ref=parent.family.ref)
    page = visit(parent).get("family.sharing.looked")

    assert page.says("Dai Bowen")
    assert page.says("Opened your family’s pages without being on your team")
    assert page.says("Why: Someone may have been in danger.")
    assert not page.says("police")


def test_it_is_on_the_managers_list_at_once_with_the_workers_words(make, visit, stranger):
    one = make.family("Prys")
    opened(visit, stranger, one.ref)
    page = visit(make.manager()).get("worker.openings.index")

    assert page.says("Dai Bowen")
    assert page.says("Prys")
    assert page.says(REASON)
    assert page.says("Open now")


def test_a_manager_of_another_area_does_not_learn_of_it(make, visit, stranger):
    opened(visit, stranger, make.family("Prys").ref)
    page = visit(make.manager(area_id=make.area("South"))).get("worker.openings.index")

    assert not page.says("Prys")
    assert not page.says("Dai Bowen")


class Kept(list):
    """Takes messages as a mail server would."""

    def send(self, to, subject, body, _language):
        self.append((to, f"{subject} {body}"))


def test_the_keyworker_gets_a_message_that_names_nobody(make, visit, stranger, database):
    one = make.family("Prys")
    opened(visit, stranger, one.ref)
    sent = Kept()
    with session_of(database) as db:
        deliver(db, sent, "https://nod.example")

    ((to, body),) = [message for message in sent if message[0] == one.keyworker.name]
    assert "from outside the team" in body
    assert "Prys" not in body + to
    assert one.ref not in body


def test_a_reference_that_nobody_has_is_answered_by_the_same_bytes(make, visit, stranger):
    one = make.family()
    there, never = (opened(visit, stranger, ref) for ref in (one.ref, "F9999"))

    assert there.first_status == never.first_status == 303
    assert bare(there) == bare(never)


def bare(page):
    """A page without the tokens that differ each time it is drawn."""
    return re.sub(r'value="[^"]{20,}"', "", page.text)


def test_asking_for_a_reference_that_nobody_has_opens_nothing(make, visit, stranger, database):
    make.family()
    opened(visit, stranger, "F9999")

    with session_of(database) as db:
        assert db.scalars(select(Opening)).all() == []
        assert len(db.scalars(select(Knock)).all()) == 1
    assert visit(stranger).get("worker.case.show", ref="F9999").status == 404


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("reason", "Police rang.", "Write at least 20 letters"),
        ("reason", " " * 30, "Write why you need to see this family"),
        ("purpose", "curiosity", "Choose what it is for"),
        ("hours", "5", "Choose for how long"),
        ("hours", None, "Choose for how long"),
        ("ref", "", "Write the case reference"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_opened(make, visit, stranger, database, field, typed, said):
    page = opened(visit, stranger, make.family().ref, **{field: typed})

    assert page.status == 422
    assert any(said in error for error in page.errors)
    with session_of(database) as db:
        assert db.scalars(select(Opening)).all() == []


def test_a_worker_who_sees_the_family_is_told_so(make, visit):
    one = make.family()
    page = opened(visit, one.keyworker, one.ref)

    assert page.status == 422
    assert page.says("You can see this family already")


@pytest.mark.parametrize("kind", ["partner", "administrator"])
def test_partners_and_administrators_cannot(make, visit, kind):
    browser = visit(getattr(make, kind)())

    assert browser.get("worker.openings.new").status == 404
    assert browser.get("worker.openings.index").status == 404


def test_a_worker_of_another_council_opens_nothing_of_this_one(make, visit, stranger, database):
    from portal.models import Account, Authority, Worker  # noqa: PLC0415 (only this test moves someone)

    one = make.family()
    with make.writing() as db:
        other = Authority(name_en="Elsewhere", name_cy="Rhywle", own_decision_age=16)
        db.add(other)
        db.flush()
        db.get_one(Worker, stranger.id).authority_id = other.id
        db.get_one(Account, stranger.account_id).authority_id = other.id
    opened(visit, stranger, one.ref)

    with session_of(database) as db:
        assert db.scalars(select(Opening)).all() == []
    assert visit(stranger).get("worker.case.show", ref=one.ref).status == 404


def test_under_a_lock_the_family_is_told_nothing_until_a_manager_lifts_it(make, visit, stranger):
    parent = make.parent()
    before = visit(parent).get("family.sharing.looked").seen
    opened(visit, stranger, parent.family.ref, lock="y")
    visit(stranger).get("worker.case.show", ref=parent.family.ref)
    assert visit(parent).get("family.sharing.looked").seen == before

    manager = visit(make.manager())
    page = manager.get("worker.openings.index")
    assert page.says("The family is not told")
    (form,) = page.html.select("main form")
    manager.send(page.form(str(form["action"])))
    assert visit(parent).get("family.sharing.looked").says("Dai Bowen")


READ_BY_GUESTS = {
    "worker.case.show",
    "worker.next.show",
    "worker.team.show",
    "worker.goals.index",
    "worker.goals.show",
    "worker.sharing.index",
    "worker.sharing.show",
    "worker.picture.show",
    "worker.agreement.write",
    "worker.people.index",
    "worker.people.contact",
    "worker.notes.index",
    "worker.notes.change",
    "worker.seen_as.show",
}
WRITTEN_BY_GUESTS = {"worker.notes.index", "worker.notes.change"}


def test_an_opening_lets_someone_read_and_write_notes_and_every_other_page_says_no(make, visit, stranger):
    """Every page of a family, by the routes that there are: a new one is refused until it is said to be for reading."""
    parent = make.parent()
    opened(visit, stranger, parent.family.ref)
    browser = visit(stranger)
    things = {
        "person_id": parent.id,
        "member_id": make.member(parent.family, make.worker()).id,
        "goal_id": make.goal(parent.family).id,
        "step_id": make.step(parent.family).id,
        "household_id": make.household(parent.family, "A").id,
        "override_id": make.override(parent).id,
        "note_id": make.note(parent.family, by=stranger.actor).id,
        "question_id": make.question(parent).id,
        "thing_id": parent.id,
        "where": "home",
        "part": 1,
        **dict.fromkeys(("score_id", "praise_id", "voice_id", "occasion_id", "share_id", "override_id"), parent.id),
    }
    for rule in browser.app.url_map.iter_rules():
        is_open = Kind.PRACTITIONER in access.ROUTES.get(rule.endpoint, ())
        if "ref" not in rule.arguments or "thing_id" in rule.arguments or not is_open:
            continue
        given = {"ref": parent.family.ref, **{name: things[name] for name in rule.arguments - {"ref"}}}
        if "GET" in rule.methods:
            status = browser.get(rule.endpoint, **given).status
            assert status == (200 if rule.endpoint in READ_BY_GUESTS else 403), rule.endpoint
        if "POST" in rule.methods and rule.endpoint not in WRITTEN_BY_GUESTS:
            page = browser.post(rule.endpoint, {"version": "1"}, **given)
            assert page.status == 403, rule.endpoint


def test_who_opened_a_family_cannot_put_themself_on_its_team(make, visit, stranger, entries):
    parent = make.parent()
    one, browser = parent.family, visit(stranger)
    opened(visit, stranger, one.ref, lock="y")
    form = {"worker": stranger.id, "function": "keyworker", "purpose": "takes over", "language": "en"}
    page = browser.post("worker.team.add", form, ref=one.ref)

    assert (page.status, page.heading) == (403, "You cannot do that here")
    assert visit(one.keyworker).get("worker.case.show", ref=one.ref).status == 200
    assert "member_added" not in entries(one)[entries(one).index("opening_begun") :]
    said = {"function": MemberFunction.KEYWORKER, "purpose": "", "language": None}
    with make.writing() as db:
        learn_key(db, one.id)
        dai = accounts.actor_of(db, stranger.account_id)
        around, himself = db.get_one(Circle, one.circle_id), db.get_one(Worker, stranger.id)
        with pytest.raises(NotAllowed, match="member:change"):
            member.add(db, dai, around, himself, **said)


def test_no_page_of_a_family_that_was_opened_offers_what_is_refused(make, visit, stranger):
    parent = make.parent(mobile="07700 900141")
    one = parent.family
    make.goal(one)
    make.step(one)
    make.household(one, "A", name="Mam’s home")
    make.question(parent)
    opened(visit, stranger, one.ref)
    browser = visit(stranger)
    paths = {f"/worker/families/{one.ref}/"}
    seen = set()
    while paths - seen:
        path = (paths - seen).pop()
        seen.add(path)
        page = browser.get(path)
        assert page.status == 200, path
        if "/as/" not in path:
            paths |= {href.partition("?")[0] for href in page.hrefs if href.startswith(f"/worker/families/{one.ref}/")}
            forms = [str(form.get("action") or path) for form in page.html.select("main form[method=post]")]
            assert all("/notes" in form for form in forms), path
    assert len(seen) > 8


def test_a_manager_of_another_area_who_opened_a_family_freezes_nobody(make, visit):
    parent = make.parent()
    elsewhere = make.manager(area_id=make.area("South"))
    opened(visit, elsewhere, parent.family.ref)
    browser, whom = visit(elsewhere), {"ref": parent.family.ref, "person_id": parent.id}

    assert not browser.get("worker.people.index", ref=parent.family.ref).says("Freeze access")
    assert browser.post("worker.access.freeze", **whom).status == 403
    assert browser.get("worker.parting.ask", ref=parent.family.ref).status == 403
    assert visit(parent).get("family.home.show").status == 200


def test_who_is_put_on_the_team_may_change_things_though_an_opening_runs_on(make, visit, stranger):
    one = make.family()
    opened(visit, stranger, one.ref)
    make.member(one, stranger)

    assert visit(stranger).get("worker.next.add", ref=one.ref).status == 200


def test_a_lock_hides_looks_and_never_what_was_changed(make, visit, stranger):
    parent = make.parent()
    one = parent.family
    opened(visit, stranger, one.ref, lock="y")
    make.member(one, stranger)
    make.step(one, "See the nursery", by=stranger.actor)
    page = visit(parent).get("family.sharing.looked")

    assert page.says("Dai Bowen")
    assert not page.says("Opened your family’s pages")


def test_only_a_manager_lifts_a_lock(make, visit, stranger, database):
    one = make.family()
    opened(visit, stranger, one.ref, lock="y")
    with session_of(database) as db:
        opening = db.scalars(select(Opening)).one()
    page = visit(one.keyworker).post("worker.openings.tell", opening_id=opening.id)

    assert page.status == 404
    with session_of(database) as db:
        assert db.scalars(select(Opening)).one().is_locked


def test_a_double_press_opens_once_and_the_chain_holds(make, visit, stranger, database):
    one = make.family()
    browser = visit(stranger)
    form = browser.open_form("worker.openings.new")
    for _ in range(2):
        browser.send(form, {**ASKED, "ref": one.ref})

    with session_of(database) as db:
        assert len(db.scalars(select(Opening)).all()) == 1
        assert len(db.scalars(select(Notice).where(Notice.kind == NoticeKind.FAMILY_OPENED)).all()) == 1
        entry = db.scalars(select(Entry).where(Entry.action == "opening_begun")).one()
        assert (entry.role, entry.purpose) == ("practitioner", "danger")
        assert list(audit.broken(db)) == []


@pytest.mark.parametrize(("reason", "hours"), [("Too short", 1), (REASON, 5), (REASON, 0)])
def test_the_command_itself_holds_to_the_limits(make, stranger, reason, hours):
    one = make.family()

    with make.writing() as db, pytest.raises(ValueError, match="a short reason, or too many hours"):
        commands.begin(
            db,
            stranger.actor,
            ref=one.ref,
            purpose=OpeningPurpose.LAW,
            reason=reason,
            hours=hours,
            is_locked=False,
        )


# --- Refusals at a family's door


def test_asking_for_a_family_one_may_not_see_is_told_in_its_audit_and_not_to_the_asker(
    make, visit, stranger, database, statements
):
    from portal.commands import knock  # noqa: PLC0415 (what the job runner calls)

    one, browser = make.family(), visit(stranger)
    browser.get("worker.case.show", ref="F0000")
    answers, counts = [], []
    for ref in (one.ref, "F9999"):
        with statements() as seen:
            answers.append(browser.fetch("GET", f"/worker/families/{ref}/"))
        counts.append(list(seen))
    with make.writing() as db:
        assert knock.told(db) == 1

    assert answers[0].data == answers[1].data
    assert counts[0] == counts[1]
    with session_of(database) as db:
        last = db.scalars(select(Entry).where(Entry.family_id == one.id).order_by(Entry.number.desc())).first()
        assert (last.action, last.account_id) == ("family_refused", stranger.account_id)
        assert db.scalars(select(Knock)).all() == []
        assert list(audit.broken(db)) == []


def test_a_family_is_not_told_of_someone_who_was_not_let_in(make, visit, stranger):
    from portal.commands import knock  # noqa: PLC0415 (what the job runner calls)

    parent = make.parent()
    visit(stranger).get("worker.case.show", ref=parent.family.ref)
    with make.writing() as db:
        knock.told(db)

    assert not visit(parent).get("family.sharing.looked").says("Dai")
