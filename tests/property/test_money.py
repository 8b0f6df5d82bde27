"""Money text, both ways."""

from __future__ import annotations

import re
from decimal import Decimal as D

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from property.portfolios import scaled
from trimtab.domain.money import NotADecimalError, parse_decimal, round_down, to_text

PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z", re.ASCII)
NEARLY = st.text(alphabet="0123456789.-+eE_ ,٣１NaInf\n\t", max_size=12)


@given(scaled(-(10**15) + 1, 10**15 - 1, 0) | scaled(-(10**26), 10**26, 12))
def test_what_is_written_is_read_back(value: D):
    """Parsing the text of a number gives the number (I-15)."""
    assert value == parse_decimal(to_text(value))


@given(st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", fullmatch=True))
def test_what_is_read_is_written_in_one_form(text: str):
    """Whatever form a number came in, its text is stable from then on."""
    once = to_text(parse_decimal(text))

    assert once == to_text(parse_decimal(once))


@given(NEARLY | st.text(max_size=20))
@example("1e5")
@example("1_0")
@example("NaN")
def test_only_plain_decimals_get_in(text: str):
    """Nothing but ASCII digits with one optional sign and point is ever money."""
    try:
        value = parse_decimal(text)
    except NotADecimalError:
        return

    assert (True, True) == (value.is_finite(), PLAIN.match(text) is not None)


@given(
    st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", fullmatch=True),
    st.sampled_from(" _eE٣+\n\x00"),
    st.data(),
)
def test_one_wrong_character_spoils_a_number(text: str, wrong: str, data: st.DataObject):
    """Exponent, separator, foreign digit, space or sign in any place: refused."""
    place = data.draw(st.integers(0, len(text)))

    with pytest.raises(NotADecimalError):
        parse_decimal(text[:place] + wrong + text[place:])


@given(scaled(0, 10**15, 9), st.sampled_from(["1", "0.01", "0.0001"]))
def test_rounding_down_loses_less_than_a_step(value: D, step: str):
    """The cut is a multiple of the step, at most the value, and less than a step below it."""
    cut = round_down(value, parse_decimal(step))

    assert 0 <= value - cut < parse_decimal(step)
    assert 0 == cut % parse_decimal(step)
