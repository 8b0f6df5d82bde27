"""One host of the broker, reached through the SDK's generic requests, with every failure of one kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import requests
import urllib3

from trimtab.adapters.alpaca.failures import CallFailedError, Complaint, NotThereError
from trimtab.adapters.alpaca.patience import Stopwatch
from trimtab.adapters.alpaca.rate import TOO_MANY
from trimtab.adapters.alpaca.retry import ask_again
from trimtab.adapters.alpaca.transport import BodyTooLargeError, PatientTransport

if TYPE_CHECKING:
    from alpaca.common.exceptions import APIError
    from alpaca.common.rest import RESTClient

    from trimtab.adapters.alpaca.credentials import AlpacaCredentials
    from trimtab.adapters.alpaca.patience import Monotonic, Patience
    from trimtab.adapters.alpaca.rate import Now, RateBudget

_LONGEST_QUOTATION: Final = 120
_LONGEST_NAME: Final = 64
_NOT_FOUND: Final = 404
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long calls may take and how many there may be.

    `planning` is the time that all reads for planning share. It is None for calls about an order: each has
    its own time, and none asks the budget of requests.
    """

    patience: Patience
    monotonic: Monotonic
    now: Now
    budget: RateBudget
    planning: Stopwatch | None

    def next_call(self) -> Decimal:
        """Tell the seconds there are for the next call, zero to send nothing."""
        each = self.patience.answer_seconds
        return each if self.planning is None else min(each, self.planning.left())

    def whole_read(self) -> Stopwatch:
        """Return the time there is for a read with all its tries; about an order, that of two calls."""
        return self.planning or Stopwatch(2 * self.patience.answer_seconds, self.monotonic)


class Wire:
    """Requests to one host under one account's keys."""

    def __init__(self, url: str, credentials: AlpacaCredentials, pace: Pace) -> None:
        self._credentials = credentials
        self._pace = pace
        transport = PatientTransport(pace.patience, pace.monotonic, pace.next_call, pace.budget.note)
        self._client = _open_client(url, credentials, transport)

    def now(self) -> datetime:
        """Tell the time by which orders leave or stay."""
        return self._pace.now()

    def get(self, path: str, query: Mapping[str, str] | None = None) -> object:
        """Read; a quick failure is tried again while there is time. Raises CallFailedError."""
        pace, watch = self._pace, self._pace.whole_read()
        return ask_again(
            lambda: self._read(path, query or {}), patience=pace.patience, left=watch.left, now=pace.now
        )

    def post(self, path: str, body: Mapping[str, str]) -> object:
        """Send once, whatever happens. Raises CallFailedError."""
        return self._ask(lambda: self._client.post(path, dict(body)))

    def patch(self, path: str, body: Mapping[str, str]) -> object:
        """Send once, whatever happens. Raises CallFailedError."""
        return self._ask(lambda: self._client.patch(path, dict(body)))

    def delete(self, path: str) -> object:
        """Send once, whatever happens. Raises CallFailedError."""
        return self._ask(lambda: self._client.delete(path))

    def conceal(self, text: str) -> str:
        """Take this account's secrets out of a text that came from outside."""
        return self._credentials.conceal(text)

    def _read(self, path: str, query: Mapping[str, str]) -> object:
        retry_at = None if self._pace.planning is None else self._pace.budget.take()
        if retry_at is not None:
            text = "the broker's allowance of requests is used up"
            raise CallFailedError(text, status=TOO_MANY, retry_at=retry_at)
        return self._ask(lambda: self._client.get(path, dict(query)))

    def _ask(self, call: Callable[[], object]) -> object:
        from alpaca.common.exceptions import APIError  # noqa: PLC0415 - the SDK takes 0.3 s to import

        try:
            return call()
        except APIError as refusal:
            raise self._refused(refusal) from None
        except requests.Timeout as failure:
            raise CallFailedError(f"no answer ({type(failure).__name__})") from None
        except BodyTooLargeError as failure:
            raise CallFailedError(f"an answer without end: {failure}") from None
        except (OSError, urllib3.exceptions.HTTPError) as failure:
            raise CallFailedError(f"no answer ({type(failure).__name__})", may_pass=True) from None
        except (ValueError, RecursionError):
            raise CallFailedError("an answer that is not JSON", may_pass=True) from None

    def _refused(self, refusal: APIError) -> CallFailedError:
        status, response = refusal.status_code, refusal.response
        headers = {} if response is None else response.headers
        complaint = self._complaint_in(str(refusal))
        kind = NotThereError if complaint and status == _NOT_FOUND else CallFailedError
        said = f": {complaint.message}" if complaint else " without a readable message"
        return kind(
            f"HTTP {status}{said}{self._request_name(headers)}",
            may_pass=status is not None and status >= _SERVER_ERROR,
            status=status,
            complaint=complaint,
            retry_at=self._pace.budget.reset_in(headers) if status == TOO_MANY else None,
        )

    def _complaint_in(self, body: str) -> Complaint | None:
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            return None
        message = content.get("message") if isinstance(content, dict) else None
        if not isinstance(message, str) or not message.strip():
            return None
        code = content.get("code")
        return Complaint(self._quote(message, _LONGEST_QUOTATION), code if isinstance(code, int) else None)

    def _request_name(self, headers: Mapping[str, str]) -> str:
        name = headers.get("X-Request-ID", "")
        return f" (request {self._quote(name, _LONGEST_NAME)})" if name else ""

    def _quote(self, text: str, longest: int) -> str:
        return self._credentials.conceal(" ".join(text.split()))[:longest]


def _open_client(url: str, credentials: AlpacaCredentials, transport: PatientTransport) -> RESTClient:
    """Make the SDK's client safe for money: it would wait for ever, and send orders again by itself."""
    from alpaca.common.rest import RESTClient  # noqa: PLC0415 - the SDK takes 0.3 s to import

    client = RESTClient(
        base_url=url,
        api_key=credentials.key_id or None,
        secret_key=credentials.secret_key or None,
        oauth_token=credentials.bearer_token or None,
        raw_data=True,
    )
    client._retry = 0  # noqa: SLF001 - the public argument ignores zero
    client._session = session = requests.Session()  # noqa: SLF001 - the only way to set timeouts
    session.trust_env = False
    session.mount("https://", transport)
    session.mount("http://", transport)
    return client
