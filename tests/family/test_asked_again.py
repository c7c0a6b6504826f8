"""The same question, asked again: what stands until it is answered, and what nobody may answer unread."""

from portal.models.words import ConsentStatus


def test_an_earlier_yes_stands_can_be_taken_back_and_is_not_ticked_for_anyone(make, visit):
    parent = make.parent()
    question = make.question(parent, purpose="To help with reading.")
    make.decision(question, ConsentStatus.GIVEN)
    make.question(parent, purpose="To decide on leaving school.")
    page = visit(parent).get("family.sharing.show", question_id=question.id)

    assert page.says("To decide on leaving school.")
    assert page.says("Your yes still counts until you answer or take it back.")
    assert {"Take it back", "Yes, share it", "No, do not share it"} <= set(page.buttons)


def test_it_can_be_taken_back_while_the_new_question_waits(make, visit):
    parent = make.parent()
    question = make.question(parent)
    make.decision(question, ConsentStatus.GIVEN)
    make.question(parent, purpose="Something else.")
    browser = visit(parent)
    browser.get("family.sharing.show", question_id=question.id)
    page = browser.post("family.sharing.take_back", question_id=question.id)

    assert page.said == "Taken back. We stop sharing this from now on."


def test_an_answer_to_a_question_that_was_asked_anew_meanwhile_is_not_taken_for_the_new_one(make, visit):
    parent = make.parent()
    question = make.question(parent, purpose="To help with reading.")
    browser = visit(parent)
    form = browser.post("family.sharing.show", {"answer": "refused"}, question_id=question.id).form()
    make.question(parent, purpose="To decide on leaving school.")
    page = browser.send(form)

    assert page.status == 409
    assert page.says("You were asked again while you were here.")
    assert page.says("To decide on leaving school.")
    assert browser.send(page.form()).said == "Saved. Your answer counts from now on."


def test_what_was_begun_before_a_question_was_asked_anew_says_so_when_it_is_gone_on_with(make, visit):
    parent = make.parent()
    question = make.question(parent, purpose="To help with reading.")
    visit(parent).post("family.sharing.show", {"answer": "refused"}, question_id=question.id)
    make.question(parent, purpose="To decide on leaving school.")
    page = visit(parent).get("family.answer.check", question_id=question.id)

    assert page.says("You were asked again while you were here.")
    assert page.says("To decide on leaving school.")
