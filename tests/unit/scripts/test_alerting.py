"""Alerts name what there is: metrics, labels, values, messages and fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from _stack.alerting import ALERTS, Alert, policy
from _stack.monitoring import monitoring_texts
from architecture.sources import sources_under
from trimtab.adapters.telemetry import ALWAYS
from trimtab.domain.metrics import METRICS, MetricKind
from trimtab.domain.telemetry import LogLevel

SERIES: Final = re.compile(r"logging_googleapis_com:user_(\w+)\{([^}]*)\}")
MATCHER: Final = re.compile(r'(\w+)=~?"([^"]*)"')
LINE: Final = re.compile(r'jsonPayload\.(\w+)=(\([^)]*\)|"[^"]*")')
GIVEN: Final = {"monitored_resource"}
SUFFIXES: Final = {MetricKind.COUNTER: ("",), MetricKind.HISTOGRAM: ("_bucket", "_count", "_sum")}
SERIES_NAMES: Final = {metric.name + suffix: metric for metric in METRICS for suffix in SUFFIXES[metric.kind]}


def written_lines() -> Iterator[ast.Call]:
    """Find every call that writes a log line."""
    for source in sources_under("src/trimtab", "functions", skip=("functions/venv", "functions/trimtab")):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("log.write"):
                yield node


def messages_and_fields() -> tuple[set[str], set[str]]:
    """Collect every fixed message, and every field that some line has."""
    calls = list(written_lines())
    texts = {text.value for call in calls for text in call.args if isinstance(text, ast.Constant)}
    fields = {str(keyword.arg) for call in calls for keyword in call.keywords}
    return {str(text) for text in texts}, {*fields, *ALWAYS, "message"}


MESSAGES, FIELDS = messages_and_fields()


def query_faults(query: str) -> list[str]:
    """Name series, labels and values of a query that are not in the table of metrics."""
    faults = [] if SERIES.search(query) else ["no series"]
    for name, matchers in SERIES.findall(query):
        metric = SERIES_NAMES.get(name)
        if metric is None:
            faults.append(name)
            continue
        for label, pattern in MATCHER.findall(matchers):
            known = metric.labels.get(label, ())
            strange = [value for value in pattern.split("|") if value not in known]
            faults.extend(f"{label}={value}" for value in strange if label not in GIVEN)
    return faults


def line_faults(lines: str) -> list[str]:
    """Name fields and messages of a filter that no line has."""
    found = LINE.findall(lines)
    faults = [] if found else ["no field"]
    faults += [field for field, _ in found if field not in FIELDS]
    texts = [
        text for field, wanted in found if field == "message" for text in re.findall('"([^"]*)"', wanted)
    ]
    faults += [text for text in texts if text not in MESSAGES]
    levels = re.findall(r"severity[<>=]+(\w+)", lines)
    return [*faults, *(level for level in levels if level not in set(LogLevel))]


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_names_what_there_is(alert: Alert):
    """A query's series, or a filter's messages; one of the two, and never nothing."""
    assert bool(alert.query) != bool(alert.lines)
    assert [] == (query_faults(alert.query) if alert.query else line_faults(alert.lines))


@pytest.mark.parametrize("path", ["dashboard.json"])
def test_the_dashboard_names_what_there_is(path: str):
    """Every metric has a chart, of its own series only."""
    text = monitoring_texts()[path].replace('\\"', '"')

    assert [] == query_faults(text)
    assert {metric.name for metric in METRICS} == {
        SERIES_NAMES[name].name for name, _ in SERIES.findall(text)
    }


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("sum(up)", "no series"),
        ("logging_googleapis_com:user_trimtab_gone_total{}", "trimtab_gone_total"),
        ("logging_googleapis_com:user_trimtab_checks_total_count{}", "trimtab_checks_total_count"),
        ('logging_googleapis_com:user_trimtab_runs_total{state="LOST"}', "state=LOST"),
        ('logging_googleapis_com:user_trimtab_runs_total{color=~"red"}', "color=red"),
    ],
)
def test_a_query_of_what_is_not_there_is_caught(query: str, fault: str):
    """A metric, a series, a value and a label that do not exist."""
    assert [fault] == query_faults(query)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("severity=ERROR", "no field"),
        ('jsonPayload.message="account halted" AND severity=LOUD', "LOUD"),
        ('jsonPayload.message=("account halted" OR "all is lost")', "all is lost"),
        ('jsonPayload.colour="red"', "colour"),
    ],
)
def test_a_filter_of_what_nobody_writes_is_caught(lines: str, fault: str):
    """A level, a message and a field that no line has."""
    assert [fault] == line_faults(lines)


def test_a_policy_says_what_to_do():
    """Title, advice and its own label; a log line's alert is quiet for a while."""
    parked, switch = policy(ALERTS[0]), policy(ALERTS[1])

    assert "scripts/operate list" in parked["documentation"]["content"]
    assert {"application": "trimtab", "alert": "parked-run"} == parked["userLabels"]
    assert ({"period": "300s"}, None) == (
        switch["alertStrategy"]["notificationRateLimit"],
        parked["alertStrategy"].get("notificationRateLimit"),
    )


def test_issue_7_s_alerts_are_there():
    """Parked run, kill switch, session, sweep, deliveries, errors, no check."""
    wanted = {
        *("parked-run", "kill-switch", "session-incomplete", "sweep-stalled", "deliveries-dead"),
        *("error-rate", "session-without-checks"),
    }

    assert wanted <= {alert.name for alert in ALERTS}
