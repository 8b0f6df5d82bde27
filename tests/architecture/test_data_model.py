"""The data model that is written down is the one that is stored (requirement 004)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from architecture.sources import ROOT, Source, sources_under
from trimtab.contracts import documents, watched
from trimtab.contracts.base import Contract
from trimtab.domain.reasons import ReasonCode

MODEL: Final = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
PATHS: Final = [each for each in sources_under("src/trimtab/adapters/firestore") if "paths" in each.path]
SECTION: Final = re.compile(r"^### (.+?) — .*\n((?:(?!#{2,3} ).*\n)*)", re.MULTILINE)
PATH: Final = re.compile(r"[\w/-]*/[\w/-]*")
CODE: Final = re.compile(r"`([^`]+)`")
ROOTS: Final = re.compile(r"^(userSettings/\{\}|\{\}|…)(/|$)")


def collections(source: Source) -> set[str]:
    """Name what stands between the slashes of a source's paths; sentences and half names are none."""
    texts = (str(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Constant))
    parts = {part for text in texts if PATH.fullmatch(text) for part in text.split("/")}
    return {part for part in parts if re.fullmatch(r"[A-Za-z_]{3,}", part)}


def sections(model: str) -> dict[str, set[str]]:
    """Read which names in code each section has, by the paths of its heading."""
    return {
        place(path): set(CODE.findall(body))
        for heading, body in SECTION.findall(model)
        for path in CODE.findall(heading)
    }


def place(path: str) -> str:
    """Write a path without the names of its variables and without where it hangs."""
    return ROOTS.sub("", re.sub(r"\{[^}]*\}", "{}", path))


def watched_documents() -> Iterator[tuple[str, type[Contract]]]:
    """List the documents that a client may watch, by the path their docstrings name."""
    for module in (documents, watched):
        for name, kind in vars(module).items():
            path = CODE.match(kind.__doc__ or "") if name.endswith("Document") else None
            if path:
                yield path[1], kind


WATCHED: Final = sorted(watched_documents(), key=lambda pair: pair[0])


@pytest.mark.parametrize("source", PATHS, ids=lambda source: source.path.rpartition("/")[2])
def test_every_collection_is_described(source: Source):
    """What the store's paths name stands in the data model (R004-34a)."""
    told = {part for path in CODE.findall(MODEL) for part in path.split("/")}

    assert set() == collections(source) - told


@pytest.mark.parametrize(("path", "document"), WATCHED, ids=lambda value: getattr(value, "__name__", ""))
def test_every_field_that_is_watched_is_described(path: str, document: type[Contract]):
    """A document's section has all its fields, by their names (R004-34a)."""
    assert set() == document.model_fields.keys() - sections(MODEL)[place(path)]


def test_whoever_helps_is_told_where_to_look():
    """Logs, rules, keys and console, requirement 004's checks, by reasons that there are (R004-34a)."""
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = operations.partition("## When somebody asks for help\n")[2].partition("\n## ")[0]
    reasons = {"NO_BROKER_LINKED", "BROKER_CREDENTIALS_REFUSED"}

    assert 4 == len(re.findall(r"^\| the ", section, re.MULTILINE))
    assert reasons <= set(CODE.findall(section)) & set(ReasonCode)


def test_the_paths_and_documents_are_found():
    """Otherwise the claims above are about nothing."""
    found = set().union(*(collections(source) for source in PATHS))

    assert {"userSettings", "allocation", "rebalance_plans", "systemStatus", "audit"} <= found
    assert 18 <= len(WATCHED)


def test_a_collection_and_a_field_that_are_missing_are_noticed():
    """The comparisons can fail."""
    planted = Source("planted.py", 'def plan(root):\n    return f"{root}/secret_plans/current"\n')
    model = "### `{root}/allocation/{id}` — a target\n\n| `symbol` | text |\n"

    assert {"secret_plans", "current"} == collections(planted)
    assert {"symbol"} == sections(model)[place("userSettings/{uid}/allocation/{symbol}")]
