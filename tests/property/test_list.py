"""The properties of planning, counted: a file that was moved away would otherwise be missed by nobody."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import is_hypothesis_test

HERE: Final = Path(__file__).parent
PLANNING: Final = (
    "conservation",
    "currencies",
    "determinism",
    "invariance",
    "limits",
    "methods",
    "permissions",
    "planning",
)


def properties(name: str) -> dict[str, Any]:
    """Find the properties of one file by their names."""
    module = import_module(f"property.test_{name}")
    return {key: value for key, value in vars(module).items() if is_hypothesis_test(value)}


def test_there_are_enough_properties_of_planning():
    """At least twenty-five, no two of one name."""
    names = [name for file in PLANNING for name in properties(file)]

    assert len(names) >= 25
    assert len(names) == len(set(names))


def test_no_two_properties_make_the_same_claim():
    """Each says in its first line what it claims, in words of its own."""
    claims = [of.__doc__.partition("\n")[0] for file in PLANNING for of in properties(file).values()]

    assert len(claims) == len(set(claims))


@pytest.mark.parametrize("name", PLANNING)
def test_every_file_of_properties_is_there(name: str):
    """The list names files, and each has properties."""
    assert (HERE / f"test_{name}.py").is_file()
    assert properties(name)
