"""Every failure of the catalogue has a test that says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from architecture.failures import CATALOGUE, ELSEWHERE
from architecture.sources import ROOT, Source, sources_under
from architecture.test_tests import is_test

ID: Final = re.compile(r"\bF-\d{3}\b", re.ASCII)
TITLE: Final = re.compile(r"""\b(?:it|test)(?:\.\w+(?:\([^\n]*?\))?)?\(\s*(["'`])(.*?)\1""", re.DOTALL)
BROWSER: Final = ("frontend/src", "frontend/e2e", "frontend/rules")

Named = Mapping[str, Iterable[str]]
"""Where each id is named."""


def claims(source: Source) -> Iterator[str]:
    """List what the tests of a Python file say of themselves."""
    for found in source.functions:
        if is_test(found):
            yield ast.get_docstring(found) or ""


def titles(text: str) -> Iterator[str]:
    """List the titles of the tests in a TypeScript file."""
    return (found.group(2) for found in TITLE.finditer(text))


def browser_tests(root: Path) -> Iterator[tuple[str, str]]:
    for folder in BROWSER:
        for path in sorted((root / folder).rglob("*.ts*")):
            if path.is_file() and (".test." in path.name or ".spec." in path.name):
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def named_ids() -> dict[str, set[str]]:
    said = [(source.path, text) for source in sources_under("tests") for text in claims(source)]
    said += [(path, title) for path, text in browser_tests(ROOT) for title in titles(text)]
    named: dict[str, set[str]] = {}
    for path, text in said:
        for each in ID.findall(text):
            named.setdefault(each, set()).add(path)
    return named


def faults(catalogue: Iterable[str], elsewhere: Mapping[str, str], named: Named) -> list[str]:
    known, waiting, tested = set(catalogue), set(elsewhere), set(named)
    return [
        *(f"{each} has no test; name it in the docstring of one" for each in known - waiting - tested),
        *(f"{each} has a test; take it out of ELSEWHERE" for each in waiting & tested),
        *(f"{each} is not in the failure catalogue" for each in waiting - known),
        *(f"{', '.join(named[each])}: {each} is not in the failure catalogue" for each in tested - known),
        *(f"{each} needs a reason" for each, reason in elsewhere.items() if not reason.startswith("issue: ")),
    ]


def test_every_failure_has_a_test():
    """Each id of the failure catalogue is named by a test, or waits for what it happens to."""
    assert [] == sorted(faults(CATALOGUE, ELSEWHERE, named_ids()))


def test_the_catalogue_is_whole():
    """Its ids are in order, none is missing from its group, and each title is there once."""
    numbers = [int(each.removeprefix("F-")) for each in CATALOGUE]
    gaps = [each for before, each in pairwise(numbers) if each != before + 1]

    assert [20, 30, 50, 60, 70, 90, 110, 130, 150, 170] == gaps
    assert (len(numbers), numbers) == (len(set(CATALOGUE.values())), sorted(numbers))


@pytest.mark.parametrize(
    ("catalogue", "elsewhere", "named", "fault"),
    [
        (["F-001", "F-002"], {}, {"F-001": ["a"]}, "F-002 has no test"),
        (["F-001"], {"F-001": "issue: later"}, {"F-001": ["a"]}, "F-001 has a test"),
        (["F-001"], {"F-002": "issue: later"}, {"F-001": ["a"]}, "F-002 is not in the failure catalogue"),
        (["F-001"], {}, {"F-001": ["a"], "F-103": ["b"]}, "b: F-103 is not in the failure catalogue"),
        (["F-001"], {"F-001": "later"}, {}, "F-001 needs a reason"),
    ],
)
def test_every_planted_fault_is_found(
    catalogue: list[str], elsewhere: dict[str, str], named: dict[str, list[str]], fault: str
):
    """An id without a test, one with a test too many, one that is unknown, and a wait without a reason."""
    (found,) = faults(catalogue, elsewhere, named)

    assert found.startswith(fault)


def test_one_id_more_is_missed():
    """The real tables with a planted id: the check names it, and nothing else."""
    found = faults({**CATALOGUE, "F-183": "a planted failure"}, ELSEWHERE, named_ids())

    assert ["F-183 has no test; name it in the docstring of one"] == found


def test_only_what_a_test_says_of_itself_counts():
    """A comment, the docstring of a helper or of the module, and a plain text are no claims."""
    text = '"F-001"\n# F-002\ndef helper():\n    "F-003"\ndef test_x():\n    "F-004"\n    assert "F-005"\n'
    script = '// F-001\nit("does F-006", () => { say("F-007") })\ntest.each([1, 2])(`F-008`, () => {})\n'

    assert ["F-004"] == list(claims(Source("tests/planted.py", text)))
    assert ["does F-006", "F-008"] == list(titles(script))
