"""Simulated runs, kept packed and never changed, and the keys that have asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import KEY_LIFETIME
from trimtab.adapters.firestore.writes import Change, Create, Write
from trimtab.contracts.codec import to_document
from trimtab.contracts.packing import ENCODING, pack, payload_text, read_payload, unpack
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.claims import Claim, Claimed, KeyAnswered, KeyBusy
from trimtab.domain.mandate import RunVerdict, SimulationRecord
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import IdempotencyKey, Identifiers

KIND: Final = "SIMULATION"
"""What tells these documents from the executor's runs, which live beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationKey:
    """A caller's key: leased to whoever answers it until there is a run."""

    uid: str
    key_hash: str
    request_hash: str
    leased_until: datetime
    nonce: str
    created_at: datetime
    expires_at: datetime
    portfolio_id: str | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationHead:
    """Everything of a simulated run's document but its packed payload."""

    rebalance_run_id: str
    kind: str
    portfolio_id: str
    request_hash: str
    status: RunVerdict
    engine_version: str
    payload_encoding: str
    created_at: datetime


class FirestoreSimulations:
    """The simulation store; a claim's revision is the update time of the key's document."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def claim(self, key: IdempotencyKey, now: datetime, lease: timedelta) -> Claim:
        """Create the key's document, or take over one whose lease is over; exactly one racer can."""
        path = paths.simulation_key(key)
        stored = self._documents.read(path)
        earlier = _earlier(stored, key, now) if stored else None
        if earlier:
            return earlier
        held = _held(key, now, now + lease, self._identifiers.fresh())
        fields = to_document(held)
        write = Change(path, fields, stored.revision) if stored else Create(path, fields)
        try:
            return Claimed(self._documents.commit((write,)))
        except UnclearCommitError as error:
            return self._look_for_claim(path, held, error)

    def finish(self, key: IdempotencyKey, claim: Claimed, record: SimulationRecord) -> bool:
        """Create the run's document, then bind the key to it.

        A run is named after what it answers, so one that is already there says the same.
        """
        self._keep(record)
        path = paths.simulation_key(key)
        bound = {
            "portfolio_id": record.portfolio.portfolio_id,
            "run_id": record.run_id,
            "nonce": self._identifiers.fresh(),
        }
        try:
            self._documents.commit((Change(path, bound, claim.revision),))
        except UnclearCommitError as error:
            return self._look_for_binding(path, claim, bound["nonce"], error)
        return True

    def release(self, key: IdempotencyKey, claim: Claimed, now: datetime) -> None:
        """End the lease; where that fails it ends by itself."""
        write: Write = Change(paths.simulation_key(key), {"leased_until": now}, claim.revision)
        try:
            self._documents.commit((write,))
        except UnclearCommitError:
            return

    def find(self, portfolio: PortfolioRef, run_id: str) -> SimulationRecord | None:
        """Read a simulated run of this portfolio; None for what is none."""
        stored = self._documents.read(paths.run(portfolio, run_id)) if paths.is_id(run_id) else None
        if stored is None or stored.fields.get("kind") != KIND:
            return None
        return _record(stored, portfolio)

    def _keep(self, record: SimulationRecord) -> None:
        path = paths.run(record.portfolio, record.run_id)
        packed = pack(payload_text(record.question, record.answer))
        document = {**to_document(_head(record)), "payload": packed}
        try:
            self._documents.commit((Create(path, document),))
        except UnclearCommitError as error:
            if self._documents.read(path) is None:
                raise unavailable("it did not confirm the run") from error

    def _look_for_claim(self, path: str, held: SimulationKey, error: UnclearCommitError) -> Claim:
        stored = self._documents.read(path)
        if stored is None:
            raise unavailable("it did not confirm the key") from error
        found = stored.read_as(SimulationKey)
        if found.nonce == held.nonce:
            return Claimed(stored.revision)
        return _answered(found) or KeyBusy(found.request_hash, found.leased_until)

    def _look_for_binding(self, path: str, claim: Claimed, nonce: str, error: UnclearCommitError) -> bool:
        stored = self._documents.read(path)
        if stored is None or stored.revision == claim.revision:
            raise unavailable("it did not confirm the answer") from error
        return stored.fields.get("nonce") == nonce


def _earlier(stored: Document, key: IdempotencyKey, now: datetime) -> KeyAnswered | KeyBusy | None:
    """Tell who has the key; None where the same question may be answered anew."""
    found = stored.read_as(SimulationKey)
    is_free = found.leased_until <= now and found.request_hash == key.request_hash
    return _answered(found) or (None if is_free else KeyBusy(found.request_hash, found.leased_until))


def _answered(found: SimulationKey) -> KeyAnswered | None:
    if found.run_id is None or found.portfolio_id is None:
        return None
    return KeyAnswered(found.request_hash, PortfolioRef(found.uid, found.portfolio_id), found.run_id)


def _held(key: IdempotencyKey, now: datetime, until: datetime, nonce: str) -> SimulationKey:
    return SimulationKey(
        uid=key.uid,
        key_hash=canonical_hash(key.key),
        request_hash=key.request_hash,
        leased_until=until,
        nonce=nonce,
        created_at=now,
        expires_at=now + KEY_LIFETIME,
    )


def _head(record: SimulationRecord) -> SimulationHead:
    return SimulationHead(
        rebalance_run_id=record.run_id,
        kind=KIND,
        portfolio_id=record.portfolio.portfolio_id,
        request_hash=record.request_hash,
        status=record.status,
        engine_version=record.engine_version,
        payload_encoding=ENCODING,
        created_at=record.created_at,
    )


def _record(stored: Document, portfolio: PortfolioRef) -> SimulationRecord:
    head = stored.read_as(SimulationHead)
    try:
        question, answer = read_payload(unpack(stored.fields.get("payload")))
    except ValueError as error:
        raise unavailable(f"the document {stored.path} holds no readable run") from error
    return SimulationRecord(
        portfolio=portfolio,
        run_id=head.rebalance_run_id,
        request_hash=head.request_hash,
        status=head.status,
        engine_version=head.engine_version,
        question=question,
        answer=answer,
        created_at=head.created_at,
    )
