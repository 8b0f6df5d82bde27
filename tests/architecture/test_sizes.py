"""Small is a number: budgets of functions and modules, and the names nobody may use."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from statistics import median
from typing import Final

import pytest

from architecture.sources import Source, code_lines, engine, nesting, positional_count, product

LONGEST_FUNCTION: Final = 40
MEDIAN_FUNCTION: Final = 8
LONGEST_MODULE: Final = 300
MOST_POSITIONAL: Final = 5
DEEPEST_NESTING: Final = 3
Gate = Callable[[Source], list[str]]

EMPTY_WORDS: Final = {"manager", "managers", "helper", "helpers", "util", "utils"}


def long_functions(source: Source) -> list[str]:
    return [
        f"{source.path}:{found.lineno} {found.name} has {length} code lines, not {LONGEST_FUNCTION} at most"
        for found in source.functions
        if (length := code_lines(source, found)) > LONGEST_FUNCTION
    ]


def long_module(source: Source) -> list[str]:
    length = len(source.text.splitlines())
    return [f"{source.path} has {length} lines, at most {LONGEST_MODULE} are allowed"] * (
        length > LONGEST_MODULE
    )


def many_parameters(source: Source) -> list[str]:
    return [
        f"{source.path}:{found.lineno} {found.name} has {count} positional parameters; make some keyword-only"
        for found in source.functions
        if (count := positional_count(found)) > MOST_POSITIONAL
    ]


def deep_functions(source: Source) -> list[str]:
    return [
        f"{source.path}:{found.lineno} {found.name} nests {depth} blocks, not {DEEPEST_NESTING} at most"
        for found in source.functions
        if (depth := nesting(found)) > DEEPEST_NESTING
    ]


def empty_names(source: Source) -> list[str]:
    nodes = [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    names = [source.path.rpartition("/")[2].removesuffix(".py"), *(node.name for node in nodes)]
    return [
        f"{source.path} names {name}, which says nothing; use the field's own word"
        for name in names
        if EMPTY_WORDS & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
    ]


BUDGETS: Final[list[Gate]] = [long_functions, long_module, many_parameters, deep_functions, empty_names]


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: budget.__name__)
def test_the_product_stays_within_its_budgets(budget: Gate):
    """No function, module, parameter list, block or name exceeds what design and style allow."""
    assert [] == [fault for source in product() for fault in budget(source)]


def test_the_median_function_of_the_engine_is_small():
    """Half of the engine's functions have at most eight code lines."""
    lengths = [code_lines(source, found) for source in engine() for found in source.functions]

    assert MEDIAN_FUNCTION >= median(lengths)


def test_the_whole_product_is_measured():
    """Engine, paper broker, functions and scripts are all among the sources; the copy in functions is not."""
    paths = {source.path for source in product()}

    assert {
        "src/trimtab/domain/money.py",
        "src/paperbroker/orders/order.py",
        "functions/main.py",
        "scripts/_stack/check.py",
    } <= paths
    assert not [path for path in paths if path.startswith("functions/trimtab/")]


NESTED: Final = """
def f():
    for a in b:
        if a:
            with c:
                while d:
                    pass
"""
FLAT: Final = """
def f():
    if a:
        pass
    elif b:
        pass
    elif c:
        for d in e:
            with g:
                pass
"""
PLANTED: Final[dict[Gate, str]] = {
    long_functions: "def f():\n" + "    x = 1\n" * 40,
    long_module: "x = 1\n" * 301,
    many_parameters: "def f(a, b, c, d, e, g):\n    pass\n",
    deep_functions: NESTED,
    empty_names: "class OrderManager:\n    pass\n",
}


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: budget.__name__)
def test_every_budget_catches_a_planted_fault(budget: Gate):
    """A budget that lets a breach pass is broken."""
    assert 1 == len(budget(Source("planted.py", PLANTED[budget])))


INNOCENT: Final[dict[Gate, str]] = {
    long_functions: 'def f():\n    """One.\n\n    Two.\n    """\n'
    + "    # why\n\n" * 60
    + "    x = 1\n" * 39,
    long_module: "x = 1\n" * 300,
    many_parameters: "class C:\n    def f(self, a, b, c, d, e, *, g, h):\n        pass\n",
    deep_functions: FLAT,
    empty_names: "class Utility:\n    def manage(self):\n        pass\n",
}


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: budget.__name__)
def test_no_budget_cries_wolf(budget: Gate):
    """What is exactly at the edge, or only looks like a breach, passes."""
    assert [] == budget(Source("innocent.py", INNOCENT[budget]))


@pytest.mark.parametrize("name", ["string_utils", "DataHelper", "trade_helper", "UTILS", "utilManager"])
def test_empty_names_are_found_in_every_spelling(name: str):
    """Snake case, camel case and capitals are all read."""
    assert 1 == len(empty_names(Source("planted.py", f"def {name}():\n    pass\n")))


def test_a_module_called_utils_is_found():
    """The file's own name counts too."""
    assert 1 == len(empty_names(Source("src/trimtab/utils.py", "")))
