"""Mutants are what they say they are."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest

from control.mutation.mutants import find_mutants, mutate

HERE: Final = Path("module.py")

CASES: Final = {
    "return a < b": {"return a <= b", "return None"},
    "return a >= b": {"return a > b", "return None"},
    "return a == b": {"return a != b", "return None"},
    "return a is b": {"return a is not b", "return None"},
    "return a in b": {"return a not in b", "return None"},
    "return a + b": {"return a - b", "return None"},
    "return a * b": {"return a / b", "return None"},
    "return a and b": {"return a or b", "return None"},
    "return not a": {"return a", "return None"},
    "return -a": {"return a", "return None"},
    "return a if b else c": {"return c if b else a", "return None"},
    "return 3": {"return 4", "return None"},
    "return True": {"return False", "return None"},
    "return min(a)": {"return max(a)", "return None"},
    "return abs(a)": {"return a", "return None"},
    "return Side.BUY": {"return Side.SELL", "return None"},
    "return [a for a in b if c]": {"return [a for a in b]", "return None"},
    "a += b": {"a -= b"},
    "a()": {"pass"},
    "yield a": {"pass"},
    "if a:\n        b = c": {"if not a:\n        b = c"},
    "return": set[str](),
    "return None": set[str](),
    "return 'words'": {"return None"},
    "'a docstring'": set[str](),
}


def bodies(source: str) -> set[str]:
    """The first function's body in every mutant of a module."""
    trees = [mutate(mutant, source) for mutant in find_mutants(HERE, source)]
    functions = [tree.body[0] for tree in trees if isinstance(tree.body[0], ast.FunctionDef)]
    return {ast.unparse(function.body[0]).replace("\n    ", "\n        ") for function in functions}


@pytest.mark.parametrize("statement", CASES)
def test_every_change_is_made_and_no_other(statement: str):
    """One statement, and all it may become."""
    assert CASES[statement] == bodies(f"def f(a, b, c):\n    {statement}\n")


def test_a_mutant_changes_one_place():
    """Of two equal expressions each has a mutant of its own."""
    source = "def f(a, b):\n    return a + b, a + b\n"

    assert {"return (a - b, a + b)", "return (a + b, a - b)", "return None"} == bodies(source)


def test_annotations_and_defaults_are_left_alone():
    """What never runs, or belongs to the signature, is no place for a mutant."""
    assert [] == find_mutants(HERE, "def f(a: 'x' = 1, *, b: int | None = 2) -> 1 | 2:\n    c: 1 | 2 = a\n")


def test_methods_and_constants_are_owned():
    """A mutant knows what has to be replaced to change it."""
    source = "LIMIT: Final = 5\nclass C:\n    def m(self):\n        return 1\n"
    found = [(mutant.owner, mutant.is_function, mutant.line) for mutant in find_mutants(HERE, source)]

    assert [("LIMIT", False, 1), ("C.m", True, 4), ("C.m", True, 4)] == sorted(found, key=lambda one: one[2])


def test_names_tell_place_and_change():
    """Whoever reads of a survivor knows where to look."""
    (mutant,) = find_mutants(HERE, "LIMIT: Final = 5\n")

    assert "module.py:1 LIMIT: 5 -> 6" == mutant.name
