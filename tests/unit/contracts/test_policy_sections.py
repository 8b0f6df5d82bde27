"""The sections of `save_policy` but the tax one: names, units, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.contracts.base import Contract, parse
from trimtab.contracts.policy_sections import (
    CalendarSettings,
    ClassCapSettings,
    ConstraintSettings,
    CostSettings,
    DriftSettings,
    ExecutionSettings,
    LimitSettings,
    SignalSettings,
    TacticSettings,
    TiltSettings,
)
from trimtab.domain.config import CalendarConfig, CostConfig, DriftConfig, DriftMethod
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.intent import OrderType
from trimtab.domain.policy import MINIMUM_TRADE, Limits
from trimtab.domain.tactics import Signal, Tactics, Tilt

LIMITS = {
    "max_orders": 1,
    "max_order_value": "1",
    "max_run_value": "1",
    "max_day_orders": 1,
    "max_day_value": "1",
    "max_run_turnover": "1",
    "max_day_turnover": "1",
    "max_price_move": "0.01",
    "max_volume_share": "1",
}


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        (DriftSettings, DriftConfig),
        (CalendarSettings, CalendarConfig),
        (ConstraintSettings, Constraints),
        (ClassCapSettings, ClassCap),
        (TacticSettings, Tactics),
        (TiltSettings, Tilt),
        (SignalSettings, Signal),
        (LimitSettings, Limits),
        (ExecutionSettings, ExecutionConfig),
    ],
)
def test_a_section_has_the_fields_of_its_type(section: type[Contract], kind: Any):
    """No field of the engine is out of reach, and none is sent in vain."""
    assert {field.name for field in fields(kind)} == section.model_fields.keys()


@pytest.mark.parametrize(
    ("section", "usual"),
    [
        (DriftSettings, DriftConfig()),
        (CalendarSettings, CalendarConfig()),
        (CostSettings, CostConfig(minimum_trade=MINIMUM_TRADE)),
        (ConstraintSettings, Constraints()),
        (TacticSettings, Tactics()),
        (ExecutionSettings, ExecutionConfig()),
    ],
)
def test_an_empty_section_is_the_default(section: Any, usual: object):
    """What a section leaves out is what a new policy has."""
    assert usual == parse(section, {}).to_domain()


def test_costs_are_sent_by_the_names_of_requirement_002():
    """Smallest trade, spread and commission; amounts in dollars, rates as fractions."""
    sent = {"min_trade_size": "100", "spread": "0.0004", "commission": 0.001}

    expected = CostConfig(minimum_trade=D(100), spread_rate=D("0.0004"), commission_rate=D("0.001"))
    assert expected == parse(CostSettings, sent).to_domain()


def test_a_style_is_sent_in_the_broker_s_words():
    """Limit orders, five points of buffer, a market order in the end, and a minute before the first."""
    style = {"order_type": "limit", "limit_buffer": "0.05", "last_resort": "CONVERT_TO_MARKET"}
    sent = {**style, "hold_seconds": 60}

    expected = ExecutionConfig(
        order_type=OrderType.LIMIT,
        limit_buffer=D("0.05"),
        last_resort=LastResort.CONVERT_TO_MARKET,
        hold_seconds=60,
    )
    assert expected == parse(ExecutionSettings, sent).to_domain()


@pytest.mark.parametrize("word", ["relative", "RELATIVE"])
def test_the_drift_method_may_be_written_in_either_case(word: str):
    """Requirement 002 writes it small, every other choice is written large."""
    assert DriftMethod.RELATIVE is parse(DriftSettings, {"method": word}).to_domain().method


def test_the_limits_of_requirement_000_keep_their_names():
    """Turnover as a fraction, cost in dollars, instruments by symbol."""
    sent = {"max_turnover": "0.2", "transaction_cost_limit": "50", "excluded_instruments": ["TSLA", "GME"]}

    expected = Constraints(
        max_turnover=D("0.2"), transaction_cost_limit=D(50), excluded_instruments=("GME", "TSLA")
    )
    assert expected == parse(ConstraintSettings, sent).to_domain()


@pytest.mark.parametrize(
    "sent",
    [
        {"frequency": "WEEKLY", "day": 7},
        {"frequency": "MONTHLY", "day": 31, "month": 2},
        {"frequency": "ANNUAL", "day": 29, "month": 2},
        {"frequency": "ANNUAL", "day": 31, "month": 12},
    ],
)
def test_a_day_that_exists_is_taken(sent: dict[str, Any]):
    """The last weekday, the last day of a long month, and a leap day."""
    assert CalendarConfig(**sent) == parse(CalendarSettings, sent).to_domain()


@pytest.mark.parametrize(
    ("section", "sent", "field", "words"),
    [
        (DriftSettings, {"threshold": "5"}, "threshold", "'5' must be a fraction between 0 and 1"),
        (DriftSettings, {"threshold": "-0.01"}, "threshold", "must be a fraction between 0 and 1"),
        (DriftSettings, {"threshold": float("nan")}, "threshold", "plain decimal"),
        (DriftSettings, {"threshold": None}, "threshold", "decimal"),
        (DriftSettings, {"critical": "0.04"}, "critical", "must not be below threshold, which is 0.05"),
        (DriftSettings, {"method": "Absolute"}, "method", "'ABSOLUTE', 'RELATIVE' or 'COMBINED'"),
        (DriftSettings, {"method": "abſolute"}, "method", "'ABSOLUTE', 'RELATIVE' or 'COMBINED'"),
        (DriftSettings, {"tolerance": "0.05"}, "tolerance", "is not a field"),
        (CalendarSettings, {"frequency": "DAILY"}, "frequency", "'WEEKLY', 'MONTHLY', 'QUARTERLY' or"),
        (CalendarSettings, {"frequency": "WEEKLY", "day": 8}, "day", "1 (Monday) to 7 (Sunday)"),
        (
            CalendarSettings,
            {"frequency": "ANNUAL", "month": 2, "day": 30},
            "day",
            "30 is not a day of month 2",
        ),
        (
            CalendarSettings,
            {"frequency": "ANNUAL", "month": 4, "day": 31},
            "day",
            "31 is not a day of month 4",
        ),
        (CalendarSettings, {"day": 0}, "day", "greater than or equal to 1"),
        (CalendarSettings, {"day": 32}, "day", "less than or equal to 31"),
        (CalendarSettings, {"month": 13}, "month", "less than or equal to 12"),
        (CalendarSettings, {"month": True}, "month", "valid integer"),
        (CostSettings, {"min_trade_size": "-1"}, "min_trade_size", "must not be negative"),
        (CostSettings, {"spread": "1.5"}, "spread", "must be a fraction between 0 and 1"),
        (CostSettings, {"commission": "2"}, "commission", "must be a fraction between 0 and 1"),
        (CostSettings, {"spread_rate": "0.1"}, "spread_rate", "is not a field"),
        (ConstraintSettings, {"max_turnover": "20"}, "max_turnover", "must be a fraction between 0 and 1"),
        (ConstraintSettings, {"transaction_cost_limit": "-1"}, "transaction_cost_limit", "not be negative"),
        (ConstraintSettings, {"locked": ["SPY", "SPY"]}, "locked", "symbol SPY appears twice"),
        (ConstraintSettings, {"cooldown_days": -1}, "cooldown_days", "greater than or equal to 0"),
        (
            ConstraintSettings,
            {"class_caps": [{"asset_class": "EQUITY", "weight": "0.5"}] * 2},
            "class_caps",
            "asset_class EQUITY appears twice",
        ),
        (
            TacticSettings,
            {"tilts": [{"symbol": "SPY", "change": "2"}]},
            "tilts[0].change",
            "between -1 and 1",
        ),
        (
            TacticSettings,
            {"tilts": [{"symbol": "SPY", "change": "0.1"}] * 2},
            "tilts",
            "symbol SPY appears twice",
        ),
        (TacticSettings, {"signals": [{"symbol": "SPY"}]}, "signals[0]", "must give a score, a stop_price"),
        (
            TacticSettings,
            {"signals": [{"symbol": "SPY", "stop_price": "0"}]},
            "signals[0].stop_price",
            "must be more than 0",
        ),
        (ExecutionSettings, {"order_type": "stop"}, "order_type", "'market' or 'limit'"),
        (ExecutionSettings, {"limit_buffer": "0.0501"}, "limit_buffer", "a fraction between 0 and 0.05"),
        (ExecutionSettings, {"limit_buffer": "-0.001"}, "limit_buffer", "a fraction between 0 and 0.05"),
        (ExecutionSettings, {"reprice_after_seconds": 9}, "reprice_after_seconds", "or equal to 10"),
        (ExecutionSettings, {"reprice_after_seconds": 601}, "reprice_after_seconds", "or equal to 600"),
        (ExecutionSettings, {"max_reprices": -1}, "max_reprices", "greater than or equal to 0"),
        (ExecutionSettings, {"max_reprices": 6}, "max_reprices", "less than or equal to 5"),
        (ExecutionSettings, {"hold_seconds": -1}, "hold_seconds", "greater than or equal to 0"),
        (ExecutionSettings, {"hold_seconds": 601}, "hold_seconds", "less than or equal to 600"),
        (ExecutionSettings, {"last_resort": "MARKET"}, "last_resort", "'CONVERT_TO_MARKET' or"),
        (LimitSettings, {}, "max_orders", "is missing"),
        (LimitSettings, {**LIMITS, "max_orders": 0}, "max_orders", "greater than or equal to 1"),
        (LimitSettings, {**LIMITS, "max_orders": 401}, "max_orders", "less than or equal to 400"),
        (LimitSettings, {**LIMITS, "max_order_value": "0"}, "max_order_value", "must be more than 0"),
        (LimitSettings, {**LIMITS, "max_run_turnover": "0"}, "max_run_turnover", "above 0 and up to 1"),
        (LimitSettings, {**LIMITS, "max_run_turnover": "1.01"}, "max_run_turnover", "above 0 and up to 1"),
        (LimitSettings, {**LIMITS, "max_day_turnover": "0"}, "max_day_turnover", "must be more than 0"),
        (LimitSettings, {**LIMITS, "max_price_move": "0"}, "max_price_move", "above 0 and up to 0.05"),
        (LimitSettings, {**LIMITS, "max_price_move": "0.0501"}, "max_price_move", "above 0 and up to 0.05"),
        (LimitSettings, {**LIMITS, "max_volume_share": "0"}, "max_volume_share", "above 0 and up to 1"),
        (LimitSettings, {**LIMITS, "max_volume_share": "1.01"}, "max_volume_share", "above 0 and up to 1"),
    ],
)
def test_a_wrong_setting_is_named(section: Any, sent: dict[str, Any], field: str, words: str):
    """The refusal names the field and says what would be right."""
    with pytest.raises(InvalidRequestError) as refused:
        parse(section, sent)

    assert field == refused.value.details["field"]
    assert words in refused.value.message


@pytest.mark.parametrize(("sent", "limit"), [({}, None), ({"max_drawdown": "0.2"}, D("0.2"))])
def test_a_drawdown_is_guarded_where_a_limit_was_sent(sent: dict[str, str], limit: D | None):
    """It alone of the limits may be left out, and nothing is guarded then."""
    assert limit == parse(LimitSettings, LIMITS | sent).to_domain().max_drawdown
