"""A decision on sharing counts from the next request on: a partner agency sees what is covered, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from portal import clock
from portal.database import session_of
from portal.models import Family, Member
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, FamilyStatus, InfoKind, MemberFunction
from portal.queries import circle, consent, goal, note, person, step
from portal.queries import member as members
from portal.queries.account import actor_of
from portal.standing import has_own_say

NOT_A_YES = [ConsentStatus.PART, ConsentStatus.REFUSED, ConsentStatus.TALK, ConsentStatus.WITHDRAWN]


@pytest.fixture
def team(make):
    """A mother, her family, and the school lead who is on their team."""
    mother = make.parent()
    asha = make.partner(mother.family)
    make.step(mother.family, "Talk about reading")
    return mother, asha


def case(visit, asha, mother):
    return visit(asha).get("worker.case.show", ref=mother.family.ref, follow=False)


def test_a_place_on_the_team_alone_opens_nothing(visit, team):
    mother, asha = team

    assert case(visit, asha, mother).status == 404
    assert not visit(asha).get("worker.caseload.index").says("Llwyd")


def test_a_yes_opens_the_case_at_the_next_request_and_taking_it_back_shuts_it(visit, make, team):
    mother, asha = team
    asked = make.question(mother)
    browser = visit(asha)
    path = f"/worker/families/{mother.family.ref}/"
    assert browser.get(path).status == 404

    make.decision(asked)
    page = browser.get(path)
    assert page.status == 200
    assert page.says("Talk about reading")

    make.decision(asked, ConsentStatus.WITHDRAWN)
    assert browser.get(path).status == 404


@pytest.mark.parametrize("status", NOT_A_YES)
def test_everything_short_of_a_yes_opens_nothing(visit, make, team, status):
    mother, asha = team
    make.decision(make.question(mother), status, part="Only his reading")

    assert case(visit, asha, mother).status == 404


def test_a_question_alone_opens_nothing_and_takes_no_yes_away(visit, make, team):
    mother, asha = team
    make.question(mother)
    assert case(visit, asha, mother).status == 404

    make.decision(make.question(mother, is_asked=False))
    make.question(mother)
    assert case(visit, asha, mother).status == 200


def test_a_yes_to_another_kind_of_information_does_not_show_the_steps(visit, make, team):
    mother, asha = team
    make.decision(make.question(mother, kind=InfoKind.HEALTH))
    page = case(visit, asha, mother)

    assert page.status == 200
    assert not page.says("Talk about reading")


def test_a_yes_to_one_agency_is_no_yes_to_another(visit, make, team):
    mother, _asha = team
    mari = make.partner(mother.family, agency=make.agency("Bwrdd Iechyd"), first_name="Mari")
    make.decision(make.question(mother))

    assert case(visit, mari, mother).status == 404


def test_what_a_second_grown_up_did_not_agree_to_stays_shut(visit, make, team):
    mother, asha = team
    gareth = make.parent(mother.family, first_name="Gareth")
    make.decision(make.question(mother))
    assert not case(visit, asha, mother).says("Talk about reading")

    make.decision(make.question(gareth))
    assert case(visit, asha, mother).says("Talk about reading")


def test_of_two_parents_who_disagree_about_a_child_the_careful_answer_holds(make, team, database):
    mother, asha = team
    gareth, macsen = make.parent(mother.family, first_name="Gareth"), make.child(mother.family)
    asked = make.question(mother, about=macsen, kind=InfoKind.CONTACT)
    make.decision(asked)
    with session_of(database) as db:
        seen = person.of_family(db, asha.actor, mother.family.id)
        assert [view.face.first_name for view in seen] == ["Macsen"]

    make.decision(make.question(gareth, about=macsen, kind=InfoKind.CONTACT), ConsentStatus.REFUSED)
    with session_of(database) as db:
        assert person.of_family(db, asha.actor, mother.family.id) == []


def test_a_no_about_one_child_shuts_what_everyone_in_the_circle_is_in(visit, make, team):
    mother, asha = team
    gareth, macsen = make.parent(mother.family, first_name="Gareth"), make.child(mother.family)
    for about in (mother, macsen):
        make.decision(make.question(mother, about=about))
    make.decision(make.question(gareth))
    assert case(visit, asha, mother).says("Talk about reading")

    make.decision(make.question(gareth, about=macsen), ConsentStatus.REFUSED)
    assert not case(visit, asha, mother).says("Talk about reading")


def test_a_parents_yes_ends_when_the_young_person_decides_for_themself(make, team, database):
    mother, asha = team
    elin = make.young_person(mother.family)
    make.decision(make.question(mother, about=elin, kind=InfoKind.CONTACT))
    make.understands(elin)

    with session_of(database) as db:
        assert person.of_family(db, asha.actor, mother.family.id) == []


def test_a_sixteenth_birthday_hands_the_decision_over(make, team, database, time_machine):
    mother, asha = team
    elin = make.young_person(mother.family, age=15)
    make.decision(make.question(mother, about=elin, kind=InfoKind.CONTACT))
    time_machine.move_to(elin.born_on + timedelta(days=365 * 16 + 5))

    with session_of(database) as db:
        row = person.get(db, elin.family.keyworker.actor, elin.family.id, elin.id)
        assert has_own_say(row, clock.today(), 16)
        assert person.of_family(db, actor_of(db, asha.account_id), mother.family.id) == []


def test_a_partner_never_sees_a_private_circle_a_note_or_the_decisions(make, team, database):
    mother, asha = team
    for kind in InfoKind:
        make.decision(make.question(mother, kind=kind))
    make.goal(mother, "Only for me", circle_id=mother.private_circle_id)
    make.note(mother.family, "Kestrel")

    with session_of(database) as db:
        family_id, actor = mother.family.id, asha.actor
        circles = circle.seen_by(db, actor, family_id)
        assert mother.family.circle_id in circles
        assert mother.private_circle_id not in circles
        assert goal.of_family(db, actor, family_id, circles) == []
        assert note.of_family(db, actor, family_id) == []
        assert consent.rows(db, actor, family_id) == []


def test_a_partner_whose_place_has_ended_sees_nothing_more(visit, make, team, database):
    mother, asha = team
    make.decision(make.question(mother))
    assert case(visit, asha, mother).status == 200
    with database.engine.begin() as connection:
        yesterday = clock.today() - timedelta(days=1)
        connection.execute(update(Member).where(Member.worker_id == asha.id).values(until_on=yesterday))

    assert case(visit, asha, mother).status == 404


# --- For how long


LENGTHS = [(ConsentLasts.REVIEW, 42), (ConsentLasts.SIX_MONTHS, 183), (ConsentLasts.YEAR, 365)]


@pytest.mark.parametrize(("lasts", "days"), LENGTHS)
def test_a_yes_counts_on_its_last_day_and_on_the_day_after_the_case_is_shut(visit, make, team, later, lasts, days):
    mother, asha = team
    make.decision(make.question(mother), lasts=lasts)
    later(days=days)
    assert case(visit, asha, mother).status == 200

    later(days=1)
    assert case(visit, asha, mother).status == 404


def test_a_yes_until_we_finish_counts_years_later(visit, make, team, later):
    mother, asha = team
    make.decision(make.question(mother), lasts=ConsentLasts.UNTIL_END)
    later(days=3_000)

    assert case(visit, asha, mother).status == 200


def closed(make, one, *, is_so):
    status, day = (FamilyStatus.CLOSED, clock.today()) if is_so else (FamilyStatus.OPEN, None)
    make.changed_family(one, status=status, closed_on=day)


def test_a_yes_until_we_finish_ended_on_the_day_of_closing_though_help_began_anew_later(visit, make, team, later):
    mother, asha = team
    make.decision(make.question(mother), lasts=ConsentLasts.UNTIL_END)
    closed(make, mother.family, is_so=True)
    ended = clock.today()
    later(days=100)
    closed(make, mother.family, is_so=False)

    assert case(visit, asha, mother).status == 404
    page = visit(mother).get("family.sharing.index")
    assert page.says(f"It ended: {ended.day} {ended:%B %Y}")


def test_a_yes_of_a_family_that_was_closed_before_the_moment_was_kept_is_not_revived(visit, make, team, database):
    mother, asha = team
    make.decision(make.question(mother), lasts=ConsentLasts.UNTIL_END)
    closed(make, mother.family, is_so=True)
    with database.engine.begin() as connection:
        connection.execute(update(Family).where(Family.id == mother.family.id).values(help_turned_at=None))
    closed(make, mother.family, is_so=False)

    assert case(visit, asha, mother).status == 404


def test_a_yes_that_was_said_while_there_was_no_help_counts_once_it_begins_anew_and_until_it_ends(make, visit, team):
    mother, asha = team
    closed(make, mother.family, is_so=True)
    make.decision(make.question(mother), lasts=ConsentLasts.UNTIL_END)
    before = case(visit, asha, mother).status
    closed(make, mother.family, is_so=False)
    anew = case(visit, asha, mother).status
    for is_so in (True, False):
        closed(make, mother.family, is_so=is_so)

    assert (before, anew, case(visit, asha, mother).status) == (404, 200, 404)


def test_a_yes_ends_at_midnight_in_wales_on_the_night_the_clocks_change(make, team, database, time_machine):
    """The last day is 31 October 2027, which is an hour longer: it begins at 23:00 in UTC and ends at midnight."""
    mother, asha = team
    time_machine.move_to(datetime(2027, 9, 19, 12, tzinfo=UTC), tick=False)
    make.decision(make.question(mother, kind=InfoKind.CONTACT), lasts=ConsentLasts.REVIEW)
    seen = []
    for moment in ("2027-10-30T23:00", "2027-10-31T23:59", "2027-11-01T00:00"):
        time_machine.move_to(datetime.fromisoformat(f"{moment}:00+00:00"), tick=False)
        with session_of(database) as db:
            seen.append(len(person.of_family(db, actor_of(db, asha.account_id), mother.family.id)))

    assert seen == [1, 1, 0]


def test_when_one_yes_is_over_the_other_parents_still_counts(make, team, database, later):
    mother, asha = team
    gareth, macsen = make.parent(mother.family, first_name="Gareth"), make.child(mother.family)
    make.decision(make.question(mother, about=macsen, kind=InfoKind.CONTACT), lasts=ConsentLasts.REVIEW)
    make.decision(make.question(gareth, about=macsen, kind=InfoKind.CONTACT), lasts=ConsentLasts.YEAR)
    seen = []
    for days in (42, 1, 323):
        later(days=days)
        with session_of(database) as db:
            seen.append(len(person.of_family(db, asha.actor, mother.family.id)))

    assert seen == [1, 1, 0]


def test_part_of_it_for_a_time_does_not_become_all_of_it_when_the_time_is_over(make, team, database, later):
    mother, asha = team
    gareth, macsen = make.parent(mother.family, first_name="Gareth"), make.child(mother.family)
    make.decision(make.question(gareth, about=macsen, kind=InfoKind.CONTACT))
    part = make.question(mother, about=macsen, kind=InfoKind.CONTACT)
    make.decision(part, ConsentStatus.PART, part="His first name", lasts=ConsentLasts.REVIEW)
    later(days=43)

    with session_of(database) as db:
        assert person.of_family(db, asha.actor, mother.family.id) == []


# --- Two servers


@pytest.mark.parametrize("behind", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=2)])
def test_a_server_whose_clock_is_behind_cannot_bring_a_yes_back_that_was_taken_back(visit, make, team, behind):
    """The yes was said on a server whose clock is right, and is taken back on one that is behind."""
    mother, asha = team
    asked = make.question(mother)
    make.decision(asked)
    with clock.at(clock.now() - behind):
        make.decision(asked, ConsentStatus.WITHDRAWN)

    assert case(visit, asha, mother).status == 404
    page = visit(mother).get("family.sharing.show", question_id=asked.id)
    assert page.says("Taken back")


def test_each_answer_stands_after_the_one_before_it_whatever_the_clocks_say(make, team, database):
    mother, asha = team
    asked, begins = make.question(mother), clock.now()
    said = [ConsentStatus.GIVEN, ConsentStatus.WITHDRAWN, ConsentStatus.REFUSED, ConsentStatus.GIVEN]
    for minutes, status in zip((0, -10, 5, -60), said, strict=True):
        with clock.at(begins + timedelta(minutes=minutes)):
            make.decision(asked, status)
    with session_of(database) as db:
        rows = consent.rows(db, mother.family.keyworker.actor, mother.family.id)
        assert [row.status for row in rows] == [*reversed(said), ConsentStatus.ASKED]
        assert len({row.at for row in rows}) == len(rows)
        assert has_plan(db, asha, mother)


def has_plan(db, asha, mother):
    actor = actor_of(db, asha.account_id)
    return mother.family.circle_id in circle.seen_by(db, actor, mother.family.id)


# --- Cover and handing over


def sees(visit, worker, one):
    return visit(worker).get("worker.case.show", ref=one.ref, follow=False).status == 200


def test_whoever_covers_sees_the_family_on_the_days_of_the_absence_only(make, visit, later):
    one, nia = make.family(), make.worker(first_name="Nia")
    make.absence(one.keyworker, cover=nia, from_on=clock.today() + timedelta(days=1), days=2)
    seen = []
    for _ in range(4):
        seen.append(sees(visit, nia, one))
        later(days=1)

    assert seen == [False, True, True, False]


def test_cover_for_someone_who_is_not_on_the_team_opens_nothing(make, visit):
    one, nia = make.family(), make.worker(first_name="Nia")
    make.absence(make.worker(first_name="Dai"), cover=nia)

    assert not sees(visit, nia, one)


def test_a_manager_sees_their_own_area_and_no_other(make, visit):
    one, elsewhere = make.family(), make.family(area_team_id=make.area("South"))
    rhian = make.manager()

    assert (sees(visit, rhian, one), sees(visit, rhian, elsewhere)) == (True, False)


def test_a_new_keyworker_takes_over_and_the_old_one_sees_the_family_no_more(make, visit, database):
    one = make.family()
    new = make.keyworker(one, first_name="Dai")

    assert (sees(visit, new, one), sees(visit, one.keyworker, one)) == (True, False)
    with session_of(database) as db:
        circles = circle.seen_by(db, new.actor, one.id)
        keyworkers = [row for row in members.of_family(db, new.actor, one.id, circles) if row.is_keyworker]
        assert [row.face.first_name for row in keyworkers] == ["Dai"]


def test_what_was_told_to_one_keyworker_alone_is_not_handed_to_the_next(make, visit, database):
    one = make.family()
    elin = make.young_person(one)
    make.step(one, "Told to Beth", circle_id=elin.private_circle_id)
    new = make.keyworker(one, first_name="Dai")
    with session_of(database) as db:
        circles = circle.seen_by(db, new.actor, one.id)
        assert elin.private_circle_id not in circles
        assert [named.worker for named in circles.values() if named.worker] == ["Dai"]
        assert step.of_family(db, new.actor, one.id, circles) == []

    page = visit(elin).get("family.next.show")
    assert page.says("Told to Beth")
    assert visit(elin).get("family.goals.new").says("Only me and my keyworker: Dai")


def test_a_private_circle_is_seen_by_its_named_worker_alone(make, database):
    one = make.family()
    elin, tom = make.young_person(one), make.worker(first_name="Tom")
    make.member(one, tom, function=MemberFunction.LEAD_CHILDREN)
    make.step(one, "A walk by the sea", circle_id=elin.private_circle_id)

    with session_of(database) as db:
        for worker, sees_it in ((one.keyworker, True), (tom, False)):
            circles = circle.seen_by(db, worker.actor, one.id)
            assert [stone.what for stone in step.of_family(db, worker.actor, one.id, circles)] == (
                ["A walk by the sea"] if sees_it else []
            )


def test_a_goal_names_nobody_to_an_agency_that_may_not_know_their_name(visit, make, team):
    mother, asha = team
    aim = make.goal(mother, "Dw i eisiau cysgu’n well")
    make.score(aim, mother, 3)
    gareth = make.parent(mother.family, first_name="Gareth")
    make.score(aim, gareth, 5)
    for one in (mother, gareth):
        make.decision(make.question(one))
    browser = visit(asha)
    page = browser.get("worker.goals.show", ref=mother.family.ref, goal_id=aim.id)
    assert page.says("Dw i eisiau cysgu’n well")
    assert page.says("Someone in the family")
    assert not page.says("Gareth")
    assert not page.says(mother.first_name)

    make.decision(make.question(mother, kind=InfoKind.CONTACT))
    page = browser.get("worker.goals.show", ref=mother.family.ref, goal_id=aim.id)
    assert page.says(mother.first_name)
    assert not page.says("Gareth")
