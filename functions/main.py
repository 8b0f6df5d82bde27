"""The deploy unit's entry point: discovery finds every function that is named here."""

from __future__ import annotations

import firebase_admin

from emulator_guard import die_with_parent
from handlers.advance_run import advance_run
from handlers.api import api
from handlers.cancel_run import cancel_run
from handlers.check_portfolio import check_portfolio
from handlers.check_rebalance_drift import check_rebalance_drift
from handlers.compare_shadow import compare_shadow
from handlers.create_api_key import create_api_key
from handlers.delete_account import delete_account
from handlers.execute_plan import execute_plan
from handlers.execute_trade import execute_trade
from handlers.export_data import export_data
from handlers.export_tax_records import export_tax_records
from handlers.forget_device import forget_device
from handlers.import_tax_records import import_tax_records
from handlers.list_api_keys import list_api_keys
from handlers.rebalance_on_schedule import rebalance_on_schedule
from handlers.recommend_policy import recommend_policy
from handlers.register_device import register_device
from handlers.renew_webhook_secret import renew_webhook_secret
from handlers.revoke_api_key import revoke_api_key
from handlers.save_allocation import save_allocation
from handlers.save_policy import save_policy
from handlers.save_preferences import save_preferences
from handlers.schedule_state import schedule_state
from handlers.send_test_message import send_test_message
from handlers.set_live_trading import set_live_trading
from handlers.set_trading_mode import set_trading_mode
from handlers.show_plan import show_plan
from handlers.simulate import simulate
from handlers.study_policy import study_policy
from handlers.sweep import sweep

__all__ = [
    "api",
    "cancel_run",
    "check_rebalance_drift",
    "compare_shadow",
    "create_api_key",
    "delete_account",
    "execute_plan",
    "execute_trade",
    "export_data",
    "export_tax_records",
    "forget_device",
    "import_tax_records",
    "list_api_keys",
    "rebalance_on_schedule",
    "recommend_policy",
    "register_device",
    "renew_webhook_secret",
    "revoke_api_key",
    "save_allocation",
    "save_policy",
    "save_preferences",
    "schedule_state",
    "send_test_message",
    "set_live_trading",
    "set_trading_mode",
    "show_plan",
    "simulate",
    "sweep",
]

die_with_parent()

# The wrapper verifies tokens with the default app before any handler or init hook runs.
firebase_admin.initialize_app()

# The runtime finds a function by its deployed name, which for a queue cannot be a Python name.
globals()["advance-run"] = advance_run
globals()["check-portfolio"] = check_portfolio
globals()["study-policy"] = study_policy
