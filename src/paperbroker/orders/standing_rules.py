"""Rules about who asks and what for: the account's permissions and the asset's state."""

from __future__ import annotations

import re
from typing import Final

from paperbroker.basics.refusals import Refusal, forbidden, rule_broken, unsupported
from paperbroker.orders.admission import Admission

_OPTION: Final = re.compile(r"[A-Z]{1,6}\d{6}[CP]\d{8}", re.ASCII)


def account_may_trade(admission: Admission) -> Refusal | None:
    """Refuse every order of an account that is blocked, closed or suspended."""
    because = admission.permissions.barred_because
    return None if because is None else forbidden(because)


def account_may_open(admission: Admission) -> Refusal | None:
    """Refuse purchases of an account that may only close what it holds."""
    if admission.permissions.closes_only and admission.is_buy:
        return forbidden("account is restricted to liquidation only")
    return None


def asset_is_active(admission: Admission) -> Refusal | None:
    """Refuse an asset that is no longer listed."""
    symbol = admission.ticket.symbol
    return None if admission.asset.is_active else rule_broken(f'asset "{symbol}" is not active')


def asset_is_tradable(admission: Admission) -> Refusal | None:
    """Refuse an asset the broker does not trade."""
    symbol = admission.ticket.symbol
    return None if admission.asset.is_tradable else rule_broken(f'asset "{symbol}" is not tradable')


def partnership_is_wanted(admission: Admission) -> Refusal | None:
    """Refuse to buy a publicly traded partnership, which withholds tax, unless the owner has agreed."""
    if not admission.is_buy or admission.permissions.may_buy_partnerships:
        return None
    if not admission.asset.is_ptp_without_exception:
        return None
    return forbidden(f'asset "{admission.ticket.symbol}" is a partnership without exception')


def asset_is_equity(admission: Admission) -> Refusal | None:
    """Refuse crypto, options and shares not issued yet."""
    kind = admission.asset.asset_class
    return None if kind == "us_equity" else unsupported(f'asset class "{kind}"')


def asset_not_found(symbol: str) -> Refusal:
    """Refuse a symbol this broker does not know; pairs and option contracts are named as what they are."""
    if "/" in symbol:
        return unsupported(f'crypto symbol "{symbol}"')
    if _OPTION.fullmatch(symbol):
        return unsupported(f'option symbol "{symbol}"')
    return rule_broken(f'asset "{symbol}" not found')
