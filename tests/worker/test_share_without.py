"""A share made on a decision without agreement: by that alone, only while it stands, and by no partner's account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import override, share
from portal.database import session_of
from portal.errors import SharingChanged
from portal.models import Entry, Override, SharePart
from portal.models.domains import Domain
from portal.models.sharing_words import Purpose
from portal.models.words import InfoKind
from portal.queries import looked
from portal.queries.coverage import Ground
from portal.security.keys import learn_key
from tests.support.handed_over import hand_over, looked_at, opened

OVER = "This link opens nothing"


@pytest.fixture
def home(make):
    """Siân and her child Non, who have said nothing on sharing but yes to the clinic about learning."""
    mother = make.parent()
    non = make.child(mother.family, first_name="Non")
    clinic = make.agency("Clinic Teifi")
    burnt = {Domain.HEALTH: 3, Domain.PROGRESS: 2}
    make.look(mother, burnt, why="Her arm is sore", about=non, circle_id=mother.family.circle_id)
    make.decision(make.question(mother, clinic, about=non, kind=InfoKind.LEARNING))
    return mother, non, clinic


def decided(make, home, *kinds, **said):
    _mother, non, clinic = home
    return make.override(non, agency=clinic, kinds=kinds or (InfoKind.HEALTH, InfoKind.CONTACT), **said)


def agreed(make, home, *kinds):
    decision = decided(make, home, *kinds)
    make.agreed(decision)
    return decision


def test_before_a_manager_agrees_nothing_can_be_shared_on_it(visit, make, home):
    decision = decided(make, home)
    mother, _non, clinic = home

    page = looked_at(visit, mother, clinic, decision)[1]
    shown = visit(mother.family.keyworker).get("worker.without.show", ref=mother.family.ref, override_id=decision.id)

    assert page.status == 422
    assert page.error_beside("decision") == "Choose on what ground"
    assert not any("Share on this decision" in words for words in shown.links)


def test_an_urgent_one_can_be_shared_on_until_a_manager_refuses(visit, make, home):
    decision = decided(make, home, is_urgent=True)
    mother, _non, clinic = home
    mari, page = opened(visit, handed := hand_over(visit, mother, clinic, decision))
    assert page.says("Her arm is sore")

    make.agreed(decision, agrees=False)

    for suffix in ("", "/pdf"):
        gone, never = mari.fetch("GET", handed[0] + suffix), mari.fetch("GET", "/shared/never" + suffix)
        assert gone.status_code == never.status_code == 404
        assert gone.data == never.data
    assert visit().get(handed[0]).says(OVER)


@pytest.mark.parametrize("how", ["ended", "review_has_gone_by", "refused_behind_nods_back"])
def test_a_link_answers_only_while_the_decision_stands(visit, make, home, later, how):
    decision = decided(make, home, is_urgent=True, review_on=clock.today() + timedelta(days=3))
    mother, _non, clinic = home
    mari, _page = opened(visit, handed := hand_over(visit, mother, clinic, decision))

    if how == "ended":
        reviewed(make, decision, review_on=None)
    elif how == "review_has_gone_by":
        later(days=4)
    else:
        refuse_in_the_database_alone(make, decision)

    assert mari.get(handed[0]).says(OVER)


def test_a_link_ends_when_a_manager_is_late_and_a_late_yes_is_for_new_ones(visit, make, home, time_machine):
    time_machine.move_to("2027-06-11T15:00:00+01:00")  # a Friday
    decision = decided(make, home, is_urgent=True, review_on=clock.today() + timedelta(days=20))
    mother, _non, clinic = home
    mari, _page = opened(visit, handed := hand_over(visit, mother, clinic, decision))
    time_machine.move_to("2027-06-14T23:00:00+01:00")
    assert not mari.get(handed[0]).says(OVER)
    time_machine.move_to("2027-06-15T00:30:00+01:00")
    assert mari.get(handed[0]).says(OVER)
    page = visit(mother.family.keyworker).get("worker.without.show", ref=mother.family.ref, override_id=decision.id)
    assert page.says("Links on it have ended, and nothing more goes until one agrees.")
    assert not any("Share on this decision" in words for words in page.links)

    make.agreed(decision)

    assert visit().get(handed[0]).says(OVER)
    assert not visit().get(hand_over(visit, mother, clinic, decision)[0]).says(OVER)


def reviewed(make, decision, review_on):
    with make.writing() as db:
        learn_key(db, decision.family.id)
        row = db.get_one(Override, decision.id)
        said = {"why": "Looked again", "why_not_told": "Not yet", "version": row.version}
        override.review(db, decision.family.keyworker.actor, row, review_on=review_on, **said)


def refuse_in_the_database_alone(make, decision):
    manager = make.manager()
    with make.writing() as db:
        row = db.get_one(Override, decision.id)
        row.manager_id, row.manager_said_at, row.manager_agrees = manager.id, clock.now(), False


def test_a_decision_that_goes_on_after_its_day_lets_no_old_link_live_again(visit, make, home, later):
    decision = decided(make, home, is_urgent=True, review_on=clock.today() + timedelta(days=3))
    mother, _non, clinic = home
    handed = hand_over(visit, mother, clinic, decision)
    later(days=4)

    reviewed(make, decision, review_on=clock.today() + timedelta(days=30))

    assert visit().get(handed[0]).says(OVER)


def test_on_a_decision_nothing_goes_but_what_it_covers_and_the_look_says_so(visit, make, home):
    decision = agreed(make, home)
    mother, _non, clinic = home

    page = looked_at(visit, mother, clinic, decision)[1]

    assert page.says("Health Without agreement")
    assert page.says("Her arm is sore")
    assert page.says("What we tell you That she was seen with a burn")
    assert page.says("Some of this goes without agreement.")
    assert page.says("They agreed to it, and it does not go with this decision: Learning")
    assert not page.says("2: Worry")


def test_what_was_agreed_to_goes_as_well_only_where_the_worker_says_so(visit, make, home):
    decision = agreed(make, home)
    mother, _non, clinic = home

    page = looked_at(visit, mother, clinic, decision, also="1")[1]

    letter = " ".join(page.html.select_one(".letter").get_text().split())
    assert "Learning Without agreement" not in letter
    assert "Health Without agreement" in letter
    assert "2: Worry" in letter


def test_whoever_hands_over_a_mixed_letter_reads_that_a_yes_taken_back_ends_it_too(visit, make, home):
    decision = agreed(make, home)
    mother, _non, clinic = home

    def made(**said):
        browser, page = looked_at(visit, mother, clinic, decision, **said)
        return browser.send(page.form(), {"make": "1"}, to=page.path)

    assert made().says("It ends at once when the decision does not stand any more.")
    assert made(also="1").says("any more, or someone in the family takes a yes back.")


def test_whoever_shares_on_a_decision_reads_when_the_family_reads_what_is_written(visit, make, home):
    mother, _non, _clinic = home
    beth = visit(mother.family.keyworker)
    before = beth.get("worker.share.new", ref=mother.family.ref)
    agreed(make, home)

    page = beth.get("worker.share.new", ref=mother.family.ref)

    assert before.says("The family may read this too.")
    assert not before.says("once they are told")
    assert page.says("One thing on each line. The family may read this too. With a decision, they read it once they are")


def test_without_the_decision_nothing_of_it_goes(visit, make, home):
    agreed(make, home)
    mother, _non, clinic = home

    page = looked_at(visit, mother, clinic)[1]

    assert page.says("Learning")
    assert not page.says("3: Big worry")
    assert not page.says("burn")
    assert not page.says("Without agreement")


def test_what_the_decision_says_goes_though_nod_holds_nothing_else_about_it(visit, make):
    mother, clinic = make.parent(), make.agency("Clinic Teifi")
    decision = make.override(mother, agency=clinic)
    make.agreed(decision)

    page = opened(visit, hand_over(visit, mother, clinic, decision))[1]
    make.told(decision, mother)

    assert page.says("That she was seen with a burn")
    assert visit(mother).get("family.shared.index").says("About you Health: without a yes")


def test_each_part_keeps_the_decision_that_it_stands_on(visit, make, database, home):
    decision = agreed(make, home, InfoKind.HEALTH)
    mother, non, clinic = home
    hand_over(visit, mother, clinic, decision, also="1")

    with session_of(database) as db:
        kept = {(row.person_id, row.kind): row.override_id for row in db.scalars(select(SharePart))}
    assert kept == {(non.id, InfoKind.HEALTH): decision.id, (non.id, InfoKind.LEARNING): None}


def test_the_receiver_is_told_to_ask_before_they_talk_with_the_family(visit, make, home):
    decision = agreed(make, home)
    mother, _non, clinic = home

    page = opened(visit, hand_over(visit, mother, clinic, decision))[1]

    assert page.says("The law lets us share this without agreement. Ask us before you talk about it with the family.")
    assert not page.says("The family can take it back")


def test_a_decision_about_one_service_lets_nothing_go_to_another(visit, make, home):
    decision = agreed(make, home)
    mother, _non, _clinic = home

    page = looked_at(visit, mother, make.agency("Ysgol y Dderwen"), decision)[1]

    assert page.error_beside("decision") == "This decision is about another service. Choose that service"


def test_a_decision_of_another_family_is_not_offered_and_cannot_be_shared_on(visit, make, home):
    decision = agreed(make, home)
    _mother, _non, clinic = home
    other = make.parent(first_name="Bethan")

    page = looked_at(visit, other, clinic, decision)[1]

    assert page.status == 422
    assert page.error_beside("decision") == "Choose on what ground"


def test_a_manager_who_refuses_while_it_is_handed_over_stops_it(make, home):
    decision = decided(make, home, is_urgent=True)
    mother, non, clinic = home
    letter = share.Letter(
        agency_id=clinic.id,
        to_name="Mari",
        for_what=Purpose.HEALTH,
        purpose="",
        body={},
        language="en",
        grounds={(non.id, InfoKind.HEALTH): Ground(override_id=decision.id)},
        weeks=1,
        code_hash="x",
        override_id=decision.id,
    )
    make.agreed(decision, agrees=False)

    with pytest.raises(SharingChanged), make.writing() as db:
        share.make(db, mother.family.keyworker.actor, mother.family.id, letter)


def test_from_the_page_of_the_decision_one_comes_to_a_share_that_is_half_filled_in(visit, make, home):
    decision = agreed(make, home)
    mother, _non, clinic = home
    beth = visit(mother.family.keyworker)

    page = beth.get("worker.without.show", ref=mother.family.ref, override_id=decision.id)
    begun = beth.get(page.html.select_one("a[href*='share/new']")["href"])
    hand_over(visit, mother, clinic, decision)
    after = beth.get("worker.without.show", ref=mother.family.ref, override_id=decision.id)

    fields = begun.form().fields
    assert fields["decision"] == [str(decision.id)]
    assert fields["agency"] == [str(clinic.id)]
    assert fields["to_name"] == ["Mari Edwards, health visitor"]
    assert after.says("What was shared on it Mari Edwards, health visitor")


def test_no_look_and_no_entry_of_it_is_told_to_the_family(visit, make, database, home):
    decision = agreed(make, home)
    mother, _non, clinic = home
    rhian = make.manager()
    handed = hand_over(visit, mother, clinic, decision, by=rhian)
    mari, page = opened(visit, handed)
    mari.send(page.form(f"{handed[0]}/reply"), {"reply": "Thank you"})
    rows = visit(mother.family.keyworker).get("worker.share.index", ref=mother.family.ref)
    visit(rhian).get(rows.html.select_one("a.row[href*='/share/']")["href"])

    with session_of(database) as db:
        learn_key(db, mother.family.id)
        actions = db.execute(select(Entry.action, Entry.is_locked).where(Entry.action.startswith("share_"))).all()
        days = looked.by(db, mother.actor).days
    assert sorted(actions) == [("share_answered", True), ("share_made", True), ("share_opened", True)]
    assert "Rhian" not in [one.face.first_name for day in days for one in day.lookers]


def test_a_partners_account_opens_nothing_by_a_decision_without_agreement(visit, make, home):
    decision = agreed(make, home, *InfoKind)
    mother, _non, clinic = home
    asha = make.partner(mother.family, agency=clinic)
    before = visit(asha).get("worker.case.show", ref=mother.family.ref)
    hand_over(visit, mother, clinic, decision)

    page = visit(asha).get("worker.case.show", ref=mother.family.ref)

    assert not page.says("3: Big worry")
    assert not page.says("Non")
    assert page.says("2: Worry")
    assert page.seen == before.seen


def test_a_partner_whom_only_a_decision_names_does_not_know_of_the_family(visit, make, home):
    mother, non, _clinic = home
    school = make.agency("Ysgol y Dderwen")
    asha = make.partner(mother.family, agency=school)
    decision = make.override(non, agency=school, kinds=InfoKind)
    make.agreed(decision)
    hand_over(visit, mother, school, decision)

    assert visit(asha).get("worker.case.show", ref=mother.family.ref).status == 404


def test_where_a_family_is_at_risk_words_on_a_letter_are_looked_at_before_the_other_home_is_told(visit, make, home):
    mother, non, clinic = home
    family, beth = mother.family, visit(mother.family.keyworker)
    gareth = make.parent(family, first_name="Gareth")
    beth.post("worker.risk.mark", {"at_risk": "yes", "reason": "He looks for her"}, ref=family.ref)
    decision = agreed(make, home)
    where = {"ref": family.ref, "override_id": decision.id}
    hand_over(visit, non, clinic, decision, purpose="They live at MB4 7QX now", may_know="y")
    said = {"whom": [str(gareth.id)], "how": "I rang him"}

    held = beth.post("worker.without.tell", said, **where)
    before = visit(gareth).get("family.shared.index")
    meant = beth.send(held.form(), {**said, "may_know": "y"})

    assert "tells where somebody is" in held.error_beside("whom")
    assert "MB4" not in before.text
    assert meant.says("Told: Gareth")
