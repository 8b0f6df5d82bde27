"""What the façade is given by whoever deploys it, and what an endpoint is told of a request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import Services


class Headers(Protocol):
    """What a request's headers can be asked."""

    def get(self, name: str, default: str, /) -> str:
        """Read one header."""
        ...


class Watch(Protocol):
    """Watches one call for the length of a block: its lines, its time, and how it ended."""

    def __call__(self, correlation_id: str, /, **ids: str) -> AbstractContextManager[None]:
        """Begin to watch; `ids` stand on every line."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """Where requests come in: the use cases' ports, who is calling, and who watches.

    `uid_of` verifies the ID token in the header Authorization; empty is nobody. API keys do not come to it.
    `correlation_id_of` takes the caller's own id where it is a word of 1 to 64 letters, digits, dots, dashes
    and lines, else it makes one.
    """

    services: Callable[[], Services]
    uid_of: Callable[[str], str]
    correlation_id_of: Callable[[Headers], str]
    watched: Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of somebody who is signed in; where the path names no portfolio, it is the usual one."""

    uid: str
    portfolio_id: str
    sent: object
    idempotency_key: str | None
    correlation_id: str
    services: Services

    @property
    def portfolio(self) -> PortfolioRef:
        """The portfolio that the path names, under its caller: nobody else's can be named."""
        return PortfolioRef(self.uid, self.portfolio_id)
