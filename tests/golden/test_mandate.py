"""Worked examples of requirement 003, from the request that is sent to the answer that is shown.

Ids, hashes and sentences are left out of the comparison (domain rule 29); all figures and codes are in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from golden.reading import Json, read
from trimtab.contracts.base import parse
from trimtab.contracts.mandate import SimulateMandateRequest
from trimtab.contracts.mandate_answer import to_rebalance_run
from trimtab.contracts.mandate_question import to_mandate_request
from trimtab.contracts.mandate_run import OrderIntent, RebalanceRun
from trimtab.simulation.pipeline import simulate_mandate

CASES: Final = sorted((Path(__file__).parent / "mandate").glob("*.json"))
NOON: Final = "2026-02-13T12:00:00Z"


def answer(case: Json) -> RebalanceRun:
    """Send an example's request through contract, pipeline and contract."""
    sent = parse(SimulateMandateRequest, whole(case["input"]))
    return to_rebalance_run(simulate_mandate(to_mandate_request(sent)), sent.options)


def whole(given: Json) -> Json:
    """Fill what every request has and no example is about: names, versions and times."""
    return {
        "idempotency_key": "golden-example",
        "portfolio_snapshot": {
            "portfolio_id": "pf-1",
            "snapshot_id": "ps-1",
            "as_of": NOON,
            "base_currency": "USD",
            **given["portfolio"],
        },
        "market_data_snapshot": {"snapshot_id": "md-1", "as_of": NOON, **given["market"]},
        "model_portfolio": {"model_portfolio_id": "mod-1", **given["model"]},
        "shelf_version": "s-1",
        "shelf_entries": given["shelf"],
        "mandate": {"mandate_id": "man-1", "policy_version": "v1.2", "rules": given.get("rules", {})},
        "options": given.get("options", {}),
    }


def shown(run: RebalanceRun) -> Json:
    """Show an answer without ids, hashes and sentences; what few answers have only where it is there."""
    told, diagnostics = run.outputs, run.outputs.diagnostics
    numbers = {intent.intent_id: at for at, intent in enumerate(told.intents, start=1)}
    after = diagnostics.after_state
    usual: Json = {
        "status": run.status.value,
        "summary": told.explanation.summary.code.value,
        "intents": [_intent(intent, numbers) for intent in told.intents],
        "explanation": {line.instrument_id: line.code.value for line in told.explanation.instruments},
        "after": {
            **{line.instrument_id: _text(line.quantity) for line in after.positions},
            **{cash.currency: _text(cash.amount) for cash in after.cash_balances},
        },
        "turnover": _text(diagnostics.costs.turnover),
    }
    unusual: Json = {
        "failed_rules": [line.rule_id for line in told.rule_results if line.status.value == "FAIL"],
        "exclusions": {line.instrument_id: line.code.value for line in diagnostics.exclusions},
        "suppressed": {line.instrument_id: line.code.value for line in diagnostics.suppressed},
        "binding_limits": [line.limit for line in diagnostics.binding_limits],
        "conflicting_rules": list(diagnostics.conflicting_rules),
        "warnings": [line.code.value for line in diagnostics.warnings],
        "problem": diagnostics.problem.type if diagnostics.problem else None,
    }
    return usual | {name: value for name, value in unusual.items() if value}


def _intent(intent: OrderIntent, numbers: dict[str, int]) -> str:
    money = intent.notional_estimated
    worth = f"{_text(money.amount)} {money.currency}"
    words = f"{intent.side} {_text(intent.quantity)} {intent.instrument_id} = {worth}"
    needed = "".join(f" after {numbers[name]}" for name in intent.dependencies)
    return f"{words}, {intent.rationale.code}{needed}"


def _text(value: Any) -> str:
    return format(value.normalize(), "f")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_answer_is_the_one_worked_out_by_hand(path: Path):
    """Status, intents, exclusions, limits, rules and the portfolio afterwards, to the last digit."""
    case = read(path)

    assert case["expected"] == shown(answer(case))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_equal_questions_have_equal_answers(path: Path):
    """The same request gives the same bytes, ids included, whatever order its rows come in."""
    case = read(path)
    given = case["input"]
    rows = ("positions", "cash_balances")
    backwards = {name: given["portfolio"][name][::-1] for name in rows if name in given["portfolio"]}
    turned = {**given, "shelf": given["shelf"][::-1], "portfolio": {**given["portfolio"], **backwards}}

    assert answer(case).model_dump_json() == answer({"input": turned}).model_dump_json()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_answered_can_be_read_back(path: Path):
    """Parse after render is the identity."""
    run = answer(read(path))

    assert run == RebalanceRun.model_validate_json(run.model_dump_json())


def test_there_are_enough_examples_of_requirement_003():
    """The document asks for ten and more, its scenarios A to D among them."""
    names = {path.stem[:10] for path in CASES}

    assert len(CASES) >= 10
    assert {"scenario_a", "scenario_b", "scenario_c", "scenario_d"} <= names


@pytest.mark.parametrize("wrong", [{"status": "BLOCKED"}, {"intents": []}, {"turnover": "0"}])
def test_a_wrong_answer_is_noticed(wrong: Json):
    """The comparison can fail."""
    case = read(next(path for path in CASES if path.stem.startswith("scenario_a")))

    assert {**case["expected"], **wrong} != shown(answer(case))
