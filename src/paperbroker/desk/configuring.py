"""Let owners configure their accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from paperbroker.basics.money import to_decimal
from paperbroker.basics.refusals import RefusedError, bad_parameter, unsupported
from paperbroker.book.account import Account, Configurations
from paperbroker.desk.exchange import Exchange

_MULTIPLIERS: Final = frozenset(map(Decimal, (1, 2, 4)))
_EMAILS: Final = frozenset(["all", "none"])
_OPTION_LEVELS: Final = frozenset(map(Decimal, range(4)))


def configure(exchange: Exchange, account: Account, body: object) -> Account:
    """Change the configurations that are named, null meaning as it was; raises `RefusedError`."""
    if not isinstance(body, Mapping):
        raise RefusedError(bad_parameter("the body must be a JSON object"))
    wanted = {name: value for name, value in body.items() if value is not None}
    unknown = sorted(wanted.keys() - _READERS.keys())
    if unknown:
        raise RefusedError(unsupported(f"configuration {unknown[0]}"))
    read = {name: _READERS[name](name, value) for name, value in wanted.items()}
    changed = replace(account, configurations=replace(account.configurations, **read))
    exchange.book.accounts.put(changed)
    return changed


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise RefusedError(bad_parameter(f"{name} must be true or false"))
    return value


def _multiplier(name: str, value: object) -> str:
    number = to_decimal(value)
    if number not in _MULTIPLIERS:
        raise RefusedError(bad_parameter(f"{name} must be 1, 2 or 4"))
    return f"{number:.0f}"


def _email(name: str, value: object) -> str:
    if not isinstance(value, str) or value not in _EMAILS:
        raise RefusedError(bad_parameter(f'{name} must be "all" or "none"'))
    return value


def _option_level(name: str, value: object) -> int:
    number = to_decimal(value)
    if number is None or number not in _OPTION_LEVELS:
        raise RefusedError(bad_parameter(f"{name} must be a whole number from 0 to 3"))
    return int(number)


_ODD: Final[Mapping[str, Callable[[str, object], Any]]] = MappingProxyType(
    {
        "max_margin_multiplier": _multiplier,
        "trade_confirm_email": _email,
        "max_options_trading_level": _option_level,
    }
)
_READERS: Final = MappingProxyType(
    {field.name: _ODD.get(field.name, _flag) for field in fields(Configurations)}
)
