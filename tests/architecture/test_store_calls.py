"""One module speaks to the store, in batches: transactions would make the kill switch wait."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

import pytest

from architecture.sources import Source, imported_modules, sources_under

Gate = Callable[[Source], list[str]]

WRAPPER: Final = "src/trimtab/adapters/firestore/documents.py"
OTHERS: Final = {
    ("functions/bootstrap.py", "google.cloud.firestore.Client"),  # opens the client
    (
        "src/trimtab/adapters/scheduler.py",
        "google.api_core.exceptions.GoogleAPIError",
    ),  # no store
}
STORE: Final = ("google.cloud.firestore", "google.api_core")
FORBIDDEN: Final = {"transactional", "async_transactional", "transaction", "ArrayUnion"}


def foreign_calls(source: Source) -> list[str]:
    return [
        f"{source.path}:{line} imports {name}; call the store through Documents"
        for line, name in imported_modules(source.tree)
        if f"{name}.".startswith(tuple(f"{each}." for each in STORE))
        and source.path != WRAPPER
        and (source.path, name) not in OTHERS
    ]


def transactions(source: Source) -> list[str]:
    names = (
        (node.lineno, getattr(node, "attr", getattr(node, "id", "")))
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute | ast.Name)
    )
    imported = ((line, name.rpartition(".")[2]) for line, name in imported_modules(source.tree))
    return [
        f"{source.path}:{line} uses {name}; commit one batch with preconditions"
        for line, name in (*names, *imported)
        if name in FORBIDDEN
    ]


SOURCES: Final = sources_under("src/trimtab", "functions", skip=("functions/venv", "functions/trimtab"))


def test_one_wrapper_speaks_to_the_store():
    """Contention, deadlines and lost answers are met in one place, with one rule for repeats (F-064)."""
    assert [] == [fault for source in SOURCES for fault in foreign_calls(source)]


def test_nothing_reads_a_switch_inside_a_transaction():
    """There are no transactions: a plain read never makes whoever turns the switch wait (F-067)."""
    assert [] == [fault for source in SOURCES for fault in transactions(source)]


@pytest.mark.parametrize(
    ("gate", "planted"),
    [
        (foreign_calls, "from google.cloud import firestore\n"),
        (foreign_calls, "from google.api_core.exceptions import Aborted\n"),
        (transactions, "def f(client):\n    return client.transaction()\n"),
        (transactions, "from google.cloud.firestore import transactional\n"),
    ],
)
def test_every_gate_catches_a_planted_fault(gate: Gate, planted: str):
    """A second way to the store, and a transaction however it is come by."""
    assert 1 == len(gate(Source("src/trimtab/services/planted.py", planted)))


def test_the_wrapper_itself_may_speak_to_the_store():
    """The rule knows its one exception, which is there."""
    (wrapper,) = (source for source in SOURCES if source.path == WRAPPER)

    assert "google.cloud.firestore.Client" in {name for _, name in imported_modules(wrapper.tree)}
