"""The Welsh catalogue is whole, and each check catches the fault it is there for."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.architecture.catalogue import everything, faults, reading, review, voices, welsh
from tests.architecture.catalogue.entries import PLURALS, ROOT, key, texts

SIX = ("dim camau", "un cam", "%(num)s gam", "%(num)s cham", "%(num)s cham", "%(num)s cam")
FAMILY_PAGE = [("templates/family/home.html", "")]
EASY = "You can say no. We will help you. Tell us what you want. " * 4
HARD = "Professionals administering multidisciplinary assessments necessitate comprehensive authorisation. " * 5


def message(english: str, said: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=english, msgstr=said, **more)


def counted(*forms: str) -> polib.POEntry:
    return polib.POEntry(msgid="one step", msgid_plural="%(num)s steps", msgstr_plural=dict(enumerate(forms)))


@pytest.mark.parametrize("check", everything.CHECKS, ids=lambda check: check.__name__.replace("_", " "))
def test_the_catalogue_is(check):
    assert check() == []


@pytest.mark.parametrize("path", sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.stem)
def test_the_compiled_catalogue_is_of_the_text(path: Path):
    known = {key(one): texts(one) for one in polib.mofile(str(path.with_suffix(".mo")))}
    assert known == {key(one): texts(one) for one in polib.pofile(str(path))}, "run `make strings`"


GOOD = [
    message("Sign in", "Mewngofnodi"),
    message("Ring <b>%(name)s</b> in 24 hours", "Ffoniwch <b>%(name)s</b> o fewn 24 awr"),
    message(" at 14:05", " am 14:05"),
    message("by %(num)s", "gan %(num)s"),
    message("Letters left: {n}", "Cymeriadau ar ôl: {n}"),
    counted(*SIX),
]
BAD = [
    (faults.missing, message("Sign in", "")),
    (faults.missing, counted(*SIX[:5])),
    (faults.missing, counted(*SIX[:5], "")),
    (faults.fuzzy, message("Sign in", "Mewngofnodi", flags=["fuzzy"])),
    (faults.placeholders, message("Ring %(name)s", "Ffoniwch %(enw)s")),
    (faults.placeholders, message("Ring %(name)s", "Ffoniwch")),
    (faults.placeholders, message("Letters left: {n}", "Cymeriadau ar ôl: {rhif}")),
    (faults.placeholders, counted(*SIX[:5], "cam")),
    (faults.tags, message("A <b>step</b>", "<b>Cam")),
    (faults.tags, message('A <b class="x">step</b>', '<b class="x">Cam</b>')),
    (faults.outer_space, message("A step ", "Cam")),
    (faults.outer_space, message("A step", "\nCam")),
    (faults.numbers, message("15 or under", "16 neu iau")),
    (faults.numbers, message("0 to 10", "0 i 1")),
    (faults.mutation, message("Where: %(place)s", "Yn %(place)s")),
    (faults.mutation, message("For %(name)s", "I <b>%(name)s</b>")),
    (faults.stub, message("Sign in", "Sign in (Welsh)")),
    (faults.stub, message("Sign in", "TODO")),
]


@pytest.mark.parametrize("entry", GOOD, ids=lambda entry: entry.msgid)
def test_a_good_message_passes_every_check(entry):
    assert faults.faults([entry]) == []


@pytest.mark.parametrize(("check", "entry"), BAD, ids=lambda one: getattr(one, "__name__", None))
def test_a_fault_is_caught_by_its_own_check(check, entry):
    assert check(entry)
    assert len(faults.faults([entry])) >= 1


def test_a_header_of_five_forms_is_caught():
    assert faults.header({"Plural-Forms": PLURALS}) is None
    assert faults.header({"Plural-Forms": "nplurals=5; plural=(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0);"})
    assert faults.header({})


def test_english_left_in_place_is_caught_unless_it_is_allowed():
    entries = [message("Sign in", "Sign in"), message("%(num)s", "%(num)s"), message("English", "English")]
    assert faults.unchanged(entries, {"English"}) == ["“Sign in” is left in English"]


def test_a_stale_template_is_caught_and_order_is_not():
    old, new = (
        message("Sign in", "", occurrences=FAMILY_PAGE),
        message("Sign out", "", occurrences=FAMILY_PAGE),
    )
    elsewhere = message("Sign in", "", occurrences=[("templates/public/home.html", "")])
    assert faults.stale([old, new], [new, old]) == []
    assert faults.stale([old, new], [old]) == ["“Sign out” is new"]
    assert faults.stale([old], [old, new]) == ["“Sign out” is gone"]
    assert faults.stale([old], [elsewhere]) == ["“Sign in” has moved"]
    assert len(faults.other_messages([old], [new])) == 2


def test_the_young_persons_catalogue_holds_only_what_differs():
    adults = [message("Your goals", "Eich nodau"), message("Steps", "Camau")]
    assert faults.overlay([message("Your goals", "Dy nodau")], adults) == []
    assert len(faults.overlay([message("Steps", "Camau"), message("Hello", "Helo")], adults)) == 2


@pytest.mark.parametrize(
    "said", ["Eich nodau", "Ydych chi yno?", "Rhowch enw", "amdanoch", "i’ch teulu", "pan oeddech", "wrthych"]
)
def test_a_text_to_adults_that_a_young_person_reads_needs_its_own(said):
    adults = [message("a", said, occurrences=FAMILY_PAGE)]
    assert len(voices.voices(adults, [])) == 1
    assert voices.voices(adults, [message("a", "Dy nodau")]) == []
    assert len(voices.voices(adults, [message("a", said)])) == 1
    assert voices.voices([message("a", said, occurrences=[("templates/worker/x.html", "")])], []) == []


def test_words_that_only_look_like_a_voice_are_not_caught():
    plain = [
        message("a", "Faint o’r gloch? Edrych yn y tywyllwch: di-dâl, chwech, uwch, coch", occurrences=FAMILY_PAGE)
    ]
    assert voices.voices(plain, []) == []


def test_a_young_persons_form_is_caught_among_the_adults():
    assert voices.voices([message("a", "Dy nodau")], []) == ["“a” says “Dy” to an adult"]


def test_a_misspelt_word_is_caught_and_a_mutated_one_is_not():
    entries = [
        message("a", "Mae eich cyfrinar i’w weld ym mis Tachwedd, dy blentyn a’th deulu."),
        message("b", "Zwbl %(x)s"),
    ]
    assert welsh.spelling(entries, {"zwbl"}) == ["“cyfrinar” in “a”"]


def test_an_address_a_tag_and_a_placeholder_are_not_spelt():
    assert (
        welsh.spelling([message("a", "<strong>%(telephone)s</strong> help@example.org https://gov.wales/abc")], set())
        == []
    )


def test_another_word_than_the_glossarys_is_caught():
    terms = {"goal": {"nod"}, "sign in": {"mewngofnodi"}}
    entries = [
        message("Goal", "Targed"),
        message("Sign in:", "Mewngofnodi:"),
        message("A goal for you", "Targed i chi"),
    ]
    assert [said.split("”")[0] for said in welsh.against_glossary(entries, terms)] == ["“Goal"]
    assert [entry.msgid for entry in welsh.unsupported(entries, terms)] == ["Goal", "A goal for you"]


def test_hard_english_is_caught_on_a_familys_page_and_nowhere_else():
    entry = message(HARD, "")
    assert reading.too_hard([entry]) == []
    entry.occurrences = FAMILY_PAGE
    assert len(reading.too_hard([entry])) == 1
    assert reading.too_hard([message(EASY, "", occurrences=FAMILY_PAGE)]) == []


def test_a_sentence_of_twenty_one_words_is_caught():
    twenty = "We will " + "really " * 17 + "help."
    assert reading.too_long([message(twenty, "", occurrences=FAMILY_PAGE)]) == []
    assert len(reading.too_long([message(f"Well {twenty}", "", occurrences=FAMILY_PAGE)])) == 1


def test_the_translators_list_holds_both_voices_and_leaves_out_what_a_source_supports():
    adults = [message("Sign in", "Mewngofnodi"), message("We | you", "Ni", occurrences=FAMILY_PAGE)]
    page = review.page(adults, [message("Your goals", "Dy nodau")])
    assert "### templates/family/home.html" in page
    assert "| We \\| you | Ni |" in page
    assert "| Your goals | Dy nodau |" in page
    assert "Mewngofnodi" not in page


def test_the_command_says_how_many_faults_there_are():
    command = [sys.executable, "-m", "tests.architecture.catalogue"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1].startswith("Catalogue: ")
