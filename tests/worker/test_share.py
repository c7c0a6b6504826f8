"""The keyworker shares: what may go, how the receiver reads it, what is left out, and the link and the code."""

import re
import zlib

from portal.models.words import ContactWay, InfoKind
from tests.support.llwyds import (
    OVER,
    handed_over,
    letter,
    letter_of,
    looked_at,
    opened,
)


def test_the_keyworker_sees_what_will_be_read_and_what_is_left_out_and_why(visit, llwyds):
    _browser, page = looked_at(visit, llwyds)

    assert page.says("Macsen")
    assert page.says("Reading is hard")
    assert page.says("3: Big worry. 0 is the best, 4 is the hardest.")
    assert page.says("Not asked yet: Home and money · Health · Feelings and behaviour")
    assert page.says("Read with him")
    assert letter_of(page).count("Reading is hard") == 1  # of learning; the look says the same of health


def test_the_link_and_the_code_are_shown_once_and_open_exactly_that(visit, llwyds):
    path, code = handed_over(visit, llwyds)

    before = visit().get(path)
    _asha, page = opened(visit, path, code)

    assert "Macsen" not in before.text
    assert before.title == "Your code – Nod"
    assert page.title == "Shared with you – Nod"
    assert page.says("Reading is hard")
    assert page.says("What we ask you to do Read with him Ring me")
    assert not page.says("Health")
    assert not page.says("Siân Llwyd")
    assert page.headers["Cache-Control"] == "no-store"


def test_what_a_child_sees_differently_is_looked_at_before_anything_is_handed_over(visit, make, llwyds):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.child_view(asked, words="Not about Dad’s.", beside=mother.family.keyworker)
    browser, page = looked_at(visit, llwyds)

    assert page.says("Look first at what the child thinks")
    assert "Make the link and the code" not in page.buttons
    again = browser.send(page.form(), {"make": "1"}, to=page.path)
    assert again.says("Nothing was handed over yet.")
    weighed = {"words": "We share only about reading, and tell Macsen so."}
    browser.post("worker.child_view.weigh", weighed, ref=mother.family.ref, question_id=asked.id)
    assert handed_over(visit, llwyds)[1]


def test_a_code_with_small_letters_and_spaces_opens_it_too(visit, llwyds):
    path, code = handed_over(visit, llwyds)

    _asha, page = opened(visit, path, code.lower().replace("-", " "))

    assert page.says("Reading is hard")


def test_after_five_wrong_codes_the_right_one_opens_nothing_either(visit, llwyds):
    path, code = handed_over(visit, llwyds)
    guesser = visit()
    for _ in range(5):
        page = guesser.post(path, {"code": "2222-3333-4444"})

    assert page.says(OVER)
    assert opened(visit, path, code)[1].says(OVER)
    mother, _macsen, _school = llwyds
    shown = visit(mother.family.keyworker).get("worker.share.index", ref=mother.family.ref)
    assert shown.says("The code was wrong too often")


def test_the_code_of_one_link_opens_no_other(visit, llwyds):
    first, code = handed_over(visit, llwyds)
    second, _other = handed_over(visit, llwyds)
    asha, _page = opened(visit, first, code)

    assert asha.get(second).title == "Your code – Nod"
    assert asha.post(second, {"code": code}).error_beside("code") == "This code does not fit. Check it, and try again."


def test_two_lines_come_back_once_and_the_keyworker_reads_them(visit, llwyds):
    path, code = handed_over(visit, llwyds)
    asha, page = opened(visit, path, code)

    form = page.form(f"{path}/reply")
    page = asha.send(form, {"reply": "Thank you.\nWe begin on Monday."})
    again = asha.send(form, {"reply": "Something else"})

    assert page.said == "Sent. Thank you."
    assert again.says("We begin on Monday.")
    mother, _macsen, _school = llwyds
    beth = visit(mother.family.keyworker)
    shown = beth.get(
        beth.get("worker.share.index", ref=mother.family.ref).html.select_one("a.row[href*='/share/']")["href"]
    )
    assert shown.says("We begin on Monday.")


def test_a_device_that_closed_it_asks_for_the_code_again(visit, llwyds):
    path, code = handed_over(visit, llwyds)
    asha, page = opened(visit, path, code)

    closed = asha.send(page.form(f"{path}/close"))

    assert closed.title == "Your code – Nod"


def test_an_hour_later_the_device_asks_for_the_code_again(visit, llwyds, later):
    path, code = handed_over(visit, llwyds)
    asha, _page = opened(visit, path, code)

    later(minutes=61)

    assert asha.get(path).title == "Your code – Nod"


def test_a_reply_that_is_sent_after_the_hour_is_kept_until_the_code_is_given_again(visit, llwyds, later):
    path, code = handed_over(visit, llwyds)
    asha, page = opened(visit, path, code)
    later(minutes=61)

    asked = asha.send(page.form(f"{path}/reply"), {"reply": "We begin\non Monday."})
    wrong = asha.send(asked.form(), {"code": "2222-3333-4444"})
    again = asha.send(wrong.form(), {"code": code})
    sent = asha.send(again.form(f"{path}/reply"))

    assert (asked.status, asked.title) == (422, "Your code – Nod")
    for one in (asked, wrong):
        assert one.says("We begin on Monday.")
        assert not one.says("Reading is hard")
    assert again.says("Reading is hard")
    assert again.form(f"{path}/reply").fields["reply"] == ["We begin\non Monday."]
    assert sent.said == "Sent. Thank you."
    assert sent.says("We begin on Monday.")


def test_a_second_press_makes_one_link_that_works_and_the_page_seen_last_holds_it(visit, llwyds):
    browser, page = looked_at(visit, llwyds)
    first = browser.send(page.form(), {"make": "1"}, to=page.path)
    last = browser.send(page.form(), {"make": "1"}, to=page.path)
    links = [re.sub(r"^https?://[^/]+", "", one.html.select_one("#link").get_text().strip()) for one in (first, last)]

    assert visit().get(links[0]).says(OVER)
    mother = llwyds[0]
    assert len(visit(mother).get("family.shared.index").html.select("section[aria-labelledby^=share-]")) == 1
    assert opened(visit, links[1], last.html.select_one("#code").get_text().strip())[1].says("Reading is hard")


def test_where_a_family_is_at_risk_words_that_tell_where_somebody_is_are_held_back_once(visit, llwyds):
    mother, _macsen, school = llwyds
    beth = visit(mother.family.keyworker)
    beth.post("worker.risk.mark", {"at_risk": "yes", "reason": "He looks for her"}, ref=mother.family.ref)
    asked = letter(school, asks="Ring her at 1 Her Street, CF10 1AA")

    held = beth.post("worker.share.new", asked, ref=mother.family.ref)
    meant = beth.send(held.form(), {"may_know": "y"}, to=held.path)
    made = beth.send(meant.form(), {"make": "1"}, to=meant.path)

    assert not beth.get("worker.share.new", ref=mother.family.ref).says("Everyone who can see this may know it")
    assert held.status == 422
    assert held.error_beside("asks").startswith("This tells where somebody is, or a number to ring.")
    assert held.form().fields["asks"] == ["Ring her at 1 Her Street, CF10 1AA"]
    assert meant.title.startswith("What they will read")
    assert made.html.select_one("#code")


def test_where_nobody_said_yes_there_is_nothing_to_hand_over(visit, make):
    parent = make.parent()
    health = make.agency("Health board")
    browser = visit(parent.family.keyworker)

    page = browser.post("worker.share.new", letter(health), ref=parent.family.ref)

    assert page.says("Nothing may go to this service now. Nobody has said yes to it.")
    assert "Make the link and the code" not in page.buttons


def test_only_a_number_that_was_called_safe_is_told(visit, make):
    mother = make.parent(mobile="07700 900100", email="sian@demo.example")
    school = make.agency()
    make.decision(make.question(mother, school, kind=InfoKind.CONTACT))
    browser = visit(mother.family.keyworker)

    before = browser.post("worker.share.new", letter(school), ref=mother.family.ref)
    make.safe(mother, ContactWay.CALL)
    after = browser.post("worker.share.new", letter(school), ref=mother.family.ref)

    assert not before.says("07700 900100")
    assert after.says("07700 900100")
    assert not after.says("sian@demo.example")


def test_nobody_gives_away_the_address_of_another_grown_up(visit, make):
    family = make.family()
    hers, his = make.household(family, "A", address="1 Her Street"), make.household(family, "B", address="2 His Road")
    mother = make.parent(family, homes=(hers,))
    father = make.parent(family, first_name="Gareth", homes=(his,))
    macsen, school = make.child(family, homes=(hers, his)), make.agency()
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.HOME))
    browser = visit(family.keyworker)

    before = browser.post("worker.share.new", letter(school), ref=family.ref)
    make.decision(make.question(father, school, about=macsen, kind=InfoKind.HOME))
    after = browser.post("worker.share.new", letter(school), ref=family.ref)

    assert before.says("1 Her Street")
    assert not before.says("2 His Road")
    assert after.says("2 His Road")


def test_what_is_between_two_people_goes_to_nobody(visit, make):
    mother = make.parent()
    school = make.agency()
    make.goal(mother, "Sleep better", circle_id=mother.private_circle_id)
    make.goal(mother, "Walk each day", circle_id=mother.family.circle_id)
    make.decision(make.question(mother, school, kind=InfoKind.PLAN))

    page = visit(mother.family.keyworker).post("worker.share.new", letter(school), ref=mother.family.ref)

    assert page.says("Walk each day")
    assert not page.says("Sleep better")


def test_the_fields_that_were_left_out_are_told(visit, llwyds):
    mother, _macsen, school = llwyds
    page = visit(mother.family.keyworker).post(
        "worker.share.new", letter(school, to_name="", for_what=None), ref=mother.family.ref
    )

    assert page.status == 422
    assert page.error_beside("to_name") == "Write the name and the role of one person"
    assert page.error_beside("for_what") == "Choose what it is for"


def test_a_partner_and_another_keyworker_share_nothing(visit, make, llwyds):
    mother, _macsen, school = llwyds
    asha = make.partner(mother.family, agency=school)

    assert visit(asha).get("worker.share.new", ref=mother.family.ref).status == 404
    assert visit(make.worker()).get("worker.share.index", ref=mother.family.ref).status == 404


def test_a_receiver_reads_it_in_the_language_that_was_chosen(visit, llwyds):
    path, code = handed_over(visit, llwyds, language="cy")
    _asha, page = opened(visit, path, code)

    assert page.html.html["lang"] == "cy"
    assert page.says("Dysgu")


def test_the_paper_is_tagged_and_says_its_language_and_its_name_tells_nothing(visit, llwyds):
    path, code = handed_over(visit, llwyds, language="cy")
    asha, _page = opened(visit, path, code)

    paper = asha.fetch("GET", f"{path}/pdf")

    assert paper.mimetype == "application/pdf"
    assert paper.headers["Content-Disposition"] == 'attachment; filename="nod.pdf"'
    assert paper.headers["Cache-Control"] == "no-store"
    assert paper.data.startswith(b"%PDF-")
    inside = inflated(paper.data)
    assert b"/StructTreeRoot" in inside
    assert b"/Marked true" in inside
    assert b"/Lang (cy)" in inside


def inflated(data):
    """What the compressed parts of a PDF hold."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")
