"""A simulated run as it is stored: question and answer compressed, within what one document may hold."""

from __future__ import annotations

import json
import zlib
from typing import Final

from trimtab.domain.canonical import canonical_json
from trimtab.domain.errors import RefusedError
from trimtab.domain.reasons import ReasonCode

MOST_BYTES: Final = 1_000_000
"""A document holds 1 MiB; the rest of it is for the fields beside the packed one."""

ENCODING: Final = "zlib"


def payload_text(question: str, answer: str) -> str:
    """Join the canonical texts of a run's input and output into one."""
    return f'{{"input":{question},"output":{answer}}}'


def read_payload(text: str) -> tuple[str, str]:
    """Part a payload into input and output again. Raises ValueError for a text that has not both."""
    payload = json.loads(text, parse_float=str)
    if not isinstance(payload, dict) or not payload.keys() >= {"input", "output"}:
        raise ValueError("a stored run has an input and an output")
    return canonical_json(payload["input"]), canonical_json(payload["output"])


def pack(text: str) -> bytes:
    """Compress a payload. Raises RefusedError with its size where it is still too large to store."""
    packed = zlib.compress(text.encode("utf-8"), level=9)
    if len(packed) > MOST_BYTES:
        problem = f"The run takes {len(packed)} bytes, more than the {MOST_BYTES} that can be kept"
        advice = "send fewer instruments"
        raise RefusedError(ReasonCode.TOO_LARGE, f"{problem}; {advice}.", size=str(len(packed)))
    return packed


def unpack(packed: object) -> str:
    """Give a packed payload back. Raises ValueError for what `pack` has not made."""
    if not isinstance(packed, bytes):
        raise ValueError(f"{type(packed).__name__} is no packed run")  # noqa: TRY004 - stored, not passed
    try:
        return zlib.decompress(packed).decode("utf-8")
    except zlib.error as error:
        raise ValueError(f"{len(packed)} bytes are no packed run: {error}") from error
