"""Shared without a yes: nobody of the family learns of it before they are told, and then only what is theirs."""

import re

import pytest

from portal.database import session_of
from portal.models.words import InfoKind
from portal.queries import told as audit_told
from portal.security.keys import learn_key
from tests.support.handed_over import hand_over
from tests.worker.test_parting import CHANGING

BURN = "That she was seen with a burn"
PLACES = (
    "family.home.show",
    "family.sharing.index",
    "family.without.show",
    "family.sharing.looked",
    "family.more.show",
)


@pytest.fixture
def hers(make):
    """A family in two homes, with a service that only the mother's home sees."""
    one = make.family()
    a, b = make.household(one, "A"), make.household(one, "B")
    people = {
        "sian": make.parent(one, homes=(a,)),
        "gareth": make.parent(one, first_name="Gareth", homes=(b,)),
        "elin": make.young_person(one, homes=(a,)),
        "non": make.child(one, first_name="Non", homes=(a, b)),
    }
    school = make.agency("Ysgol y Bryn", is_partner=True)
    make.member(one, make.worker(agency=school, first_name="Asha"), circle_id=a.circle_id)
    return one, people, school


def bare(page):
    return re.sub(rb'value="[^"]{20,}"', b"", CHANGING.sub(b"", page.body))


def without(visit, who, **how):
    return visit(who, **how).get("family.without.show")


def test_before_anyone_is_told_every_page_is_what_it_was(make, visit, hers):
    """Decided, read by the keyworker and a manager, agreed to: not one byte of any page of the family says so."""
    one, people, school = hers
    manager = make.manager()
    everyone = [who for who in people.values() if who.actor]
    before = {(who.id, place): bare(visit(who).get(place)) for who in everyone for place in PLACES}
    thing = make.override(people["non"], people["sian"], people["elin"], agency=school, is_urgent=True)
    where = {"ref": one.ref, "override_id": thing.id}
    visit(one.keyworker).get("worker.without.index", ref=one.ref)
    visit(manager).get("worker.manager.index")
    visit(manager).get("worker.without.show", **where)
    assert visit(manager).post("worker.without.agree", {"answer": "yes"}, **where).says("A manager agreed")

    for who in everyone:
        for place in PLACES:
            assert bare(visit(who).get(place)) == before[who.id, place], (who.first_name, place)
    assert without(visit, people["sian"]).says("We have nothing to tell you here now.")


def test_who_is_told_reads_what_was_shared_and_the_other_home_still_nothing(make, visit, hers):
    _one, people, school = hers
    before = bare(without(visit, people["gareth"]))
    thing = make.override(people["non"], people["sian"], agency=school)
    make.agreed(thing)
    make.told(thing, people["sian"])
    page = without(visit, people["sian"])

    for words in (
        "Ysgol y Bryn",
        "About you",
        "About: Non",
        BURN,
        "Mari Edwards, health visitor",
        "A child is being hurt, or may be",
        "Beth Morris",
        "A manager looked at it and agreed.",
    ):
        assert page.says(words), words
    for words in ("The nursery saw it", "He would know", "We sat down together"):
        assert not page.says(words), words
    assert bare(without(visit, people["gareth"])) == before
    assert not visit(people["gareth"]).get("family.sharing.looked").says("Ysgol")


def test_a_father_reads_of_his_child_alone_and_neither_the_services_name_nor_workers_words(make, visit, hers):
    _one, people, school = hers
    thing = make.override(people["non"], people["sian"], agency=school, kinds=(InfoKind.HOME,))
    make.agreed(thing)
    make.told(thing, people["sian"], people["gareth"])
    page = without(visit, people["gareth"])

    assert page.says("About: Non")
    assert page.says("Another service")
    for hidden in ("Bryn", "Siân", BURN, "Mari", "About you"):
        assert hidden not in page.text, hidden


def test_words_are_left_out_where_some_of_it_is_about_somebody_else_though_the_service_is_known(make, visit):
    one = make.family()
    a, b = make.household(one, "A"), make.household(one, "B")
    sian = make.parent(one, homes=(a,))
    gareth = make.parent(one, first_name="Gareth", homes=(b,))
    non = make.child(one, first_name="Non", homes=(a, b))
    make.partner(one)
    both, alone = make.override(non, sian, what="Hers and the child’s"), make.override(non, what="The child’s alone")
    for thing in (both, alone):
        make.told(thing, sian, gareth)
    page = without(visit, gareth)

    assert page.says("Ysgol y Dderwen")
    assert page.says("The child’s alone")
    assert not page.says("Hers and the child’s")


def test_a_young_person_reads_of_herself_and_her_mother_of_nobody_when_she_decides(make, visit, hers):
    _one, people, school = hers
    make.understands(people["elin"])
    thing = make.override(people["elin"], agency=school)
    make.told(thing, people["elin"], people["sian"])

    assert without(visit, people["elin"]).says(BURN)
    assert without(visit, people["sian"]).says("We have nothing to tell you here now.")
    assert without(visit, people["elin"], language="cy").says("Amdanat ti")


def test_a_worker_whom_the_reader_does_not_know_is_not_named(make, visit, hers):
    _one, people, school = hers
    rhian = make.manager()
    thing = make.override(people["sian"], agency=school, by=rhian.actor)
    make.agreed(thing, agrees=False, by=make.manager(first_name="Carys"))
    make.told(thing, people["sian"])
    page = without(visit, people["sian"])

    assert page.says("A worker of the council")
    assert page.says("This was not shared. A manager said no.")
    assert not page.says("Rhian")
    assert not page.says("Carys")


def test_an_urgent_one_that_no_manager_looked_at_in_time_says_that_nothing_goes_on_it_now(make, visit, hers, later):
    _one, people, school = hers
    thing = make.override(people["non"], agency=school, is_urgent=True)
    make.told(thing, people["sian"])
    before = without(visit, people["sian"])
    later(days=6)

    page = without(visit, people["sian"])

    assert before.says("What we shared")
    assert not before.says("We share nothing on this now.")
    assert page.says("We share nothing on this now. A manager did not look at it in time.")
    assert not page.says("What it was about")
    for words in ("What we shared", "Who got it", "Mari Edwards, health visitor"):
        assert page.says(words), words
    assert not page.says("It waits for a manager")
    assert without(visit, people["sian"], language="cy").says("Wnaeth rheolwr ddim edrych ar hyn mewn pryd.")


def test_an_urgent_one_reads_the_same_after_a_manager_said_no_too_late(make, visit, hers, later):
    _one, people, school = hers
    thing = make.override(people["non"], agency=school, is_urgent=True)
    make.told(thing, people["sian"])
    later(days=6)
    late = without(visit, people["sian"])
    make.agreed(thing, agrees=False)

    refused = without(visit, people["sian"])

    for page in (late, refused):
        assert page.says("What we shared")
        assert page.says("Who got it")
    assert refused.says("A manager looked at it and said no. We share nothing more.")
    assert not refused.says("This was not shared.")


def test_what_went_on_an_urgent_one_before_it_was_late_was_shared(make, visit, hers, later):
    _one, people, school = hers
    thing = make.override(people["non"], agency=school, is_urgent=True)
    hand_over(visit, people["non"], school, thing)
    make.told(thing, people["sian"])
    later(days=6)

    page = without(visit, people["sian"])

    assert page.says("What we shared")
    assert page.says("We share nothing on this now. A manager did not look at it in time.")


def test_a_worker_sees_the_page_as_the_person_does(make, visit, hers):
    one, people, school = hers
    thing = make.override(people["non"], agency=school)
    make.told(thing, people["sian"])
    seen = {
        name: visit(one.keyworker).get(
            "worker.seen_as.show", ref=one.ref, person_id=people[name].id, where="without", thing_id=None
        )
        for name in ("sian", "gareth")
    }

    assert seen["sian"].says(BURN)
    assert not seen["gareth"].says(BURN)


def test_the_councils_own_export_of_the_audit_marks_all_of_it_as_not_told(make, visit, hers, database):
    one, people, school = hers
    thing = make.override(people["non"], agency=school)
    make.agreed(thing)
    make.told(thing, people["sian"])
    visit(make.manager()).get("worker.without.show", ref=one.ref, override_id=thing.id)

    with session_of(database) as db:
        learn_key(db, one.id)
        said = [entry for entry in audit_told.of_family(db, make.system, one.id) if entry.action.startswith("override")]
    assert {entry.action for entry in said} == {
        "override_decided",
        "override_agreed",
        "override_told",
        "override_read",
    }
    assert all(entry.is_hidden for entry in said)


def test_the_way_there_is_always_on_sharing(make, visit):
    assert "/family/sharing/without" in visit(make.parent()).get("family.sharing.index").hrefs
