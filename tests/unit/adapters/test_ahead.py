from __future__ import annotations

from contextvars import ContextVar
from threading import Barrier

import pytest

from trimtab.adapters.ahead import on_threads
from trimtab.ports import Ahead, in_turn

WAYS = pytest.mark.parametrize("ahead", [in_turn, on_threads()])


def test_reads_on_threads_do_not_wait_for_each_other():
    """Three reads that go on only when all three have begun all end."""
    all_there = Barrier(3, timeout=10)
    begin = on_threads(3)
    waits = [begin(all_there.wait) for _ in range(3)]

    assert {0, 1, 2} == {wait() for wait in waits}


@WAYS
def test_a_failure_is_raised_where_the_answer_is_awaited_or_before(ahead: Ahead):
    """No answer is made up for a read that failed."""
    with pytest.raises(ZeroDivisionError):
        ahead(lambda: 1 // 0)()


@WAYS
def test_a_read_knows_the_request_that_began_it(ahead: Ahead):
    """Log lines and spans of a read belong to their request."""
    request: ContextVar[str] = ContextVar("request", default="nobody's")
    request.set("anna's")

    assert ahead(request.get)() == "anna's"
