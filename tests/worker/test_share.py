"""The keyworker shares: what may go, how the receiver reads it, what is left out, and the link that ends at once."""

import re
import threading
import zlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import consent, share
from portal.commands.consent import Answer, Matter
from portal.database import session_of, unit_of_work
from portal.jobs.tidying import tidy_up
from portal.models import Person, Share
from portal.models.domains import Domain
from portal.models.sharing_words import ConsentLasts, Purpose, ShareEnd
from portal.models.words import ConsentStatus, ContactWay, FamilyStatus, InfoKind, Responsibility
from portal.queries import share as shares
from portal.security import passwords
from portal.security.keys import learn_key
from portal.standing import years_before

OVER = "This link opens nothing"


@pytest.fixture
def llwyds(make):
    """Siân with her son Macsen; she said yes to the school about his learning and his name, and to nothing else."""
    mother = make.parent(mobile="07700 900100")
    family = mother.family
    macsen = make.child(family)
    school = make.agency("Ysgol y Dderwen")
    make.look(
        mother, {Domain.PROGRESS: 3, Domain.HEALTH: 2}, why="Reading is hard", about=macsen, circle_id=family.circle_id
    )
    for kind in (InfoKind.LEARNING, InfoKind.CONTACT):
        make.decision(make.question(mother, school, about=macsen, kind=kind))
    return mother, macsen, school


def letter(school, **more):
    kept = {
        "agency": school.id,
        "to_name": "Asha Khan, school lead",
        "for_what": "learning",
        "purpose": "To read more.",
    }
    return {**kept, "asks": "Read with him\nRing me", "weeks": "2", "language": "en", **more}


def looked_at(visit, llwyds, **more):
    mother, _macsen, school = llwyds
    browser = visit(mother.family.keyworker)
    return browser, browser.post("worker.share.new", letter(school, **more), ref=mother.family.ref)


def handed_over(visit, llwyds, *chosen, **more):
    """Share, and return the path of the link and the code."""
    browser, page = looked_at(visit, llwyds, **more)
    if chosen:
        page = browser.send(page.form(), {"again": "1", "chosen": list(chosen)}, to=page.path)
    made = browser.send(page.form(), {"make": "1"}, to=page.path)
    return link_and_code(made)


def link_and_code(made):
    link = made.html.select_one("#link").get_text().strip()
    return re.sub(r"^https?://[^/]+", "", link), made.html.select_one("#code").get_text().strip()


def letter_of(page):
    """What the page shows of what will be read."""
    return "".join(str(part) for part in page.html.select(".letter"))


def opened(visit, path, code):
    asha = visit()
    asha.get(path)
    return asha, asha.post(path, {"code": code})


def take_back(make, llwyds, kind=InfoKind.LEARNING):
    mother, macsen, school = llwyds
    make.decision(make.question(mother, school, about=macsen, kind=kind, is_asked=False), ConsentStatus.WITHDRAWN)


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


def test_the_keyworker_ends_a_link(visit, llwyds):
    path, _code = handed_over(visit, llwyds)
    mother, _macsen, _school = llwyds
    beth = visit(mother.family.keyworker)
    row = beth.get("worker.share.index", ref=mother.family.ref).html.select_one("a.row[href*='/share/']")

    page = beth.post(f"{row['href']}/end", on=row["href"])

    assert page.says("A worker ended it")
    assert visit().get(path).says(OVER)


def test_of_a_part_only_what_the_worker_chose_goes(visit, make, llwyds):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.HEALTH)
    make.decision(asked, ConsentStatus.PART, part="Only his asthma pump")
    _browser, page = looked_at(visit, llwyds)
    boxes = page.form().choices["chosen"]

    assert page.says("Which part, in their words? Only his asthma pump")
    assert page.form().fields.get("chosen") is None
    without, code = handed_over(visit, llwyds)
    assert not opened(visit, without, code)[1].says("Health")
    chosen, code = handed_over(visit, llwyds, *boxes)
    assert opened(visit, chosen, code)[1].says("Health Being well: 2: Worry")


def part(make, llwyds, words):
    mother, macsen, school = llwyds
    status = ConsentStatus.PART if words else ConsentStatus.GIVEN
    make.decision(
        make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False), status, part=words
    )


def picked_of_a_part(visit, make, llwyds):
    """Look with one of two lines ticked."""
    mother, macsen, _school = llwyds
    make.look(mother, {Domain.REASONING: 4}, why="Slow to begin", about=macsen, circle_id=mother.family.circle_id)
    part(make, llwyds, "All about reading")
    browser, page = looked_at(visit, llwyds)
    (keep,) = [box for box in page.form().choices["chosen"] if Domain.PROGRESS in box]
    return browser, browser.send(page.form(), {"again": "1", "chosen": [keep]}, to=page.path)


@pytest.mark.parametrize("then", ["Only his attendance", ""])
def test_words_of_a_part_that_changed_since_the_look_are_read_before_anything_goes(visit, make, llwyds, then):
    browser, page = picked_of_a_part(visit, make, llwyds)
    part(make, llwyds, then)

    page = browser.send(page.form(), {"make": "1"}, to=page.path)

    assert page.says("This is what they will read now, so please look again.")
    assert page.html.select_one("#link") is None
    assert ("Slow to begin" in letter_of(page)) is (then == "")


def test_a_yes_that_is_narrowed_while_the_link_is_made_stops_it(visit, make, llwyds, monkeypatch):
    browser, page = looked_at(visit, llwyds)
    hashed = passwords.hashed

    def slowly(code):
        part(make, llwyds, "Only his attendance")
        return hashed(code)

    monkeypatch.setattr(passwords, "hashed", slowly)
    page = browser.send(page.form(), {"make": "1"}, to=page.path)

    assert page.says("This is what they will read now, so please look again.")
    assert "Learning new things" not in letter_of(page)


def test_what_they_said_yes_to_for_something_else_goes_only_line_by_line(visit, make, llwyds):
    mother, macsen, school = llwyds
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.HEALTH, for_what=Purpose.HOUSING))
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.LEARNING))
    _browser, page = looked_at(visit, llwyds)

    assert page.says("For something else: Health, Macsen What they said yes for: To help with your home")
    assert "Learning new things" in letter_of(page)
    assert "Being well" not in letter_of(page)
    _browser, page = looked_at(visit, llwyds, for_what="housing")
    assert "Being well" in letter_of(page)
    assert "Learning new things" not in letter_of(page)


def test_a_newer_yes_for_something_else_does_not_keep_the_link(visit, make, llwyds):
    mother, macsen, school = llwyds
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.LEARNING)
    make.decision(asked)
    path, _code = handed_over(visit, llwyds)
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.LEARNING))
    assert not visit().get(path).says(OVER)

    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.HOUSING))

    assert visit().get(path).says(OVER)


def test_what_is_not_needed_is_left_out_and_looked_at_so_before_it_goes(visit, make, llwyds):
    mother, macsen, _school = llwyds
    make.look(mother, {Domain.ASPIRATIONS: 1}, why="A vet", about=macsen, circle_id=mother.family.circle_id)
    browser, page = looked_at(visit, llwyds)
    assert page.says("A vet")
    box = page.html.find("label", string=re.compile("A vet"))["for"].removeprefix("left-")

    once_more = browser.send(page.form(), {"make": "1", "left": [box]}, to=page.path)
    assert once_more.says("This is what they will read now, so please look again.")
    assert "A vet" not in letter_of(once_more)
    made = browser.send(once_more.form(), {"make": "1"}, to=page.path)

    read = opened(visit, *link_and_code(made))[1]
    assert read.says("Reading is hard")
    assert not read.says("A vet")


def test_who_has_nothing_left_to_be_told_of_is_not_named_either(visit, make, llwyds):
    mother, macsen, school = llwyds
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.CONTACT))
    make.decision(make.question(mother, school, kind=InfoKind.CONTACT))
    browser, page = looked_at(visit, llwyds)
    names = [label.get_text() for label in page.html.select("details label")]
    assert "Name: Siân" in " ".join(names)
    assert "Name: Macsen" not in " ".join(names)
    his = [box for box in page.form().choices["left"] if box.startswith(str(macsen.id))]

    page = browser.send(page.form(), {"again": "1", "left": his}, to=page.path)
    read = opened(visit, *link_and_code(browser.send(page.form(), {"make": "1"}, to=page.path)))[1]

    assert read.says("Siân")
    assert not read.says("Macsen")


def test_a_letter_with_nothing_left_in_it_is_not_handed_over(visit, llwyds):
    browser, page = looked_at(visit, llwyds)
    everything = page.form().choices["left"]

    page = browser.send(page.form(), {"make": "1", "left": everything}, to=page.path)
    assert page.says("There is nothing in it yet.")
    page = browser.send(page.form(), {"make": "1"}, to=page.path)

    assert page.says("Nothing was handed over yet.")
    assert page.html.select_one("#link") is None


def test_what_changed_since_it_was_looked_at_is_looked_at_again(visit, make, llwyds):
    browser, page = looked_at(visit, llwyds)
    mother, macsen, _school = llwyds
    make.look(mother, {Domain.PROGRESS: 0}, why="He reads now", about=macsen, circle_id=mother.family.circle_id)

    page = browser.send(page.form(), {"make": "1"}, to=page.path)

    assert page.says("This is what they will read now, so please look again.")
    assert page.says("He reads now")
    assert not page.html.select("#code")


def test_a_second_press_makes_one_link_that_works_and_the_page_seen_last_holds_it(visit, llwyds):
    browser, page = looked_at(visit, llwyds)
    first = browser.send(page.form(), {"make": "1"}, to=page.path)
    last = browser.send(page.form(), {"make": "1"}, to=page.path)
    links = [re.sub(r"^https?://[^/]+", "", one.html.select_one("#link").get_text().strip()) for one in (first, last)]

    assert visit().get(links[0]).says(OVER)
    assert opened(visit, links[1], last.html.select_one("#code").get_text().strip())[1].says("Reading is hard")


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


def responsible(make, one, answer):
    with make.writing() as db:
        db.get_one(Person, one.id).responsibility = answer


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
