"""What all contracts share: strict models, decimals as text, and errors that name field and value."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from trimtab.domain.canonical import instant_text
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import SYMBOL, is_symbol
from trimtab.domain.money import HUNDRED, PLAIN_DECIMAL, NotADecimalError, parse_decimal, to_text
from trimtab.domain.portfolio import DEFAULT_PORTFOLIO

JsonObject = dict[str, Any]


class Contract(BaseModel):
    """A closed, immutable shape: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _read_decimal(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    text = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise PydanticCustomError("decimal", "must be a decimal number or its text")
    try:
        return parse_decimal(text)
    except NotADecimalError as error:
        raise PydanticCustomError("decimal", "is not a plain decimal number such as 12.5") from error


def _read_number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("number", "must be a JSON number")
    return _read_decimal(value)


def _as_number(value: Decimal) -> object:
    return int(value) if value == value.to_integral_value() else float(value)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _check_percent(value: Decimal) -> Decimal:
    if not 0 <= value <= HUNDRED:
        raise PydanticCustomError("percent", "must be between 0 and 100")
    if _places(value) > _PERCENT_PLACES:
        raise PydanticCustomError("percent", "must have at most two decimals")
    return value


def check_quantity(value: Decimal) -> Decimal:
    """Want more than nothing, with nine decimals at most."""
    if value <= 0:
        raise PydanticCustomError("quantity", "must be more than 0")
    if _places(value) > _QUANTITY_PLACES:
        raise PydanticCustomError("quantity", "must have at most nine decimals")
    return value


def _check_share_count(value: Decimal) -> Decimal:
    return check_quantity(value) if value else value


def _check_symbol(value: object) -> str:
    if not isinstance(value, str) or not is_symbol(value):
        raise PydanticCustomError("symbol", "is not a symbol such as SPY or BRK.B")
    return value


_PERCENT_PLACES: Final = 2
_QUANTITY_PLACES: Final = 9

DecimalText = Annotated[
    Decimal,
    BeforeValidator(_read_decimal),
    PlainSerializer(to_text, return_type=str),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{PLAIN_DECIMAL}$"}]},
        mode="validation",
    ),
]
"""A decimal that travels as text; numbers are accepted, NaN and exponents are not."""

PlainNumber = Annotated[
    Decimal,
    BeforeValidator(_read_decimal),
    PlainSerializer(_as_number),
    WithJsonSchema({"type": "number"}),
]
"""A decimal that travels as a JSON number, for the shapes requirement 000 writes so (domain rule 2)."""

SentNumber = Annotated[Decimal, BeforeValidator(_read_number), PlainSerializer(_as_number)]
"""A decimal that is sent as a JSON number and in no other way."""

Percent = Annotated[DecimalText, AfterValidator(_check_percent)]
Quantity = Annotated[DecimalText, AfterValidator(check_quantity)]
ShareCount = Annotated[DecimalText, AfterValidator(_check_share_count)]
"""A quantity, or none."""
Symbol = Annotated[
    str,
    BeforeValidator(_check_symbol),
    WithJsonSchema({"type": "string", "pattern": f"^{SYMBOL}$"}, mode="validation"),
]
Instant = Annotated[datetime, PlainSerializer(instant_text, return_type=str)]
PORTFOLIO_ID: Final = r"^[A-Za-z0-9_-]{1,64}$"
PortfolioId = Annotated[str, Field(pattern=PORTFOLIO_ID)]
RunIdText = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{20}$")]
IdempotencyKeyText = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,128}$")]


StudyIdText = Annotated[str, Field(pattern=r"^st_[0-9a-f]{24}$")]
PlanIdText = Annotated[str, Field(pattern=r"^pl_[0-9a-f]{24}$")]


class PortfolioRequest(Contract):
    """A request about one portfolio of the caller."""

    portfolio_id: PortfolioId = DEFAULT_PORTFOLIO


Model = TypeVar("Model", bound=Contract)


def parse(model: type[Model], sent: object) -> Model:
    """Read a request. Raises InvalidRequestError naming the first wrong field and its value."""
    if not isinstance(sent, dict):
        raise InvalidRequestError("data", sent, "must be an object")
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        raise _explain(error.errors(include_url=False)[0]) from error


def _explain(wrong: ErrorDetails) -> InvalidRequestError:
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in wrong["loc"]).lstrip(".")
    if wrong["type"] == "missing":
        return InvalidRequestError(field, None, "is missing")
    if wrong["type"] == "extra_forbidden":
        return InvalidRequestError(field, wrong["input"], "is not a field of this request")
    message = wrong["msg"]
    return InvalidRequestError(field, wrong["input"], message[0].lower() + message[1:])


def to_fraction(percent: Decimal) -> Decimal:
    """Turn percent into a fraction, exactly."""
    return percent / HUNDRED


def to_percent(fraction: Decimal) -> Decimal:
    """Turn a fraction into percent, cut to the six decimals that are shown and stored."""
    return (fraction * HUNDRED).quantize(_SHOWN_PERCENT)


def to_shown_fraction(fraction: Decimal) -> Decimal:
    """Round a fraction to the eight decimals of requirement 000's numbers."""
    return fraction.quantize(_SHOWN_FRACTION)


_SHOWN_FRACTION: Final = Decimal("0.00000001")
_SHOWN_PERCENT: Final = Decimal("0.000001")
