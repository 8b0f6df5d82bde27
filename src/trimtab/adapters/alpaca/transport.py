"""The SDK's way out to the network: bounded in time, blind to redirects, exact with numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

import requests
import urllib3
from requests.adapters import HTTPAdapter

from trimtab.adapters.alpaca.patience import Monotonic, Patience, Stopwatch
from trimtab.adapters.alpaca.punctual import POOLS

LARGEST_BODY: Final = 16 * 1024 * 1024
"""Bytes, unpacked; the longest answer, the list of all assets, has about ten million."""

_PIECE_BYTES: Final = 65_536
_REDIRECTS: Final = range(300, 400)


class BodyTooLargeError(requests.RequestException):
    """An answer is longer than any the broker has reason to send."""


class ExactResponse(requests.Response):
    """An answer whose JSON numbers with a point stay text, so that no price ever becomes a float."""

    def json(self, **_: object) -> object:
        """Read UTF-8; NaN and Infinity stay text too, and are refused where a number is wanted."""
        return json.loads(self.content.decode(), parse_float=str, parse_constant=str)

    def raise_for_status(self) -> None:
        """Raise for a redirect as for any other refusal: keys and orders go to one host only."""
        if self.status_code in _REDIRECTS:
            raise requests.HTTPError("redirect refused", response=self)
        super().raise_for_status()


class PatientTransport(HTTPAdapter):
    """Sends requests with timeouts, which the SDK does not set; `allowance` is what the next call may take.

    Nothing is ever sent twice here. Every answer's head is shown to `heed`, its body be as it may.
    """

    def __init__(
        self,
        patience: Patience,
        monotonic: Monotonic,
        allowance: Callable[[], Decimal],
        heed: Callable[[int, Mapping[str, str]], None],
    ) -> None:
        self._patience = patience
        self._monotonic = monotonic
        self._allowance = allowance
        self._heed = heed
        super().__init__(max_retries=0)
        self.poolmanager.pool_classes_by_scheme = dict(POOLS)

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        """Send one request, always verified and never through a proxy.

        Raises requests.Timeout, and sends nothing, when no time is left.
        """
        seconds = self._allowance()
        if not seconds:
            raise requests.Timeout("no time left")
        watch = Stopwatch(seconds, self._monotonic)
        connect, answer = _milliseconds(min(self._patience.connect_seconds, seconds)), _milliseconds(seconds)
        response = super().send(request, stream=True, timeout=(connect / 1000, answer / 1000))
        self._heed(response.status_code, response.headers)
        try:
            response._content = _read_body(response, watch)  # noqa: SLF001 - requests itself has no deadline
        except requests.RequestException:
            response.close()
            raise
        return response

    def build_response(self, req: requests.PreparedRequest, resp: urllib3.BaseHTTPResponse) -> ExactResponse:
        """Wrap what came back; the broker writes UTF-8, and guessing that takes seconds for a long list."""
        response = ExactResponse()
        response.__dict__.update(super().build_response(req, resp).__dict__)
        response.encoding = "utf-8"
        return response


def _read_body(response: requests.Response, watch: Stopwatch) -> bytes:
    """Read the whole body before the watch runs out, however slowly it drips or far it unpacks."""
    pieces: list[bytes] = []
    left = LARGEST_BODY
    try:
        while piece := response.raw.read1(_PIECE_BYTES, decode_content=True):
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                raise BodyTooLargeError(f"more than {LARGEST_BODY} bytes")
            if not watch.left():
                raise requests.ReadTimeout("the answer came too slowly")
    except urllib3.exceptions.TimeoutError as error:
        raise requests.ReadTimeout("the answer stopped halfway") from error
    except urllib3.exceptions.HTTPError as error:
        raise requests.ConnectionError(type(error).__name__) from error
    return b"".join(pieces)


def _milliseconds(seconds: Decimal) -> int:
    """Turn seconds into whole milliseconds, at least one, for a timeout of zero would mean something else."""
    return max(int(seconds * 1000), 1)
