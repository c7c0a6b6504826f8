"""What a keyworker picks of what may go: lines of a part, and lines that are not needed. Nothing goes unseen."""

import re

import pytest

from portal.models.domains import Domain
from portal.models.sharing_words import Purpose
from portal.models.words import ConsentStatus, InfoKind
from portal.security import passwords
from tests.support.llwyds import (
    handed_over,
    letter_of,
    link_and_code,
    looked_at,
    opened,
)


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


def test_a_name_that_was_agreed_to_for_something_else_stands_above_nothing(visit, make):
    mother = make.parent()
    macsen, school = make.child(mother.family), make.agency()
    make.look(mother, {Domain.PROGRESS: 3}, why="Reading is hard", about=macsen, circle_id=mother.family.circle_id)
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.CONTACT, for_what=Purpose.HOUSING))
    make.decision(make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, for_what=Purpose.LEARNING))

    _browser, page = looked_at(visit, (mother, macsen, school))

    assert "A child in the family" in letter_of(page)
    assert "Macsen" not in letter_of(page)


def test_what_another_agreed_to_for_something_else_goes_with_nothing_of_the_childs(visit, make):
    family = make.family()
    hers = make.household(family, "A", address="1 Her Street")
    mother = make.parent(family, homes=(hers,))
    ben, macsen = make.parent(family, first_name="Ben", homes=(hers,)), make.child(family, homes=(hers,))
    school = make.agency()
    aim = make.goal(macsen, "Read a book", circle_id=hers.circle_id)
    make.score(aim, mother, 4, why="He reads at night")
    for who, about, kind, purpose in (
        (mother, macsen, InfoKind.PLAN, Purpose.LEARNING),
        (mother, mother, InfoKind.PLAN, Purpose.HOUSING),
        (ben, ben, InfoKind.PLAN, Purpose.LEARNING),
        (mother, macsen, InfoKind.HOME, Purpose.LEARNING),
        (ben, ben, InfoKind.HOME, Purpose.HOUSING),
    ):
        make.decision(make.question(who, school, about=about, kind=kind, for_what=purpose))

    _browser, page = looked_at(visit, (mother, macsen, school))

    assert not page.says("He reads at night")
    assert not page.says("1 Her Street")
    assert page.says("They said yes to it for something else: What we work on: goals and next steps")


def test_a_name_that_goes_alone_can_be_left_out(visit, make, llwyds):
    mother, _macsen, school = llwyds
    elin = make.child(mother.family, first_name="Elin")
    make.look(mother, {Domain.HEALTH: 2}, why="Her teeth", about=elin, circle_id=mother.family.circle_id)
    make.decision(make.question(mother, school, about=elin, kind=InfoKind.CONTACT))
    make.decision(make.question(mother, school, about=elin, kind=InfoKind.HEALTH), ConsentStatus.PART, part="Not teeth")
    browser, page = looked_at(visit, llwyds)
    assert "Elin" in letter_of(page)
    hers = {name: [box for box in page.form().choices[name] if str(elin.id) in box] for name in ("left", "chosen")}

    page = browser.send(page.form(), {"again": "1", "left": hers["left"]}, to=page.path)
    assert "Elin" not in letter_of(page)
    page = browser.send(page.form(), {"again": "1", **hers}, to=page.path)
    assert "Her teeth" in letter_of(page)
    assert "Elin" not in letter_of(page)


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
