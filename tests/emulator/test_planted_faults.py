"""The rig on real parts finds what is planted in services, machine and adapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from emulator.faulted.emulators import fresh_emulator
from emulator.faulted.replay import parse
from emulator.faulted.schedules import Judge
from emulator.faulted.world import HOST, Rig, open_rig
from trimtab.adapters.alpaca import submit
from trimtab.adapters.firestore import runs as firestore_runs
from trimtab.adapters.firestore import steps
from trimtab.adapters.firestore.writes import Change, Create, Put
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.order import Refusal, Unknown
from trimtab.execution import observe
from trimtab.services import conclude, send_leg
from trimtab.services.ledger import with_leg

Patch = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    """Run an emulator and a broker of the module's own."""
    with pytest.MonkeyPatch.context() as patch, fresh_emulator() as (host, _):
        patch.setenv(HOST, host)
        with open_rig() as opened:
            yield opened


def send_before_commit(patch: Patch) -> None:
    """Send an order without having stored that it leaves."""

    def forget(current: Any, step: Any, around: Any, services: Any) -> Any:
        now = services.clock.now()
        send_by = min(now + send_leg.SEND_WINDOW, around.good_until)
        leaving = observe.start_sending(current.leg(step.number), now, send_by)
        return replace(current, legs=with_leg(current, leaving))

    patch.setattr(send_leg, "_commit", forget)


def send_again_under_a_new_name(patch: Patch) -> None:
    """Take an unclear answer for a failure, and send the order anew."""
    take = observe.take_outcome

    def renamed(leg: Leg, outcome: Any, now: Any) -> Leg:
        if not isinstance(outcome, Unknown):
            return take(leg, outcome, now)
        return replace(leg, state=LegState.INTENT, client_order_id=f"{leg.client_order_id[:-1]}z")

    patch.setattr(send_leg, "take_outcome", renamed)


def believe_absence_at_once(patch: Patch) -> None:
    """Take an order for absent as soon as nobody finds it."""
    patch.setattr(observe, "DOUBT_BEFORE_RESEND", timedelta())
    patch.setattr(observe, "LOOKUP_SPACING", timedelta())


def call_doubt_a_refusal(patch: Patch) -> None:
    """Let the adapter say refused where the answer to an order was lost."""
    patch.setattr(submit.Sending, "_unknown", lambda _, text: Refusal(text))


def send_late(patch: Patch) -> None:
    """Let the adapter send an order whose time is over."""
    patch.setattr(submit, "_find_lateness", lambda *_: None)


def save_without_comparing(patch: Patch) -> None:
    """Let the store take a step whatever has happened since the run was read."""
    real = steps.step_writes

    def blind(*given: Any) -> tuple[Any, ...]:
        return tuple(
            Put(each.path, each.fields) if isinstance(each, Change | Create) else each
            for each in real(*given)
        )

    patch.setattr(firestore_runs, "step_writes", blind)


def keep_the_account(patch: Patch) -> None:
    """End a run without giving its account back."""
    patch.setattr(conclude, "_give_back", lambda *_: None)


PLANTS: Final = (
    (send_before_commit, "one buy", "i_02_on_record"),
    (send_again_under_a_new_name, "one buy broker.submit#1:lost", "i_01_no_orphan"),
    (believe_absence_at_once, "one buy broker.submit#1:slow", "i_01_one_order"),
    (call_doubt_a_refusal, "one sell broker.submit#1:lost", "ends otherwise"),
    (send_late, "one buy broker.submit#1:zombie", "i_21_adapter"),
    (save_without_comparing, "one buy store.commit#2:zombie", "i_21_one_holder"),
    (keep_the_account, "one buy", "i_06_account_held"),
)


@pytest.mark.parametrize(("plant", "words", "rule"), PLANTS)
def test_the_rig_finds_a_planted_fault(rig: Rig, monkeypatch: Patch, plant: Any, words: str, rule: str):
    """A schedule that passes breaks the rule once the fault is there."""
    shape, fault = words[:8].strip(), words[8:].strip()
    schedule = parse([shape, *([fault] if fault else [])])
    sound = Judge(rig).play(schedule)[1]
    plant(monkeypatch)

    assert ((), True) == (sound, any(rule in text for text in Judge(rig).play(schedule)[1]))
