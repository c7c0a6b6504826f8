"""Invitations: one page for one person, with a picture, a link and a code."""

import re

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def test_a_keyworker_makes_an_invitation_and_the_parent_gets_in_with_it(visit, make):
    parent = make.person(signs_in=False)

    page = visit(parent.family.keyworker).post("worker.invite.make", ref=parent.family.ref, person_id=parent.id)

    code = CODE.search(page.seen).group()
    assert page.says("This is for: Siân Llwyd")
    assert page.html.select_one("svg.qr path")
    assert visit().get("public.join", code=code).status == 200


def test_the_sheet_is_in_the_persons_language_and_can_be_had_in_the_other(visit, make):
    elin = make.young_person(signs_in=False, language="cy")
    browser = visit(elin.family.keyworker)

    page = browser.post("worker.invite.make", ref=elin.family.ref, person_id=elin.id)
    assert page.html.select_one("article")["lang"] == "cy"
    code = CODE.search(page.seen).group()

    other = browser.send(page.form(page.path))
    assert other.html.select_one("article")["lang"] == "en"
    assert code in other.seen
    assert browser.get("worker.account.show").html.html["lang"] == "en"


def test_the_code_is_shown_once(visit, make):
    parent = make.person(signs_in=False)
    address = {"ref": parent.family.ref, "person_id": parent.id}
    browser = visit(parent.family.keyworker)
    form = browser.open_form("worker.invite.make", **address)

    code = CODE.search(browser.send(form).seen).group()
    again = browser.get("worker.invite.make", **address)

    assert code not in again.seen
    assert again.says("An invitation is out, until")
    assert visit().get("public.join", code=code).status == 200


def test_a_keyworker_who_presses_twice_still_has_a_page_with_a_code_that_works(visit, make):
    parent = make.person(signs_in=False)
    browser = visit(parent.family.keyworker)
    form = browser.open_form("worker.invite.make", ref=parent.family.ref, person_id=parent.id)

    first = browser.send(form)
    second = browser.send(form)

    old, new = (CODE.search(page.seen).group() for page in (first, second))
    assert not first.says("no longer works")
    assert second.says("The invitation from before no longer works. Hand over only this page.")
    assert visit().get("public.join", code=old).status == 404
    assert visit().get("public.join", code=new).status == 200


def test_a_new_invitation_ends_the_old_one(visit, make):
    parent = make.person(signs_in=False)
    address = {"ref": parent.family.ref, "person_id": parent.id}
    browser = visit(parent.family.keyworker)

    old = CODE.search(browser.post("worker.invite.make", **address).seen).group()
    browser.post("worker.invite.make", **address)

    assert visit().get("public.join", code=old).status == 404


def test_a_worker_is_told_what_a_new_way_in_does_to_someone_who_signs_in_already(visit, make):
    parent = make.parent()

    page = visit(parent.family.keyworker).get("worker.invite.make", ref=parent.family.ref, person_id=parent.id)

    assert page.says("All their devices are then signed out.")


def test_a_code_of_somebody_else_is_not_drawn_as_this_persons(visit, make):
    family = make.family()
    sian, gareth = make.person(family, signs_in=False), make.person(family, first_name="Gareth", signs_in=False)
    browser = visit(family.keyworker)
    theirs = CODE.search(browser.post("worker.invite.make", ref=family.ref, person_id=gareth.id).seen).group()
    fields = {"code": theirs, "written_in": "cy"}

    page = browser.post("worker.invite.make", fields, ref=family.ref, person_id=sian.id)

    assert theirs not in page.seen
