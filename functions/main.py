"""The deploy unit's entry point: discovery finds every function that is named here."""

from __future__ import annotations

import firebase_admin

from emulator_guard import die_with_parent
from handlers.advance_run import advance_run
from handlers.cancel_run import cancel_run
from handlers.check_rebalance_drift import check_rebalance_drift
from handlers.execute_plan import execute_plan
from handlers.execute_trade import execute_trade
from handlers.export_tax_records import export_tax_records
from handlers.import_tax_records import import_tax_records
from handlers.save_allocation import save_allocation
from handlers.save_policy import save_policy
from handlers.set_trading_mode import set_trading_mode
from handlers.simulate import simulate
from handlers.sweep import sweep

__all__ = [
    "cancel_run",
    "check_rebalance_drift",
    "execute_plan",
    "execute_trade",
    "export_tax_records",
    "import_tax_records",
    "save_allocation",
    "save_policy",
    "set_trading_mode",
    "simulate",
    "sweep",
]

die_with_parent()

# The wrapper verifies tokens with the default app before any handler or init hook runs.
firebase_admin.initialize_app()

# The runtime finds a function by its deployed name, which for a queue cannot be a Python name.
globals()["advance-run"] = advance_run
