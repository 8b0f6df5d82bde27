"""Equal inputs give equal bytes, in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden.reading import Json, answer_of, read, request_of
from golden.test_golden import CASES
from trimtab.domain.canonical import canonical_hash, canonical_json

HASH_EVERYTHING = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from property.test_determinism import golden_hashes
print(json.dumps(golden_hashes()))
"""
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=6),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def golden_hashes() -> dict[str, str]:
    """Hash the plan of every worked example."""
    cases = {path.stem: read(path)["input"] for path in CASES}
    return {name: planned_hash(given) for name, given in cases.items()}


def planned_hash(given: Json) -> str:
    """Hash the plan of one worked example."""
    return answer_of(request_of(given)).plan.plan_hash


@pytest.fixture(scope="module")
def hashes() -> dict[str, str]:
    return golden_hashes()


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_plans_hash_alike_in_another_process(hashes: dict[str, str], seed: str):
    """Another process with another hash seed names every plan the same (F-053)."""
    done = subprocess.run(
        [sys.executable, "-c", HASH_EVERYTHING, json.dumps(sys.path)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert hashes == json.loads(done.stdout)


def test_different_plans_have_different_hashes(hashes: dict[str, str]):
    """Examples of one hash come out alike; a hash that could not tell plans apart would prove nothing."""
    shown = {path.stem: json.dumps(read(path)["expected"], sort_keys=True) for path in CASES}
    pairs = {(hashes[name], shown[name]) for name in hashes}

    assert len(pairs) == len({name for name, _ in pairs})
    assert len(pairs) >= len(CASES) - 5


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_the_order_in_which_a_portfolio_was_written_down_does_not_matter(path: Path, random: Random):
    """Shuffled holdings and targets are the same portfolio and the same plan."""
    given_ = read(path)["input"]
    shuffled = {name: shuffle(value, random) for name, value in given_.items()}

    assert planned_hash(given_) == planned_hash(shuffled)


def shuffle(value: object, random: Random) -> object:
    if not isinstance(value, dict):
        return value
    items = list(value.items())
    random.shuffle(items)
    return dict(items)


@given(st.dictionaries(st.text(), VALUES), st.randoms(use_true_random=False))
def test_canonical_text_does_not_know_the_order_of_keys(value: object, random: Random):
    """However a mapping was filled, its text and hash are the same."""
    shuffled = shuffle(value, random)

    assert canonical_json(value) == canonical_json(shuffled)
    assert canonical_hash(value) == canonical_hash(shuffled)


@given(VALUES)
def test_canonical_text_is_plain_json(value: object):
    """The text is ASCII and valid JSON, whatever was put in."""
    text = canonical_json(value)

    assert (True, text) == (
        text.isascii(),
        json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=True),
    )
