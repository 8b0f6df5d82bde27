"""Read the broker's JSON field by field; whatever is not as documented is named and refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO, NotADecimalError, parse_decimal

EXCHANGE_ZONE: Final = "America/New_York"
"""Where the broker's days begin and end."""

# The broker divides to sixteen decimals, in average prices for one; money here has twelve.
_EXCESS_DECIMALS: Final = re.compile(r"(?<=\.[0-9]{12})[0-9]+\Z", re.ASCII)


class MalformedError(ValueError):
    """An answer is not what the broker's documentation promises; the text names the field."""


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object of an answer."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> Row:
        """Take a JSON object. Raises MalformedError for anything else."""
        if not isinstance(value, dict):
            raise MalformedError(f"an object was expected, {type(value).__name__} came")
        return cls(value)

    def text(self, name: str) -> str:
        """Read text that is not empty."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            raise self._malformed(name, "text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """Read text, or None where the broker sends null, nothing or an empty text."""
        return None if self.values.get(name) in (None, "") else self.text(name)

    def flag(self, name: str) -> bool:
        """Read true or false."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self._malformed(name, "true or false")
        return value

    def decimal(self, name: str) -> Decimal:
        """Read an exact number; decimals beyond the twelfth are cut off."""
        value = self.values.get(name)
        text = str(value) if isinstance(value, str | int) else ""
        try:
            return parse_decimal(_EXCESS_DECIMALS.sub("", text))
        except NotADecimalError:
            raise self._malformed(name, "a decimal number") from None

    def positive_decimal(self, name: str) -> Decimal:
        """Read an exact number above zero."""
        number = self.decimal(name)
        if number <= ZERO:
            raise self._malformed(name, "a number above zero")
        return number

    def decimal_or_none(self, name: str) -> Decimal | None:
        """Read an exact number, or None where the broker sends null or nothing."""
        return None if self.values.get(name) is None else self.decimal(name)

    def moment(self, name: str) -> datetime:
        """Read an RFC 3339 time with its offset, as UTC; nanoseconds are cut to microseconds."""
        text = self.text(name)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise self._malformed(name, "a time") from None
        if moment.tzinfo is None:
            raise self._malformed(name, "a time with an offset")
        return moment.astimezone(UTC)

    def moment_or_none(self, name: str) -> datetime | None:
        """Read a time, or None where the broker sends null or nothing."""
        return None if self.values.get(name) is None else self.moment(name)

    def day(self, name: str) -> date:
        """Read a plain day, YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self._malformed(name, "a day") from None

    def wall_time(self, name: str) -> time:
        """Read a time of day without an offset, HH:MM."""
        try:
            return time.fromisoformat(self.text(name)).replace(tzinfo=None)
        except ValueError:
            raise self._malformed(name, "a time of day") from None

    def row(self, name: str) -> Row:
        """Read an object inside this one; null and absence are an empty one."""
        value = self.values.get(name)
        return Row({}) if value is None else Row.of(value)

    def _malformed(self, name: str, expected: str) -> MalformedError:
        shown = repr(self.values.get(name))[:40]
        return MalformedError(f"{name} is {shown}, {expected} was expected")


def rows(value: object) -> list[Row]:
    """Read a JSON list of objects. Raises MalformedError for anything else."""
    if not isinstance(value, list):
        raise MalformedError(f"a list was expected, {type(value).__name__} came")
    return [Row.of(item) for item in value]
