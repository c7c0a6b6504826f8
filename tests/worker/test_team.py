"""The team around a family: a worker adds, changes and ends places on it."""

from datetime import timedelta

from sqlalchemy import select

from portal.clock import today
from portal.database import session_of
from portal.models import Circle, Entry, Member, Notice
from portal.models.notice_kinds import NoticeKind
from portal.models.words import MemberFunction


def test_a_new_person_on_the_team_is_seen_by_the_family_with_their_purpose(visit, make):
    parent = make.parent()
    tom = make.worker(first_name="Tom", last_name="Hughes")
    place = {"worker": tom.id, "function": "lead_children", "purpose": "Makes sure Elin is safe."}

    page = visit(parent.family.keyworker).post("worker.team.add", place, ref=parent.family.ref)

    assert page.says("Tom Hughes")
    theirs = visit(parent).get("family.team.show")
    assert theirs.says("Tom Hughes")
    assert theirs.says("Makes sure Elin is safe.")
    assert visit(tom).get("worker.case.show", ref=parent.family.ref).status == 200


def test_someone_who_is_on_the_team_already_is_told_beside_the_field(visit, make):
    family = make.family()
    make.parent(family)
    place = {"worker": family.keyworker.id, "function": "team_member", "purpose": "Helps."}

    page = visit(family.keyworker).post("worker.team.add", place, ref=family.ref)

    assert page.status == 422
    assert (
        page.error_beside("worker") == "This person is on the team already. Go back to the team to change their part."
    )


def test_a_new_keyworker_leaves_the_end_of_the_others_place_in_the_audit(visit, make, entries, database):
    parent = make.parent()
    one, tom = parent.family, make.worker(first_name="Tom")
    place = {"worker": tom.id, "function": "keyworker", "purpose": "Takes over."}
    visit(one.keyworker).post("worker.team.add", place, ref=one.ref)

    assert entries(one)[-2:] == ["member_ended", "member_added"]
    with session_of(database) as db:
        ended = db.scalars(select(Entry).where(Entry.action == "member_ended")).one()
        assert db.get_one(Member, ended.thing_id).worker_id == one.keyworker.id


def test_a_place_sent_twice_is_given_once(visit, make):
    family, tom = make.family(), make.worker(first_name="Tom", last_name="Hughes")
    make.parent(family)
    browser = visit(family.keyworker)
    form = browser.open_form("worker.team.add", ref=family.ref)
    place = {"worker": tom.id, "function": "team_member", "purpose": "Helps."}

    browser.send(form, place)
    page = browser.send(form, place)

    assert page.status == 200
    assert page.seen.count("Tom Hughes Family keyworker") == 1


def test_everything_left_out_is_told_beside_each_field(visit, make):
    family = make.family()
    make.parent(family)

    page = visit(family.keyworker).post("worker.team.add", {"circle": None}, ref=family.ref)

    assert page.error_beside("worker") == "Choose who joins"
    assert page.error_beside("function") == "Choose their part"
    assert page.error_beside("purpose") == "Write what they are here for"
    assert page.error_beside("circle") == "Choose who can see it"


def test_a_changed_purpose_is_read_by_the_family(visit, make):
    parent = make.parent()
    place = make.member(parent.family, make.worker(first_name="Tom", last_name="Hughes"))
    fields = {"purpose": "Helps with school mornings."}

    visit(parent.family.keyworker).post("worker.team.change", fields, ref=parent.family.ref, member_id=place.id)

    assert visit(parent).get("family.team.show").says("Helps with school mornings.")


def test_a_colleague_on_the_team_becomes_the_keyworker_and_everyone_is_told(visit, make, entries, database):
    family = make.family()
    home = make.household(family)
    sian, gareth = make.parent(family, homes=(home,)), make.parent(family, first_name="Gareth")
    tom = make.worker(first_name="Tom", last_name="Hughes")
    place = make.member(family, tom, circle_id=home.circle_id, from_on=today() - timedelta(days=30))
    assert not visit(gareth).get("family.team.show").says("Tom Hughes")
    fields = {"function": "keyworker", "purpose": "Tom helps us make our plan."}

    page = visit(family.keyworker).post("worker.team.change", fields, ref=family.ref, member_id=place.id)

    assert page.redirected_to == "/worker/"
    assert page.said == "Saved. The family sees it now."
    for parent in (sian, gareth):
        seen = visit(parent).get("family.home.show")
        assert seen.says("Tom Your keyworker")
        assert not visit(parent).get("family.team.show").says("Beth Morris")
    assert "member_became_keyworker" in entries(family)
    with session_of(database) as db:
        told = db.scalars(select(Notice.person_id).where(Notice.kind == NoticeKind.TEAM_CHANGED)).all()
        private = db.scalars(select(Circle).where(Circle.worker_id == tom.id)).all()
        before = db.scalars(select(Member).where(Member.worker_id == tom.id, Member.until_on.is_not(None))).one()
    assert set(told[-2:]) == {sian.id, gareth.id}
    assert len(private) == 2
    assert (before.function, before.until_on) == (MemberFunction.TEAM_MEMBER, today() - timedelta(days=1))


def test_a_worker_who_presses_twice_makes_one_keyworker(visit, make, database):
    family, tom = make.family(), make.worker(first_name="Tom", last_name="Hughes")
    make.parent(family)
    place, rhian = make.member(family, tom), visit(make.manager())
    form = rhian.open_form("worker.team.change", ref=family.ref, member_id=place.id)
    pages = [rhian.send(form, {"function": "keyworker", "purpose": "Helps us."}) for _ in range(2)]

    assert [page.redirected_to for page in pages] == [f"/worker/families/{family.ref}/team"] * 2
    with session_of(database) as db:
        keyworkers = db.scalars(
            select(Member.worker_id).where(Member.function == MemberFunction.KEYWORKER, Member.until_on.is_(None))
        ).all()
    assert keyworkers == [tom.id]


def test_a_colleague_gets_another_part_and_stays_who_sees_them(visit, make, entries):
    parent = make.parent()
    place = make.member(parent.family, make.worker(first_name="Tom", last_name="Hughes"))
    fields = {"function": "lead_children", "purpose": "Helps the children."}

    page = visit(parent.family.keyworker).post("worker.team.change", fields, ref=parent.family.ref, member_id=place.id)

    assert page.says("Leads the help for the children")
    assert "member_part_changed" in entries(parent.family)


def test_the_keyworker_is_offered_no_other_part(visit, make):
    parent = make.parent()
    beth = visit(parent.family.keyworker)
    place = beth.get("worker.team.show", ref=parent.family.ref)
    page = beth.get(next(href for href in place.hrefs if href.endswith("/change")))

    assert "function" not in page.form().choices


def test_who_leaves_the_team_no_longer_finds_the_family(visit, make):
    family, tom = make.family(), make.worker(first_name="Tom", last_name="Hughes")
    place = make.member(family, tom, function=MemberFunction.LEAD_CHILDREN)
    browser = visit(family.keyworker)

    assert browser.get("worker.team.end", ref=family.ref, member_id=place.id).says("They no longer see this family")
    page = browser.post("worker.team.end", ref=family.ref, member_id=place.id)

    assert not page.says("Tom Hughes")
    assert visit(tom).get("worker.case.show", ref=family.ref).status == 404


def test_a_place_of_another_family_is_not_found(visit, make):
    beth = make.worker()
    family, other = make.family(keyworker=beth), make.family(keyworker=beth)
    place = make.member(other, make.worker(first_name="Tom", last_name="Hughes"))

    assert visit(beth).get("worker.team.change", ref=family.ref, member_id=place.id).status == 404
    assert visit(beth).get("worker.team.end", ref=family.ref, member_id=place.id).status == 404
