"""Find what a control names, or refuse it by its field."""

from __future__ import annotations

from paperbroker.basics.fields import SettingError
from paperbroker.book.account import Account
from paperbroker.desk.exchange import Exchange


def require_asset(exchange: Exchange, field: str, symbol: str) -> None:
    """Raise `SettingError` for a symbol that is no asset."""
    if symbol not in exchange.assets:
        raise SettingError(field, f"{symbol} is not a known asset")


def find_account(exchange: Exchange, key: str) -> Account:
    """Find an account by its key; raises `SettingError`."""
    account = exchange.book.accounts.by_key(key)
    if account is None:
        raise SettingError("key", f"{key!r} is no account; open it with a reset")
    return account
