from __future__ import annotations

from itertools import count

import pytest

from contract.wire.attempts import (
    CALLS,
    CALM,
    HASTE,
    METHODS,
    Attempt,
    attempt,
    calling,
    excess,
    open_account,
)
from contract.wire.scene import Scene
from contract.wire.table import CASES, RESPONSE_FAULTS, Case
from paperbroker.faults.behaviour import COURSES, EVENTS
from paperbroker.faults.faults import KINDS

NUMBERS = count(1)
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def name() -> str:
    """A client order id that no request of an earlier test still carries about."""
    return f"rbp{next(NUMBERS)}"


def met(scene: Scene, call: str, case: Case, name: str) -> Attempt:
    """Make one attempt at a call while a fault strikes it."""
    order_id = "" if call == "submit" else scene.place(name)
    account = open_account(scene.url, HASTE if case.waits else CALM)
    scene.strike(call, case.fault)
    return attempt(calling(call, account, name, order_id), scene.wire)


@every_case
@pytest.mark.parametrize("call", CALLS)
def test_a_call_comes_to_the_right_class_with_no_more_requests_than_stated(
    scene: Scene, call: str, case: Case, name: str
) -> None:
    """One POST, PATCH or DELETE an attempt, reads within the retry rule, the outcome of the table (F-085)."""
    attempted = met(scene, call, case, name)

    assert (case.expected.of(call), {}) == (attempted.outcome, excess(call, attempted.sent))
    assert attempted.sent[METHODS[call]] > 0


@every_case
def test_a_repeat_under_the_same_name_never_makes_a_second_order(scene: Scene, case: Case, name: str) -> None:
    """Whatever became of the first attempt, the second one finds or makes the only order there is."""
    met(scene, "submit", case, name)
    scene.relent()
    repeated = attempt(calling("submit", open_account(scene.url, CALM), name, ""), scene.wire)

    assert ("Accepted", 1) == (repeated.outcome, scene.orders_named(name))


def test_a_call_that_sent_twice_would_be_caught(scene: Scene, name: str) -> None:
    """The broker's count sees the second POST."""
    submit = calling("submit", open_account(scene.url, CALM), name, "")
    twice = attempt(lambda: (submit(), submit()), scene.wire)

    assert 2 == excess("submit", twice.sent)["POST"]


def test_every_fault_of_the_broker_is_met_and_more_than_sixty_of_its_answers() -> None:
    """A fault that is added there must be added here."""
    names = {case.fault["fault"] for case in CASES}

    assert {*KINDS, *COURSES, *EVENTS} == names
    assert len({case.name for case in RESPONSE_FAULTS}) >= 60


def test_no_case_stands_twice() -> None:
    """Each row of the table is its own."""
    assert len(CASES) == len({case.name for case in CASES})
