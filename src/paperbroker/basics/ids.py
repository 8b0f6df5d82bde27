"""Identifiers that follow from what they name, so that they are the same everywhere."""

from __future__ import annotations

from uuid import NAMESPACE_OID, UUID, uuid5


def asset_id(symbol: str) -> UUID:
    """Derive the id of an asset from its symbol, so that it is the same everywhere."""
    return uuid5(NAMESPACE_OID, f"asset:{symbol}")


def account_id(key: str) -> UUID:
    """Derive the id of an account from its API key."""
    return uuid5(NAMESPACE_OID, f"account:{key}")
