"""A manager's page: what is most pressing first, how soon families are told, and no number that points at somebody."""

from datetime import timedelta

import pytest

from portal import clock
from portal.database import session_of
from portal.errors import NotAllowed
from portal.models.words import ConsentStatus, InfoKind
from portal.queries import manager as figures


def fact(page, name):
    """What stands beside a name in a list of facts."""
    found = [row.dd.get_text(" ", strip=True) for row in page.html.select(".facts > div") if name in row.dt.get_text()]
    return found[0] if found else None


def test_without_anything_the_page_says_so(make, visit):
    page = visit(make.manager()).get("worker.manager.index")

    assert page.says("Nothing about your families was shared without agreement.")
    assert fact(page, "Days until") == "–"
    assert "/worker/manager" in page.hrefs


def test_what_waits_stands_first_on_the_managers_own_page_and_goes_when_it_is_answered(make, visit):
    rhian, carys = make.manager(), make.manager(first_name="Carys")
    thing = make.override(make.parent())
    make.override(make.parent(), by=rhian.actor)

    assert visit(rhian).get("worker.caseload.index").says("1 decision waits for you")
    assert visit(carys).get("worker.caseload.index").says("2 decisions wait for you")
    assert not visit(thing.family.keyworker).get("worker.caseload.index").says("for you Sharing without agreement")
    make.agreed(thing, by=rhian)
    assert not visit(rhian).get("worker.caseload.index").says("waits for you")


def test_the_most_pressing_stands_first(make, visit, later):
    families = {name: make.family(name) for name in ("Late", "Review", "Waits", "Agreed")}
    people = {name: make.parent(one) for name, one in families.items()}
    make.override(people["Late"], is_urgent=True)
    make.agreed(make.override(people["Review"], review_on=clock.today() + timedelta(days=8)))
    later(days=8)
    make.override(people["Waits"])
    make.agreed(make.override(people["Agreed"]))
    page = visit(make.manager()).get("worker.manager.index")

    assert [link.get_text(" ", strip=True).split()[0] for link in page.html.select(".slate h3 a")] == [
        "Late",
        "Waits",
        "Review",
        "Agreed",
    ]


def test_how_soon_families_were_told_is_counted_in_days_and_what_was_never_shared_is_not(make, visit, later):
    one = make.family()
    parent = make.parent(one)
    things = [make.override(parent, is_urgent=True) for _ in range(3)]
    refused = make.override(parent)
    make.agreed(refused, agrees=False)
    later(days=2)
    make.told(things[0], parent)
    later(days=5)
    make.told(things[1], parent)
    page = visit(make.manager()).get("worker.manager.index")

    assert fact(page, "Families told") == "2"
    assert fact(page, "Days until") == "7"
    assert fact(page, "Not told yet") == "1"
    assert fact(page, "Days that the longest") == "7"


def refuse(make, count, kind, **details):
    for _ in range(count):
        parent = make.parent(make.family(**details))
        make.decision(make.question(parent, kind=kind), ConsentStatus.REFUSED)


def test_people_who_say_no_are_counted_from_five_on_and_there_is_no_total(make, visit):
    refuse(make, 5, InfoKind.HEALTH)
    refuse(make, 4, InfoKind.HOME)
    page = visit(make.manager()).get("worker.manager.index")

    assert fact(page, "Health") == "5"
    assert fact(page, "Home and money") == "fewer than 5"
    assert fact(page, "Learning") == "fewer than 5"
    assert not {"4", "9"} & {row.dd.get_text(strip=True) for row in page.html.select(".facts > div")}


def test_one_who_says_no_many_times_is_one_and_who_says_yes_since_is_none(make, visit):
    refuse(make, 4, InfoKind.HEALTH)
    one = make.family()
    parent = make.parent(one)
    for _ in range(2):
        for about in (parent, make.child(one, first_name="Non")):
            make.decision(make.question(parent, about=about, kind=InfoKind.HEALTH), ConsentStatus.REFUSED)
    manager = make.manager()
    assert fact(visit(manager).get("worker.manager.index"), "Health") == "5"

    for about in (parent,):
        make.decision(make.question(parent, about=about, kind=InfoKind.HEALTH), ConsentStatus.GIVEN)
    assert fact(visit(manager).get("worker.manager.index"), "Health") == "5"


def test_families_of_another_area_are_neither_listed_nor_counted(make, visit):
    south = make.area("South")
    refuse(make, 5, InfoKind.HEALTH, area_team_id=south)
    make.override(make.parent(make.family("Prys", area_team_id=south)))
    page = visit(make.manager()).get("worker.manager.index")

    assert not page.says("Prys")
    assert fact(page, "Health") == "fewer than 5"


def test_nobody_but_a_manager_gets_the_figures(make, database):
    with session_of(database) as db, pytest.raises(NotAllowed):
        figures.refusals(db, make.worker().actor)
