"""What the sections of a policy share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest
from pydantic import AfterValidator

from trimtab.contracts.base import Contract, parse
from trimtab.contracts.mandate_fields import NotNegative
from trimtab.contracts.policy_fields import DayCount, SentDay, SignedWeight, Symbols, at_least
from trimtab.domain.errors import InvalidRequestError


class Sample(Contract):
    """One field of each kind."""

    low: NotNegative | None = None
    high: Annotated[NotNegative, AfterValidator(at_least("low"))] | None = None
    day: SentDay | None = None
    days: DayCount = 0
    change: SignedWeight | None = None
    symbols: Symbols = ()


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"low": "0.05", "high": "0.049"}, "high", "'0.049' must not be below low, which is 0.05"),
        ({"day": "2026-02-30"}, "day", "'2026-02-30' is not a date that exists"),
        ({"day": "20260228"}, "day", "must be a date such as 2026-01-31"),
        ({"day": "2026-02-28T00:00:00Z"}, "day", "must be a date such as"),
        ({"day": 20_512}, "day", "must be a date such as"),
        ({"day": "1969-12-31"}, "day", "between the years 1970 and 2200"),
        ({"day": "2201-01-01"}, "day", "between the years 1970 and 2200"),
        ({"days": -1}, "days", "greater than or equal to 0"),
        ({"days": 3_661}, "days", "less than or equal to 3660"),
        ({"days": "5"}, "days", "valid integer"),
        ({"change": "-1.01"}, "change", "must be a fraction between -1 and 1"),
        ({"change": "1.01"}, "change", "must be a fraction between -1 and 1"),
        ({"symbols": ["SPY", "TLT", "SPY"]}, "symbols", "symbol SPY appears twice"),
        ({"symbols": ["SPY"] * 201}, "symbols", "at most 200"),
        ({"symbols": ["spy"]}, "symbols[0]", "'spy' is not a symbol"),
    ],
)
def test_a_wrong_value_is_named(sent: dict[str, object], field: str, words: str):
    """The refusal names the field, shows the value and says what would be right."""
    with pytest.raises(InvalidRequestError) as refused:
        parse(Sample, sent)

    assert field == refused.value.details["field"]
    assert words in refused.value.message


@pytest.mark.parametrize("sent", [{"low": "1", "high": "1"}, {"high": "0"}, {"low": "9"}])
def test_an_edge_counts_as_high_enough(sent: dict[str, str]):
    """Equal values and a missing one are in order."""
    read = parse(Sample, sent).model_dump(mode="json", exclude_none=True)

    assert sent == {name: read[name] for name in ("low", "high") if name in read}


@pytest.mark.parametrize("day", ["1970-01-01", "2024-02-29", "2200-12-31"])
def test_days_are_read_as_they_are_written(day: str):
    """ISO dates of the years that are taken, leap days among them."""
    assert date.fromisoformat(day) == parse(Sample, {"day": day}).day


def test_symbols_are_put_in_order():
    """Equal lists are equal whatever order they were sent in."""
    assert ("GLD", "SPY") == parse(Sample, {"symbols": ["SPY", "GLD"]}).symbols
