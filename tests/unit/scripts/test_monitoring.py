"""What Cloud Monitoring is told, as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from _stack.monitoring import dashboard, log_metric, main, monitoring_texts, success_rate
from _stack.paths import ROOT
from trimtab.domain.metrics import METRICS, Metric, MetricKind, metric


def test_the_files_of_the_repository_are_fresh():
    """Whoever changes the table runs scripts/fix."""
    assert 0 == main([str(ROOT / "monitoring"), "--check"])


def test_a_stale_a_missing_and_a_left_over_file_are_noticed(tmp_path: Path):
    """And writing again mends all three."""
    main([str(tmp_path)])
    (tmp_path / "dashboard.json").write_text("{}")
    (tmp_path / "alerts" / "parked-run.json").unlink()
    (tmp_path / "alerts" / "old.json").write_text("{}")
    before = main([str(tmp_path), "--check"])
    main([str(tmp_path)])

    assert (1, 0) == (before, main([str(tmp_path), "--check"]))
    assert not (tmp_path / "alerts" / "old.json").exists()


@pytest.mark.parametrize("row", METRICS, ids=lambda row: row.name.value)
def test_a_log_based_metric_reads_what_a_line_has(row: Metric):
    """Its lines by name, its labels and its value from the fields in which they are written."""
    made = log_metric(row)
    is_spread = row.kind is MetricKind.HISTOGRAM

    assert f'jsonPayload.metric="{row.name}"' in made["filter"]
    assert {label: f"EXTRACT(jsonPayload.labels.{label})" for label in row.labels} == made["labelExtractors"]
    assert ("DISTRIBUTION" if is_spread else "INT64") == made["metricDescriptor"]["valueType"]
    assert is_spread == (made.get("valueExtractor") == "EXTRACT(jsonPayload.value)")


def test_a_distribution_keeps_its_bounds():
    """As numbers, in order."""
    bounds = log_metric(metric("trimtab_max_drift_ratio"))["bucketOptions"]["explicitBuckets"]["bounds"]

    assert (0.0025, 1.0, sorted(bounds)) == (bounds[0], bounds[-1], bounds)


def test_there_is_a_file_for_each_metric():
    """And each file is JSON."""
    texts = monitoring_texts()

    assert {f"log-metrics/{row.name}.json" for row in METRICS} <= texts.keys()
    assert all(json.loads(text) for text in texts.values())


def test_tiles_do_not_lie_on_each_other():
    """Three in a row."""
    places = [(tile["xPos"], tile["yPos"]) for tile in dashboard()["mosaicLayout"]["tiles"]]

    assert [(0, 0), (16, 0), (32, 0), (0, 16)] == places[:4]
    assert len(places) == len(set(places))


def test_an_order_that_was_never_sent_is_no_failure():
    """The success rate is over those that were."""
    assert 'state=~"NEVER_SENT|SKIPPED"' in success_rate()
    assert 'state="FILLED"' in success_rate()
