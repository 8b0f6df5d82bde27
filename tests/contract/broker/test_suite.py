"""The suite is what it says: every behaviour names its section, and there are enough of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

FEWEST_BEHAVIOURS: Final = 80
_CITES: Final = re.compile(r"\(alpaca §\d+(, §\d+)*\)\.$")

Behaviour = Callable[..., Any]


def behaviours() -> Iterator[Behaviour]:
    """Find every test that is given an implementation."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = import_module(f"contract.broker.{path.stem}")
        tests = (found for name, found in vars(module).items() if name.startswith("test_"))
        yield from (test for test in tests if "harness" in inspect.signature(test).parameters)


def uncited(tests: Iterator[Behaviour]) -> list[str]:
    """Name the tests whose sentence does not end with the section it holds to."""
    return [test.__name__ for test in tests if not _CITES.search(inspect.getdoc(test) or "")]


def test_every_behaviour_names_its_section():
    """A claim about a broker can be checked against the section it comes from."""
    assert [] == uncited(behaviours())


def test_there_are_enough_behaviours():
    """Counted once, not once for each implementation."""
    assert sum(1 for _ in behaviours()) >= FEWEST_BEHAVIOURS


def test_a_claim_without_a_section_is_caught():
    """A rule that lets a breach pass is broken."""

    def planted(harness: object) -> None:
        """Nothing is cited here (alpaca)."""

    assert ["planted"] == uncited(iter([planted]))
