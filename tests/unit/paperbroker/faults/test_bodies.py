from __future__ import annotations

import gzip
import json

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.faults.faults import read_fault
from unit.paperbroker.faults.striking import ROW, Handled, struck, struck_json

WHOLE = Handled()().data


def test_truncated_json_is_half_with_an_honest_length() -> None:
    """The connection is fine, the document is not."""
    response = struck({"fault": "truncate"})

    assert (WHOLE[: len(WHOLE) // 2], len(WHOLE) // 2) == (response.data, response.content_length)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("list", [ROW]),
        ("object", {"answer": ROW}),
        ("string", WHOLE.decode()),
        ("number", 42),
        ("true", True),
        ("null", None),
    ],
)
def test_another_json_type_comes(kind: str, expected: object) -> None:
    """Valid JSON of a kind nobody expects."""
    assert expected == struck_json({"fault": "wrong_type", "type": kind})


def test_the_content_type_can_lie() -> None:
    """The body is right, its label is not."""
    response = struck({"fault": "content_type", "type": "image/png"})

    assert ("image/png", WHOLE) == (response.mimetype, response.data)


def test_a_huge_body_is_the_answer_and_blanks() -> None:
    """It parses, for a client that reads it all."""
    response = struck({"fault": "huge", "bytes": 100_000})
    body = b"".join(response.response)  # type: ignore[arg-type]  # bytes, as sent

    assert (ROW, len(body)) == (json.loads(body), response.content_length)
    assert len(WHOLE) + 100_000 == len(body)


def test_a_gzip_bomb_is_small_on_the_wire() -> None:
    """Ten megabytes travel as a hundredth of that."""
    response = struck({"fault": "gzip_bomb", "bytes": 10_000_000})

    assert ("gzip", True) == (response.headers["Content-Encoding"], len(response.data) < 100_000)
    assert len(WHOLE) + 10_000_000 == len(gzip.decompress(response.data))


def test_deep_nesting_is_deep() -> None:
    """As many brackets as asked for, all of them closed."""
    assert b"[[[]]]" == struck({"fault": "deep_nesting", "depth": 3}).data


def test_invalid_utf8_cannot_be_decoded() -> None:
    """Every text starts with a byte that is none."""
    with pytest.raises(UnicodeDecodeError):
        struck({"fault": "invalid_utf8"}).data.decode()


@pytest.mark.parametrize("fault", ["truncate", "wrong_type", "gzip_bomb", "deep_nesting", "invalid_utf8"])
def test_an_answer_without_a_body_stays_without(fault: str) -> None:
    """There is nothing to spoil in a 204."""
    response = struck({"fault": fault}, Handled(status=204))

    assert (204, b"", False) == (
        response.status_code,
        response.data,
        "Content-Encoding" in response.headers,
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"fault": "wrong_type", "type": "date"}, "type"),
        ({"fault": "huge", "bytes": "1000000000"}, "bytes"),
        ({"fault": "deep_nesting", "depth": 0}, "depth"),
    ],
    ids=str,
)
def test_an_option_out_of_range_names_its_field(body: dict[str, object], field: str) -> None:
    """What is allowed is told with it."""
    with pytest.raises(SettingError, match="must be") as caught:
        read_fault(body)

    assert field == caught.value.field
