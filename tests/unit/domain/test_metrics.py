"""The table of metrics."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from trimtab.domain.metrics import METRICS, Metric, MetricKind, MetricName, metric, sample_fault
from trimtab.domain.run import RunState

COUNTER, HISTOGRAM = MetricKind.COUNTER, MetricKind.HISTOGRAM


def test_requirement_003_s_names_are_kept():
    """Names and label values are the requirement's own."""
    status, exclusion = metric("dpm_sim_status_total"), metric("dpm_sim_exclusion_total")

    assert HISTOGRAM is metric("dpm_sim_latency_seconds").kind
    assert {"READY", "BLOCKED"} <= set(status.labels["status"])
    assert {"BANNED", "STALE"} <= set(exclusion.labels["reason"])


def test_every_name_has_one_row():
    """No name is without its row, and none has two."""
    assert sorted(MetricName) == sorted(row.name for row in METRICS)


@pytest.mark.parametrize("row", METRICS, ids=lambda row: row.name.value)
def test_a_row_is_whole(row: Metric):
    """Prometheus' customs: counters end in `_total`; histograms in their unit, with growing buckets."""
    assert row.meaning.endswith(".")
    assert re.fullmatch(r"[a-z_]+", row.name)
    assert (row.kind is COUNTER) == row.name.endswith("_total") == (not row.buckets)
    assert (row.unit == "s") == row.name.endswith("_seconds")
    assert all(low < high for low, high in pairwise(row.buckets))
    assert all(values and len(values) == len(set(values)) for values in row.labels.values())


def test_a_parked_run_is_counted_and_a_running_one_is_not():
    """Runs are counted where they come to rest."""
    states = metric(MetricName.RUNS).labels["state"]

    assert RunState.NEEDS_OPERATOR in states
    assert not {RunState.SELLING, RunState.RECONCILING} & set(states)


def test_orders_are_counted_when_nothing_more_can_happen_to_them():
    """UNKNOWN is no end."""
    states = set(metric(MetricName.ORDERS).labels["state"])

    assert {"CANCELLED", "EXPIRED", "FILLED", "NEVER_SENT", "REFUSED", "REJECTED", "SKIPPED"} == states


@pytest.mark.parametrize(
    ("name", "kind", "labels", "fault"),
    [
        ("dpm_sim_status_total", COUNTER, {"status": "READY"}, None),
        ("trimtab_unheard_of_total", COUNTER, {}, "not in the table"),
        ("dpm_sim_status_total", HISTOGRAM, {"status": "READY"}, "is a counter"),
        ("dpm_sim_status_total", COUNTER, {}, "carries the labels"),
        ("dpm_sim_status_total", COUNTER, {"status": "READY", "uid": "anna"}, "carries the labels"),
        ("dpm_sim_status_total", COUNTER, {"status": "MAYBE"}, "knows no status=MAYBE"),
    ],
)
def test_a_sample_fits_the_table_or_is_named(
    name: str, kind: MetricKind, labels: dict[str, str], fault: str | None
):
    """Name, kind, labels and their values all count."""
    found = sample_fault(name, kind, labels)

    assert fault is found if fault is None else fault in (found or "")


def test_a_name_that_is_not_there_is_an_error():
    """Nobody reads a metric that does not exist."""
    with pytest.raises(KeyError):
        metric("trimtab_unheard_of_total")
