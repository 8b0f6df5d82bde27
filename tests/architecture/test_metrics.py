"""Every metric of the table is recorded, and nothing is recorded that is not in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest

import main
from architecture.sources import Source, sources_under
from trimtab.domain.metrics import CALLABLES, FUNCTIONS, MetricKind, MetricName, metric

RECORDERS: Final = {"count": MetricKind.COUNTER, "observe": MetricKind.HISTOGRAM}
SOURCES: Final = sources_under(
    "src/trimtab/services",
    "src/trimtab/adapters",
    "functions",
    skip=("functions/venv", "functions/trimtab", "src/trimtab/adapters/memory"),
)


@dataclass(frozen=True, slots=True)
class Recording:
    """One place that records: what it writes in place of the name, its method and its labels."""

    place: str
    name: str
    kind: MetricKind
    labels: frozenset[str]


def recordings(source: Source) -> Iterator[Recording]:
    """Find calls of `count` and `observe` on something called `metrics`."""
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = ast.unparse(node.func.value).rpartition(".")[2]
        if node.func.attr in RECORDERS and owner == "metrics":
            yield Recording(
                f"{source.path}:{node.lineno}",
                ast.unparse(node.args[0]),
                RECORDERS[node.func.attr],
                frozenset(str(keyword.arg) for keyword in node.keywords),
            )


def faults(found: list[Recording]) -> list[str]:
    """Name recordings that the table does not know, or knows otherwise."""
    known = {f"MetricName.{name.name}": metric(name) for name in MetricName}
    return [
        f"{each.place} records {each.name}"
        for each in found
        if each.name not in known
        or known[each.name].kind is not each.kind
        or set(known[each.name].labels) != each.labels
    ]


FOUND: Final = [each for source in SOURCES for each in recordings(source)]


@pytest.mark.parametrize("name", MetricName)
def test_every_metric_is_recorded(name: MetricName):
    """A row that nobody fills would show a flat line for ever."""
    assert f"MetricName.{name.name}" in {each.name for each in FOUND}


def test_nobody_records_what_is_not_in_the_table():
    """Name, kind and labels are the table's."""
    assert [] == faults(FOUND)


@pytest.mark.parametrize(
    "planted",
    [
        "services.metrics.count('trimtab_strange_total')",
        "metrics.observe(MetricName.CHECKS, x, result='QUIET')",
        "self.services.metrics.count(MetricName.CHECKS)",
        "metrics.count(MetricName.CHECKS, result='QUIET', uid='anna')",
    ],
)
def test_a_planted_recording_is_caught(planted: str):
    """An unknown name, another kind, a label too few and one too many."""
    assert 1 == len(faults(list(recordings(Source("planted.py", planted)))))


def test_the_functions_of_the_table_are_those_that_are_deployed():
    """A label's values are known beforehand, and a new function is one of them."""
    assert sorted(FUNCTIONS) == sorted({*main.__all__, "advance-run", "check-portfolio", "study-policy"})


@pytest.mark.parametrize("name", CALLABLES)
def test_every_callable_is_watched_under_its_own_name(name: str):
    """A name that was copied from another handler would count there."""
    handler = next(each for each in SOURCES if each.path == f"functions/handlers/{name}.py")

    assert f'callable_errors("{name}", request)' in handler.text
