"""Turn what was tried into what a live policy says."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.trigger import (
    CalendarTrigger,
    CombinedTrigger,
    CombineMode,
    ManualTrigger,
    ThresholdTrigger,
    Trigger,
    TriggerRule,
)
from trimtab.lab.errors import BadSettingError
from trimtab.lab.policies import SESSIONS, LabPolicy

RULE_ID: Final = "lab"

_FREQUENCIES: Final = {sessions: frequency for frequency, sessions in SESSIONS.items()}


def adopt(chosen: LabPolicy, saved: Policy) -> Policy:
    """Give a saved policy the trigger, band, method and destination of one from the lab; the rest stays.

    Raises BadSettingError for a cadence that no live calendar has.
    """
    method = RebalancingMethod.FULL if chosen.band is None else RebalancingMethod.THRESHOLD_REBALANCING
    rule = TriggerRule(rule_id=RULE_ID, trigger=_trigger(chosen))
    return replace(
        saved,
        drift=chosen.band.as_drift_config() if chosen.band else saved.drift,
        method=method,
        destination=chosen.destination,
        triggers=replace(saved.triggers, rules=(rule,)),
    )


def _trigger(chosen: LabPolicy) -> Trigger:
    if chosen.every is None:
        return ManualTrigger()
    if chosen.band and chosen.every == 1:
        return ThresholdTrigger()
    dates = CalendarTrigger(calendar=CalendarConfig(frequency=_frequency(chosen.every)))
    if chosen.band is None:
        return dates
    return CombinedTrigger(conditions=(dates, ThresholdTrigger()), combine=CombineMode.ALL)


def _frequency(every: int) -> Frequency:
    frequency = _FREQUENCIES.get(every)
    if frequency is None:
        known = ", ".join(str(sessions) for sessions in sorted(_FREQUENCIES))
        raise BadSettingError("every", every, f"is no live calendar's; sessions may be {known}")
    return frequency
