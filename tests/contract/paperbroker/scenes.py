"""Scenes that differ from the usual one in the account alone."""

from __future__ import annotations

from typing import Any

from contract.paperbroker.acts import KEY, MSFT, SECRET, SETTING


def opening(**fields: Any) -> dict[str, Any]:
    """Open the usual account with other fields."""
    account = {"key": KEY, "secret": SECRET, "cash": "1000.00", "positions": {"MSFT": MSFT}}
    return {**SETTING, "accounts": [{**account, **fields}]}
