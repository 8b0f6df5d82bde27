"""Orders that come when nobody waits for them any more: the account's review finds them (F-074, F-132)."""

from __future__ import annotations

from simulation.faults import Fault, Kind, Mode, Schedule, Situation
from simulation.matrix import overtaken_orders
from simulation.report import first_failure
from simulation.world import World


def test_whatever_becomes_of_a_late_order_it_is_found():
    """Filled, open, rejected or stuck: no order of ours works on unknown, and the ledger tells the truth."""
    assert "" == first_failure((schedule, None) for schedule in overtaken_orders("four legs"))


def test_an_account_with_a_late_order_is_locked():
    """The correction is in the run's history, and the next order is refused until a person has looked."""
    late, wish = Fault("broker.submit", 1, Mode.SLOW, 300), Situation(Kind.CANCEL, 30_000)
    rival = Situation(Kind.RIVAL, 1_200_000)
    here = World(Schedule(shape="single sell", faults=(late,), situations=(wish, rival)))
    outcome = here.play()
    locks = [record.state.locked for record in here.ledger.accounts.values()]

    assert ((), 1) == (outcome.violations, outcome.sometimes["correction"])
    assert ["LATE_FILL"] == [lock.code.value for lock in locks if lock]
    assert ["", "ACCOUNT_LOCKED"] == [answer.refusal for answer in here.crew.answers]
