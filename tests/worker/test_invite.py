"""Invitations: one page for one person, with a picture, a link and a code."""

import re

import pytest

from tests.factories import PASSWORD

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


# --- Ending a code that is out


@pytest.fixture
def invited(make):
    """Gareth, who has a code and has not joined yet."""
    gareth = make.parent(make.family(), first_name="Gareth", signs_in=False)
    return gareth, make.invitation(gareth)


def end(browser, person):
    values = {"ref": person.family.ref, "person_id": person.id}
    return browser.post("worker.invite.end", on=f"/worker/families/{person.family.ref}/people", **values)


def test_one_press_ends_the_code_of_someone_who_has_not_joined(visit, invited, entries):
    gareth, code = invited
    beth = visit(gareth.family.keyworker)
    page = end(beth, gareth)

    assert page.said == "Ended. The code opens nothing any more."
    assert page.says("Not invited")
    assert visit().get("public.join", code=code).heading == "This invitation does not work"
    assert not any("End this code" in button for button in page.buttons)
    assert entries(gareth.family).count("invitation_ended") == 1


def test_a_join_page_that_is_open_already_saves_nothing_once_the_code_is_ended(visit, invited):
    gareth, code = invited
    his = visit()
    form = his.get("public.join", code=code).form()
    end(visit(gareth.family.keyworker), gareth)
    his.send(form, {"name": "gareth", "password": "pedwar-ci-du-2026"})

    assert his.get("/family/", follow=False).redirected_to == "/sign-in"


def test_ending_a_code_that_was_used_meanwhile_says_so_and_writes_nothing_down(visit, invited, entries):
    gareth, code = invited
    beth = visit(gareth.family.keyworker)
    people = beth.get("worker.people.index", ref=gareth.family.ref)
    form = people.form(f"/worker/families/{gareth.family.ref}/invite/{gareth.id}/end")
    visit().post("public.join", {"name": "gareth", "password": "pedwar-ci-du-2026"}, code=code)
    page = beth.send(form)

    assert page.said == "No code is out. This person signs in to Nod already."
    assert "invitation_ended" not in entries(gareth.family)


def test_the_code_for_someone_who_signs_in_can_be_ended_too(visit, make):
    sian = make.parent(make.family())
    code = make.invitation(sian)
    end(visit(sian.family.keyworker), sian)

    assert visit().get("public.join", code=code).status == 404
    assert visit().post("public.sign_in", {"name": sian.name, "password": PASSWORD}).redirected_to == "/family/"


@pytest.mark.parametrize("who", ["partner", "other keyworker", "mother"])
def test_nobody_from_outside_ends_a_code(visit, make, invited, who):
    gareth, code = invited
    someone = {
        "partner": lambda: make.partner(gareth.family),
        "other keyworker": make.worker,
        "mother": lambda: make.parent(gareth.family, first_name="Mair"),
    }[who]()

    page = visit(someone).post("worker.invite.end", ref=gareth.family.ref, person_id=gareth.id)
    assert page.status == 404
    assert visit().get("public.join", code=code).status == 200
