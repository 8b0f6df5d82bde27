"""The deployment's own secrets as the keys of one person's account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from trimtab.domain.broker_keys import BrokerKeys


@dataclass(frozen=True, slots=True)
class OwnerSecrets:
    """The deployment's keys serve its owner and nobody else; they are read only when the owner asks."""

    owner_uid: str
    read: Callable[[], BrokerKeys] = field(repr=False)

    def of(self, uid: str) -> BrokerKeys | None:
        """Read the owner's keys; None for everybody else, and for a deployment without an owner."""
        return self.read() if self.owner_uid and uid == self.owner_uid else None
