"""The door for raw bodies."""

from __future__ import annotations

import json

import pytest

from trimtab.contracts.raw_json import DEEPEST, MOST_BYTES, read_json
from trimtab.domain.errors import InvalidRequestError


def read(body: bytes, content_type: str = "application/json", content_encoding: str = "") -> object:
    return read_json(body, content_type=content_type, content_encoding=content_encoding)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"a": [1, 2.5, "x", true, null]}', {"a": [1, 2.5, "x", True, None]}),
        (b'"MANUAL"', "MANUAL"),
        (b' {"a": {}}\r\n', {"a": {}}),
        ('{"a": "Zürich \\ud83d\\ude00"}'.encode(), {"a": "Zürich 😀"}),
        (b'{"a": 1.50, "b": 1e3, "c": -0.0}', {"a": 1.5, "b": 1000.0, "c": 0.0}),
    ],
)
def test_plain_json_is_read(body: bytes, expected: object):
    """Objects, words, numbers and characters of every kind, as they were written."""
    assert expected == read(body)


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", 'APPLICATION/JSON;charset="UTF-8"']
)
def test_utf_8_may_be_named(content_type: str):
    """It is what JSON is written in anyway."""
    assert {} == read(b"{}", content_type)


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/json; charset=latin-1", "application/jsonp", "multipart/form-data"],
)
def test_anything_else_is_no_json(content_type: str):
    """A body is not guessed at."""
    with pytest.raises(InvalidRequestError, match=r"\AContent-Type: "):
        read(b"{}", content_type)


def test_a_packed_body_is_refused():
    """What is small on the wire may be huge inside."""
    with pytest.raises(InvalidRequestError, match=r"\AContent-Encoding: 'gzip'"):
        read(b"{}", content_encoding="gzip")


def test_a_body_has_64_kib_at_most():
    """Exactly so many bytes are read, one more is not."""
    fitting = b"{}" + b" " * (MOST_BYTES - 2)

    assert (True, False) == (accepts(fitting), accepts(fitting + b" "))


def test_nesting_ends_somewhere():
    """Brackets that would exhaust whoever reads them are counted first."""
    deep = {depth: accepts(b"[" * depth + b"]" * depth) for depth in (DEEPEST, DEEPEST + 1, 30_000)}

    assert {DEEPEST: True, DEEPEST + 1: False, 30_000: False} == deep


def test_brackets_inside_text_are_text():
    """Only what nests is counted."""
    assert accepts(json.dumps({"a": '["' * 1_000}).encode())


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'{"a": 1, "a": 1}', "'a' stands twice in one object"),
        (b'[{"a": {"b": 1, "b": 2}}]', "'b' stands twice in one object"),
        (b"NaN", "'NaN' is not JSON"),
        (b"[-Infinity]", "'-Infinity' is not JSON"),
        (b"1e400", "is beyond every number"),
        (b"1e-400", "has more digits than a JSON number keeps"),
        (b"0.12345678901234567890", "has more digits than a JSON number keeps"),
        (b"9" * 41, "is a number of more than 40 digits"),
        (b"[1" + b"0" * 5_000 + b"]", "is a number of more than 40 digits"),
        (b'"\\ud800"', "is half a character"),
        (b'{"\\udfff": 1}', "is half a character"),
        (b'"\xff"', "is not UTF-8"),
        (b'"\xc0\xaf"', "is not UTF-8"),
        (b"\xef\xbb\xbf{}", "is where it stops being JSON"),
        ("{}".encode("utf-16"), "is not UTF-8"),
        ("{}".encode("utf-16-le"), "is where it stops being JSON"),
        (b"", "is where it stops being JSON"),
        (b"{} {}", "is where it stops being JSON"),
        (b"{'a': 1}", "is where it stops being JSON"),
        (b'{"a": 01}', "is where it stops being JSON"),
        (b'{"a": 1,}', "is where it stops being JSON"),
        (b'"a\x00"', "is where it stops being JSON"),
        (b"{", "is where it stops being JSON"),
    ],
)
def test_what_is_not_plain_json_is_refused(body: bytes, problem: str):
    """Each with its reason, and never with another error."""
    with pytest.raises(InvalidRequestError) as refused:
        read(body)

    assert refused.value.message.startswith("body: ")
    assert refused.value.message.endswith(problem)


def accepts(body: bytes) -> bool:
    """Tell whether a body is read."""
    try:
        read(body)
    except InvalidRequestError:
        return False
    return True
