"""What went without agreement, as the family reads it: whoever was told, and before that nobody, by no sign."""

import re

import pytest

from portal.models.domains import Domain
from portal.models.notice_kinds import NoticeKind
from portal.models.words import ConsentStatus, InfoKind
from tests.support.handed_over import LETTER, hand_over, opened

SAID = {"purpose": "He has bruises", "asks": "Look at his arm", "to_name": "Mari Edwards, health visitor"}
WRITTEN = ("bruises", "Look at his arm", "I looked at his arm", "without", "law", "Health")


@pytest.fixture
def apart(make):
    """Siân in one home and Gareth in another, both responsible for Macsen; both said yes to the clinic on learning."""
    family = make.family()
    hers, his = make.household(family, "A"), make.household(family, "B")
    mother = make.parent(family, homes=(hers,))
    father = make.parent(family, first_name="Gareth", homes=(his,))
    macsen = make.child(family, homes=(hers, his))
    sore = {Domain.HEALTH: 3, Domain.PROGRESS: 2}
    make.look(mother, sore, why="His arm is sore", about=macsen, circle_id=hers.circle_id)
    clinic = make.agency("Clinic Teifi")
    for decider in (mother, father):
        make.decision(make.question(decider, clinic, about=macsen, kind=InfoKind.LEARNING))
    return mother, father, macsen, clinic


def agreed(make, apart, *about, kinds=(InfoKind.HEALTH,)):
    decision = make.override(*(about or (apart[2],)), agency=apart[3], kinds=kinds)
    make.agreed(decision)
    return decision


def answered(visit, handed):
    """Let the receiver read it and write back."""
    mari, page = opened(visit, handed)
    mari.send(page.form(f"{handed[0]}/reply"), {"reply": "I looked at his arm"})
    return page


def bare(page):
    """What a page says, without the keys of its rows and the minutes, which go by meanwhile."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d\d?:\d\d\b", "", str(page.html.main))


def test_before_they_are_told_nobody_reads_of_it_by_any_sign(visit, make, apart, notices):
    pages = ("shared.index", "sharing.index", "sharing.looked", "home.show", "picture.show")
    decision, rhian = agreed(make, apart), make.manager()
    before = [bare(visit(one).get(f"family.{name}")) for one in apart[:2] for name in pages]
    sent = len(notices())
    answered(visit, hand_over(visit, apart[0], apart[3], decision, by=rhian, **SAID))

    assert [bare(visit(one).get(f"family.{name}")) for one in apart[:2] for name in pages] == before
    assert [one.person_id for one in notices()[sent:] if one.person_id] == []


def test_who_was_told_reads_what_went_to_whom_and_that_it_went_without_a_yes(visit, make, apart):
    decision = agreed(make, apart)
    answered(visit, hand_over(visit, apart[0], apart[3], decision, **SAID))
    make.told(decision, apart[0])

    page = visit(apart[0]).get("family.shared.index")

    for words in ("Clinic Teifi", "Mari Edwards", "He has bruises", "Look at his arm"):
        assert page.says(words)
    assert "I looked at his arm" not in page.text  # his father lives in another home: a reply may tell of him
    assert page.says("Health: without a yes")
    assert page.says("We shared this without a yes. The law let us.")
    assert page.says("His arm is sore")
    assert page.says("Can I stop it? What went without a yes cannot be stopped here.")


def test_a_father_who_was_told_and_lives_apart_reads_no_reply_that_may_tell_of_her(visit, make, apart):
    decision = agreed(make, apart)
    answered(visit, hand_over(visit, apart[0], apart[3], decision, **SAID))
    make.told(decision, apart[1])

    page = visit(apart[1]).get("family.shared.index")

    assert page.says("Health: without a yes")
    assert "I looked at his arm" not in page.text


def test_who_was_told_and_lives_with_every_grown_up_reads_the_reply(visit, make):
    family = make.family()
    home = make.household(family, "A")
    mother, macsen, clinic = (
        make.parent(family, homes=(home,)),
        make.child(family, homes=(home,)),
        make.agency("Clinic"),
    )
    make.parent(family, first_name="Gareth", homes=(home,))
    make.parent(family, first_name="Dai")  # nobody knows where he lives
    make.partner(family, agency=clinic)
    decision = agreed(make, (mother, None, macsen, clinic))
    answered(visit, hand_over(visit, mother, clinic, decision, **SAID))
    make.told(decision, mother)

    assert visit(mother).get("family.shared.index").says("I looked at his arm")


def test_that_one_home_was_told_lets_the_other_read_nothing(visit, make, apart):
    decision = agreed(make, apart)
    hand_over(visit, apart[0], apart[3], decision, **SAID)
    make.told(decision, apart[0])

    assert visit(apart[1]).get("family.shared.index").says("Nothing was shared about you yet.")


def test_who_was_told_reads_nothing_about_another_grown_up_nor_what_was_written_over_both(visit, make, apart):
    decision = agreed(make, apart, apart[2], apart[0])
    make.look(apart[0], {Domain.HEALTH: 4}, why="I cannot sleep", about=apart[0], circle_id=apart[0].family.circle_id)
    hand_over(visit, apart[0], apart[3], decision, **SAID)
    make.told(decision, apart[0], apart[1])

    page = visit(apart[1]).get("family.shared.index")

    assert page.says("About: Macsen Health: without a yes")
    assert [words for words in ("Siân", "sleep", *WRITTEN[:3]) if words in page.text] == []


def test_a_mixed_letter_is_to_who_was_not_told_the_letter_of_what_they_agreed_to(visit, make, apart, notices):
    decision = agreed(make, apart)
    plain = {key: value for key, value in LETTER.items() if key not in {"to_name", "for_what"}}
    alike = {**plain, "to_name": SAID["to_name"]}
    opened(visit, hand_over(visit, apart[0], apart[3], **alike, for_what="other"))
    alone = bare(visit(apart[0]).get("family.shared.index"))
    end_all(visit, apart)
    sent = len(notices())
    answered(visit, hand_over(visit, apart[0], apart[3], decision, also="1", **SAID))

    page = visit(apart[0]).get("family.shared.index")

    first = bare(page).split("</section>")[0]
    assert first == alone.split("</section>")[0]
    assert [words for words in WRITTEN if words in first] == []
    assert page.says("Learning")
    assert [one.kind for one in notices()[sent:] if one.person_id == apart[0].id] == [NoticeKind.SHARED]


def test_a_name_that_went_without_agreement_gives_itself_away_on_no_line_that_was_agreed_to(visit, make, apart):
    decision = agreed(make, apart, apart[0], kinds=(InfoKind.CONTACT,))
    page = opened(visit, hand_over(visit, apart[0], apart[3], decision, also="1"))[1]

    section = visit(apart[0]).get("family.shared.index").html.select_one("section.card")

    assert any("Siân" in small.get_text() for small in page.html.select(".letter__line .small"))
    assert "Macsen" in section.get_text()
    assert "Siân" not in section.get_text()


def end_all(visit, apart):
    beth = visit(apart[0].family.keyworker)
    for row in beth.get("worker.share.index", ref=apart[0].family.ref).html.select("a.row[href*='/share/']"):
        beth.post(f"{row['href']}/end", on=row["href"])


def test_that_a_manager_refused_shows_like_a_link_that_a_worker_ended(visit, make, apart):
    hand_over(visit, apart[0], apart[3], to_name=SAID["to_name"], for_what="other")
    end_all(visit, apart)
    ended = bare(visit(apart[0]).get("family.shared.index")).split("</section>")[0]
    decision = make.override(apart[2], agency=apart[3], is_urgent=True)
    hand_over(visit, apart[0], apart[3], decision, also="1", **SAID)
    make.agreed(decision, agrees=False)

    now = bare(visit(apart[0]).get("family.shared.index")).split("</section>")[0]

    assert now == ended
    assert "It is over" in now


def test_once_told_a_mixed_letter_is_read_whole(visit, make, apart):
    decision = agreed(make, apart)
    answered(visit, hand_over(visit, apart[0], apart[3], decision, also="1", **SAID))
    make.told(decision, apart[0])

    page = visit(apart[0]).get("family.shared.index")

    assert page.says("Health: without a yes Learning")
    assert page.says("We shared some of this without a yes. The law let us.")
    assert page.says("He has bruises")
    assert "I looked at his arm" not in page.text  # it stands on the father's yes too, who lives in another home


def test_a_yes_that_is_taken_back_ends_a_mixed_link_and_not_one_on_the_decision_alone(visit, make, apart):
    mother, _father, macsen, clinic = apart
    decision = agreed(make, apart)
    mixed = hand_over(visit, mother, clinic, decision, also="1")
    alone = hand_over(visit, mother, clinic, decision)
    asked = make.question(mother, clinic, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, ConsentStatus.WITHDRAWN)

    assert visit().get(mixed[0]).says("This link opens nothing")
    assert visit().get(alone[0]).title == "Your code – Nod"


def test_the_keyworker_shares_without_agreement_and_each_reads_afterwards_what_they_may(visit, make, apart):
    mother, father, macsen, clinic = apart
    beth, rhian = mother.family.keyworker, make.manager()
    ref = mother.family.ref
    decision = make.override(macsen, agency=clinic, kinds=(InfoKind.HEALTH, InfoKind.CONTACT))
    shown = {"ref": ref, "override_id": decision.id}
    assert not any("Share on this decision" in link for link in visit(beth).get("worker.without.show", **shown).links)

    said = visit(rhian).get("worker.without.agree", **shown)
    visit(rhian).post("worker.without.agree", {"answer": "yes", "version": said.form().fields["version"][0]}, **shown)
    page = visit(beth).get("worker.without.show", **shown)
    assert any("Share on this decision" in link for link in page.links)
    handed = hand_over(visit, mother, clinic, decision)

    assert answered(visit, handed).says("His arm is sore")
    for one in (mother, father):
        assert visit(one).get("family.shared.index").says("Nothing was shared about you yet.")

    told = {"whom": [str(mother.id)], "how": "At her kitchen table", "may_know": "1"}
    visit(beth).post("worker.without.tell", {**told, **day_of(visit, beth, shown)}, **shown)
    page = visit(mother).get("family.shared.index")
    assert page.says("Clinic Teifi")
    assert page.says("About: Macsen")
    assert page.says("Health: without a yes")
    assert visit(father).get("family.shared.index").says("Nothing was shared about you yet.")
    assert visit(father).get("family.without.show").says("We have nothing to tell you here now.")


def day_of(visit, worker, shown):
    """The day that the form has filled in."""
    fields = visit(worker).get("worker.without.tell", **shown).form().fields
    return {f"told_on-{part}": fields[f"told_on-{part}"][0] for part in ("day", "month", "year")}
