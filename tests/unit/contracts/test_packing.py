"""Runs as they are stored."""

from __future__ import annotations

import hashlib

import pytest

from trimtab.contracts.packing import MOST_BYTES, pack, payload_text, read_payload, unpack
from trimtab.domain.errors import RefusedError


def test_a_payload_comes_back():
    """Both canonical texts are the same after storing, to the byte."""
    question, answer = '{"a":"1","b":[true,null]}', '{"status":"READY","words":"\\u00e9"}'

    assert (question, answer) == read_payload(unpack(pack(payload_text(question, answer))))


def test_a_run_that_fits_no_document_is_refused_with_its_size():
    """The caller learns how large it is and what to do."""
    noise = "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(40_000))

    with pytest.raises(RefusedError, match="send fewer instruments") as caught:
        pack(noise)

    assert MOST_BYTES < int(caught.value.details["size"]) < len(noise)


@pytest.mark.parametrize("packed", [b"", b"not packed", "text", None, 7])
def test_what_was_never_packed_is_a_value_error(packed: object):
    """A damaged document is told, never guessed."""
    with pytest.raises(ValueError, match="packed run"):
        unpack(packed)


@pytest.mark.parametrize("text", ["[]", '{"input":1}', "{"])
def test_a_payload_has_both_halves(text: str):
    """An answer without its question proves nothing."""
    with pytest.raises(ValueError, match=r"input and an output|Expecting"):
        read_payload(text)
