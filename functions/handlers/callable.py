"""What all callables share: who is calling, and how a refusal looks on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from firebase_functions import https_fn

import bootstrap
from handlers.watching import correlation_id_of, ids_of, watched
from trimtab.contracts.base import Contract, JsonObject
from trimtab.contracts.error_table import internal_text, refusal_of
from trimtab.domain.errors import NotSignedInError, TrimtabError
from trimtab.domain.portfolio import DEFAULT_PORTFOLIO
from trimtab.domain.reasons import ReasonCode

_LATEST: Final = 4_102_444_800
"""The beginning of the year 2100: a later time is no time of a sign-in."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person; the operator may turn the kill switch.

    `signed_in_at` is when they last showed who they are, as their token tells; None where it does not.
    """

    uid: str
    is_operator: bool
    signed_in_at: datetime | None = None


@contextmanager
def callable_errors(function: str, request: https_fn.CallableRequest[Any]) -> Iterator[Caller]:
    """Hand over the caller, watch the call, and turn whatever goes wrong into a callable error.

    The error carries the correlation id of the call's log lines.
    """
    correlation_id = correlation_id_of(request.raw_request.headers, request.data)
    ids = {"portfolio_id": DEFAULT_PORTFOLIO, **ids_of(request.data, "portfolio_id", "run_id")}
    uid = request.auth.uid if request.auth and request.auth.uid else ""
    try:
        with watched(function, correlation_id, uid=uid, **ids):
            yield _caller(request)
    except TrimtabError as error:
        details = {**error.details, "reason_code": error.code.value, "correlation_id": correlation_id}
        status = https_fn.FunctionsErrorCode[refusal_of(error).callable_status]
        raise https_fn.HttpsError(status, error.message, details) from error
    except Exception as error:
        code, text = https_fn.FunctionsErrorCode.INTERNAL, internal_text(correlation_id)
        raise https_fn.HttpsError(code, text, {"correlation_id": correlation_id}) from error


def _caller(request: https_fn.CallableRequest[Any]) -> Caller:
    if request.auth is None or not request.auth.uid:
        raise NotSignedInError(ReasonCode.NOT_SIGNED_IN, "Sign in first.")
    uid = request.auth.uid
    is_owner = uid == bootstrap.OWNER_UID.value
    is_operator = is_owner or request.auth.token.get("operator") is True
    return Caller(uid, is_operator, _sign_in_of(request.auth.token.get("auth_time")))


def _sign_in_of(auth_time: object) -> datetime | None:
    if not isinstance(auth_time, int) or isinstance(auth_time, bool) or not 0 <= auth_time <= _LATEST:
        return None
    return datetime.fromtimestamp(auth_time, UTC)


def render(answer: Contract) -> JsonObject:
    """Write an answer as plain JSON."""
    return answer.model_dump(mode="json")
