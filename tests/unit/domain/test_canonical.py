"""Canonical text and hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal as D

import pytest

from trimtab.domain.canonical import canonical_hash, canonical_json, instant_text
from trimtab.domain.drift import DriftLevel
from trimtab.domain.trade import Side


@dataclass(frozen=True)
class Pair:
    """Any two values."""

    left: object
    right: object


def test_the_canonical_text_has_one_form_per_type():
    """Decimals, enums, dates and nested values each have exactly one spelling."""
    value = Pair({"b": D("1.50"), "a": Side.BUY}, (DriftLevel.CRITICAL, date(2026, 1, 2), None, True, 3))

    expected = '{"left":{"a":"BUY","b":"1.5"},"right":["CRITICAL","2026-01-02",null,true,3]}'
    assert expected == canonical_json(value)


def test_a_time_is_no_day():
    """A time is a day to Python; its text keeps the hour all the same, wherever it stands."""
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)

    assert '{"2026-11-20T12:00:00.000000Z":["2026-11-20"]}' == canonical_json({noon: [noon.date()]})


def test_dict_order_does_not_reach_the_hash():
    """Two mappings with the same content hash alike, in whatever order they were filled."""
    assert canonical_hash({"a": 1, "b": 2}) == canonical_hash({"b": 2, "a": 1})


def test_trailing_zeros_do_not_reach_the_hash():
    """Equal numbers hash alike however they were written."""
    assert canonical_hash(D("1.10")) == canonical_hash(D("1.1000"))


def test_a_different_value_has_a_different_hash():
    """A hash that never changes would prove nothing: one ten-thousandth of a share is enough."""
    assert canonical_hash(D("1.1")) != canonical_hash(D("1.1001"))


@pytest.mark.parametrize("value", [0.5, {1, 2}, b"x", object()])
def test_values_without_a_canonical_form_are_refused(value: object):
    """Floats, sets, bytes and strange objects can not be hashed by accident."""
    with pytest.raises(TypeError, match="no canonical form"):
        canonical_json(value)


def test_one_instant_has_one_text_in_every_zone():
    """The same moment written in New York and in UTC is the same text."""
    new_york = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=-5)))

    assert "2026-11-20T17:00:00.000000Z" == instant_text(new_york)
    assert instant_text(new_york) == instant_text(new_york.astimezone(UTC))


def test_a_naive_time_is_refused():
    """A time without a zone is ambiguous and never reaches a hash."""
    with pytest.raises(ValueError, match="time zone"):
        canonical_json(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive time is the point
