"""When a link ends: at once, by whatever takes away what it stands on, and for good."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import consent, share
from portal.commands.consent import Answer, Matter
from portal.database import session_of, unit_of_work
from portal.jobs.tidying import tidy_up
from portal.models import Person, Share
from portal.models.sharing_words import ConsentLasts, Purpose, ShareEnd
from portal.models.words import ConsentStatus, FamilyStatus, InfoKind, Responsibility
from portal.queries import share as shares
from portal.security.keys import learn_key
from portal.standing import years_before
from tests.support.llwyds import OVER, handed_over, looked_at, opened, responsible, take_back


@pytest.mark.parametrize("suffix", ["", "/pdf"])
def test_what_was_taken_back_is_gone_on_the_very_next_press_in_every_format(visit, make, llwyds, suffix):
    path, code = handed_over(visit, llwyds)
    asha, _page = opened(visit, path, code)
    assert asha.fetch("GET", path + suffix).status_code == 200

    take_back(make, llwyds)

    gone, never = asha.fetch("GET", path + suffix), asha.fetch("GET", "/shared/never" + suffix)
    assert gone.status_code == never.status_code == 404
    assert gone.data == never.data
    assert "Macsen" not in gone.text


def test_a_yes_that_is_said_again_lets_no_old_link_live_again(visit, make, llwyds):
    path, code = handed_over(visit, llwyds)
    mother, macsen, school = llwyds
    take_back(make, llwyds)
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False))

    assert visit().get(path).says(OVER)
    assert opened(visit, path, code)[1].says(OVER)


def test_a_link_ends_by_itself_when_its_day_has_gone_by(visit, llwyds, later):
    path, code = handed_over(visit, llwyds)
    asha, _page = opened(visit, path, code)

    later(days=15)

    assert asha.get(path).says(OVER)


def test_a_share_of_another_family_is_ended_by_nobody(visit, make, database, llwyds):
    path, _code = handed_over(visit, llwyds)
    other = make.family()
    with session_of(database) as db:
        share_id = db.scalars(select(Share.id)).one()

    with make.writing() as db:
        ended = share.end(db, other.keyworker.actor, other.id, share_id)

    assert not ended
    assert not visit().get(path).says(OVER)


def test_a_yes_whose_time_is_over_ends_it_though_its_own_day_has_not_come(visit, make, llwyds, later):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    later(days=40)
    path, code = handed_over(visit, llwyds, weeks="4")
    asha, page = opened(visit, path, code)
    assert page.says("Reading is hard")

    later(days=4)

    assert asha.get(path).says(OVER)


def test_it_ends_when_the_child_decides_for_himself_and_when_the_father_says_no(visit, make, llwyds):
    mother, macsen, school = llwyds
    first, _code = handed_over(visit, llwyds)
    father = make.parent(mother.family, first_name="Gareth")
    make.decision(make.question(father, school, about=macsen, kind=InfoKind.LEARNING), ConsentStatus.REFUSED)

    assert visit().get(first).says(OVER)

    make.decision(make.question(father, school, about=macsen, kind=InfoKind.LEARNING))
    second, _code = handed_over(visit, llwyds)
    assert visit().get(second).title == "Your code – Nod"
    make.understands(macsen)

    assert visit().get(second).says(OVER)


def test_a_reply_that_meets_a_yes_being_taken_back_is_not_kept(visit, make, llwyds):
    mother, macsen, school = llwyds
    path, code = handed_over(visit, llwyds)
    asha, page = opened(visit, path, code)
    came = []
    sends = threading.Thread(target=lambda: came.append(asha.send(page.form(f"{path}/reply"), {"reply": "Too late"})))
    with make.writing() as db:
        learn_key(db, mother.family.id)
        about, decider = (db.get_one(Person, one.id) for one in (macsen, mother))
        matter = Matter(about=about, decider=decider, agency_id=school.id, kind=InfoKind.LEARNING)
        consent.decide(db, mother.actor, matter, Answer(status=ConsentStatus.WITHDRAWN))
        sends.start()
        sends.join(timeout=1)  # it waits for the answer that is being saved
    sends.join()

    assert came[0].says(OVER)
    beth, where = visit(mother.family.keyworker), {"ref": mother.family.ref}
    assert not beth.get("worker.share.index", **where).says("There is a reply")


def test_the_keyworker_ends_a_link(visit, llwyds):
    path, _code = handed_over(visit, llwyds)
    mother, _macsen, _school = llwyds
    beth = visit(mother.family.keyworker)
    row = beth.get("worker.share.index", ref=mother.family.ref).html.select_one("a.row[href*='/share/']")

    page = beth.post(f"{row['href']}/end", on=row["href"])

    assert page.says("A worker ended it")
    assert visit().get(path).says(OVER)


def test_a_newer_yes_for_something_else_does_not_keep_the_link(visit, make, llwyds):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.LEARNING)
    make.decision(asked)
    path, _code = handed_over(visit, llwyds)
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.LEARNING))
    assert not visit().get(path).says(OVER)

    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.HOUSING))

    assert visit().get(path).says(OVER)


def test_a_mother_who_may_decide_again_lets_no_old_link_live_again(visit, make, llwyds):
    mother, _macsen, _school = llwyds
    path, _code = handed_over(visit, llwyds)
    responsible(make, mother, Responsibility.NO)
    assert visit().get(path).says(OVER)
    responsible(make, mother, Responsibility.YES)

    assert visit().get(path).says(OVER)


def judged(make, llwyds):
    make.understands(llwyds[1])
    make.understands(llwyds[1], is_so=False)


def lost_and_regained(make, llwyds):
    make.changed(llwyds[0], responsibility=Responsibility.NO)
    make.changed(llwyds[0], responsibility=Responsibility.YES)


def born_earlier_and_not(make, llwyds):
    born_on = llwyds[1].born_on
    make.changed(llwyds[1], born_on=years_before(clock.today(), 17))
    make.changed(llwyds[1], born_on=born_on)


def closed_and_opened(make, llwyds):
    make.changed_family(llwyds[0].family, status=FamilyStatus.CLOSED, closed_on=clock.today())
    make.changed_family(llwyds[0].family, status=FamilyStatus.OPEN, closed_on=None)


@pytest.mark.parametrize("happens", [judged, lost_and_regained, born_earlier_and_not, closed_and_opened])
def test_what_fell_and_stands_again_lets_no_old_link_live_again_though_nobody_tried_it(visit, make, llwyds, happens):
    path, _code = handed_over(visit, llwyds)
    happens(make, llwyds)

    assert visit().get(path).says(OVER)


def test_what_fell_by_a_date_is_over_for_good_by_the_next_morning(visit, make, llwyds, database, later):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    later(days=40)
    first, _code = handed_over(visit, llwyds, weeks="4")
    second, _code = handed_over(visit, llwyds, weeks="4", to_name="Bethan Rees")
    later(days=4)
    with session_of(database) as db, unit_of_work():
        assert tidy_up(db) >= 2
        assert {one.ended_why for one in db.scalars(select(Share))} == {ShareEnd.TAKEN_BACK}
    make.decision(asked)

    assert visit().get(first).says(OVER)
    assert visit().get(second).says(OVER)


def almost_of_age(make, macsen, days=3):
    make.changed(macsen, born_on=years_before(clock.today() + timedelta(days=days), 16))


def test_a_birthday_that_is_put_right_afterwards_lets_no_old_link_live_again(visit, make, llwyds, later):
    almost_of_age(make, llwyds[1])
    path, _code = handed_over(visit, llwyds)
    later(days=3)  # he came of age, and nobody did anything

    almost_of_age(make, llwyds[1], days=30)

    assert visit().get(path).says(OVER)


def test_a_code_that_is_tried_while_the_share_falls_opens_nothing_and_nobody_is_said_to_have_read_it(
    visit, make, database, llwyds, later
):
    almost_of_age(make, llwyds[1])
    path, _code = handed_over(visit, llwyds)
    with session_of(database) as db:
        view = shares.by_key(db, path.rsplit("/", 1)[1])
    later(days=3)

    with make.writing() as db:
        opens = share.try_code(db, view, fits=True)

    assert not opens
    with session_of(database) as db:
        assert db.scalars(select(Share.opened_count)).all() == [0]


@pytest.mark.parametrize("lasts", [ConsentLasts.REVIEW, ConsentLasts.YEAR])
def test_a_yes_that_is_said_anew_while_it_stands_keeps_the_link_until_its_own_time_is_over(
    visit, make, llwyds, later, lasts
):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    later(days=30)
    path, _code = handed_over(visit, llwyds, weeks="4")
    make.decision(asked, lasts=lasts)
    later(days=20)
    assert visit().get(path).title == "Your code – Nod"
    make.decision(asked, ConsentStatus.WITHDRAWN)

    assert visit().get(path).says(OVER)


def test_a_newer_yes_to_a_part_does_not_keep_the_link(visit, make, llwyds):
    mother, macsen, school = llwyds
    path, _code = handed_over(visit, llwyds)
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, ConsentStatus.PART, part="How he reads")
    assert visit().get(path).says(OVER)
    make.decision(asked)

    assert visit().get(path).says(OVER)


def test_a_newer_yes_to_all_keeps_a_link_that_stands_on_a_part(visit, make, llwyds):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.HEALTH, is_asked=False)
    make.decision(asked, ConsentStatus.PART, part="Only his asthma pump")
    _browser, page = looked_at(visit, llwyds)
    path, _code = handed_over(visit, llwyds, *page.form().choices["chosen"])
    make.decision(asked)

    assert visit().get(path).title == "Your code – Nod"


def test_a_yes_that_is_said_again_after_its_time_was_over_lets_no_old_link_live_again(visit, make, llwyds, later):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    later(days=40)
    path, _code = handed_over(visit, llwyds, weeks="4")
    later(days=4)
    make.decision(asked)

    assert visit().get(path).says(OVER)
