"""Why a request is turned down; what comes back from planning is a value, never one of these.

TrimtabError
├── InvalidRequestError      a field is wrong; nothing was done
├── RefusedError             the request is right, the state of the world forbids it
├── NotFoundError            no such thing under the caller's own portfolio
├── ConflictError            an idempotency key was used for something else
├── InFlightError            a twin of the request is being answered; ask again
├── NotPermittedError        signed in, but not allowed
├── NotSignedInError         nobody is signed in
├── TooManyRequestsError     asked too often; a later time is named
└── UnavailableError         a broker or store did not answer in time
"""

from __future__ import annotations

from datetime import datetime

from trimtab.domain.reasons import ReasonCode


class TrimtabError(Exception):
    """Base of every refusal; `details` holds text values only and is safe to show to the caller."""

    def __init__(self, code: ReasonCode, message: str, **details: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details


class InvalidRequestError(TrimtabError):
    """A field of the request is wrong; `field` and `value` name it."""

    def __init__(
        self, field: str, value: object, problem: str, code: ReasonCode = ReasonCode.BAD_FIELD
    ) -> None:
        shown = repr(value)[:80]
        super().__init__(code, f"{field}: {shown} {problem}", field=field, value=shown)


class RefusedError(TrimtabError):
    """The request is right, but the state of the account, the market or the plan forbids it now."""


class NotFoundError(TrimtabError):
    """The caller's portfolio holds no such thing."""


class ConflictError(TrimtabError):
    """An idempotency key came back with a different request."""


class InFlightError(TrimtabError):
    """A request with the same idempotency key is being answered at this moment."""


class NotPermittedError(TrimtabError):
    """The caller is known but may not do this."""


class NotSignedInError(TrimtabError):
    """Nobody is signed in."""


class TooManyRequestsError(TrimtabError):
    """The caller has asked too often; `retry_after` is how many seconds to wait, at least 1."""

    def __init__(self, code: ReasonCode, message: str, *, retry_after: int) -> None:
        super().__init__(code, message, retry_after=str(retry_after))
        self.retry_after = retry_after


class UnavailableError(TrimtabError):
    """A broker or a store did not answer in time, or answered with nonsense; nothing was half-done.

    `retry_at` tells when to ask again, where the other side has said so.
    """

    def __init__(
        self, code: ReasonCode, message: str, *, retry_at: datetime | None = None, **details: str
    ) -> None:
        told = {} if retry_at is None else {"retry_at": retry_at.isoformat()}
        super().__init__(code, message, **details, **told)
        self.retry_at = retry_at
