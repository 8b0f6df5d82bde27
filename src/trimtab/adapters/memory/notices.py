"""A notifier that remembers what it has delivered."""

from __future__ import annotations

from trimtab.domain.errors import UnavailableError
from trimtab.domain.notice import Notice
from trimtab.domain.reasons import ReasonCode


class MemoryNotices:
    """The notifier's fake; `delivered` holds every delivery in order, repeats included."""

    def __init__(self) -> None:
        self.delivered: list[Notice] = []
        self.is_down = False

    def deliver(self, notice: Notice) -> None:
        """Remember a delivery. Raises UnavailableError while it is down."""
        if self.is_down:
            text = "The notice could not be delivered; it is tried again."
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text)
        self.delivered.append(notice)
