"""Simulated runs and their keys as dictionaries; the contract suite holds them to what Firestore does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from threading import Lock

from trimtab.contracts.packing import pack, payload_text
from trimtab.domain.claims import Claim, Claimed, KeyAnswered, KeyBusy
from trimtab.domain.mandate import SimulationRecord
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import IdempotencyKey


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that somebody works on, under the claim's revision."""

    revision: str
    busy: KeyBusy


class MemorySimulations:
    """The simulation store's fake; `records` holds the runs by portfolio and id."""

    def __init__(self) -> None:
        self.records: dict[tuple[PortfolioRef, str], SimulationRecord] = {}
        self._keys: dict[tuple[str, str], _Held | KeyAnswered] = {}
        self._revisions = count(1)
        self._lock = Lock()

    def claim(self, key: IdempotencyKey, now: datetime, lease: timedelta) -> Claim:
        """Take the key unless it is answered, busy, or bound to another question."""
        with self._lock:
            found = self._keys.get((key.uid, key.key))
            if isinstance(found, KeyAnswered):
                return found
            if found and (found.busy.leased_until > now or found.busy.request_hash != key.request_hash):
                return found.busy
            return self._hold(key, now + lease)

    def finish(self, key: IdempotencyKey, claim: Claimed, record: SimulationRecord) -> bool:
        """Keep the run and bind the key, if the claim still stands."""
        pack(payload_text(record.question, record.answer))
        with self._lock:
            self.records.setdefault((record.portfolio, record.run_id), record)
            is_ours = self._is_ours(key, claim)
            if is_ours:
                answered = KeyAnswered(key.request_hash, record.portfolio, record.run_id)
                self._keys[key.uid, key.key] = answered
            return is_ours

    def release(self, key: IdempotencyKey, claim: Claimed, now: datetime) -> None:
        """End the lease now, if the claim still stands."""
        with self._lock:
            if self._is_ours(key, claim):
                self._hold(key, now)

    def find(self, portfolio: PortfolioRef, run_id: str) -> SimulationRecord | None:
        """Return a run of this portfolio."""
        return self.records.get((portfolio, run_id))

    def _hold(self, key: IdempotencyKey, until: datetime) -> Claimed:
        revision = str(next(self._revisions))
        self._keys[key.uid, key.key] = _Held(revision, KeyBusy(key.request_hash, until))
        return Claimed(revision)

    def _is_ours(self, key: IdempotencyKey, claim: Claimed) -> bool:
        found = self._keys.get((key.uid, key.key))
        return isinstance(found, _Held) and found.revision == claim.revision
