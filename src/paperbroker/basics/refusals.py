"""Why the broker says no: the answers of Alpaca's error catalogue, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

BAD_BODY = 40010000
BAD_PARAMETER = 40010001
FORBIDDEN = 40310000
NOT_FOUND = 40410000
RULE_BROKEN = 42210000
TOO_MANY = 42910000


@dataclass(frozen=True, slots=True)
class Refusal:
    """One error answer; `code` is None where Alpaca sends none, `extras` are further text fields."""

    status: int
    code: int | None
    message: str
    extras: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, object]:
        """The JSON body."""
        code = {} if self.code is None else {"code": self.code}
        return {**code, "message": self.message, **self.extras}


class RefusedError(Exception):
    """Carry a refusal to the edge of the broker."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def bad_parameter(message: str) -> Refusal:
    """Refuse a parameter that cannot be read (422 40010001)."""
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, BAD_PARAMETER, message)


def rule_broken(message: str) -> Refusal:
    """Refuse an order against a business rule (422 42210000)."""
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, RULE_BROKEN, message)


def unsupported(what: str) -> Refusal:
    """Refuse what Alpaca offers and this broker does not, rather than take it for something plainer."""
    return rule_broken(f"{what} is not supported by this paper broker")


def forbidden(message: str, **extras: str) -> Refusal:
    """Refuse what the account may not do (403 40310000)."""
    return Refusal(HTTPStatus.FORBIDDEN, FORBIDDEN, message, extras)


def not_found(message: str) -> Refusal:
    """Refuse a look-up that finds nothing (404 40410000)."""
    return Refusal(HTTPStatus.NOT_FOUND, NOT_FOUND, message)


UNAUTHORIZED = Refusal(HTTPStatus.UNAUTHORIZED, None, "unauthorized.")
RATE_LIMITED = Refusal(HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY, "rate limit exceeded")
UNREADABLE_BODY = Refusal(HTTPStatus.BAD_REQUEST, BAD_BODY, "request body format is invalid")
