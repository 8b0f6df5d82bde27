"""Halt a brokerage account when the ledger of a run on it shows what no sound run does."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from trimtab.domain.run import Run
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState
from trimtab.execution.anomalies import Anomaly, find_anomaly
from trimtab.ports import RunRecord, Services
from trimtab.services.tell_switch import tell_turn

GUARD: Final = "anomaly-guard"
"""Who turns the switch, as it is told."""


def halt_on_anomaly(record: RunRecord, services: Services) -> None:
    """Turn the account's switch to HALTED for an anomaly, once: not again after somebody has turned it since.

    What the broker works on is not cancelled, for it may be what the ledger is wrong about. Raises
    UnavailableError when the store does not confirm the switch.
    """
    found = find_anomaly(record.run, record.legs, services.clock.now())
    if found:
        halt_for(found, record.run, services)


def halt_for(found: Anomaly, run: Run, services: Services) -> bool:
    """Halt a run's account for an anomaly, and tell whether it stands halted; not where it was turned since.

    Raises UnavailableError when the store does not confirm the switch.
    """
    switch = services.trading.of(TradingScope.ACCOUNT, run.place)
    was_turned_since = switch.updated_at is not None and switch.updated_at > found.seen_at
    if switch.mode is not TradingMode.HALTED and not was_turned_since:
        _halt(run, found, switch.epoch, services)
        return True
    return switch.mode is TradingMode.HALTED


def _halt(run: Run, found: Anomaly, epoch: int, services: Services) -> None:
    """Turn the switch; where somebody else has just turned it, the next look finds the anomaly again."""
    state = TradingState(
        mode=TradingMode.HALTED,
        reason=found.reason.text,
        epoch=epoch + 1,
        updated_by=GUARD,
        updated_at=services.clock.now(),
    )
    if services.trading.set_next(state, TradingScope.ACCOUNT, run.place):
        services.log.write(
            LogLevel.ERROR,
            "account halted",
            account_key=run.account_key,
            reason_code=found.reason.code.value,
            detail=found.reason.text,
            **asdict(run.ref),
        )
        tell_turn(state, TradingScope.ACCOUNT, run.place, services)
