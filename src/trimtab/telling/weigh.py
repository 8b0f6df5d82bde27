"""Weigh an event: what kind of thing it tells, how much it matters, and whether it may wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel, AlertTurn
from trimtab.domain.event import AlertChanged, Event, RebalancingTriggered, RunChanged
from trimtab.domain.run import RunState

_RUN_LEVELS: Final = {
    RunState.NEEDS_OPERATOR: AlertLevel.CRITICAL,
    RunState.HALTED: AlertLevel.CRITICAL,
    RunState.BLOCKED: AlertLevel.WARNING,
    RunState.CANCELLED: AlertLevel.WARNING,
    RunState.PARTIAL: AlertLevel.WARNING,
}
_SAFETY: Final = frozenset({AlertKind.KILL_SWITCH, AlertKind.RUN})


@dataclass(frozen=True, slots=True)
class Weight:
    """What preferences are asked for; an event that `cannot_wait` ignores quiet hours and digest.

    `is_told_already` marks one whose news reaches people by another event: machines get it, people do not.
    `about` names the channel that an event is about: people do not get it by that one.
    """

    kind: AlertKind
    level: AlertLevel
    cannot_wait: bool = False
    is_told_already: bool = False
    about: str = ""


def weigh(event: Event) -> Weight:
    """Weigh an event."""
    match event.body:
        case RunChanged(state=state):
            level = _RUN_LEVELS.get(state, AlertLevel.INFO)
            return Weight(AlertKind.RUN, level, cannot_wait=state is RunState.NEEDS_OPERATOR)
        case RebalancingTriggered():
            return Weight(AlertKind.PLAN_WAITING, AlertLevel.INFO, is_told_already=True)
        case AlertChanged():
            return _weigh_alert(event.body)
        case _:
            return Weight(AlertKind.DELIVERY, AlertLevel.CRITICAL, cannot_wait=True)


def _weigh_alert(body: AlertChanged) -> Weight:
    """Weigh an alert's turn; that it is resolved never wakes anybody, and runs tell of themselves."""
    alert = body.change.alert
    is_resolved = body.change.turn is AlertTurn.RESOLVED
    return Weight(
        alert.kind,
        AlertLevel.INFO if is_resolved else alert.level,
        cannot_wait=alert.kind in _SAFETY and alert.level is AlertLevel.CRITICAL and not is_resolved,
        is_told_already=alert.kind is AlertKind.RUN,
        about=alert.key if alert.kind is AlertKind.DELIVERY else "",
    )
