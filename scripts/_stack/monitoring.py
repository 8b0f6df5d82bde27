"""Write what Cloud Monitoring is told: log-based metrics, a dashboard and alert policies, one file each.

`python -m _stack.monitoring FOLDER` writes them from the table of metrics, with `--check` it only tells
whether they are fresh.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from _stack.alerting import ALERTS, RESOURCE, policy, series
from trimtab.domain.metrics import METRICS, Metric, MetricKind, MetricName

_WINDOW: Final = "${__interval}"
_TILE: Final = 16
_COLUMNS: Final = 48
_UNSENT: Final = "NEVER_SENT|SKIPPED"


def monitoring_texts() -> dict[str, str]:
    """Render each file by its path."""
    files = {
        **{f"log-metrics/{metric.name}.json": log_metric(metric) for metric in METRICS},
        **{f"alerts/{alert.name}.json": policy(alert) for alert in ALERTS},
        "dashboard.json": dashboard(),
    }
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in files.items()}


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files; 1 when one is stale, missing or left over."""
    parser = ArgumentParser(description="Write what Cloud Monitoring is told.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="only tell whether the files are fresh")
    options = parser.parse_args(arguments)
    texts, found = monitoring_texts(), _read(options.folder)
    if options.check:
        return 0 if found == texts else 1
    for path in found.keys() - texts.keys():
        (options.folder / path).unlink()
    for path, text in texts.items():
        target = options.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return 0


def log_metric(metric: Metric) -> dict[str, Any]:
    """Render a metric as Cloud Logging's `LogMetric`: which lines count, and what is read from them."""
    is_spread = metric.kind is MetricKind.HISTOGRAM
    return {
        "name": metric.name.value,
        "description": metric.meaning,
        "filter": f'resource.type="{RESOURCE}" AND jsonPayload.metric="{metric.name}"',
        "metricDescriptor": {
            "metricKind": "DELTA",
            "valueType": "DISTRIBUTION" if is_spread else "INT64",
            "unit": metric.unit,
            "labels": [{"key": label, "valueType": "STRING"} for label in metric.labels],
        },
        "labelExtractors": {label: f"EXTRACT(jsonPayload.labels.{label})" for label in metric.labels},
        **(_spread(metric) if is_spread else {}),
    }


def _spread(metric: Metric) -> dict[str, Any]:
    bounds = [float(bound) for bound in metric.buckets]
    return {
        "valueExtractor": "EXTRACT(jsonPayload.value)",
        "bucketOptions": {"explicitBuckets": {"bounds": bounds}},
    }


def dashboard() -> dict[str, Any]:
    """Render the dashboard: the success rate of orders, and a chart of each metric."""
    charts = [
        ("Orders filled of those that were sent", [success_rate()]),
        *((metric.meaning, list(_queries(metric))) for metric in METRICS),
    ]
    tiles = [
        {
            "xPos": number * _TILE % _COLUMNS,
            "yPos": number * _TILE // _COLUMNS * _TILE,
            "width": _TILE,
            "height": _TILE,
            "widget": {"title": title, "xyChart": {"dataSets": [_curve(query) for query in queries]}},
        }
        for number, (title, queries) in enumerate(charts)
    ]
    return {"displayName": "Trimtab", "mosaicLayout": {"columns": _COLUMNS, "tiles": tiles}}


def success_rate() -> str:
    """Ask for requirement 004's trade success rate, over a day."""
    filled = series(MetricName.ORDERS, state="FILLED")
    every, unsent = series(MetricName.ORDERS), series(MetricName.ORDERS, state=f"~{_UNSENT}")
    sent = f"(sum(increase({every}[1d])) - (sum(increase({unsent}[1d])) or vector(0)))"
    return f"sum(increase({filled}[1d])) / {sent}"


def _queries(metric: Metric) -> Iterator[str]:
    labels = ", ".join(metric.labels)
    if metric.kind is MetricKind.COUNTER:
        yield f"sum by ({labels}) (increase({series(metric.name)}[{_WINDOW}]))"
        return
    groups = ", ".join(filter(None, ("le", labels)))
    for share in ("0.5", "0.95", "0.99"):
        spread = f"sum by ({groups}) (rate({series(metric.name, '_bucket')}[{_WINDOW}]))"
        yield f"histogram_quantile({share}, {spread})"


def _curve(query: str) -> dict[str, Any]:
    return {"plotType": "LINE", "timeSeriesQuery": {"prometheusQuery": query}}


def _read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.json")
    }


if __name__ == "__main__":
    raise SystemExit(main())
