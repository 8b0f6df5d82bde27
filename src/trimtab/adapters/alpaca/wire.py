"""One host of the broker, reached through the SDK's generic requests, with every failure of one kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import requests
import urllib3

from trimtab.adapters.alpaca.transport import PatientTransport

if TYPE_CHECKING:
    from alpaca.common.rest import RESTClient

    from trimtab.adapters.alpaca.credentials import AlpacaCredentials
    from trimtab.adapters.alpaca.patience import Monotonic, Patience

_LONGEST_QUOTATION: Final = 120
_NOT_FOUND: Final = 404
_SERVER_ERROR: Final = 500


class CallFailedError(Exception):
    """A call brought no usable answer.

    `status` is None when none came or none could be read; `message` is the broker's own sentence, if there
    is one; `may_pass` says whether the same read may well succeed at once.
    """

    def __init__(
        self, text: str, *, may_pass: bool, status: int | None = None, message: str | None = None
    ) -> None:
        super().__init__(text)
        self.may_pass = may_pass
        self.status = status
        self.message = message


class NotThereError(CallFailedError):
    """The broker itself says that it knows no such thing."""


class Wire:
    """Requests to one host; `allowance` tells the seconds the next call may take, zero to send nothing."""

    def __init__(
        self,
        url: str,
        credentials: AlpacaCredentials,
        *,
        patience: Patience,
        monotonic: Monotonic,
        allowance: Callable[[], Decimal],
    ) -> None:
        self._credentials = credentials
        self._patience = patience
        self._allowance = allowance
        self._client = _open_client(url, credentials, PatientTransport(patience, monotonic, allowance))

    def get(self, path: str, query: Mapping[str, str] | None = None) -> object:
        """Read; one quick failure is tried again. Raises CallFailedError."""
        try:
            return self._ask(lambda: self._client.get(path, dict(query or {})))
        except CallFailedError as failure:
            if not failure.may_pass or self._allowance() < self._patience.answer_seconds:
                raise
        return self._ask(lambda: self._client.get(path, dict(query or {})))

    def post(self, path: str, body: Mapping[str, str]) -> object:
        """Send once, whatever happens. Raises CallFailedError."""
        return self._ask(lambda: self._client.post(path, dict(body)))

    def delete(self, path: str) -> object:
        """Send once, whatever happens. Raises CallFailedError."""
        return self._ask(lambda: self._client.delete(path))

    def _ask(self, call: Callable[[], object]) -> object:
        from alpaca.common.exceptions import APIError  # noqa: PLC0415 - the SDK takes 0.3 s to import

        try:
            return call()
        except APIError as refusal:
            raise self._refused(refusal.status_code, str(refusal)) from None
        except requests.Timeout as failure:
            raise CallFailedError(f"no answer ({type(failure).__name__})", may_pass=False) from None
        except (OSError, urllib3.exceptions.HTTPError) as failure:
            raise CallFailedError(f"no answer ({type(failure).__name__})", may_pass=True) from None
        except (ValueError, RecursionError):
            raise CallFailedError("an answer that is not JSON", may_pass=True) from None

    def _refused(self, status: int | None, body: str) -> CallFailedError:
        may_pass = status is not None and status >= _SERVER_ERROR
        message = _message_in(body)
        if message is None:
            text = f"HTTP {status} without a readable message"
            return CallFailedError(text, may_pass=may_pass, status=status)
        quoted = self._credentials.conceal(" ".join(message.split()))[:_LONGEST_QUOTATION]
        kind = NotThereError if status == _NOT_FOUND else CallFailedError
        return kind(f"HTTP {status}: {quoted}", may_pass=may_pass, status=status, message=quoted)


def _open_client(url: str, credentials: AlpacaCredentials, transport: PatientTransport) -> RESTClient:
    """Make the SDK's client safe for money: it would wait for ever, and send orders again by itself."""
    from alpaca.common.rest import RESTClient  # noqa: PLC0415 - the SDK takes 0.3 s to import

    client = RESTClient(
        base_url=url, api_key=credentials.key_id, secret_key=credentials.secret_key, raw_data=True
    )
    client._retry = 0  # noqa: SLF001 - the public argument ignores zero
    client._session = session = requests.Session()  # noqa: SLF001 - the only way to set timeouts
    session.trust_env = False
    session.mount("https://", transport)
    session.mount("http://", transport)
    return client


def _message_in(body: str) -> str | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    message = content.get("message") if isinstance(content, dict) else None
    return message if isinstance(message, str) and message.strip() else None
