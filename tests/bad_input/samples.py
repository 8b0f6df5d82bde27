"""Good requests of every contract; every field is filled in one of them, None where it stands aside."""

from __future__ import annotations

from typing import Any, Final

KEY: Final = "00000000-0000-4000-8000-000000000000"
NOON: Final = "2026-11-20T17:00:00Z"

_CONDITION: Final = (
    *("calendar", "shift", "threshold", "look_back", "change", "measure", "symbol", "symbols", "amount"),
    *("deposits", "dividends", "withdrawals"),
)


def condition(kind: str, **own: Any) -> dict[str, Any]:
    """A condition of a combined rule; parameters of other kinds are empty."""
    return {"trigger_type": kind, "trigger_parameters": {**dict.fromkeys(_CONDITION), **own}}


def rule(kind: str, **own: Any) -> dict[str, Any]:
    """A trigger rule with everything else filled in."""
    return {
        "id": "first",
        "trigger_type": kind,
        "trigger_parameters": {**dict.fromkeys((*_CONDITION, "combine", "conditions")), **own},
        "method": "FULL",
        "constraints": {
            "max_turnover": "0.1",
            "min_trade_size": "250",
            "transaction_cost_limit": "20",
            "excluded_instruments": ["GME"],
        },
        "enabled": True,
        "created_at": "2026-11-20T17:00:00.000000Z",
    }


PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    "THRESHOLD": {"threshold": "0.05"},
    "VOLATILITY_CHANGE": {"look_back": 20, "change": "0.5", "measure": "RELATIVE", "symbol": "SPY"},
    "CORRELATION_CHANGE": {
        "look_back": 20,
        "change": "0.3",
        "measure": "ABSOLUTE",
        "symbols": ["SPY", "TLT"],
    },
    "CASH_FLOW": {"amount": "1000", "deposits": True, "dividends": True, "withdrawals": False},
    "CALENDAR": {"calendar": {"frequency": "WEEKLY", "month": 1, "day": 5}, "shift": "FOLLOWING"},
}
"""By the kind of a rule that stands alone."""

SAMPLES: Final[dict[str, dict[str, Any]]] = {
    "AdvanceRunTask": {"uid": "owner", "portfolio_id": "default", "run_id": "A1" * 10},
    "CheckPortfolioTask": {"uid": "owner", "portfolio_id": "default", "due_at": "2026-01-05T14:45:00Z"},
    "StudyPolicyTask": {
        "uid": "owner",
        "portfolio_id": "default",
        "study_id": "st_0123456789abcdef01234567",
        "asked_at": "2026-01-05T14:45:00Z",
    },
    "RecommendPolicyRequest": {
        "portfolio_id": "default",
        "cost_bp": "7.5",
        "tax_percent": "15",
        "monthly_flow_percent": "-0.25",
        "years": 10,
        "paths": 500,
        "aversion": "4",
        "seed": 7,
    },
    "CheckRebalanceDriftRequest": {
        "portfolio_id": "default",
        "method": "FULL",
        "execute": True,
        "idempotency_key": KEY,
        "trigger_type": "MANUAL",
        "force_rebalance": True,
        "symbols": ["SPY"],
        "edits": [{"symbol": "SPY", "qty": "2.5"}],
        "risk_aversion": "4.5",
    },
    "RebalancingRequest": {
        "portfolio_id": "default",
        "trigger_type": "DRIFT_THRESHOLD",
        "method": "THRESHOLD_REBALANCING",
        "constraints": {
            "max_turnover": 0.1,
            "min_trade_size": 250,
            "transaction_cost_limit": 20.5,
            "excluded_instruments": ["GME"],
        },
        "force_rebalance": True,
    },
    "FireTriggerRequest": {"trigger_type": "MANUAL"},
    "WhatIfRequest": {"trades": [{"asset_type": "bond", "action": "BUY", "value": 100.5}]},
    "ScheduleStateRequest": {"portfolio_id": "default"},
    "ShowPlanRequest": {"portfolio_id": "default", "plan_id": "pl_0123456789abcdef01234567"},
    "CompareShadowRequest": {
        "portfolio_id": "default",
        "first_day": "2026-11-02",
        "last_day": "2026-11-20",
    },
    "ExecutePlanRequest": {
        "portfolio_id": "default",
        "plan_id": "pl_" + "0a" * 12,
        "plan_hash": "0a" * 32,
        "idempotency_key": KEY,
        "acknowledged_rules": ["CLASS_CAP:EQUITY"],
        "note": "The rest is sold in January.",
    },
    "ExecuteTradeRequest": {
        "portfolio_id": "default",
        "symbol": "SPY",
        "side": "buy",
        "qty": "1.5",
        "order_type": "limit",
        "limit_price": "400.25",
        "time_in_force": "day",
        "idempotency_key": KEY,
    },
    "SaveAllocationRequest": {
        "portfolio_id": "default",
        "targets": [
            {
                "symbol": "SPY",
                "target_percent": "60",
                "enabled": True,
                "tolerance_percent": "2.5",
                "asset_class": "BOND",
            }
        ],
        "cash_target_percent": "40",
        "draft": False,
    },
    "ImportTaxRecordsRequest": {
        "portfolio_id": "default",
        "kind": "lots",
        "csv": "id,account,symbol,quantity,cost,acquired\n1,ira-1,SPY,1,400,2026-01-05\n",
        "replace": True,
    },
    "ExportTaxRecordsRequest": {"portfolio_id": "default", "kind": "outside_trades"},
    "SavePreferencesRequest": {
        "address": "anna@example.com",
        "webhook_url": "https://example.com/hook?of=anna",
        "zone": "Europe/Zurich",
        "quiet_hours": {"begins": "22:00", "ends": "06:30"},
        "digest_hour": 8,
        "rules": [{"kind": "DRIFT", "least": "WARNING", "channels": ["MAIL", "PUSH"], "digest": True}],
    },
    "SendTestMessageRequest": {},
    "RegisterDeviceRequest": {"device_id": "cAbCdEfGhIjKlMnOpQ-_01"},
    "ForgetDeviceRequest": {"device_id": "cAbCdEfGhIjKlMnOpQ-_01"},
    "RenewWebhookSecretRequest": {},
    "SetLiveTradingRequest": {"enabled": False},
    "CreateApiKeyRequest": {"name": "My script 1", "scopes": ["read"]},
    "ListApiKeysRequest": {},
    "RevokeApiKeyRequest": {"key_id": "aB3dE5gH7jK9mN1pQ2sT"},
    "ExportDataRequest": {"format": "CSV", "after": "0" * 64},
    "DeleteAccountRequest": {"cancel_runs": True},
    "SavePolicyRequest": {
        "portfolio_id": "default",
        "method": "TAX_AWARE",
        "destination": "BAND_EDGE",
        "untargeted": "LIQUIDATE",
        "autonomy": "AUTOMATIC",
        "drift": {
            "threshold": "0.05",
            "critical": "0.1",
            "method": "COMBINED",
            "relative_threshold": "0.25",
        },
        "calendar": {"frequency": "ANNUAL", "month": 2, "day": 29},
        "costs": {
            "min_trade_size": "100",
            "spread": "0.0004",
            "commission": "0.001",
            "minimum_commission": "1",
            "impact": "0.7",
        },
        "constraints": {
            "max_turnover": "0.2",
            "transaction_cost_limit": "50",
            "allocate_at_most": "10000",
            "excluded_instruments": ["GME"],
            "locked": ["AAPL"],
            "do_not_buy": ["TSLA"],
            "do_not_sell": ["BRK.B"],
            "max_position_weight": "0.4",
            "class_caps": [{"asset_class": "EQUITY", "weight": "0.8"}],
            "cap_mode": "ITERATIVE",
            "excluded_weight": "TO_CASH",
            "cash_short": "SCALE_ALL",
            "cash_reserve_amount": "500",
            "cash_reserve_weight": "0.01",
            "cooldown_days": 5,
            "improvement_threshold": "0.001",
            "review_soft_rules": True,
        },
        "tactics": {
            "tilts": [{"symbol": "SPY", "change": "-0.02"}],
            "signals": [{"symbol": "TLT", "score": "-1.5", "stop_price": "80"}],
            "max_tilt": "0.05",
            "exit_below": "-1",
        },
        "tax": {
            "avoid_short_term_gains": True,
            "harvest_losses": True,
            "avoid_wash_sales": True,
            "rates": {"short_term": "0.37", "long_term": "0.2"},
            "lot_method": "HIFO",
            "transition": "CASH_FLOWS_ONLY",
            "deferral_days": 30,
            "harvest_minimum": "250",
            "harvest_minimum_part": "0.1",
            "gain_warning": "5000",
            "gain_cap": "10000",
            "deduction_limit": "1500",
            "match_earlier_purchases": False,
            "identical": [{"symbols": ["SPY", "VOO"]}],
            "substitutes": [{"symbol": "SPY", "substitutes": ["VTI"]}],
            "accounts": [{"account": "ira-1", "kind": "IRA", "lot_method": "FIFO"}],
            "reinvested": ["SPY"],
            "deposit_dates": ["2027-01-15"],
        },
        "limits": {
            "max_orders": 50,
            "max_order_value": "20000",
            "max_run_value": "100000",
            "max_day_orders": 100,
            "max_day_value": "200000",
            "max_run_turnover": "0.5",
            "max_day_turnover": "1.5",
            "max_price_move": "0.03",
            "max_volume_share": "0.02",
            "max_drawdown": "0.2",
        },
        "execution": {
            "order_type": "limit",
            "limit_buffer": "0.003",
            "reprice_after_seconds": 45,
            "max_reprices": 3,
            "last_resort": "CONVERT_TO_MARKET",
            "hold_seconds": 30,
        },
        "triggers": {
            "rules": [
                rule("CALENDAR", calendar={"frequency": "ANNUAL", "month": 2, "day": 29}, shift="PRECEDING")
            ],
            "cooldown_days": 5,
            "monitoring_interval_minutes": 15,
        },
    },
    "CancelRunRequest": {
        "portfolio_id": "default",
        "run_id": "a1B2c3D4e5F6g7H8i9J0",
        "reason": "second thoughts",
    },
    "SetTradingModeRequest": {
        "portfolio_id": "default",
        "mode": "HALTED",
        "reason": "drill",
        "scope": "PORTFOLIO",
        "cancels_open_orders": True,
    },
    "SimulateMandateRequest": {
        "idempotency_key": KEY,
        "correlation_id": "corr-1",
        "portfolio_snapshot": {
            "portfolio_id": "pf-1",
            "snapshot_id": "ps-1",
            "as_of": NOON,
            "base_currency": "SGD",
            "positions": [{"instrument_id": "US0378331005", "quantity": "10"}],
            "cash_balances": [{"currency": "SGD", "amount": "1000.00"}],
            "entity_context": "SG/UHNW",
        },
        "market_data_snapshot": {
            "snapshot_id": "md-1",
            "as_of": NOON,
            "prices": [
                {"instrument_id": "US0378331005", "price": "225.00", "currency": "USD", "as_of": NOON}
            ],
            "fx_rates": [{"pair": "USD/SGD", "rate": "1.25"}],
        },
        "model_portfolio": {
            "model_portfolio_id": "mod-1",
            "targets": [{"instrument_id": "US0378331005", "weight": "0.5"}],
            "cash_weight": "0.5",
        },
        "shelf_version": "s-2026",
        "shelf_entries": [
            {
                "instrument_id": "US0378331005",
                "status": "APPROVED",
                "asset_class": "EQUITY",
                "unit": "WHOLE",
                "min_notional": {"amount": "100", "currency": "USD"},
                "entity_context": "SG/UHNW",
            }
        ],
        "mandate": {
            "mandate_id": "man-1",
            "policy_version": "v1.2",
            "rules": {
                "single_position_max": {"weight": "0.5"},
                "class_max": [{"asset_class": "EQUITY", "weight": "0.8"}],
                "cash_reserve_weight": "0.01",
                "max_turnover": "0.5",
                "excluded_instruments": ["XS0000000001"],
                "locked": ["XS0000000002"],
                "do_not_buy": ["XS0000000003"],
                "do_not_sell": ["XS0000000004"],
            },
        },
        "options": {
            "suppress_dust_trades": True,
            "fx_buffer_pct": "0.01",
            "fx_sweep": "OFF",
            "fx_sweep_threshold": "0",
            "allow_restricted": False,
            "max_staleness_minutes": 60,
            "max_skew_minutes": 15,
            "dq_policy": "BLOCK",
            "cap_mode": "SINGLE_PASS",
            "single_position_max_weight": "0.5",
            "excluded_weight": "TO_CASH",
            "tax": "OFF",
        },
    },
    "SimulateRequest": {
        "portfolio_id": "default",
        "method": "FULL",
        "targets": [
            {
                "symbol": "SPY",
                "target_percent": "60",
                "enabled": True,
                "tolerance_percent": "2.5",
                "asset_class": "BOND",
            }
        ],
        "cash_target_percent": "40",
        "prices": {"SPY": "400.25"},
        "cash_flow": "-100.50",
        "trades": [
            {"symbol": "SPY", "asset_class": None, "action": "BUY", "value": None, "quantity": "1.5"},
        ],
        "cash_leg": True,
        "flip_points_of": ["SPY"],
        "lot_method": "HIFO",
        "trade_off": False,
        "risk_aversion": "4.5",
    },
}
"""By the name of the contract."""

BY_CLASS: Final[dict[str, Any]] = {
    **SAMPLES["SimulateRequest"],
    "trades": [
        {"symbol": None, "asset_class": "EQUITY", "action": "SELL", "value": "100.50", "quantity": None}
    ],
    "cash_leg": False,
}


def _ruled(sent: dict[str, Any]) -> dict[str, Any]:
    """A request that saves one rule and nothing else."""
    sections = dict.fromkeys(SAMPLES["SavePolicyRequest"])
    triggers = {"rules": [sent], "cooldown_days": 0, "monitoring_interval_minutes": None}
    return {**sections, "portfolio_id": "default", "triggers": triggers}


_MORE: Final[dict[str, list[dict[str, Any]]]] = {
    "SimulateRequest": [BY_CLASS],
    "SavePolicyRequest": [
        *(_ruled(rule(kind, **own)) for kind, own in PARAMETERS.items()),
        *(
            _ruled(rule("COMBINED", combine="ALL", conditions=[condition(kind, **own)]))
            for kind, own in PARAMETERS.items()
        ),
    ],
}
"""Further good requests, for fields that cannot all be filled at once."""


def samples_of(contract: str) -> list[dict[str, Any]]:
    """List the good requests of a contract. Raises KeyError for one that nobody has thought of."""
    return [SAMPLES[contract], *_MORE.get(contract, [])]
