"""What wakes a person: one row for each alert policy of Cloud Monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from trimtab.domain.metrics import MetricName

PREFIX: Final = "logging_googleapis_com:user_"
"""How PromQL of Cloud Monitoring spells `logging.googleapis.com/user/`."""

RESOURCE: Final = "cloud_run_revision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One policy: a PromQL query that is true when somebody must look, or a filter of log lines.

    `minutes` is how long a query must be true, or how long a matched line keeps further ones quiet.
    """

    name: str
    title: str
    advice: str
    query: str = ""
    lines: str = ""
    minutes: int = 0
    severity: str = "ERROR"


def series(name: MetricName, suffix: str = "", **labels: str) -> str:
    """Name a metric's series in PromQL; a label's value may be a pattern after `~`."""
    wanted = {"monitored_resource": RESOURCE, **labels}
    matchers = (
        f'{label}=~"{value[1:]}"' if value.startswith("~") else f'{label}="{value}"'
        for label, value in wanted.items()
    )
    return f"{PREFIX}{name}{suffix}{{{','.join(matchers)}}}"


def _grew(name: MetricName, minutes: int, **labels: str) -> str:
    return f"sum(increase({series(name, **labels)}[{minutes}m])) > 0"


def _calls(minutes: int, **labels: str) -> str:
    calls = series(MetricName.FUNCTION_LATENCY, "_count", **labels)
    return f"(sum(increase({calls}[{minutes}m])) or vector(0))"


ALERTS: Final = (
    Alert(
        name="parked-run",
        title="A run waits for a person",
        advice="`scripts/operate list` names it; docs/operations.md, A parked run.",
        query=_grew(MetricName.RUNS, 5, state="NEEDS_OPERATOR"),
    ),
    Alert(
        name="kill-switch",
        title="A kill switch was turned",
        advice="`scripts/operate changes` says who, when and why; docs/operations.md, Stop.",
        lines='jsonPayload.message=("trading mode set" OR "account halted" OR "drawdown limit passed")',
        minutes=5,
    ),
    Alert(
        name="account-locked",
        title="The broker holds an order that no run knows",
        advice="docs/operations.md, A locked account.",
        lines='jsonPayload.message="account locked"',
        minutes=5,
    ),
    Alert(
        name="session-incomplete",
        title="Portfolios that were due were not checked in a session",
        advice=(
            "The session's completeness record names the first of them; look for lines `check put off`. "
            "Where its numbers are `unknown` it was counted late: look at the job `rebalance_on_schedule`."
        ),
        lines='jsonPayload.message="session counted" AND severity=ERROR',
        minutes=60,
    ),
    Alert(
        name="check-defect",
        title="A defect keeps a portfolio from being checked",
        advice="The line's `error` has its kind, `at` its place; docs/operations.md, What to look at.",
        lines='jsonPayload.message="check put off" AND severity=ERROR',
        minutes=60,
    ),
    Alert(
        name="session-without-checks",
        title="Nobody was checked in a session",
        advice="Look at the job `rebalance_on_schedule` and at the queue `check-portfolio`.",
        lines='jsonPayload.message="session counted" AND jsonPayload.checked="0"',
        minutes=60,
    ),
    Alert(
        name="scheduler-stalled",
        title="Nobody asks for the checks that are due",
        advice="Look at the job `rebalance_on_schedule`; what is due stays due, so nothing is lost yet.",
        query=f"{_calls(30, function='rebalance_on_schedule', outcome='OK')} < 1",
    ),
    Alert(
        name="sweep-stalled",
        title="The sweep does not run",
        advice="Stalled runs are not woken and nobody is told anything: look at the job `sweep`.",
        query=f"{_calls(10, function='sweep', outcome='OK')} < 1",
        severity="CRITICAL",
    ),
    Alert(
        name="deliveries-dead",
        title="Messages were given up",
        advice="docs/operations.md, Messages that were not delivered.",
        query=_grew(MetricName.DELIVERIES, 5, state="DEAD"),
        severity="WARNING",
    ),
    Alert(
        name="letters-given-up",
        title="Letters or tasks were given up",
        advice="docs/operations.md, Messages that were not delivered.",
        lines='jsonPayload.message=("letter given up" OR "task given up")',
        minutes=60,
        severity="WARNING",
    ),
    Alert(
        name="error-rate",
        title="More than one call in twenty fails",
        advice="Refusals by reason are on the dashboard; lines `internal error` carry the place.",
        query=f"{_calls(10, outcome='FAILED')} / ({_calls(10)} > 20) > 0.05",
        minutes=5,
    ),
    Alert(
        name="neighbour-down",
        title="Broker, store or queue do not answer",
        advice="Runs and checks are put off and go on alone; docs/operations.md, The states of a run.",
        query=f"sum by (neighbour) (rate({series(MetricName.NEIGHBOUR_FAILURES)}[10m])) > 0.1",
        minutes=10,
        severity="WARNING",
    ),
)


def policy(alert: Alert) -> dict[str, Any]:
    """Render an alert as Cloud Monitoring's `AlertPolicy`."""
    limit = {"notificationRateLimit": {"period": f"{alert.minutes * 60}s"}} if alert.lines else {}
    return {
        "displayName": alert.title,
        "severity": alert.severity,
        "combiner": "OR",
        "userLabels": {"application": "trimtab", "alert": alert.name},
        "documentation": {"content": alert.advice, "mimeType": "text/markdown"},
        "conditions": [{"displayName": alert.title, **_condition(alert)}],
        "alertStrategy": {"autoClose": "86400s", **limit},
    }


def _condition(alert: Alert) -> dict[str, Any]:
    if alert.lines:
        return {"conditionMatchedLog": {"filter": f'resource.type="{RESOURCE}" AND {alert.lines}'}}
    return {
        "conditionPrometheusQueryLanguage": {
            "query": alert.query,
            "duration": f"{alert.minutes * 60}s",
            "evaluationInterval": "60s",
        }
    }
