"""Worked examples of every REST endpoint: what is sent, and what is answered.

`answer` is compared as a whole; of `answer_contains` every part has to be there, ids and hashes apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from automated_worlds import weekdays
from golden.reading import Json, read
from rest_worlds import rest_client, signed_in
from trimtab.domain.instruments import AssetClass
from trimtab.web.operations import OPERATIONS
from worlds import ANNA, NOON, World, world

CASES: Final = sorted((Path(__file__).parent / "rest").glob("*.json"))


def opened(account: Json) -> World:
    """Anna's account and targets, with the asset classes that she gave."""
    here = world(account["cash"], **account["shares"])
    here.broker.calendar = weekdays(NOON.date().replace(year=2025), NOON.date().replace(year=2027))
    here.save(account.get("cash_target", "0"), **account["targets"])
    policy, classes = here.policies.versions[ANNA][-1], account.get("classes", {})
    given = tuple(
        replace(target, asset_class=AssetClass(classes[target.symbol]))
        if target.symbol in classes
        else target
        for target in policy.targets.allocations
    )
    here.policies.versions[ANNA][-1] = replace(policy, targets=replace(policy.targets, allocations=given))
    return here


def answered(case: Json) -> tuple[int, Any]:
    """Send an example's request."""
    asked = case["request"]
    headers = signed_in() | {"X-Correlation-ID": "golden-1", **asked.get("headers", {})}
    body = {"json": asked["body"]} if "body" in asked else {}
    client = rest_client(opened(case["account"]))
    answer = client.open(asked["path"], method=asked["method"], headers=headers, **body)
    return answer.status_code, answer.get_json()


def is_in(part: Any, whole: Any) -> bool:
    """Tell whether every named field of a part stands in the whole; lists are as long."""
    if isinstance(part, dict):
        return all(name in whole and is_in(value, whole[name]) for name, value in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(is_in, part, whole))
    return bool(part == whole)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_example_is_answered_so(path: Path):
    """Status and answer, to the last figure."""
    case = read(path)
    status, answer = answered(case)

    assert case["status"] == status
    assert case.get("answer", answer) == answer
    assert is_in(case.get("answer_contains", answer), answer)


def test_every_endpoint_has_an_example():
    """One of them at least is answered."""
    asked = [read(path)["request"] for path in CASES]
    shown = {(each["method"], each["path"]) for each in asked}
    wanted = {(each.method, re.sub(r"\{\w+\}", "default", each.path)) for each in OPERATIONS}

    assert set() == wanted - shown


def test_a_wrong_figure_is_noticed():
    """An example that compares nothing would pass in silence."""
    whole = {"status": "READY", "trades": [{"quantity": "50", "id": "x"}]}

    assert is_in({"trades": [{"quantity": "50"}]}, whole)
    assert not is_in({"trades": [{"quantity": "51"}]}, whole)
    assert not is_in({"trades": []}, whole)
