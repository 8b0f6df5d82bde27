"""The SDK's way out to the network: bounded in time, blind to redirects, exact with numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import requests
import urllib3
from requests.adapters import HTTPAdapter

from trimtab.adapters.alpaca.patience import Monotonic, Patience, Stopwatch

_PIECE_BYTES: Final = 65_536
_REDIRECTS: Final = range(300, 400)


class ExactResponse(requests.Response):
    """An answer whose JSON numbers with a point stay text, so that no price ever becomes a float."""

    def json(self, **_: object) -> object:
        """Read the body; NaN and Infinity stay text too, and are refused where a number is wanted."""
        return json.loads(self.text, parse_float=str, parse_constant=str)

    def raise_for_status(self) -> None:
        """Raise for a redirect as for any other refusal: keys and orders go to one host only."""
        if self.status_code in _REDIRECTS:
            raise requests.HTTPError("redirect refused", response=self)
        super().raise_for_status()


class PatientTransport(HTTPAdapter):
    """Sends requests with timeouts, which the SDK does not set; `allowance` is what the next call may take.

    Nothing is ever sent twice here.
    """

    def __init__(self, patience: Patience, monotonic: Monotonic, allowance: Callable[[], Decimal]) -> None:
        self._patience = patience
        self._monotonic = monotonic
        self._allowance = allowance
        super().__init__(max_retries=0)

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
        try:
            response._content = _read_body(response, watch)  # noqa: SLF001 - requests itself has no deadline
        except requests.RequestException:
            response.close()
            raise
        return response

    def build_response(self, req: requests.PreparedRequest, resp: urllib3.BaseHTTPResponse) -> ExactResponse:
        """Wrap what came back."""
        response = ExactResponse()
        response.__dict__.update(super().build_response(req, resp).__dict__)
        return response


def _read_body(response: requests.Response, watch: Stopwatch) -> bytes:
    """Read the whole body before the watch runs out, however slowly it drips."""
    pieces: list[bytes] = []
    try:
        while piece := response.raw.read1(_PIECE_BYTES, decode_content=True):
            pieces.append(piece)
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
