"""What a young person thinks of sharing about them that a grown-up decides."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Notice
from portal.models.notice_kinds import NoticeKind
from portal.models.words import Shown


@pytest.fixture
def asked(make):
    """A mother's question about her fifteen-year-old, who has a sign-in and does not decide yet."""
    mother = make.parent()
    elin = make.young_person(mother.family)
    school = make.agency("Ysgol y Dderwen")
    make.partner(mother.family, agency=school)
    return make.question(mother, school, about=elin, purpose="Her mother reads this.")


def thought(browser) -> str:
    """The address of the one thing to think about."""
    (address,) = [link for link in browser.get("family.sharing.index").hrefs if "/think/" in link]
    return address


def test_a_young_person_who_does_not_decide_says_what_they_think(visit, asked, database):
    elin = visit(asked.about)
    assert elin.get("family.home.show").says("What do you think? A question about sharing")
    path = thought(elin)

    page = elin.post(path, {"says": "not_fine", "words": "It is mine."})

    assert page.says("Your keyworker reads what you think. No one at home sees it here.")
    assert page.says("You said: I do not want that")
    assert not elin.get("family.home.show").says("What do you think?")
    assert elin.get(path).says("It is mine.")
    beth = visit(asked.family.keyworker).get("worker.sharing.show", ref=asked.family.ref, question_id=asked.id)
    assert beth.says("I do not want that")
    assert beth.says("It is mine.")
    assert beth.says("said on their own, in Nod")
    with session_of(database) as db:
        told = db.scalars(select(Notice.worker_id).where(Notice.kind == NoticeKind.VOICE_SAID)).all()
    assert told == [asked.family.keyworker.id]


def test_a_mother_reads_nothing_of_what_her_child_thinks_and_the_child_nothing_of_her_answer(visit, make, asked):
    make.decision(asked)
    make.child_view(asked, words="It is mine.")

    elin = visit(asked.about)
    mine = elin.get(thought(elin))
    for words in ("Yes, share it", "Her mother reads this."):
        assert words not in mine.text
    for page in ("family.sharing.index", "family.sharing.looked", "family.words.index"):
        assert "It is mine." not in visit(asked.decider).get(page).text


def test_what_a_brother_said_to_the_same_question_is_his(visit, make, asked):
    his = make.question(asked.decider, asked.agency, about=make.child(asked.family))
    make.child_view(his, words="Nothing about my room.", beside=asked.family.keyworker)
    elin = visit(asked.about)

    for page in (elin.get("family.sharing.index"), elin.get(thought(elin))):
        assert "Nothing about my room." not in page.text
        assert "You said" not in page.text


def test_nothing_is_chosen_for_them_and_a_picture_is_needed(visit, asked):
    elin = visit(asked.about)
    path = thought(elin)

    assert not elin.get(path).html.select("input[type=radio][checked]")
    page = elin.post(path, {"words": "Hm."})
    assert page.status == 422
    assert page.error_beside("says") == "Choose one of the three pictures"
    assert page.says("Hm.")


def test_who_does_not_see_the_service_on_the_team_reads_only_what_sort_it_is(visit, make):
    family = make.family()
    hers, his = make.household(family, "A"), make.household(family, "B")
    mother = make.parent(family, homes=(hers,))
    elin = make.young_person(family, homes=(his,))
    school = make.agency("Ysgol y Dderwen")
    make.member(family, make.worker(agency=school), circle_id=hers.circle_id)
    make.question(mother, school, about=elin)

    browser = visit(elin)
    for page in (browser.get("family.sharing.index"), browser.get(thought(browser))):
        assert page.says("Another service")
        assert "Dderwen" not in page.text


@pytest.mark.parametrize("shown", [Shown.NONE, Shown.SUPPORT_WORKER])
def test_a_young_person_reads_nowhere_the_name_of_a_service_that_is_hidden_on_their_team(visit, make, shown):
    mother = make.parent()
    refuge = make.agency("Lloches Merched")
    make.member(mother.family, make.partner(agency=refuge), shown=shown)
    elin = make.young_person(mother.family)
    make.question(mother, refuge, about=elin, is_named=False)

    browser = visit(elin)
    for page in (browser.get("family.sharing.index"), browser.get(thought(browser))):
        assert "Lloches" not in page.text
        assert page.says("Another service")


def test_who_decides_for_themself_is_not_asked_what_they_think(visit, make, asked):
    elin = visit(asked.about)
    path = thought(elin)
    make.understands(asked.about)

    assert elin.get(path).status == 404
    assert not elin.get("family.sharing.index").says("What do you think?")


def test_it_is_nobody_elses_to_answer(visit, make, asked):
    elin = visit(asked.about)
    path = thought(elin)

    assert visit(asked.decider).get(path).status == 404
    assert visit(make.young_person(asked.family, first_name="Non")).get(path).status == 404


def test_a_worker_who_sees_it_as_they_do_is_led_to_no_page_of_theirs(visit, asked):
    as_elin = {"ref": asked.family.ref, "person_id": asked.about.id, "where": "sharing"}

    page = visit(asked.family.keyworker).get("worker.seen_as.show", **as_elin)

    assert page.says("What do you think?")
    assert not [link for link in page.hrefs if "/think/" in link]
