"""Which orders are taken: one small rule after another, the first that objects decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from paperbroker.basics.money import ONE, decimal_places, plain, spendable
from paperbroker.basics.refusals import Refusal, bad_parameter, forbidden, rule_broken, unsupported
from paperbroker.basics.side import Side
from paperbroker.market.assets import Asset
from paperbroker.orders.order import Order, Ticket
from paperbroker.orders.submission import DAY

MINIMUM_PURCHASE = ONE
_PENNY_PLACES, _SUB_DOLLAR_PLACES = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the rules look at: the ticket, its asset, and the account as it stands.

    `reference_price` values the ticket, in USD per share. `held_qty` is what open sales of the symbol hold
    back, `buying_power` is cash less what open purchases hold back, `open_orders` are those of the symbol.
    """

    ticket: Ticket
    asset: Asset
    reference_price: Decimal
    position_qty: Decimal
    held_qty: Decimal
    buying_power: Decimal
    open_orders: tuple[Order, ...]
    is_market_open: bool

    @property
    def value(self) -> Decimal:
        """The ticket's value in USD."""
        return self.ticket.value_at(self.reference_price)

    @property
    def available_qty(self) -> Decimal:
        """Shares that no open sale holds back."""
        return self.position_qty - self.held_qty

    @property
    def is_buy(self) -> bool:
        """Whether the ticket buys."""
        return self.ticket.side is Side.BUY


Rule = Callable[[Admission], Refusal | None]


def first_refusal(admission: Admission) -> Refusal | None:
    """Apply every rule in order; None means the order is taken."""
    return next((refusal for rule in RULES if (refusal := rule(admission))), None)


def asset_is_active(admission: Admission) -> Refusal | None:
    """Refuse an asset that is no longer listed."""
    symbol = admission.ticket.symbol
    return None if admission.asset.is_active else rule_broken(f'asset "{symbol}" is not active')


def asset_is_tradable(admission: Admission) -> Refusal | None:
    """Refuse an asset the broker does not trade."""
    symbol = admission.ticket.symbol
    return None if admission.asset.is_tradable else rule_broken(f'asset "{symbol}" is not tradable')


def fractional_is_day(admission: Admission) -> Refusal | None:
    """Refuse fractions and dollar amounts that would outlive the day."""
    outlives = admission.ticket.is_fractional and admission.ticket.time_in_force != DAY
    return rule_broken("fractional orders must be DAY orders") if outlives else None


def time_in_force_is_executed(admission: Admission) -> Refusal | None:
    """Refuse every time in force but day."""
    name = admission.ticket.time_in_force
    return None if name == DAY else unsupported(f'time_in_force "{name}"')


def fraction_is_allowed(admission: Admission) -> Refusal | None:
    """Refuse fractions of an asset that trades in whole shares."""
    if admission.asset.is_fractionable or not admission.ticket.is_fractional:
        return None
    return forbidden(f'asset "{admission.ticket.symbol}" is not fractionable')


def limit_keeps_the_tick(admission: Admission) -> Refusal | None:
    """Refuse limits finer than a cent, or than a hundredth of a cent below one dollar."""
    limit = admission.ticket.limit_price
    if limit is None or decimal_places(limit) <= (_PENNY_PLACES if limit >= ONE else _SUB_DOLLAR_PLACES):
        return None
    return rule_broken(
        f"invalid limit_price {plain(limit)}. sub-penny increment does not fulfill minimum pricing criteria"
    )


def purchase_reaches_the_minimum(admission: Admission) -> Refusal | None:
    """Refuse purchases of less than one dollar; sales may be of any size."""
    if not admission.is_buy or admission.value >= MINIMUM_PURCHASE:
        return None
    return forbidden(f"cost basis must be >= minimal amount of order {plain(MINIMUM_PURCHASE)}")


def no_wash_trade(admission: Admission) -> Refusal | None:
    """Refuse an order that could trade against the account's own open order."""
    crossing = next((o for o in admission.open_orders if _could_cross(admission.ticket, o.ticket)), None)
    if crossing is None:
        return None
    return forbidden(
        "potential wash trade detected. use complex orders",
        existing_order_id=str(crossing.id),
        reject_reason=f"opposite side {crossing.ticket.type} order exists",
    )


def _could_cross(ticket: Ticket, other: Ticket) -> bool:
    if ticket.side is other.side:
        return False
    buy, sell = (ticket, other) if ticket.side is Side.BUY else (other, ticket)
    if buy.limit_price is None or sell.limit_price is None:
        return True
    return buy.limit_price >= sell.limit_price


def one_closing_notional_while_closed(admission: Admission) -> Refusal | None:
    """Refuse, while closed, a second sale of a symbol when either is for a dollar amount."""
    if admission.is_buy or admission.is_market_open:
        return None
    tickets = [order.ticket for order in admission.open_orders if order.ticket.side is Side.SELL]
    if not tickets or all(ticket.notional is None for ticket in [*tickets, admission.ticket]):
        return None
    return forbidden("unable to open new notional orders while having open closing position orders")


def sale_is_not_short(admission: Admission) -> Refusal | None:
    """Refuse to sell what is not held at all."""
    if admission.is_buy or admission.position_qty:
        return None
    if admission.ticket.is_fractional:
        return rule_broken("fractional orders cannot be sold short")
    return forbidden("account is not allowed to short")


def sale_is_covered(admission: Admission) -> Refusal | None:
    """Refuse to sell more shares than are held and free."""
    wanted = admission.ticket.shares_at(admission.reference_price)
    if admission.is_buy or wanted <= admission.available_qty:
        return None
    requested, available = plain(wanted), plain(admission.available_qty)
    return forbidden(
        f"insufficient qty available for order (requested: {requested}, available: {available})",
        available=available,
        existing_qty=plain(admission.position_qty),
        held_for_orders=plain(admission.held_qty),
        symbol=admission.ticket.symbol,
    )


def purchase_is_paid(admission: Admission) -> Refusal | None:
    """Refuse a purchase the free cash does not cover."""
    if not admission.is_buy or admission.value <= admission.buying_power:
        return None
    return forbidden(
        "insufficient buying power",
        buying_power=spendable(admission.buying_power),
        cost_basis=plain(admission.value),
    )


def asset_not_found(symbol: str) -> Refusal:
    """Refuse an order for a symbol this broker does not know."""
    return rule_broken(f'asset "{symbol}" not found')


def duplicate_client_id() -> Refusal:
    """Refuse a client order id the account has used before, however that order ended."""
    return bad_parameter("client_order_id must be unique")


RULES: tuple[Rule, ...] = (
    asset_is_active,
    asset_is_tradable,
    fractional_is_day,
    time_in_force_is_executed,
    fraction_is_allowed,
    limit_keeps_the_tick,
    purchase_reaches_the_minimum,
    no_wash_trade,
    one_closing_notional_while_closed,
    sale_is_not_short,
    sale_is_covered,
    purchase_is_paid,
)
