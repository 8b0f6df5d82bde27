"""Identifiers that are unique, and reproducible from a seed."""

from __future__ import annotations

from collections import Counter
from uuid import NAMESPACE_OID, UUID, uuid5


class IdSource:
    """Hand out ids by kind; equal seeds give equal sequences."""

    def __init__(self, seed: UUID) -> None:
        self._seed = seed
        self._issued: Counter[str] = Counter()

    def next(self, kind: str) -> UUID:
        """Issue the next id of a kind such as "order" or "fill"."""
        self._issued[kind] += 1
        return uuid5(self._seed, f"{kind}:{self._issued[kind]}")


def asset_id(symbol: str) -> UUID:
    """Derive the id of an asset from its symbol, so that it is the same everywhere."""
    return uuid5(NAMESPACE_OID, f"asset:{symbol}")


def account_id(key: str) -> UUID:
    """Derive the id of an account from its API key."""
    return uuid5(NAMESPACE_OID, f"account:{key}")
