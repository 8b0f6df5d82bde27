"""A mutant that is put into the process changes what runs, wherever it was imported to."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from control.mutation.mutants import find_mutants
from control.mutation.swap import install

SOURCE: Final = """
from dataclasses import dataclass
LIMIT: Final = (5, 6)
TABLE: Final = {"key": lambda a: a + 1}
def add(a, b):
    return a + b
def maker(step):
    def walk(a):
        return a + step
    return walk
WALK: Final = maker(10)
@dataclass(frozen=True, slots=True)
class Pair:
    a: int
    @property
    def twice(self):
        return self.a * 2
"""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A module and another that has imported everything from it."""
    (tmp_path / "planted_source.py").write_text("from typing import Final\n" + SOURCE)
    (tmp_path / "planted_user.py").write_text("from planted_source import *\n")
    monkeypatch.syspath_prepend(tmp_path)
    modules = [importlib.import_module(name) for name in ("planted_source", "planted_user")]
    yield modules
    for module in modules:
        del sys.modules[module.__name__]


def install_change(module: ModuleType, change: str) -> None:
    """Install the mutant of a module that makes a change."""
    path = Path(str(module.__file__))
    found = [mutant for mutant in find_mutants(path, path.read_text()) if mutant.change == change]
    install(found[0], module)


@pytest.mark.parametrize(
    ("change", "ask", "before", "after"),
    [
        ("a + b -> a - b", lambda user: user.add(2, 1), 3, 1),
        ("6 -> 7", lambda user: user.LIMIT, (5, 6), (5, 7)),
        ("a + 1 -> a - 1", lambda user: user.TABLE["key"](5), 6, 4),
        ("a + step -> a - step", lambda user: user.WALK(1), 11, -9),
        ("self.a * 2 -> self.a / 2", lambda user: user.Pair(4).twice, 8, 2),
    ],
)
def test_an_installed_mutant_is_what_runs(
    planted: list[ModuleType], change: str, ask: Any, before: object, after: object
):
    """Functions, constants, tables, closures made at import and properties are all reached."""
    source, user = planted

    assert before == ask(user)
    install_change(source, change)
    assert after == ask(user)
