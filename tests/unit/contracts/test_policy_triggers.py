"""The trigger section of `save_policy`: requirement 000's names, both spellings, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal as D
from typing import Any

import pytest

from bad_input.samples import PARAMETERS, condition, rule
from builders import NOON
from trimtab.contracts.base import Contract, parse
from trimtab.contracts.policy_triggers import (
    ConditionParameters,
    RuleConstraintSettings,
    TriggerParameters,
    TriggerSection,
)
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.method import RebalancingMethod
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    ChangeMeasure,
    CombinedTrigger,
    CombineMode,
    CorrelationTrigger,
    DateShift,
    RuleConstraints,
    ThresholdTrigger,
    Trigger,
    TriggerKind,
    TriggerRule,
    TriggerSettings,
    VolatilityTrigger,
)

SINGLE = (CalendarTrigger, ThresholdTrigger, VolatilityTrigger, CorrelationTrigger, CashFlowTrigger)


def read(*rules: dict[str, Any], **settings: Any) -> TriggerSettings:
    return parse(TriggerSection, {"rules": list(rules), **settings}).to_domain()


def trigger(kind: str, **parameters: Any) -> Trigger:
    return read({"trigger_type": kind, "trigger_parameters": parameters}).rules[0].trigger


def refusal(sent: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(InvalidRequestError) as refused:
        parse(TriggerSection, sent)
    return refused.value.details["field"], refused.value.message


def shown(settings: TriggerSettings) -> dict[str, Any]:
    return TriggerSection.of(settings).model_dump(mode="json")


@pytest.mark.parametrize(
    ("model", "kinds"),
    [
        (ConditionParameters, SINGLE),
        (TriggerParameters, (*SINGLE, CombinedTrigger)),
        (RuleConstraintSettings, (RuleConstraints,)),
    ],
)
def test_parameters_have_the_fields_of_their_types(model: type[Contract], kinds: tuple[Any, ...]):
    """No field of the engine is out of reach, and none is sent in vain."""
    assert {field.name for kind in kinds for field in fields(kind)} - {"kind"} == model.model_fields.keys()


def test_what_is_left_out_is_the_default_rule():
    """An empty section is what a policy without one has."""
    assert TriggerSettings() == parse(TriggerSection, {}).to_domain()


@pytest.mark.parametrize(
    ("old", "new"), [("TIME_BASED", TriggerKind.CALENDAR), ("DRIFT_THRESHOLD", TriggerKind.THRESHOLD)]
)
def test_both_documents_names_are_read(old: str, new: TriggerKind):
    """000's word and 002's are one kind; the answer says 002's (domain rule 16)."""
    sent = read({"trigger_type": old}, {"trigger_type": new.value})

    assert [new, new] == [each.kind for each in sent.rules]
    assert new.value == shown(sent)["rules"][0]["trigger_type"]


def test_both_names_are_read_in_conditions():
    """Inside a combined rule, too."""
    found = trigger("COMBINED", conditions=[{"trigger_type": "TIME_BASED"}])

    assert CombinedTrigger(conditions=(CalendarTrigger(),)) == found


@pytest.mark.parametrize(
    ("kind", "parameters", "expected"),
    [
        (
            "CALENDAR",
            {"calendar": {"frequency": "MONTHLY", "day": 31}, "shift": "PRECEDING"},
            CalendarTrigger(
                calendar=CalendarConfig(frequency=Frequency.MONTHLY, day=31), shift=DateShift.PRECEDING
            ),
        ),
        ("CALENDAR", {}, CalendarTrigger()),
        ("THRESHOLD", {"threshold": "0.03"}, ThresholdTrigger(threshold=D("0.03"))),
        (
            "VOLATILITY_CHANGE",
            {"look_back": 20, "change": "1.5", "measure": "ABSOLUTE", "symbol": "SPY"},
            VolatilityTrigger(look_back=20, change=D("1.5"), measure=ChangeMeasure.ABSOLUTE, symbol="SPY"),
        ),
        ("CORRELATION_CHANGE", {"symbols": ["TLT", "SPY"]}, CorrelationTrigger(symbols=("SPY", "TLT"))),
        ("CASH_FLOW", {"amount": "0"}, CashFlowTrigger(amount=D(0))),
        (
            "COMBINED",
            {"combine": "all", "conditions": [condition("THRESHOLD"), condition("CALENDAR")]},
            CombinedTrigger(combine=CombineMode.ALL, conditions=(ThresholdTrigger(), CalendarTrigger())),
        ),
    ],
)
def test_parameters_are_read(kind: str, parameters: dict[str, Any], expected: Trigger):
    """Each kind takes its own; what is not sent has its default."""
    assert expected == trigger(kind, **parameters)


def test_a_rule_is_read_whole():
    """Method, constraints, flag and time beside the trigger."""
    sent = read(rule("CASH_FLOW", amount="1000"))

    expected = TriggerRule(
        rule_id="first",
        trigger=CashFlowTrigger(amount=D(1_000)),
        method=RebalancingMethod.FULL,
        constraints=RuleConstraints(
            max_turnover=D("0.1"),
            min_trade_size=D(250),
            transaction_cost_limit=D(20),
            excluded_instruments=("GME",),
        ),
        created_at=NOON,
    )
    assert (expected,) == sent.rules


@pytest.mark.parametrize("kind", PARAMETERS)
def test_what_is_shown_can_be_sent_back(kind: str):
    """A rule with all its parameters, alone and as a condition."""
    own = PARAMETERS[kind]
    sent = {
        "rules": [rule(kind, **own), {**rule("COMBINED", combine="ANY", conditions=[condition(kind, **own)])}]
    }
    sent["rules"][1]["id"] = "second"

    assert sent["rules"] == shown(read(*sent["rules"]))["rules"]


def test_a_rule_without_an_id_is_called_after_its_kind_and_place():
    """So that the same rules get the same names."""
    sent = read(
        {"trigger_type": "MANUAL"}, {"trigger_type": "TIME_BASED", "id": "mine"}, {"trigger_type": "CALENDAR"}
    )

    assert ["manual-1", "mine", "calendar-3"] == [each.rule_id for each in sent.rules]


def test_rules_keep_the_owners_order():
    """The first that fires decides, so they are not sorted."""
    sent = read({"trigger_type": "MANUAL", "id": "z"}, {"trigger_type": "MANUAL", "id": "a"})

    assert ["z", "a"] == [each.rule_id for each in sent.rules]


def test_no_rules_are_a_choice():
    """Nothing starts by itself then."""
    assert () == read().rules


@pytest.mark.parametrize(
    ("one", "field", "words"),
    [
        ({}, "trigger_type", "is missing"),
        ({"trigger_type": "HOURLY"}, "trigger_type", "'HOURLY' input should be 'CALENDAR'"),
        ({"trigger_type": "COMBINED"}, "trigger_parameters.conditions", "is missing"),
        (
            {"trigger_type": "COMBINED", "trigger_parameters": {"conditions": []}},
            "trigger_parameters.conditions",
            "at least 1 item",
        ),
        (
            {
                "trigger_type": "COMBINED",
                "trigger_parameters": {"conditions": [{"trigger_type": "COMBINED"}]},
            },
            "trigger_parameters.conditions[0].trigger_type",
            "cannot be a condition",
        ),
        (
            {"trigger_type": "COMBINED", "trigger_parameters": {"conditions": [{"trigger_type": "MANUAL"}]}},
            "trigger_parameters.conditions[0].trigger_type",
            "MANUAL never fires",
        ),
        (
            {
                "trigger_type": "COMBINED",
                "trigger_parameters": {
                    "conditions": [{"trigger_type": "CALENDAR", "trigger_parameters": {"amount": "5"}}]
                },
            },
            "trigger_parameters.conditions[0].trigger_parameters.amount",
            "'5' is no parameter of CALENDAR",
        ),
        (
            {"trigger_type": "THRESHOLD", "trigger_parameters": {"look_back": 20}},
            "trigger_parameters.look_back",
            "20 is no parameter of THRESHOLD",
        ),
        (
            {"trigger_type": "MANUAL", "trigger_parameters": {"threshold": "0.1"}},
            "trigger_parameters.threshold",
            "no parameter of MANUAL",
        ),
        ({"trigger_type": "CASH_FLOW"}, "trigger_parameters.amount", "is missing"),
        (
            {
                "trigger_type": "CASH_FLOW",
                "trigger_parameters": {"amount": "5", "deposits": False, "dividends": False},
            },
            "trigger_parameters.deposits",
            "must be true, or dividends or withdrawals must be",
        ),
        (
            {
                "trigger_type": "CALENDAR",
                "trigger_parameters": {"calendar": {"frequency": "WEEKLY", "day": 8}},
            },
            "trigger_parameters.calendar.day",
            "must be 1 (Monday) to 7 (Sunday)",
        ),
        (
            {
                "trigger_type": "CALENDAR",
                "trigger_parameters": {"calendar": {"frequency": "ANNUAL", "month": 2, "day": 30}},
            },
            "trigger_parameters.calendar.day",
            "is not a day of month 2",
        ),
        (
            {"trigger_type": "VOLATILITY_CHANGE", "trigger_parameters": {"look_back": 4}},
            "trigger_parameters.look_back",
            "greater than or equal to 5",
        ),
        (
            {"trigger_type": "VOLATILITY_CHANGE", "trigger_parameters": {"change": "100.1"}},
            "trigger_parameters.change",
            "at most 100",
        ),
        (
            {"trigger_type": "CORRELATION_CHANGE", "trigger_parameters": {"symbols": ["SPY"]}},
            "trigger_parameters.symbols",
            "must name two symbols",
        ),
        (
            {"trigger_type": "CORRELATION_CHANGE", "trigger_parameters": {"symbols": ["SPY", "SPY"]}},
            "trigger_parameters.symbols",
            "symbol SPY appears twice",
        ),
        (
            {"trigger_type": "MANUAL", "constraints": {"max_turnover": "20"}},
            "constraints.max_turnover",
            "must be a fraction between 0 and 1",
        ),
        ({"trigger_type": "MANUAL", "method": "OPTIMAL"}, "method", "input should be 'FULL'"),
        ({"trigger_type": "MANUAL", "enabled": "yes"}, "enabled", "boolean"),
        ({"trigger_type": "MANUAL", "priority": 1}, "priority", "is not a field"),
        ({"trigger_type": "MANUAL", "id": "a rule"}, "id", "match pattern"),
    ],
)
def test_a_bad_rule_is_named(one: dict[str, Any], field: str, words: str):
    """The path of the field is whole, and the words say what would be right."""
    named, message = refusal({"rules": [one]})

    assert f"rules[0].{field}" == named
    assert words in message


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"cooldown_days": -1}, "cooldown_days", "greater than or equal to 0"),
        ({"monitoring_interval_minutes": 4}, "monitoring_interval_minutes", "greater than or equal to 5"),
        ({"monitoring_interval_minutes": 391}, "monitoring_interval_minutes", "less than or equal to 390"),
        ({"interval": 5}, "interval", "is not a field"),
        ({"rules": [{"trigger_type": "MANUAL"}] * 21}, "rules", "at most 20 items"),
    ],
)
def test_a_bad_section_is_named(sent: dict[str, Any], field: str, words: str):
    """Bounds of what holds for all rules."""
    named, message = refusal(sent)

    assert field == named
    assert words in message


@pytest.mark.parametrize("second", [{"id": "a"}, {"id": "manual-1"}])
def test_no_two_rules_have_one_id(second: dict[str, Any]):
    """Be it sent twice, or sent as what another one is called."""
    first = {"id": "a"} if second["id"] == "a" else {}
    manual = {"trigger_type": "MANUAL"}

    assert ("rules", True) == (
        refusal({"rules": [manual | first, manual | second]})[0],
        f"id {second['id']} appears twice" in refusal({"rules": [manual | first, manual | second]})[1],
    )
