"""Faults that spoil the body of an answer the broker gave."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from werkzeug.wrappers import Response

from paperbroker.basics.fields import Fields
from paperbroker.faults import options
from paperbroker.faults.effect import Effect, Kind, Strike, rewriting

_HUGE_BYTES: Final = 20_000_000
_BYTES, _DEPTHS = range(1, 200_000_001), range(1, 1_000_001)
_PIECE: Final = b" " * 65_536

_WRAPPINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "list": lambda body: b"[" + body + b"]",
        "object": lambda body: b'{"answer":' + body + b"}",
        "string": lambda body: json.dumps(body.decode()).encode(),
        "number": lambda _: b"42",
        "true": lambda _: b"true",
        "null": lambda _: b"null",
    }
)


def _truncate(_: Fields) -> Effect:
    return rewriting(lambda body: body[: len(body) // 2])


def _wrong_type(fields: Fields) -> Effect:
    return rewriting(_WRAPPINGS[options.one_of(fields, "type", tuple(_WRAPPINGS), "list")])


def _content_type(fields: Fields) -> Effect:
    content_type = fields.text("type", "text/plain")

    def effect(strike: Strike) -> Response:
        response = strike.handle()
        response.headers["Content-Type"] = content_type
        return response

    return effect


def _huge(fields: Fields) -> Effect:
    size = options.number_in(fields, "bytes", _BYTES, _HUGE_BYTES)

    def effect(strike: Strike) -> Response:
        response = strike.handle()
        if not response.data:
            return response
        headers = {**response.headers, "Content-Length": str(len(response.data) + size)}
        return Response(_padded(response.data, size), response.status_code, headers)

    return effect


def _padded(body: bytes, size: int) -> Iterator[bytes]:
    yield body
    for sent in range(0, size, len(_PIECE)):
        yield _PIECE[: size - sent]


def _gzip_bomb(fields: Fields) -> Effect:
    size = options.number_in(fields, "bytes", _BYTES, _HUGE_BYTES)

    def effect(strike: Strike) -> Response:
        response = strike.handle()
        if response.data:
            response.data = gzip.compress(response.data + b" " * size, compresslevel=1)
            response.headers["Content-Encoding"] = "gzip"
        return response

    return effect


def _deep_nesting(fields: Fields) -> Effect:
    depth = options.number_in(fields, "depth", _DEPTHS, 100_000)
    return rewriting(lambda _: b"[" * depth + b"]" * depth)


def _invalid_utf8(_: Fields) -> Effect:
    return rewriting(lambda body: body.replace(b': "', b': "\xff'))


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "truncate": Kind(_truncate),
        "wrong_type": Kind(_wrong_type, ("type",)),
        "content_type": Kind(_content_type, ("type",)),
        "huge": Kind(_huge, ("bytes",)),
        "gzip_bomb": Kind(_gzip_bomb, ("bytes",)),
        "deep_nesting": Kind(_deep_nesting, ("depth",)),
        "invalid_utf8": Kind(_invalid_utf8),
    }
)
"""Faults by name."""
