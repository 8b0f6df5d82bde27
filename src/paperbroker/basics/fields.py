"""JSON objects of the control routes: read field by field, refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from paperbroker.basics.money import ZERO, to_decimal

T = TypeVar("T")


class SettingError(ValueError):
    """Raised for a control body that cannot be used; `field` is the path to the culprit."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field or 'body'}: {message}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object and the path that led to it."""

    values: Mapping[str, object]
    path: str = ""

    @classmethod
    def of(cls, value: object, path: str = "") -> Fields:
        """Take a JSON object; raises `SettingError` for anything else."""
        if not isinstance(value, Mapping):
            raise SettingError(path, f"must be a JSON object, not {value!r}")
        return cls(value, path)

    def only(self, names: Iterable[str]) -> Fields:
        """Refuse every field but these."""
        unknown = sorted(self.values.keys() - set(names))
        if unknown:
            raise self.error(unknown[0], f"is not known here; use {', '.join(sorted(names))}")
        return self

    def error(self, name: str, message: str) -> SettingError:
        """Make the error that names a field."""
        return SettingError(self._at(name), message)

    def text(self, name: str, default: str | None = None) -> str:
        """Read text that is not empty."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or not value:
            raise self.error(name, f"must be text, not {value!r}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.error(name, f"must be true or false, not {value!r}")
        return value

    def number(self, name: str, default: str | None = None) -> Decimal:
        """Read a finite decimal from text or a JSON number."""
        value = self.values.get(name, default)
        number = to_decimal(value)
        if number is None:
            raise self.error(name, f'must be a decimal such as "410.25", not {value!r}')
        return number

    def whole(self, name: str, default: int) -> int:
        """Read a whole number of at least one."""
        number = self.number(name, str(default))
        if number < 1 or number % 1:
            raise self.error(name, f"must be a whole number of at least 1, not {number}")
        return int(number)

    def amount(self, name: str, limit: Decimal, default: str | None = None) -> Decimal:
        """Read a positive decimal below a limit."""
        number = self.number(name, default)
        if not ZERO < number < limit:
            raise self.error(name, f"must be above 0 and below {limit:f}, not {number}")
        return number

    def objects(self, name: str) -> list[Fields]:
        """Read a list of objects; absent means empty."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise self.error(name, f"must be a list, not {value!r}")
        return [Fields.of(item, self._at(f"{name}[{n}]")) for n, item in enumerate(value)]

    def child(self, name: str) -> Fields:
        """Read an object; absent means empty."""
        return Fields.of(self.values.get(name, {}), self._at(name))

    def parsed(self, name: str, parse: Callable[[str], T], example: str) -> T:
        """Read text through a parser that raises `ValueError`."""
        text = self.text(name)
        try:
            return parse(text)
        except ValueError:
            raise self.error(name, f"must be such as {example}, not {text!r}") from None

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
