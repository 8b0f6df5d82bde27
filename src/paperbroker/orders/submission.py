"""Read the body of an order submission into a ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from paperbroker.basics.money import (
    CENT,
    PRICE_LIMIT,
    QUANTITY_LIMIT,
    SHARE_STEP,
    ZERO,
    cut,
    decimal_places,
    to_decimal,
)
from paperbroker.basics.refusals import (
    UNREADABLE_BODY,
    Refusal,
    RefusedError,
    bad_parameter,
    rule_broken,
    unsupported,
)
from paperbroker.basics.side import Side
from paperbroker.orders.order import OrderType, Ticket

DAY = "day"

_LONGEST_CLIENT_ID = 128
_NOTIONAL_PLACES = decimal_places(CENT)
_ORDER_TYPES = frozenset(["market", "limit", "stop", "stop_limit", "trailing_stop"])
_TIMES_IN_FORCE = frozenset([DAY, "gtc", "opg", "cls", "ioc", "fok"])
_INTENTS: Mapping[str, str] = MappingProxyType({"buy": "buy_to_open", "sell": "sell_to_close"})
_SIZE_FIELDS = frozenset(["qty", "notional"])
_PRICE_FIELDS = frozenset(["limit_price", "stop_price"])
_TERMS = frozenset(["symbol", "side", "type", "time_in_force", "client_order_id"])
_PLAIN_ONLY = frozenset(["order_class", "extended_hours", "position_intent"])
_READ_FIELDS = _SIZE_FIELDS | _PRICE_FIELDS | _TERMS | _PLAIN_ONLY

Body = Mapping[str, object]


def read_ticket(body: object, new_client_id: Callable[[], str]) -> Ticket:
    """Read an order as Alpaca does; fields that mean more than a plain order are refused, never dropped.

    Raises `RefusedError`. `new_client_id` is asked only when the client gave no id.
    """
    if not isinstance(body, Mapping):
        raise RefusedError(UNREADABLE_BODY)
    fields = {key: value for key, value in body.items() if value is not None}
    order_type = _order_type(fields)
    _refuse_extras(fields)
    qty, notional = _size(fields)
    return Ticket(
        symbol=_text(fields, "symbol"),
        side=_side(fields),
        type=order_type,
        time_in_force=_choice(fields, "time_in_force", _TIMES_IN_FORCE),
        client_order_id=_client_id(fields) or new_client_id(),
        qty=qty,
        notional=notional,
        limit_price=_limit_price(fields, order_type),
    )


def _require(condition: object, refusal: Refusal) -> None:
    if not condition:
        raise RefusedError(refusal)


def _text(fields: Body, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedError(bad_parameter(f"{name} is required"))
    return value


def _choice(fields: Body, name: str, known: frozenset[str], label: str = "") -> str:
    value = fields.get(name)
    if not isinstance(value, str) or value not in known:
        raise RefusedError(bad_parameter(f"invalid {label or name}"))
    return value


def _side(fields: Body) -> Side:
    side = Side(_choice(fields, "side", frozenset(Side)))
    intent = fields.get("position_intent", _INTENTS[side])
    _require(intent == _INTENTS[side], unsupported(f'position_intent "{intent}" on a {side} order'))
    return side


def _order_type(fields: Body) -> OrderType:
    name = _choice(fields, "type", _ORDER_TYPES, "order type")
    _require(name in set(OrderType), unsupported(f'order type "{name}"'))
    return OrderType(name)


def _refuse_extras(fields: Body) -> None:
    order_class = fields.get("order_class", "")
    _require(order_class in ("", "simple"), unsupported(f'order class "{order_class}"'))
    _require(fields.get("extended_hours", False) is False, unsupported("extended_hours"))
    unread = sorted(fields.keys() - _READ_FIELDS)
    _require(not unread, unsupported(f"field {', '.join(unread)}"))


def _size(fields: Body) -> tuple[Decimal | None, Decimal | None]:
    given = fields.keys() & _SIZE_FIELDS
    _require(given, bad_parameter("qty or notional is required"))
    _require(given != _SIZE_FIELDS, bad_parameter("only one of qty or notional is accepted"))
    return _qty(fields), _notional(fields)


def _qty(fields: Body) -> Decimal | None:
    if "qty" not in fields:
        return None
    qty = _positive(fields["qty"], "qty", QUANTITY_LIMIT)
    kept = cut(qty, SHARE_STEP)
    _require(kept > ZERO, bad_parameter("qty must be > 0"))
    return kept


def _notional(fields: Body) -> Decimal | None:
    if "notional" not in fields:
        return None
    notional = _positive(fields["notional"], "notional", QUANTITY_LIMIT)
    _require(
        decimal_places(notional) <= _NOTIONAL_PLACES,
        rule_broken("notional value must be limited to 2 decimal places"),
    )
    return notional


def _limit_price(fields: Body, order_type: OrderType) -> Decimal | None:
    if order_type is OrderType.MARKET:
        _require(
            not fields.keys() & _PRICE_FIELDS, bad_parameter("market orders require no stop or limit price")
        )
        return None
    _require("stop_price" not in fields, bad_parameter("limit orders require no stop price"))
    _require("limit_price" in fields, bad_parameter("limit orders require a limit price"))
    return _positive(fields["limit_price"], "limit price", PRICE_LIMIT)


def _positive(value: object, name: str, limit: Decimal) -> Decimal:
    number = to_decimal(value)
    if number is None or number <= ZERO:
        raise RefusedError(bad_parameter(f"{name} must be > 0"))
    _require(number < limit, bad_parameter(f"{name} must be < {limit:f}"))
    return number


def _client_id(fields: Body) -> str:
    value = fields.get("client_order_id", "")
    if not isinstance(value, str):
        raise RefusedError(bad_parameter("client_order_id must be a string"))
    _require(
        len(value) <= _LONGEST_CLIENT_ID,
        bad_parameter(f"client_order_id must be no more than {_LONGEST_CLIENT_ID} characters"),
    )
    return value
