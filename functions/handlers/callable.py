"""What all callables share: who is calling, and how a refusal looks on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.watching import correlation_id_of, ids_of, watched
from trimtab.contracts.base import Contract, JsonObject
from trimtab.contracts.error_table import internal_text, refusal_of
from trimtab.domain.errors import NotSignedInError, TrimtabError
from trimtab.domain.portfolio import DEFAULT_PORTFOLIO
from trimtab.domain.reasons import ReasonCode


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person; the operator may turn the kill switch."""

    uid: str
    is_operator: bool


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
    return Caller(uid=uid, is_operator=is_owner or request.auth.token.get("operator") is True)


def render(answer: Contract) -> JsonObject:
    """Write an answer as plain JSON."""
    return answer.model_dump(mode="json")
