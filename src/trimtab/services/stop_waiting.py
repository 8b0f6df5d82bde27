"""Take the alert back that a plan waits, once nobody has to decide about that plan any more."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from trimtab.domain.alert import AlertKind, Observation
from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports.telling import Telling
from trimtab.services.tell import observe


def stop_waiting(portfolio: PortfolioRef, at: datetime, telling: Telling) -> None:
    """Resolve what was opened before; a plan that was proposed later still waits.

    Never raises for a store that does not answer: what the owner has asked for is done, and the next look
    resolves the alert.
    """
    seen = Observation(at=at, kinds=frozenset({AlertKind.PLAN_WAITING}))
    with suppress(UnavailableError):
        observe(portfolio, seen, telling)
