"""Safe contact: what each person says is safe for them, and that nobody else at home sees or changes it."""

import pytest
from sqlalchemy import func, select

from portal.database import session_of
from portal.errors import NotAllowed, NotFound
from portal.models import Entry, Person, SafeContact
from portal.models.words import ContactHow, ContactWay
from portal.queries.safe_contact import of_family, of_person
from portal.security.keys import learn_key

SAID = {
    "how": "ways",
    "ways": ["email", "call"],
    "when": "only",
    "days_1": ["0", "1", "2", "3", "4"],
    "opens_1": "10:00",
    "closes_1": "12",
    "words": "plain",
    "code_word": "pice bach",
}


ALL_OF_IT = "Tick a day and write both times, or choose “Any time”"


@pytest.fixture
def known(database):
    """What is known of one person's safe contact, as their keyworker reads it."""

    def read(who):
        with session_of(database) as db:
            learn_key(db, who.family.id)
            return of_person(db, who.family.keyworker.actor, db.get_one(Person, who.id))

    return read


@pytest.fixture
def sian(make):
    """A parent with a mail address and a number, in a home of her own."""
    one = make.family()
    home = make.household(one, "A")
    return make.parent(one, email="sian@demo.example", mobile="07700 900141", homes=(home,))


def test_nothing_is_safe_until_someone_says_so(sian, known):
    contact = known(sian)

    assert (contact.how, contact.may_mail, contact.may_text, contact.may_ring) == (ContactHow.NOD, False, False, False)


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_parent_says_what_is_safe(visit, sian, known, htmx):
    page = visit(sian).post("family.account.contact", SAID, htmx=htmx)

    assert page.says("Saved. It counts from now on.")
    contact = known(sian)
    assert (contact.may_mail, contact.may_text, contact.may_ring) == (True, False, True)
    assert [str(spell) for spell in contact.spells] == ["01234 10:00-12:00"]
    assert contact.code_word == "pice bach"


def test_what_was_said_stands_there_the_next_time_save_the_code_word(visit, sian):
    visit(sian).post("family.account.contact", SAID)
    page = visit(sian).get("family.account.contact")
    form = page.form()

    assert form.fields["ways"] == ["email", "call"]
    assert form.fields["days_1"] == ["0", "1", "2", "3", "4"]
    assert [form.value(name) for name in ("how", "when", "opens_1", "closes_1", "words")] == [
        "ways", "only", "10:00", "12:00", "plain",
    ]  # fmt: skip
    assert page.says("A code word is set.")
    assert "pice" not in page.text


def test_an_empty_box_keeps_the_code_word_and_a_tick_takes_it_away(visit, sian, known):
    browser = visit(sian)
    browser.post("family.account.contact", SAID)
    browser.post("family.account.contact", {"code_word": ""})
    assert known(sian).code_word == "pice bach"

    browser.post("family.account.contact", {"no_code_word": "y"})
    assert known(sian).code_word == ""


@pytest.mark.parametrize("how", ["nod", "not"])
def test_where_nothing_may_leave_nod_no_way_is_safe_whatever_is_ticked(visit, sian, known, how):
    visit(sian).post("family.account.contact", SAID | {"how": how})

    contact = known(sian)
    assert (contact.may_mail, contact.may_ring, contact.may_text) == (False, False, False)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"ways": None}, "ways", "Tick at least one way, or choose “Only in Nod”"),
        ({"how": "shout"}, "how", "Choose one"),
        ({"ways": ["pigeon"]}, "ways", "Choose from these ways"),
        ({"days_1": None}, "closes_1", "Tick a day and write both times"),
        ({"closes_1": ""}, "closes_1", "Tick a day and write both times"),
        ({"days_1": None, "opens_1": "", "closes_1": ""}, "closes_1", ALL_OF_IT),
        ({"closes_1": "10.00"}, "closes_1", "Write two times that are not the same"),
        ({"opens_1": "noonish"}, "opens_1", "Write a time, such as 14:05"),
        ({"opens_1": "25:99"}, "closes_1", ""),
        ({"days_1": ["7"]}, "days_1", "Choose from the days of the week"),
        ({"days_2": ["6"]}, "closes_2", "Tick a day and write both times"),
        ({"words": "shout"}, "words", "Choose one"),
        ({"code_word": "x" * 41}, "code_word", "Use 40 characters or fewer. You have used 41."),
    ],
)  # fmt: skip
def test_each_wrong_answer_is_told_beside_its_field_and_nothing_is_lost(visit, sian, known, typed, field, said):
    page = visit(sian).post("family.account.contact", SAID | typed)

    assert (page.status, page.error_beside(field)) == (422, said)
    assert page.form().value("code_word") == (SAID | typed)["code_word"]
    assert known(sian).version == 0


def test_half_a_time_is_no_matter_when_any_time_is_safe(visit, sian, known):
    visit(sian).post("family.account.contact", SAID | {"when": "any", "closes_1": ""})

    assert known(sian).spells == ()
    assert known(sian).may_ring


def test_a_number_that_was_replaced_is_not_safe_until_it_is_said_again(make, visit, sian, known):
    visit(sian).post("family.account.contact", SAID)
    make.changed(sian, mobile="07700 900999")
    assert (known(sian).may_ring, known(sian).mobile_was_replaced, known(sian).may_mail) == (False, True, True)

    visit(sian).post("family.account.contact")
    assert known(sian).may_ring


@pytest.mark.parametrize("same", ["07700900141", "+44 7700 900141", "07700-900141"])
def test_the_same_number_written_another_way_stays_safe(make, visit, sian, known, same):
    visit(sian).post("family.account.contact", SAID)
    make.changed(sian, mobile=same)

    assert known(sian).may_ring


def test_an_address_that_was_replaced_while_the_form_was_open_is_not_called_safe(make, visit, sian, known):
    browser = visit(sian)
    form = browser.open_form("family.account.contact")
    make.changed(sian, email="gareth@demo.example")

    page = browser.send(form, SAID)

    assert page.status == 409
    assert page.says("gareth@demo.example")
    assert page.form().fields["days_1"] == SAID["days_1"]
    assert known(sian).version == 0
    browser.send(page.form())
    assert known(sian).may_mail


def test_what_a_worker_wrote_meanwhile_is_not_written_over_unseen(make, visit, sian, known):
    browser = visit(sian)
    form = browser.open_form("family.account.contact")
    make.safe(sian, how=ContactHow.NOT, by=sian.family.keyworker.actor)

    assert browser.send(form, SAID).status == 409
    assert known(sian).how is ContactHow.NOT


def test_a_young_person_says_it_in_their_own_words(make, visit, known):
    elin = make.young_person(language="cy")
    page = visit(elin).get("family.account.contact")
    assert page.says("Dyweda beth sy’n ddiogel i ti.")

    visit(elin).post("family.account.contact", {"how": "not"})
    assert known(elin).how is ContactHow.NOT


def test_the_way_to_it_is_on_the_account_page(visit, sian):
    assert "/family/account/contact" in visit(sian).get("family.account.show").hrefs


# --- Nobody else at home


def test_another_grown_up_of_the_family_neither_sees_nor_changes_it(make, database, sian):
    gareth = make.parent(sian.family, first_name="Gareth")
    make.safe(sian, ContactWay.CALL, code_word="pice bach")
    with session_of(database) as db:
        learn_key(db, sian.family.id)
        hers = db.get_one(Person, sian.id)
        with pytest.raises(NotFound):
            of_person(db, gareth.actor, hers)
        assert set(of_family(db, gareth.actor, sian.family.id)) == {gareth.id}
    with pytest.raises((NotFound, NotAllowed)):
        make.safe(sian, how=ContactHow.NOT, by=gareth.actor)


def test_the_pages_of_one_parent_are_the_same_whatever_the_other_said(make, visit, sian):
    gareth = make.parent(sian.family, first_name="Gareth")
    paths = ("/family/", "/family/next", "/family/team", "/family/sharing", "/family/account/contact")
    browser = visit(gareth)
    before = [browser.get(path).seen for path in paths]
    make.safe(sian, ContactWay.EMAIL, ContactWay.CALL, code_word="pice bach")

    assert [browser.get(path).seen for path in paths] == before


def test_a_parent_does_not_set_a_childs(make, sian):
    child = make.child(sian.family)
    with pytest.raises((NotFound, NotAllowed)):
        make.safe(child, by=sian.actor)


def test_it_is_in_the_audit_and_sealed_in_the_table(database, visit, sian):
    visit(sian).post("family.account.contact", SAID)

    with session_of(database) as db:
        assert db.scalar(select(func.count(Entry.id)).where(Entry.action == "safe_contact_set")) == 1
        row = db.execute(select(SafeContact.__table__)).one()
    stored = b"".join(value for value in row if isinstance(value, bytes))
    for words in (b"pice", b"email", b"10:00", b"ways", b"plain"):
        assert words not in stored
