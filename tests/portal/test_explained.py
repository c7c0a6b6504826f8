"""Getting help, sharing and the law are explained in words that a child of nine reads, and in a child's own words."""

import hashlib
import json
import re

import pytest

from portal import i18n
from portal.i18n import RENDERINGS
from portal.models.consent import NOTICE_VERSION
from portal.models.explained import VERSIONS, Explained
from portal.web.explained import explained
from tests.architecture.catalogue.reading import LONGEST_SENTENCE, SENTENCE_END, grade

HARDEST, HARDEST_FOR_A_CHILD = 4.0, 2.0
WORDS_OF = {
    (Explained.HELP, "2026-11-23"): "3f2e1c38794e0e6a6d1acf8c16a3e3f8133192c0ef203e8ae7395b53edaf5674",
    (Explained.SHARING, "2026-11-23"): "1008168a8bafa511e0eb4c41936f600edf65f6738fa013e7b8408cc397b1cde8",
    (Explained.LAW, "2026-11-23"): "18435f1c24882169aab72c1817f891fc550e7c933c1a0155ccd2ab2dceacdad0",
}
"""What each version says, in every language. Changed words are a new version and a new line here; no line changes."""
CHI = re.compile(r"\b(eich|chi|rydych|gallwch)\b|’ch\b", re.IGNORECASE)
TI = re.compile(r"\b(dy|ti|rwyt|galli|wyt)\b", re.IGNORECASE)


def words(which, *, child=False, rendering="en"):
    """Every sentence of an explanation, in the order in which it is read."""
    with i18n.written_in(rendering[:2], young=rendering.endswith("ti")):
        said = explained(which, child=child)
    parts = (text for part in said.parts for text in (part.heading, *part.points, *part.lines))
    return [text for text in (said.title, said.lead, *parts) if text]


def digest(which):
    everything = [words(which, child=child, rendering=one) for one in RENDERINGS for child in (False, True)]
    return hashlib.sha256(json.dumps(everything, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("which", Explained)
def test_other_words_are_another_version(which):
    kept = WORDS_OF.get((which, VERSIONS[which]))
    assert digest(which) == kept, "give it a new version in portal/models/explained.py, and a new line here"


def test_a_decision_on_sharing_keeps_which_words_were_read():
    assert VERSIONS[Explained.SHARING] == NOTICE_VERSION


@pytest.mark.parametrize("which", Explained)
@pytest.mark.parametrize(("child", "hardest"), [(False, HARDEST), (True, HARDEST_FOR_A_CHILD)])
def test_it_is_easy_to_read(which, child, hardest):
    assert grade(words(which, child=child)) <= hardest


@pytest.mark.parametrize("which", Explained)
@pytest.mark.parametrize("child", [False, True])
@pytest.mark.parametrize("rendering", RENDERINGS)
def test_no_sentence_is_long_and_there_are_few(which, child, rendering):
    sentences = [one for text in words(which, child=child, rendering=rendering) for one in SENTENCE_END.split(text)]

    assert [one for one in sentences if len(one.split()) > LONGEST_SENTENCE] == []
    assert sum(len(one.split()) for one in sentences) <= (110 if child else 260)


@pytest.mark.parametrize("which", Explained)
@pytest.mark.parametrize("child", [False, True])
def test_welsh_says_every_part_of_it(which, child):
    english, welsh = words(which, child=child), words(which, child=child, rendering="cy")

    assert len(english) == len(welsh)
    assert set(english) & set(welsh) == set()


@pytest.mark.parametrize("which", Explained)
@pytest.mark.parametrize("rendering", ["cy", "cy-ti"])
def test_a_child_reads_ti_whoever_opened_the_page(which, rendering):
    said = " ".join(words(which, child=True, rendering=rendering))

    assert TI.search(said)
    assert not CHI.search(said)


@pytest.mark.parametrize("which", Explained)
def test_a_young_person_reads_ti_and_a_grown_up_chi(which):
    assert not CHI.search(" ".join(words(which, rendering="cy-ti")))
    assert CHI.search(" ".join(words(which, rendering="cy")))
    assert not TI.search(" ".join(words(which, rendering="cy")))


@pytest.mark.parametrize("child", [False, True])
def test_nobody_is_promised_that_nothing_goes_without_their_yes(child):
    said = " ".join(text for which in Explained for text in words(which, child=child)).casefold()

    assert not re.search(r"only (if|when|with|after) (you|your)\b[^.]*\b(yes|agree)", said)
    assert not re.search(r"\b(never|not) (share|tell)\b[^.]*\b(unless|without)", said)
    assert "most of the time, we ask" in said


@pytest.mark.parametrize("path", ["/sharing-explained", "/sharing-explained/for-a-child"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_anyone_may_read_all_three_before_they_are_asked_anything(visit, path, language):
    page = visit(None, language).get(path)
    child = path.endswith("child")

    assert page.status == 200
    for which in Explained:
        assert [text for text in words(which, child=child, rendering=language) if not page.says(text)] == []


def test_the_privacy_page_leads_to_it(visit):
    browser = visit()
    browser.get("/privacy")

    assert browser.follow("Read more about the three").heading == "Three different things"
    assert browser.follow("In words for a child").heading == "In words for a child"


# --- Of a family


@pytest.mark.parametrize("which", Explained)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_parent_reads_each_and_the_same_as_for_a_child(make, visit, which, language):
    browser = visit(make.parent(language=language), language)
    page = browser.get("family.explained.show", which=which)
    assert [text for text in words(which, rendering=language) if not page.says(text)] == []

    child = browser.get("family.explained.to_a_child", which=which)
    assert [text for text in words(which, child=True, rendering=language) if not child.says(text)] == []


def test_a_young_person_reads_it_in_their_own_voice(make, visit):
    page = visit(make.young_person(language="cy"), "cy").get("family.explained.show", which="law")

    assert [text for text in words(Explained.LAW, rendering="cy-ti") if not page.says(text)] == []


@pytest.mark.parametrize("odd", ["nothing", "LAW", "law.html"])
def test_what_is_not_explained_is_not_there(make, visit, odd):
    assert visit(make.parent()).get("family.explained.show", which=odd).status == 404


def test_the_law_stands_in_full_view_where_somebody_is_asked(make, visit):
    asked = make.question(make.parent())
    page = visit(asked.decider).get("family.sharing.show", question_id=asked.id)
    law = explained("law")

    assert page.says(law.lead)
    for point in law.parts[0].points:
        assert page.says(point)
    assert not page.html.find(id="law").find_parent("details")
    assert page.html.find(id="law").sourceline < page.html.find("form", id="page-form").sourceline
    assert page.links["How we do it, and what you can do"] == "/family/sharing/about/law"
