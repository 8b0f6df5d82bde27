"""The codec: what is stored comes back equal, and what cannot be stored or read is refused."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal as D
from enum import Enum, IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.leg import Leg
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Limits, Policy
from trimtab.domain.run import Run, RunEvent, RunState, StateChange
from trimtab.domain.targets import TargetAllocation
from trimtab.domain.tax_lot import OpenLoss, Term
from trimtab.domain.trading_state import TradingState

STORED_KINDS = (Policy, Plan, Run, Leg, RunEvent, TradingState)
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
WHOLE = D(10) ** 15

MONEY = st.decimals(-WHOLE, WHOLE, places=12)
RATIOS = st.builds(lambda part, whole: part / whole, MONEY, MONEY.filter(bool))
SCALARS: dict[object, st.SearchStrategy[Any]] = {
    D: MONEY | RATIOS,
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    str: st.text(max_size=30),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    NoneType: st.none(),
}


class Level(IntEnum):
    """An enum of numbers."""

    LOW = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A value around any other."""

    content: object


@cache
def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Draw values of a stored type from its annotations, so that no field can be forgotten."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return st.builds(kind, **{name: values_of(hint) for name, hint in field_hints(kind).items()})
    if get_origin(kind) is UnionType:
        return st.one_of(*map(values_of, get_args(kind)))
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return st.lists(values_of(get_args(kind)[0]), max_size=3).map(tuple)
    return st.sampled_from(kind) if isinstance(kind, type) and issubclass(kind, Enum) else SCALARS[kind]


def field_hints(kind: Any) -> dict[str, Any]:
    """Read the types of the fields alone."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def holds_only_what_firestore_takes(value: object, *, in_list: bool = False) -> bool:
    """Tell whether a value is made of maps, lists not in lists, text, 64-bit numbers, flags and UTC times."""
    if isinstance(value, dict):
        return all(holds_only_what_firestore_takes(item) for item in value.values())
    if isinstance(value, list):
        return not in_list and all(holds_only_what_firestore_takes(item, in_list=True) for item in value)
    if isinstance(value, datetime):
        return value.tzinfo is UTC
    return value is None or type(value) in {str, bool, int}


@pytest.mark.parametrize("kind", STORED_KINDS)
@given(data=st.data())
def test_every_stored_type_comes_back_equal(kind: Any, data: st.DataObject):
    """Whatever its fields say, a document holds only what Firestore takes, and reads back equal to the digit.

    So a plan keeps the hash its owner has approved. No list in a list, no float, no time without zone.
    """
    value = data.draw(values_of(kind))
    document = to_document(value)
    read = from_document(kind, document)

    assert holds_only_what_firestore_takes(document)
    assert (value, canonical_hash(value)) == (read, canonical_hash(read))


def test_decimals_are_plain_text():
    """No exponent and no trailing zero is stored, and no float anywhere."""
    limits = Limits(max_orders=3, max_order_value=D("1E+3"), max_run_value=D("0.10"))

    assert {"max_order_value": "1000", "max_run_value": "0.1", "max_day_value": "10000000"} == {
        name: value for name, value in to_document(limits).items() if name.endswith("_value")
    }


def test_times_are_stored_in_utc():
    """A time from another zone is the same instant in UTC."""
    noon_in_new_york = NOON.astimezone(timezone(timedelta(hours=-5)))

    assert to_document(StateChange(RunState.SELLING, noon_in_new_york)) == {"state": "SELLING", "at": NOON}


def test_days_are_stored_as_text():
    """A day has no hour and no zone, so it is no time to the store."""
    bought = OpenLoss(
        disposal_id="d1",
        account="A-1",
        symbol="SPY",
        lot_id="l1",
        quantity=D(1),
        loss=D(2),
        term=Term.SHORT,
        sold=date(2026, 1, 2),
        acquired=date(2025, 2, 28),
        held_days=308,
    )

    assert ("2026-01-02", "2025-02-28") == (to_document(bought)["sold"], to_document(bought)["acquired"])


@pytest.mark.parametrize(
    "content",
    [0.1, float("nan"), ((1, 2), (3, 4)), [[1]], {1, 2}, b"bytes", Level.LOW, timedelta(1), {"a": 1}],
    ids=repr,
)
def test_what_has_no_stored_form_is_refused(content: object):
    """Floats, lists in lists, enums of numbers and foreign types never slip into a document."""
    with pytest.raises(TypeError):
        to_document(Box(content))


@pytest.mark.parametrize("content", [datetime(2026, 1, 2), D("NaN"), D("Infinity")], ids=repr)  # noqa: DTZ001
def test_what_means_nothing_is_refused(content: object):
    """A time without zone and a number without value are errors, not text."""
    with pytest.raises(ValueError, match=r"aware|finite"):
        to_document(Box(content))


@pytest.mark.parametrize("value", [1, "text", None, Box], ids=repr)
def test_only_values_with_fields_are_documents(value: object):
    """A bare number, a text or a class is no document."""
    with pytest.raises(TypeError, match="is not a dataclass"):
        to_document(value)


TARGET = {"symbol": "SPY", "weight": "0.6", "is_enabled": True, "tolerance": None}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("weight", 0.6),
        ("weight", "NaN"),
        ("weight", "sixty"),
        ("weight", True),
        ("weight", None),
        ("is_enabled", 1),
        ("is_enabled", "true"),
        ("symbol", 7),
        ("tolerance", b"5"),
        ("tolerance", ["5"]),
    ],
)
def test_a_field_of_the_wrong_type_is_refused(field: str, wrong: object):
    """No text passes for a flag, no float for a decimal."""
    with pytest.raises(ValueError, match=r"."):
        from_document(TargetAllocation, {**TARGET, field: wrong})


def test_a_missing_field_is_named():
    """A document without a field that has no default is not readable, and the error says which it lacks."""
    with pytest.raises(ValueError, match="weight"):
        from_document(TargetAllocation, {"symbol": "SPY"})


def test_older_documents_take_defaults():
    """A field that was added later has its default in what was stored before."""
    read = from_document(TargetAllocation, {"symbol": "SPY", "weight": "0.6"})

    assert TargetAllocation(symbol="SPY", weight=D("0.6")) == read


def test_unknown_fields_are_passed_over():
    """What a store keeps beside a value does not disturb reading it, whatever its type."""
    read = from_document(TargetAllocation, {**TARGET, "nonce": 0.5, "place": b"here"})

    assert TargetAllocation(symbol="SPY", weight=D("0.6")) == read
