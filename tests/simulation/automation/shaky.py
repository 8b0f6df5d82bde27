"""Ports behind which anything may happen, before each call and after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from trimtab.ports import Services

SOUND: Final = frozenset({"clock", "identifiers", "metrics", "log", "ahead"})
"""What is no port to the outside."""

Bundle = TypeVar("Bundle")
Happen = Callable[[str], None]
"""Is told each moment: the port's method, and whether it comes or has been."""


class DiedError(BaseException):
    """The worker is gone: nothing in it may catch this."""


@dataclass(frozen=True, slots=True)
class Shaky:
    """One port; whatever is asked of it happens between two moments."""

    port: Any
    name: str
    happen: Happen

    def __getattr__(self, wanted: str) -> Any:
        """Find a method of the port, or a value it holds."""
        found = getattr(self.port, wanted)
        return self._around(found, f"{self.name}.{wanted}") if callable(found) else found

    def _around(self, method: Callable[..., Any], place: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.happen(f"before {place}")
            answer = method(*given, **named)
            self.happen(f"after {place}")
            return Shaky(answer, "broker", self.happen) if place == "brokers.of" else answer

        return call


def shaken(services: Services, happen: Happen) -> Services:
    """Put every port to the outside behind a moment before and after."""
    automation, telling = _shake(services.automation, happen), _shake(services.telling, happen)
    return replace(_shake(services, happen), automation=automation, telling=telling)


def _shake(bundle: Bundle, happen: Happen) -> Bundle:
    anything: Any = bundle
    named = ((each.name, getattr(bundle, each.name)) for each in fields(anything))
    ports = {name: Shaky(port, name, happen) for name, port in named if name not in SOUND}
    shaky: Bundle = replace(anything, **ports)
    return shaky
