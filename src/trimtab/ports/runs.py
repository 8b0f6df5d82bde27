"""The executor's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from trimtab.domain.leg import Leg
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run with its legs as read at one revision, which is the store's own word."""

    run: Run
    legs: tuple[Leg, ...]
    revision: str

    def leg(self, number: int) -> Leg:
        """Return the leg with this number; legs count from one."""
        return self.legs[number - 1]


@dataclass(frozen=True, slots=True)
class Reserved:
    """The run was created and holds the account."""

    record: RunRecord


@dataclass(frozen=True, slots=True)
class KeySeen:
    """The idempotency key has already started a run; `request_hash` is what it was used for."""

    run_id: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class AccountHeld:
    """Another run holds the account."""

    run_id: str


Reservation = Reserved | KeySeen | AccountHeld


class RunStore(Protocol):
    """The executor's ledger: runs, legs, events, the account's lock and idempotency keys."""

    def reserve(self, run: Run, legs: tuple[Leg, ...], event: RunEvent, key: IdempotencyKey) -> Reservation:
        """Create run, legs, first event, key and account lock in one step, or tell who was first."""
        ...

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell which run a caller's key has started, or None for a fresh key."""
        ...

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read a run of this portfolio with its legs, or None."""
        ...

    def save(self, record: RunRecord, run: Run, legs: tuple[Leg, ...], event: RunEvent) -> RunRecord | None:
        """Store changed legs, run and event in one step; None when the record is no longer the latest.

        A run in a final state gives the account's lock back in the same step.
        """
        ...


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A caller's key in the caller's own key space, and the hash of the request it came with."""

    uid: str
    key: str
    request_hash: str
