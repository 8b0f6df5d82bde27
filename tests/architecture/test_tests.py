"""Every test says what it claims, and claims something."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Final

import pytest

from architecture.sources import Function, Source, sources_under

Gate = Callable[[Source], list[str]]

ASSERTING: Final = {"raises", "warns", "fail"}


def is_test(node: ast.AST) -> bool:
    return isinstance(node, Function) and node.name.startswith("test_")


def undocumented(source: Source) -> list[str]:
    return [
        f"{source.path}:{found.lineno} {found.name} has no docstring; state its claim in one sentence"
        for found in source.functions
        if is_test(found) and not ast.get_docstring(found)
    ]


def claimless(source: Source) -> list[str]:
    asserting = asserting_names(source.functions)
    return [
        f"{source.path}:{found.lineno} {found.name} asserts nothing, so it cannot fail"
        for found in source.functions
        if is_test(found) and not asserts(found, asserting)
    ]


def asserting_names(functions: list[Function]) -> set[str]:
    """Name the functions of a file that assert, by themselves or through each other."""
    names: set[str] = set(ASSERTING)
    while more := {found.name for found in functions if asserts(found, names)} - names:
        names |= more
    return names


def asserts(function: Function, asserting: set[str]) -> bool:
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and called(node) in asserting)
        for node in ast.walk(function)
    )


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def skips_without_reason(source: Source) -> list[str]:
    return [
        f"{source.path}:{node.lineno} skips without a reason"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in {"skip", "skipif", "xfail"} and not has_reason(node)
    ]


def has_reason(node: ast.Call) -> bool:
    named = any(keyword.arg == "reason" for keyword in node.keywords)
    return named or (called(node) == "skip" and bool(node.args))


def sleeps(source: Source) -> list[str]:
    return [
        f"{source.path}:{node.lineno} sleeps; wait on a condition"
        for node in outside_loops(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep", "asyncio.sleep"}
    ]


def outside_loops(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree without its `while` loops, in which a condition is polled."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.While):
            yield from outside_loops(child)


GATES: Final = [undocumented, claimless, skips_without_reason, sleeps]
PLANTED: Final[dict[Gate, str]] = {
    undocumented: "def test_x():\n    assert f()\n",
    claimless: 'def test_x():\n    """Claim."""\n    f()\n',
    skips_without_reason: "@pytest.mark.skipif(True)\ndef test_x(): ...\n",
    sleeps: "def test_x():\n    time.sleep(1)\n",
}
INNOCENT: Final[dict[Gate, str]] = {
    undocumented: 'def test_x():\n    """Claim."""\n    assert f()\n',
    claimless: "def check(x):\n    assert x\n\ndef both(x):\n    check(x)\n\ndef test_x():\n    both(1)\n",
    skips_without_reason: 'pytest.skip("no emulator here")\n',
    sleeps: "def test_x():\n    while not done():\n        time.sleep(0.05)\n",
}


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.__name__)
def test_the_suite_keeps_its_rules(gate: Gate):
    """Every test has a sentence and an assertion, and none skips in silence or sleeps."""
    assert [] == [fault for source in sources_under("tests") for fault in gate(source)]


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.__name__)
def test_every_gate_catches_a_planted_fault(gate: Gate):
    """Each rule finds a test that breaks it."""
    assert 1 == len(gate(Source("tests/planted.py", PLANTED[gate])))


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.__name__)
def test_no_gate_cries_wolf(gate: Gate):
    """Tests that assert through a function of their own file, or skip with a reason, pass."""
    assert [] == gate(Source("tests/innocent.py", INNOCENT[gate]))
