"""What tells where a person is: postcodes, telephone numbers and known lines, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.giveaways import found, lines, lines_of, postcodes, telephones

INWARD = "ABDEFGHJLNPQRSTUWXYZ"
letter, digit = st.sampled_from("ABCDEFGHIJKLMNOPRSTUWYZ"), st.sampled_from("0123456789")
between = st.sampled_from(["", " ", "  ", "-", ".", " - ", "\u00a0", "\u200b", "\n"])
outward = st.one_of(
    st.tuples(letter, digit),
    st.tuples(letter, digit, digit),
    st.tuples(letter, letter, digit),
    st.tuples(letter, letter, digit, digit),
    st.tuples(letter, digit, letter),
    st.tuples(letter, letter, digit, letter),
).map("".join)
inward = st.tuples(digit, st.sampled_from(INWARD), st.sampled_from(INWARD)).map("".join)
prose = st.text(st.sampled_from("abcdefghij klmnopqrstuvwxyzâêîôûŵŷ,.’\n"), max_size=40)


@given(prose, outward, between, inward, prose, st.booleans())
def test_every_postcode_is_found_however_it_is_spaced(before, first, gap, second, after, is_small):
    code = f"{first}{gap}{second}"
    assert postcodes(f"{before} {code.lower() if is_small else code} {after}")


@given(st.sampled_from(["07", "01", "02", "03", "08"]), st.lists(digit, min_size=8, max_size=9), st.data(), prose)
def test_every_number_of_this_country_is_found_however_it_is_grouped(start, rest, data, around):
    number = start + "".join(rest)
    gap = st.sampled_from(["", "", "", " ", "-", ".", " - "])
    gaps = data.draw(st.lists(gap, min_size=len(number), max_size=len(number)))
    written = number[0] + "".join(gap + sign for gap, sign in zip(gaps, number[1:], strict=False))
    assert telephones(f"{around} {written} {around}")


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900 123",
        "(01632) 960 001",
        "029 2018 0555",
        "0808 2000 247",
        "+353 1 679 9900",
        "+48 512 345 678",
        "\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",
    ],
)
def test_numbers_as_people_write_them(number):
    assert telephones(f"Ring her on {number} after six")


@given(prose)
def test_words_without_a_digit_tell_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We meet on 22/11/2026 at 14:05",
        "We meet on 05.11.2026 14.05",
        "Score went from 3 to 10 in 6 weeks",
        "Year 2025 to 2026, 3 times a week",
        "Bus 25 at 9am, then 4 stops",
        "Flat pack from aisle 12, £12.50",
        "Elin is 15, Macsen is 8",
    ],
)
def test_dates_scores_and_ages_are_no_giveaway(text):
    assert found(text) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=3))
def test_nothing_that_is_typed_breaks_it(text, known):
    found(text, known)


def test_a_known_line_is_found_whatever_its_capitals_accents_and_commas():
    known = lines_of("14 Maes yr Onnen, Llanfelen,\nMB4 7QX")

    assert known == ["Maes yr Onnen", "Llanfelen", "MB4 7QX"]
    assert lines("the new place, maes-yr-onnen", known) == ["Maes yr Onnen"]
    assert lines("Llanfêlen!", known) == ["Llanfelen"]
    assert lines("Llanfelenaidd", known) == []
