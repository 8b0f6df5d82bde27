"""Speak JSON over HTTP to the parts of the stack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from _stack.errors import CallError

JsonObject = dict[str, Any]

# The emulators accept this in place of an administrator's token.
ADMIN = {"Authorization": "Bearer owner"}
SECONDS = 30.0


def send(
    method: str, url: str, body: object = None, *, headers: Mapping[str, str] | None = None
) -> JsonObject:
    """Send one JSON request and read the JSON object answered; empty for an empty answer.

    Raises `CallError` with the refusal's status and text, `OSError` where nobody answers.
    """
    content = None if body is None else json.dumps(body).encode()
    every = {"Content-Type": "application/json", **(headers or {})}
    request = Request(url, data=content, headers=every, method=method)  # noqa: S310 - the stack's own http addresses
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
            return _parsed(answer.read())
    except HTTPError as refusal:
        with refusal:
            raise _call_error(method, url, refusal) from None


def answers(url: str) -> bool:
    """Tell whether something answers HTTP here, with whatever status."""
    try:
        send("GET", url)
    except CallError:
        return True
    except (OSError, HTTPException):
        return False
    except json.JSONDecodeError:
        return True
    return True


def _parsed(content: bytes) -> JsonObject:
    answer = json.loads(content or b"{}")
    return answer if isinstance(answer, dict) else {"items": answer}


def _call_error(method: str, url: str, refusal: HTTPError) -> CallError:
    text = refusal.read().decode(errors="replace")
    try:
        error = json.loads(text)["error"]
        status, message = str(error["status"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        status, message = str(refusal.code), text[:500]
    return CallError(f"{method} {url} was refused: {status}: {message}", status=status)
