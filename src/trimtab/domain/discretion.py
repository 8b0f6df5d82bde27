"""What a log line must not tell: who somebody is, where to reach them, and what opens their accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

SECRET_FIELDS: Final = frozenset({"address", "authorization", "email", "password", "secret", "token", "url"})
"""A field that bears one of these words in its name is never written."""

HIDDEN: Final = "[hidden]"

_WORDS: Final = re.compile(r"[a-z]+")
_SHORTEST_SECRET: Final = 4
_OURS: Final = r"(?:rr|pl|dg|corr|acct|run|rb)_?[0-9a-f]{16,40}(?![0-9A-Za-z])"
_HASH: Final = r"(?-i:[0-9a-f]{20,64})(?:-[0-9A-Za-z]{1,24})*(?![0-9A-Za-z])"
_UUID: Final = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z])"
_NAMED: Final = (
    r"\b([\w-]{0,40}(?:apca|secret|token|password|api[_-]?key|authorization)[\w-]{0,40}"
    r"[\"']?\s*[:=]\s*[\"']?)(?!\[)[^\s\"',;}&]+"
)
_LONG: Final = rf"(?<![\w-])(?!{_OURS}|{_UUID}|{_HASH})(?=[\w+=-]*[0-9])(?=[\w+=-]*[a-z])[\w+=-]{{28,}}"
"""A long word of letters and digits that is no hash or name of ours opens something, or is somebody."""

_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*", "[e-mail]"),
        (r"\b[a-z][a-z0-9+.-]{1,15}://[^\s\"'<>]+", "[address]"),
        (r"\beyJ[\w-]+\.[\w-]+\.[\w-]*", HIDDEN),
        (r"(?-i:\b[PAC]K[A-Z0-9]{16,24}\b)", HIDDEN),
        (r"\b(bearer|basic)\s+[^\s\"',;]+", rf"\1 {HIDDEN}"),
        (_NAMED, rf"\1{HIDDEN}"),
        (r"\b(userSettings|webhookSecrets|brokerLinks)/[^/\s]+", r"\1/[person]"),
        (_LONG, HIDDEN),
    )
)


def short_hash(uid: str) -> str:
    """Name a person without saying who: 12 hexadecimal digits, the same for the same person."""
    return sha256(uid.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def is_secret_field(name: str) -> bool:
    """Tell whether a field's name says that its value is nobody's business."""
    return not SECRET_FIELDS.isdisjoint(_WORDS.findall(name.lower()))


def discreet(text: str, *, people: Iterable[str] = (), secrets: Iterable[str] = ()) -> str:
    """Take out of a text what is known to be secret, who is known to be meant, and what looks like either."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN)
    for uid in people:
        if uid:
            text = re.sub(rf"(?<!\w){re.escape(uid)}(?!\w)", f"uid:{short_hash(uid)}", text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
