"""Alerts: what is wrong with a portfolio, from the look that found it to the one that found it mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from trimtab.domain.portfolio import PortfolioRef


class AlertKind(StrEnum):
    """What an alert is about."""

    DRIFT = "DRIFT"
    RUN = "RUN"
    REFUSAL = "REFUSAL"
    KILL_SWITCH = "KILL_SWITCH"
    STALE_PRICES = "STALE_PRICES"
    TAX_WINDOW = "TAX_WINDOW"
    PLAN_WAITING = "PLAN_WAITING"
    DELIVERY = "DELIVERY"


class AlertLevel(StrEnum):
    """How much it matters; `rank` orders the levels, for text does not."""

    INFO = "INFO"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"

    @property
    def rank(self) -> int:
        """Place among the levels, from 0."""
        return _LEVELS.index(self)


_LEVELS: Final = tuple(AlertLevel)

CALM_FOR: Final = timedelta(hours=1)
"""How long what is barely mended must stay so: what wavers is one episode, not one each time."""


class AlertTurn(StrEnum):
    """What has happened to an alert; each of them is told once."""

    OPENED = "OPENED"
    WORSENED = "WORSENED"
    RESOLVED = "RESOLVED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong at this moment; `key` tells it from others of its kind (a symbol, a run)."""

    kind: AlertKind
    key: str
    level: AlertLevel
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one look has found, and what it has looked at: only that can be resolved by it.

    A look at `kinds` speaks of all their keys, unless `keys` names the ones it has seen. Those that are
    `wavering` are mended, but so barely that only looks `CALM_FOR` apart can say so.
    """

    at: datetime
    kinds: frozenset[AlertKind]
    findings: tuple[Finding, ...] = ()
    keys: frozenset[str] | None = None
    wavering: frozenset[str] = frozenset()

    def covers(self, alert: Alert) -> bool:
        """Tell whether the look has seen what an alert is about."""
        return alert.kind in self.kinds and (self.keys is None or alert.key in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An episode: one thing that is wrong, from the look that found it to the one that found it mended.

    `level` is the worst seen in between (requirement 002's alert history), `text` that of its last turn.
    `sequence` counts its turns from 1, so that of two notices about it the higher is the later.
    `calm_since` is the look from which on it was barely mended; its turns are counted without that.
    """

    alert_id: str
    portfolio: PortfolioRef
    kind: AlertKind
    key: str
    level: AlertLevel
    text: str
    opened_at: datetime
    changed_at: datetime
    sequence: int = 1
    resolved_at: datetime | None = None
    calm_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still so."""
        return self.resolved_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """An alert after a turn of its episode."""

    turn: AlertTurn
    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertUpdate:
    """What an observation makes of a portfolio's alerts; `changes` are what somebody is told.

    `notes` are alerts without a turn that a later look has to find as they are now.
    """

    alerts: tuple[Alert, ...]
    changes: tuple[AlertChange, ...] = field(default=())
    notes: tuple[Alert, ...] = field(default=())
