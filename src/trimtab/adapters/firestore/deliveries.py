"""Events on their way, each channel's a document of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import audit_paths, paths
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.steps import decision_writes
from trimtab.adapters.firestore.unreadable import Reader, readable
from trimtab.adapters.firestore.writes import Create, Fields, Put
from trimtab.contracts.codec import to_document
from trimtab.domain.decision import Decision
from trimtab.domain.delivery import Delivery, DeliveryState
from trimtab.ports import EventLog

KEPT_FOR: Final = timedelta(days=30)
"""How long a delivered one is kept; a dead one is kept until somebody has seen to it."""


class FirestoreDeliveries:
    """Deliveries; what nobody has to try has no `due_at`, so that only work is found."""

    def __init__(self, documents: Documents, log: EventLog) -> None:
        self._documents = documents
        self._reader = Reader(documents, log)

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Create what is not there yet. Raises UnavailableError when not all of it is there afterwards."""
        missing = self._missing(deliveries)
        if not missing:
            return
        try:
            self._documents.commit(tuple(map(new_delivery, missing)))
        except UnclearCommitError as error:
            if self._missing(deliveries):
                raise unavailable("it did not confirm the deliveries") from error

    def due(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Read deliveries whose time has come, the longest waiting first."""
        found = self._documents.find(paths.DELIVERIES, "due_at", "<=", now, limit)
        return self._reader.read(Delivery, found, now)

    def of_digest(self, digest_id: str, limit: int) -> tuple[Delivery, ...]:
        """Read a digest's deliveries but those given up, in the order of their events."""
        found = self._documents.find(paths.DELIVERIES, "digest_id", "==", digest_id, limit)
        alive = (each for each in readable(Delivery, found) if each.state is not DeliveryState.DEAD)
        return tuple(sorted(alive, key=lambda each: (each.event.at, each.delivery_id)))

    def update(self, delivery: Delivery) -> None:
        """Store a delivery. Raises UnavailableError when the store does not confirm it."""
        self._documents.store(Put(_path(delivery), _fields(delivery)))

    def dead(self, uid: str | None, limit: int) -> tuple[Delivery, ...]:
        """Read dead deliveries, a person's or everybody's."""
        name, value = ("state", DeliveryState.DEAD.value) if uid is None else ("dead_of", uid)
        return tuple(readable(Delivery, self._documents.find(paths.DELIVERIES, name, "==", value, limit)))

    def revive(self, deliveries: Sequence[Delivery], decision: Decision) -> None:
        """Store deliveries with a decision. Raises UnavailableError when the store does not confirm them."""
        puts = (Put(_path(each), _fields(each)) for each in deliveries)
        try:
            self._documents.commit((*puts, *decision_writes(decision)))
        except UnclearCommitError as error:
            if self._documents.read(audit_paths.decision(decision)) is None:
                raise unavailable("it did not confirm the deliveries") from error

    def _missing(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        found = self._documents.read_together([_path(each) for each in deliveries])
        return tuple(each for each, stored in zip(deliveries, found, strict=True) if stored is None)


def new_delivery(delivery: Delivery) -> Create:
    """Write a delivery that must not be there yet."""
    return Create(_path(delivery), _fields(delivery))


def _path(delivery: Delivery) -> str:
    return paths.delivery(delivery.delivery_id)


def _fields(delivery: Delivery) -> Fields:
    uid = delivery.event.portfolio.uid
    is_delivered = delivery.state is DeliveryState.DELIVERED and delivery.ended_at is not None
    return {
        **to_document(delivery),
        "dead_of": uid if delivery.state is DeliveryState.DEAD else None,
        "expires_at": delivery.ended_at + KEPT_FOR if is_delivered and delivery.ended_at else None,
    }
