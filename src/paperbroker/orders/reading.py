"""Read one field of an order's body at a time; what cannot be read is refused as Alpaca refuses it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final

from paperbroker.basics.money import PRICE_LIMIT, QUANTITY_LIMIT, SHARE_STEP, ZERO, cut, to_decimal
from paperbroker.basics.refusals import UNREADABLE_BODY, Refusal, RefusedError, bad_parameter, unsupported

Body = Mapping[str, object]

_LONGEST_CLIENT_ID: Final = 128


def require(condition: object, refusal: Refusal) -> None:
    """Refuse unless a condition holds."""
    if not condition:
        raise RefusedError(refusal)


def given_fields(body: object) -> Body:
    """Take a JSON object without its nulls, which count as absent."""
    if not isinstance(body, Mapping):
        raise RefusedError(UNREADABLE_BODY)
    return {key: value for key, value in body.items() if value is not None}


def read_only(fields: Body, known: Collection[str]) -> None:
    """Refuse fields that would mean something here and are not acted upon."""
    unread = sorted(fields.keys() - set(known))
    require(not unread, unsupported(f"field {', '.join(unread)}"))


def text(fields: Body, name: str) -> str:
    """Read text that is not empty."""
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedError(bad_parameter(f"{name} is required"))
    return value


def choice(fields: Body, name: str, known: Collection[str], label: str = "") -> str:
    """Read one of a few words."""
    value = fields.get(name)
    if not isinstance(value, str) or value not in known:
        raise RefusedError(bad_parameter(f"invalid {label or name}"))
    return value


def quantity(fields: Body) -> Decimal | None:
    """Read shares, cut to nine decimals; None when absent."""
    if "qty" not in fields:
        return None
    kept = cut(positive(fields["qty"], "qty", QUANTITY_LIMIT), SHARE_STEP)
    require(kept > ZERO, bad_parameter("qty must be > 0"))
    return kept


def price(fields: Body, name: str) -> Decimal | None:
    """Read a price such as `limit_price` in USD; None when absent."""
    return positive(fields[name], name.replace("_", " "), PRICE_LIMIT) if name in fields else None


def positive(value: object, name: str, limit: Decimal) -> Decimal:
    """Read a number above zero and below a limit."""
    number = to_decimal(value)
    if number is None or number <= ZERO:
        raise RefusedError(bad_parameter(f"{name} must be > 0"))
    require(number < limit, bad_parameter(f"{name} must be < {limit:f}"))
    return number


def client_id(fields: Body) -> str:
    """Read the client's id; empty when absent."""
    value = fields.get("client_order_id", "")
    if not isinstance(value, str):
        raise RefusedError(bad_parameter("client_order_id must be a string"))
    require(
        len(value) <= _LONGEST_CLIENT_ID,
        bad_parameter(f"client_order_id must be no more than {_LONGEST_CLIENT_ID} characters"),
    )
    return value
