"""Worked examples of triggers: which rule fires, why, and on which days the calendar comes round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from builders import policy
from golden.reading import Json, build, read
from trigger_builders import bars, entry, market, occasion, report, schedule, without
from trimtab.contracts.base import parse
from trimtab.contracts.policy_triggers import TriggerSection
from trimtab.domain.config import CalendarConfig
from trimtab.domain.policy import Policy
from trimtab.triggers.evaluate import evaluate
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.state import schedule_state

CASES: Final = sorted((Path(__file__).parent / "triggers").glob("*.json"))
INPUT_FIELDS: Final = {
    *("as_of", "calendar", "checked", "closed", "closes", "flows", "forced", "held", "last_run", "targets"),
    "triggers",
}
"""`triggers` is the section of `save_policy`; closes end with the session before the look."""


def policy_of(given: Json) -> Policy:
    """Read the rules and the policy's own calendar."""
    return policy(
        given.get("targets", {"SPY": "0.6", "TLT": "0.4"}),
        calendar=build(CalendarConfig, given.get("calendar", {})),
        triggers=parse(TriggerSection, given["triggers"]).to_domain(),
    )


def look_of(given: Json) -> Occasion:
    """Read one look; the portfolio is on its targets and was looked at never, unless the example differs."""
    at = datetime.fromisoformat(given["as_of"])
    checked, ran = (_day(given.get(name)) for name in ("checked", "last_run"))
    closes = given.get("closes", {})
    return occasion(
        policy_of(given),
        as_of=at,
        schedule=schedule(checked),
        calendar=without(market(2025, 2030), *(date.fromisoformat(day) for day in given.get("closed", ()))),
        drift=report(
            given.get("held", {"SPY": 600, "TLT": 400}), given.get("targets", {"SPY": "0.6", "TLT": "0.4"})
        ),
        bars={symbol: bars(closes[symbol]) for symbol in closes},
        activities=tuple(
            entry(kind, amount, date.fromisoformat(day)) for kind, amount, day in given.get("flows", ())
        ),
        last_rebalanced_on=ran,
        is_forced=given.get("forced", False),
    )


def shown(case: Json) -> Json:
    """Show as much of a look as the example is about."""
    seen = look_of(case["input"])
    verdict, state = evaluate(seen), schedule_state(seen)
    views: Mapping[str, Callable[[], Any]] = {
        "outcome": lambda: verdict.outcome.value,
        "rule": lambda: verdict.rule_id,
        "reason": lambda: verdict.reason.code.value,
        "texts": lambda: {finding.rule_id: finding.reason.text for finding in verdict.findings},
        "next_dates": lambda: [day.isoformat() for day in state.next_dates],
        "days_until": lambda: state.days_until,
    }
    return {name: views[name]() for name in case["expected"]}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_rules_say_what_was_worked_out_by_hand(path: Path):
    """Outcome, reason, sentences and dates, to the letter."""
    case = read(path)

    assert case["expected"] == shown(case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_example_is_complete(path: Path):
    """Every file says where it comes from and how to check it, and expects something."""
    case = read(path)

    assert ["name", "source", "by_hand", "input", "expected"] == list(case)
    assert set() == case["input"].keys() - INPUT_FIELDS
    assert case["expected"]


def test_there_are_examples_of_every_kind_of_rule():
    """And no two make the same claim."""
    cases = [read(path) for path in CASES]
    kinds = {rule["trigger_type"] for case in cases for rule in case["input"]["triggers"]["rules"]}

    assert {
        "CALENDAR",
        "THRESHOLD",
        "COMBINED",
        "VOLATILITY_CHANGE",
        "CORRELATION_CHANGE",
        "CASH_FLOW",
        "MANUAL",
    } <= kinds
    assert len(CASES) == len({case["name"] for case in cases}) >= 20


@pytest.mark.parametrize("wrong", [{"outcome": "FIRED"}, {"days_until": 3}, {"next_dates": []}])
def test_a_wrong_expectation_is_noticed(wrong: dict[str, Any]):
    """The comparison can fail: a planted error in any part is seen."""
    case = read(Path(__file__).parent / "triggers" / "independence_day_is_observed_on_friday.json")
    expected = {**case["expected"], **wrong}

    assert expected != shown({**case, "expected": expected})
