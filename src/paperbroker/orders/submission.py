"""Read the body of an order submission into a ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.money import CENT, QUANTITY_LIMIT, cut, decimal_places
from paperbroker.basics.refusals import bad_parameter, rule_broken, unsupported
from paperbroker.basics.side import Side
from paperbroker.market.quotes import tick
from paperbroker.orders.order import OrderType, Ticket
from paperbroker.orders.reading import (
    Body,
    choice,
    client_id,
    given_fields,
    positive,
    price,
    quantity,
    read_only,
    require,
    text,
)

DAY: Final = "day"
GTC: Final = "gtc"

_TIMES_IN_FORCE: Final = frozenset([DAY, GTC, "opg", "cls", "ioc", "fok"])
_NOTIONAL_PLACES: Final = decimal_places(CENT)
_ORDER_TYPES: Final = frozenset([*OrderType, "trailing_stop"])
_INTENTS: Final[Mapping[str, str]] = MappingProxyType({"buy": "buy_to_open", "sell": "sell_to_close"})
_SIZE_FIELDS: Final = frozenset(["qty", "notional"])
_PRICE_FIELDS: Final = frozenset(["limit_price", "stop_price"])
_TERMS: Final = frozenset(["symbol", "side", "type", "time_in_force", "client_order_id", "extended_hours"])
_PLAIN_ONLY: Final = frozenset(["order_class", "position_intent"])
_READ_FIELDS: Final = _SIZE_FIELDS | _PRICE_FIELDS | _TERMS | _PLAIN_ONLY

# A buy stop trades as a stop-limit this far above its stop, by whether the stop is below 50 USD.
_CHEAP_STOP: Final = Decimal(50)
_COLLARS: Final[Mapping[bool, Decimal]] = MappingProxyType({True: Decimal("1.04"), False: Decimal("1.025")})

_PRICES_OF: Final[Mapping[OrderType, tuple[frozenset[str], str]]] = MappingProxyType(
    {
        OrderType.MARKET: (frozenset(), "market orders require no stop or limit price"),
        OrderType.LIMIT: (frozenset(["limit_price"]), "limit orders require no stop price"),
        OrderType.STOP: (frozenset(["stop_price"]), "stop orders require no limit price"),
        OrderType.STOP_LIMIT: (_PRICE_FIELDS, ""),
    }
)


def read_ticket(body: object, new_client_id: Callable[[], str]) -> Ticket:
    """Read an order as Alpaca does; fields that mean more than a plain order are refused, never dropped.

    Raises `RefusedError`. `new_client_id` is asked only when the client gave no id.
    """
    fields = given_fields(body)
    order_type = _order_type(fields)
    _refuse_extras(fields)
    qty, notional = _size(fields)
    check_prices(fields, order_type)
    ticket = Ticket(
        symbol=text(fields, "symbol"),
        side=_side(fields),
        type=order_type,
        time_in_force=time_in_force(fields),
        client_order_id=client_id(fields) or new_client_id(),
        qty=qty,
        notional=notional,
        limit_price=price(fields, "limit_price"),
        stop_price=price(fields, "stop_price"),
        extended_hours=_extended_hours(fields),
    )
    return collared(ticket)


def time_in_force(fields: Body) -> str:
    """Read how long an order stands; only day and gtc are executed."""
    name = choice(fields, "time_in_force", _TIMES_IN_FORCE)
    require(name in {DAY, GTC}, unsupported(f'time_in_force "{name}"'))
    return name


def collared(ticket: Ticket) -> Ticket:
    """Turn a buy stop into the stop-limit it trades as; leave every other ticket as it is."""
    if ticket.type is not OrderType.STOP or ticket.side is Side.SELL or ticket.stop_price is None:
        return ticket
    stop = ticket.stop_price
    limit = cut(stop * _COLLARS[stop < _CHEAP_STOP], tick(stop))
    return replace(ticket, type=OrderType.STOP_LIMIT, limit_price=limit)


def check_prices(fields: Body, order_type: OrderType) -> None:
    """Refuse prices an order type does not take, and those it lacks."""
    wanted, too_many = _PRICES_OF[order_type]
    given = fields.keys() & _PRICE_FIELDS
    require(given <= wanted, bad_parameter(too_many))
    missing = [name.removesuffix("_price") for name in sorted(wanted - given)]
    kind = order_type.replace("_", " ")
    require(not missing, bad_parameter(f"{kind} orders require a {' and a '.join(missing)} price"))


def _side(fields: Body) -> Side:
    side = Side(choice(fields, "side", frozenset(Side)))
    intent = fields.get("position_intent", _INTENTS[side])
    require(intent == _INTENTS[side], unsupported(f'position_intent "{intent}" on a {side} order'))
    return side


def _order_type(fields: Body) -> OrderType:
    name = choice(fields, "type", _ORDER_TYPES, "order type")
    require(name in set(OrderType), unsupported(f'order type "{name}"'))
    return OrderType(name)


def _refuse_extras(fields: Body) -> None:
    order_class = fields.get("order_class", "")
    require(order_class in ("", "simple"), unsupported(f'order class "{order_class}"'))
    read_only(fields, _READ_FIELDS)


def _extended_hours(fields: Body) -> bool:
    value = fields.get("extended_hours", False)
    require(isinstance(value, bool), bad_parameter("invalid extended_hours"))
    return value is True


def _size(fields: Body) -> tuple[Decimal | None, Decimal | None]:
    given = fields.keys() & _SIZE_FIELDS
    require(given, bad_parameter("qty or notional is required"))
    require(given != _SIZE_FIELDS, bad_parameter("only one of qty or notional is accepted"))
    return quantity(fields), _notional(fields)


def _notional(fields: Body) -> Decimal | None:
    if "notional" not in fields:
        return None
    notional = positive(fields["notional"], "notional", QUANTITY_LIMIT)
    require(
        decimal_places(notional) <= _NOTIONAL_PLACES,
        rule_broken("notional value must be limited to 2 decimal places"),
    )
    return notional
