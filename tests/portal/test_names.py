"""A full name or a reference is found in a text however it is typed, and our own people's names are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.names import folded, full_names, named, references

NIA = full_names("Nia Haf", "Nans", "Tŷ-Gwyn O’Brien")
SIAN = full_names("Siân", "", "Llwyd")


@pytest.mark.parametrize(
    "typed",
    [
        "Siân Llwyd",
        "SIAN LLWYD",
        "sia\u0302n llwyd",
        "Siân\n  Llwyd",
        "Siân\u00a0Llwyd",
        "Si\u00adân Llwyd\u200b",
        "LLWYD, Siân",
        "\uff33iân Llwyd",
    ],
)
def test_a_name_is_found_whatever_its_case_accents_order_and_spaces(typed):
    assert named(f"She met {typed}’s mother, and left.", (), SIAN) != []


@pytest.mark.parametrize("typed", ["Nia Haf Ty-Gwyn OBrien", "nans tŷ gwyn o'brien", "Nia Tŷ-Gwyn O‘Brien"])
def test_a_name_of_several_words_is_found_by_either_first_name(typed):
    assert named(f"Talked to {typed}.", (), NIA) == [typed]


@pytest.mark.parametrize(
    "typed", ["Siân", "Llwyd", "Siân Llwydd", "Siân and Gareth Llwyd", "Marisiân Llwyd", "S Llwyd"]
)
def test_half_a_name_or_another_one_is_not_found(typed):
    assert named(f"{typed} came", (), SIAN) == []


@pytest.mark.parametrize(
    ("first", "last"), [("Łukasz", "Grøn"), ("Wŷn", "Ŵyr"), ("Þóra", "Đurić"), ("İnci", "I\u015f\u0131k")]
)
def test_letters_of_other_languages_are_found_without_their_marks(first, last):
    plain = folded(f"{first} {last}")
    assert plain.isascii()
    assert named(f"with {plain} today", (), full_names(first, "", last)) == [plain]


def test_a_name_that_somebody_here_has_too_is_left_alone():
    assert named("Siân Llwyd came with Siân Llwyd", SIAN, SIAN) == []
    longer = full_names("Siân", "", "Llwyd Jones")
    assert named("Siân Llwyd Jones came", longer, SIAN) == []
    assert named("Siân Llwyd Jones came with Siân Llwyd", longer, SIAN) == ["Siân Llwyd"]


def test_one_name_alone_is_no_full_name():
    assert full_names("Siân", "", "") == full_names("", "", "Llwyd") == set()


def test_references_are_found_and_figures_of_every_day_are_not():
    assert references("See M1004, (f10000-1) and 20417. On 3/10 he scored 7 at 14:05.") == [
        "M1004",
        "f10000-1",
        "20417",
    ]


@given(st.text(max_size=200), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_is_typed_breaks_it(text, first, known, last):
    names = full_names(first, known, last)
    named(text, (), names)
    references(text)


names = st.text(st.sampled_from("abcdefghijlmnoprstuwyâêîôûŵŷáëïöẃẁ"), min_size=1, max_size=12)


@given(names, names, st.sampled_from([" ", "  ", "\n", " \t"]), st.booleans())
def test_every_name_is_found_in_a_sentence(first, last, gap, is_loud):
    typed = f"{first}{gap}{last}"
    said = f"We saw {typed.upper() if is_loud else typed}, who was well."
    assert named(said, (), full_names(first, "", last))
