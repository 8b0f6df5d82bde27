"""Which orders the broker in memory takes: one small rule after another, the first that objects decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.adapters.memory.slips import Slip, shares_of, value_of
from trimtab.domain.instruments import Instrument, QuantityUnit, price_step
from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.money import ONE, ZERO, to_text
from trimtab.domain.order import Refusal
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side

BAD_PARAMETER: Final = 40010001
FORBIDDEN: Final = 40310000
NOT_FOUND: Final = 40410000
RULE_BROKEN: Final = 42210000

_LONGEST_NAME: Final = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules look at: the order, its instrument, and the account as it stands.

    `price` values the order, in US dollars per share; `free_cash` and `free_shares` leave out what open
    orders hold back; `others` are the open orders of the symbol.
    """

    intent: OrderIntent
    instrument: Instrument | None
    price: Decimal
    held_shares: Decimal
    free_shares: Decimal
    free_cash: Decimal
    others: tuple[Slip, ...]
    is_blocked: bool

    @property
    def is_buy(self) -> bool:
        """Whether the order buys."""
        return self.intent.side is Side.BUY

    @property
    def shares(self) -> Decimal:
        """Shares the order asks for, as the broker counts them."""
        return shares_of(self.intent, self.price)

    @property
    def value(self) -> Decimal:
        """The order's value in US dollars."""
        return value_of(self.intent, self.price)

    @property
    def is_fractional(self) -> bool:
        """Whether the order needs fractions of a share; an order in dollars always does."""
        return self.intent.notional is not None or self.shares % 1 != 0


Rule = Callable[[Standing], Refusal | None]


def first_refusal(standing: Standing) -> Refusal | None:
    """Apply every rule in order; None means that the order is taken."""
    return next((refusal for rule in _RULES if (refusal := rule(standing))), None)


def name_taken() -> Refusal:
    """Refuse a name that another order of the account bears, however that one ended."""
    return Refusal("client_order_id must be unique", BAD_PARAMETER, ReasonCode.CLIENT_ID_TAKEN)


def keeps_the_tick(price: Decimal) -> bool:
    """Tell whether a limit has whole cents, or hundredths of a cent below one dollar."""
    return not price % price_step(price)


def sub_penny(price: Decimal) -> Refusal:
    """Refuse a limit that is too fine."""
    rule = "sub-penny increment does not fulfill minimum pricing criteria"
    return Refusal(f"invalid limit_price {to_text(price)}. {rule}", RULE_BROKEN, ReasonCode.SUB_PENNY_PRICE)


def no_cash(free: Decimal, cost: Decimal) -> Refusal | None:
    """Refuse what free cash does not cover."""
    if cost <= free:
        return None
    return Refusal("insufficient buying power", FORBIDDEN, ReasonCode.INSUFFICIENT_BUYING_POWER)


def no_shares(free: Decimal, wanted: Decimal) -> Refusal | None:
    """Refuse to sell more than is held and free."""
    if wanted <= free:
        return None
    counted = f"(requested: {to_text(wanted)}, available: {to_text(free)})"
    text = f"insufficient qty available for order {counted}"
    return Refusal(text, FORBIDDEN, ReasonCode.INSUFFICIENT_SHARES)


def _is_sized(standing: Standing) -> Refusal | None:
    name, size = "qty", standing.intent.quantity
    if standing.intent.notional is not None:
        name, size = "notional", standing.intent.notional
    return None if size > ZERO else Refusal(f"{name} must be > 0", BAD_PARAMETER)


def _is_priced(standing: Standing) -> Refusal | None:
    limit, wants_limit = standing.intent.limit_price, standing.intent.order_type is OrderType.LIMIT
    if wants_limit and limit is None:
        return Refusal("limit orders require a limit price", BAD_PARAMETER)
    if not wants_limit and limit is not None:
        return Refusal("market orders require no stop or limit price", BAD_PARAMETER)
    return Refusal("limit price must be > 0", BAD_PARAMETER) if limit is not None and limit <= ZERO else None


def _is_named(standing: Standing) -> Refusal | None:
    if len(standing.intent.client_order_id) <= _LONGEST_NAME:
        return None
    return Refusal(f"client_order_id must be no more than {_LONGEST_NAME} characters", BAD_PARAMETER)


def _may_trade(standing: Standing) -> Refusal | None:
    if not standing.is_blocked:
        return None
    return Refusal("new orders are rejected by user request", FORBIDDEN, ReasonCode.ACCOUNT_BLOCKED)


def _is_known(standing: Standing) -> Refusal | None:
    text = f'asset "{standing.intent.symbol}" not found'
    return None if standing.instrument else Refusal(text, RULE_BROKEN, ReasonCode.UNKNOWN_SYMBOL)


def _trades(standing: Standing) -> Refusal | None:
    if standing.instrument and standing.instrument.is_tradable:
        return None
    return Refusal(f'asset "{standing.intent.symbol}" is not tradable', RULE_BROKEN, ReasonCode.NOT_TRADABLE)


def _has_the_right_unit(standing: Standing) -> Refusal | None:
    whole = standing.instrument and standing.instrument.unit is QuantityUnit.WHOLE
    if not whole or not standing.is_fractional:
        return None
    text = f'asset "{standing.intent.symbol}" is not fractionable'
    return Refusal(text, FORBIDDEN, ReasonCode.NOT_FRACTIONABLE)


def _keeps_the_tick(standing: Standing) -> Refusal | None:
    limit = standing.intent.limit_price
    return None if limit is None or keeps_the_tick(limit) else sub_penny(limit)


def _reaches_the_minimum(standing: Standing) -> Refusal | None:
    if not standing.is_buy or standing.value >= ONE:
        return None
    text = "cost basis must be >= minimal amount of order 1"
    return Refusal(text, FORBIDDEN, ReasonCode.BELOW_BROKER_MINIMUM)


def _crosses_nobody(standing: Standing) -> Refusal | None:
    if not any(_could_cross(standing.intent, other.intent) for other in standing.others):
        return None
    text = "potential wash trade detected. use complex orders"
    return Refusal(text, FORBIDDEN, ReasonCode.OPPOSITE_ORDER_OPEN)


def _could_cross(intent: OrderIntent, other: OrderIntent) -> bool:
    if intent.side is other.side:
        return False
    buy, sell = (intent, other) if intent.side is Side.BUY else (other, intent)
    if buy.limit_price is None or sell.limit_price is None:
        return True
    return buy.limit_price >= sell.limit_price


def _is_not_short(standing: Standing) -> Refusal | None:
    if standing.is_buy or standing.held_shares:
        return None
    if standing.is_fractional:
        text = "fractional orders cannot be sold short"
        return Refusal(text, RULE_BROKEN, ReasonCode.SHORT_NOT_ALLOWED)
    return Refusal("account is not allowed to short", FORBIDDEN, ReasonCode.SHORT_NOT_ALLOWED)


def _is_covered(standing: Standing) -> Refusal | None:
    return None if standing.is_buy else no_shares(standing.free_shares, standing.shares)


def _is_paid(standing: Standing) -> Refusal | None:
    return no_cash(standing.free_cash, standing.value) if standing.is_buy else None


_RULES: Final[tuple[Rule, ...]] = (
    _is_sized,
    _is_priced,
    _is_named,
    _may_trade,
    _is_known,
    _trades,
    _has_the_right_unit,
    _keeps_the_tick,
    _reaches_the_minimum,
    _crosses_nobody,
    _is_not_short,
    _is_covered,
    _is_paid,
)
