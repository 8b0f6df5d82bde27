"""The door for raw bodies: what is not plain, small, unambiguous JSON goes no further."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from trimtab.domain.errors import InvalidRequestError

MOST_BYTES: Final = 64 * 1024
DEEPEST: Final = 32
"""How many objects and lists may stand inside each other."""

_MOST_DIGITS: Final = 40
_JSON_TYPE: Final = re.compile(r"application/json(?:\s*;\s*charset=\"?utf-8\"?)?", re.ASCII | re.IGNORECASE)
_TEXTS: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_STEPS: Final = {"{": 1, "[": 1, "}": -1, "]": -1}


class _NotPlainError(Exception):
    """What is wrong with a body; never leaves this module."""

    def __init__(self, value: object, problem: str) -> None:
        super().__init__(problem)
        self.value = value
        self.problem = problem


def read_json(body: bytes, *, content_type: str, content_encoding: str = "") -> object:
    """Read a body of JSON in UTF-8, at most 64 KiB long and 32 levels deep.

    Raises InvalidRequestError for anything else, and for a name that stands twice in one object, for numbers
    that are infinite, none, or longer than a double holds, and for text that is half a character.
    """
    _require_headers(content_type, content_encoding)
    if len(body) > MOST_BYTES:
        raise too_large()
    try:
        return _parsed(body.decode("utf-8"))
    except _NotPlainError as error:
        raise InvalidRequestError("body", error.value, error.problem) from error
    except UnicodeDecodeError as error:
        raise InvalidRequestError("body", body[error.start : error.end], "is not UTF-8") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidRequestError("body", place, "is where it stops being JSON") from error


def too_large() -> InvalidRequestError:
    """Make the error of a body that is not read to its end."""
    return InvalidRequestError("body", f"more than {MOST_BYTES} bytes", "is too large; ask in smaller parts")


def _parsed(text: str) -> object:
    _require_shallow(text)
    found = json.loads(
        text,
        object_pairs_hook=_object,
        parse_int=_whole,
        parse_float=_number,
        parse_constant=_constant,
    )
    try:
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        raise _NotPlainError(half, "is half a character") from error
    return found


def _require_headers(content_type: str, content_encoding: str) -> None:
    if not _JSON_TYPE.fullmatch(content_type.strip()):
        raise InvalidRequestError("Content-Type", content_type, "must be application/json, in UTF-8")
    if content_encoding.strip().lower() not in {"", "identity"}:
        raise InvalidRequestError("Content-Encoding", content_encoding, "is not read; send the body as it is")


def _require_shallow(text: str) -> None:
    depth = 0
    for letter in _TEXTS.sub("", text):
        depth += _STEPS.get(letter, 0)
        if depth > DEEPEST:
            raise _NotPlainError(f"{depth} levels", f"is nested too deeply; {DEEPEST} levels at most")


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _NotPlainError(name, "stands twice in one object")
        found[name] = value
    return found


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _NotPlainError(digits, f"is a number of more than {_MOST_DIGITS} digits")
    return int(digits)


def _number(digits: str) -> object:
    """Read a number with a point or an exponent, if a double holds exactly what is written."""
    number = float(digits)
    if not math.isfinite(number):
        raise _NotPlainError(digits, "is beyond every number")
    if len(digits) > _MOST_DIGITS or Decimal(repr(number)) != Decimal(digits):
        raise _NotPlainError(digits, "has more digits than a JSON number keeps")
    return number


def _constant(name: str) -> object:
    raise _NotPlainError(name, "is not JSON")
