"""Every metric there is: what it measures, in which unit, and the labels it may carry.

Requirement 003's three keep its names; requirement 004's four questions are answered by those of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.checkup import CheckResult
from trimtab.domain.delivery import DeliveryState
from trimtab.domain.leg import IN_DOUBT, UNSENT, WORKING, LegState
from trimtab.domain.mandate import RunVerdict
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import FINAL_STATES, RunKind, RunState
from trimtab.domain.timetable import JOBS, QUEUES

CALLABLES: Final = (
    "cancel_run",
    "check_rebalance_drift",
    "compare_shadow",
    "create_api_key",
    "delete_account",
    "execute_plan",
    "execute_trade",
    "export_data",
    "export_tax_records",
    "forget_device",
    "import_tax_records",
    "list_api_keys",
    "recommend_policy",
    "register_device",
    "renew_webhook_secret",
    "revoke_api_key",
    "save_allocation",
    "save_policy",
    "save_preferences",
    "schedule_state",
    "send_test_message",
    "set_live_trading",
    "set_trading_mode",
    "show_plan",
    "simulate",
)
API: Final = "api"
"""The function behind every REST endpoint."""

FUNCTIONS: Final = (*CALLABLES, API, *(job.name for job in JOBS), *(queue.name for queue in QUEUES))
"""Everything that is deployed, by its deployed name."""

UNEXPECTED: Final = "UNEXPECTED"
"""Stands for a defect where a label asks for a reason code."""

PUT_OFF: Final = "PUT_OFF"
"""Stands for a look that came to nothing and will be repeated."""

EXCLUSIONS: Final = (
    "BANNED",
    "SUSPENDED",
    "RESTRICTED",
    "SHELF_ENTRY_MISSING",
    "STALE",
    "MISSING",
    "OUTLIER",
    "FX_RATE_MISSING",
    "NOT_TRADABLE",
    "EXCLUDED",
)
"""Requirement 003's `BANNED`, `STALE` and their kind: codes without their `SHELF_STATUS_` or `PRICE_`."""


class Outcome(StrEnum):
    """How a call of a function has ended."""

    OK = "OK"
    REFUSED = "REFUSED"
    FAILED = "FAILED"


class Neighbour(StrEnum):
    """Whom a call went out to."""

    BROKER = "BROKER"
    STORE = "STORE"
    QUEUE = "QUEUE"


class MetricKind(StrEnum):
    """Whether ones are added up or values are spread over buckets."""

    COUNTER = "counter"
    HISTOGRAM = "histogram"


class MetricName(StrEnum):
    """The names by which metrics are recorded and read."""

    SIMULATION_LATENCY = "dpm_sim_latency_seconds"
    SIMULATION_STATUS = "dpm_sim_status_total"
    SIMULATION_EXCLUSION = "dpm_sim_exclusion_total"
    RUNS = "trimtab_runs_total"
    ORDERS = "trimtab_orders_total"
    MAX_DRIFT = "trimtab_max_drift_ratio"
    REFUSALS = "trimtab_refusals_total"
    NEIGHBOUR_FAILURES = "trimtab_neighbour_failures_total"
    FUNCTION_LATENCY = "trimtab_function_latency_seconds"
    CHECKS = "trimtab_checks_total"
    DELIVERIES = "trimtab_deliveries_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One row of the table; `buckets` are the upper bounds of a histogram, in its unit.

    `unit` is 1 for counts and fractions, s for seconds.
    """

    name: MetricName
    kind: MetricKind
    meaning: str
    unit: str = "1"
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    buckets: tuple[Decimal, ...] = ()


def _values(members: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in members)


def _bounds(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


_SECONDS: Final = _bounds("0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 30 120")
_FRACTIONS: Final = _bounds("0.0025 0.005 0.01 0.02 0.03 0.05 0.075 0.1 0.15 0.2 0.3 0.5 1")
_ENDS: Final = (*FINAL_STATES, RunState.NEEDS_OPERATOR)
_FATES: Final = frozenset(LegState) - UNSENT - IN_DOUBT - WORKING
_REASONS: Final = (*_values(ReasonCode), UNEXPECTED)

METRICS: Final = (
    Metric(
        name=MetricName.SIMULATION_LATENCY,
        kind=MetricKind.HISTOGRAM,
        meaning="Seconds from a simulation's question to its answer.",
        unit="s",
        buckets=_SECONDS,
    ),
    Metric(
        name=MetricName.SIMULATION_STATUS,
        kind=MetricKind.COUNTER,
        meaning="Simulations by what they amount to.",
        labels={"status": _values(RunVerdict)},
    ),
    Metric(
        name=MetricName.SIMULATION_EXCLUSION,
        kind=MetricKind.COUNTER,
        meaning="Instruments kept out of a simulation, by reason.",
        labels={"reason": EXCLUSIONS},
    ),
    Metric(
        name=MetricName.RUNS,
        kind=MetricKind.COUNTER,
        meaning="Runs that ended or were parked; with `uid_hash` of the line, rebalances per user.",
        labels={
            "kind": _values(RunKind),
            "state": tuple(sorted(_values(_ENDS))),
        },
    ),
    Metric(
        name=MetricName.ORDERS,
        kind=MetricKind.COUNTER,
        meaning="Orders by their final state; FILLED among those that were sent is the success rate.",
        labels={"state": tuple(sorted(_values(_FATES)))},
    ),
    Metric(
        name=MetricName.MAX_DRIFT,
        kind=MetricKind.HISTOGRAM,
        meaning="Largest drift of a portfolio at a look of the schedule, as a fraction of its value.",
        buckets=_FRACTIONS,
    ),
    Metric(
        name=MetricName.REFUSALS,
        kind=MetricKind.COUNTER,
        meaning="Calls that were refused or failed, by function and reason code.",
        labels={"function": FUNCTIONS, "reason_code": _REASONS},
    ),
    Metric(
        name=MetricName.NEIGHBOUR_FAILURES,
        kind=MetricKind.COUNTER,
        meaning="Calls to broker, store and queue that came to nothing.",
        labels={"neighbour": _values(Neighbour), "reason_code": _REASONS},
    ),
    Metric(
        name=MetricName.FUNCTION_LATENCY,
        kind=MetricKind.HISTOGRAM,
        meaning="Seconds a call of a function took, by how it ended.",
        unit="s",
        labels={"function": FUNCTIONS, "outcome": _values(Outcome)},
        buckets=_SECONDS,
    ),
    Metric(
        name=MetricName.CHECKS,
        kind=MetricKind.COUNTER,
        meaning="Looks of the schedule at a portfolio, by what they led to.",
        labels={"result": (*_values(CheckResult), PUT_OFF)},
    ),
    Metric(
        name=MetricName.DELIVERIES,
        kind=MetricKind.COUNTER,
        meaning="Attempts to tell somebody, by channel; PENDING is one that was put off.",
        labels={"channel": _values(Channel), "state": _values(DeliveryState)},
    ),
)

_BY_NAME: Final = {metric.name.value: metric for metric in METRICS}


def metric(name: str) -> Metric:
    """Find a metric's row. Raises KeyError for a name that is not in the table."""
    return _BY_NAME[name]


def sample_fault(name: str, kind: MetricKind, labels: Mapping[str, str]) -> str | None:
    """Say what of a sample the table does not allow; None for one that fits."""
    row = _BY_NAME.get(name)
    if row is None:
        return f"{name} is not in the table of metrics"
    if row.kind is not kind:
        return f"{name} is a {row.kind}, not a {kind}"
    if row.labels.keys() != labels.keys():
        return f"{name} carries the labels {sorted(row.labels)}, not {sorted(labels)}"
    strange = [f"{label}={value}" for label, value in labels.items() if value not in row.labels[label]]
    return f"{name} knows no {', '.join(strange)}" if strange else None
