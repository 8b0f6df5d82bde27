"""One answer per key: kept, told, and never given to another question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D

import pytest

import mandates
from trimtab.adapters.memory.clock import ManualClock
from trimtab.adapters.memory.simulations import MemorySimulations
from trimtab.domain.claims import Claimed
from trimtab.domain.errors import ConflictError, InFlightError, RefusedError, UnavailableError
from trimtab.domain.mandate import MandateRun, SimulateMandate, SimulationRecord
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.telemetry import LogLevel
from trimtab.planning.check import Finding
from trimtab.ports import IdempotencyKey
from trimtab.services import planning
from trimtab.services.simulate_mandate import LEASE, simulate_mandate
from worlds import World, world

OTHER = mandates.question({"AAA": "1"}, {"AAA": "100"}, {"AAA": "1"})


class Ticking(ManualClock):
    """A clock that moves a quarter of a second whenever somebody looks."""

    def now(self) -> datetime:
        """Move, then tell the time."""
        self.advance(timedelta(milliseconds=250))
        return super().now()


class Losing(MemorySimulations):
    """A store in which somebody else takes every key over at the last moment."""

    def finish(self, key: IdempotencyKey, claim: Claimed, record: SimulationRecord) -> bool:
        """Let a twin win."""
        self.release(key, claim, record.created_at)
        return super().finish(key, claim, record)


def key_of(command: SimulateMandate) -> IdempotencyKey:
    """The key a command claims."""
    return IdempotencyKey(command.uid, command.idempotency_key, command.request.request_hash)


def failing(error: Exception) -> Callable[[MandateRun], str]:
    """A writer that fails."""

    def write(_: MandateRun) -> str:
        raise error

    return write


def dead_twin(here: World, command: SimulateMandate) -> None:
    """Let a twin claim the command's key and die."""
    here.simulations.claim(key_of(command), here.clock.now(), LEASE)


def test_the_answer_is_kept_under_the_portfolio():
    """Question and answer are stored word for word, under the caller's own portfolio."""
    here, command = world(), mandates.command()
    answered = simulate_mandate(command, here.services)

    record = here.services.simulations.find(PortfolioRef("anna", "PF-1"), answered.run_id)

    assert record
    assert (command.request.text, answered.text) == (record.question, record.answer)
    assert not answered.is_replay


def test_the_same_key_and_question_get_the_same_bytes():
    """The second answer comes from the record."""
    here = world()
    first = simulate_mandate(mandates.command(), here.services)
    again = simulate_mandate(mandates.command(), here.services)

    assert replace(first, is_replay=True) == again
    assert 1 == len(here.simulations.records)


def test_a_stored_answer_outlives_the_code_that_gave_it():
    """What is stored is answered, even if it would come out differently today."""
    here, command = world(), mandates.command()
    old = simulate_mandate(replace(command, write=lambda _: '{"of":"old"}'), here.services)

    assert old.text == simulate_mandate(command, here.services).text


def test_the_same_key_with_another_question_is_a_conflict():
    """A key stands for one question."""
    here = world()
    simulate_mandate(mandates.command(), here.services)

    with pytest.raises(ConflictError) as caught:
        simulate_mandate(mandates.command(OTHER), here.services)

    assert ReasonCode.IDEMPOTENCY_KEY_REUSED is caught.value.code


def test_two_keys_with_one_question_share_one_run():
    """A run is named after its question, not after who asks how often."""
    here = world()
    first = simulate_mandate(mandates.command(), here.services)
    second = simulate_mandate(mandates.command(key="key-00000002"), here.services)

    assert first == second
    assert 1 == len(here.simulations.records)


def test_two_people_have_keys_of_their_own():
    """Nobody's key is in anybody's way."""
    here = world()
    simulate_mandate(mandates.command(), here.services)

    assert not simulate_mandate(mandates.command(OTHER, uid="ben"), here.services).is_replay


def test_a_twin_in_flight_is_told_so():
    """Who asks while the answer is being made is asked to come back."""
    here, command = world(), mandates.command()
    dead_twin(here, command)

    with pytest.raises(InFlightError) as caught:
        simulate_mandate(command, here.services)

    assert ReasonCode.REQUEST_IN_FLIGHT is caught.value.code


def test_another_question_conflicts_with_a_twin_in_flight():
    """The key is bound from the first moment on, not only once there is an answer."""
    here = world()
    dead_twin(here, mandates.command())

    with pytest.raises(ConflictError):
        simulate_mandate(mandates.command(OTHER), here.services)


def test_a_crashed_twin_does_not_block_for_ever():
    """When the lease is over the question is answered after all; a moment before it is not."""
    here, command = world(), mandates.command()
    dead_twin(here, command)
    here.clock.advance(LEASE - timedelta(microseconds=1))
    with pytest.raises(InFlightError):
        simulate_mandate(command, here.services)
    here.clock.advance(timedelta(microseconds=1))

    assert not simulate_mandate(command, here.services).is_replay


def test_who_was_overtaken_does_not_answer():
    """A lease that was lost on the way leaves the answer to whoever took it."""
    here = world()
    services = replace(here.services, simulations=Losing())

    with pytest.raises(InFlightError, match="taken over"):
        simulate_mandate(mandates.command(), services)


@pytest.mark.parametrize("error", [RefusedError(ReasonCode.TOO_LARGE, "Too large."), RuntimeError("a bug")])
def test_a_failure_gives_the_key_back(error: Exception):
    """The same question may be asked again at once."""
    here, command = world(), mandates.command()
    with pytest.raises(type(error)):
        simulate_mandate(replace(command, write=failing(error)), here.services)

    assert not simulate_mandate(command, here.services).is_replay


def test_a_lost_record_is_told():
    """A key that points nowhere is the store's fault, and no reason to make something up."""
    here = world()
    simulate_mandate(mandates.command(), here.services)
    here.simulations.records.clear()

    with pytest.raises(UnavailableError, match="another key"):
        simulate_mandate(mandates.command(), here.services)


def test_a_wrong_plan_is_never_answered(monkeypatch: pytest.MonkeyPatch):
    """The independent checker stands between the pipeline and the caller."""
    here, fault = world(), Finding(rule="SUMS", subject="AAA", text="is 2, must be 1")
    monkeypatch.setattr(planning, "check_plan", lambda *_: (fault,))

    with pytest.raises(planning.PlanCheckError):
        simulate_mandate(mandates.command(), here.services)

    assert {} == here.simulations.records


def test_every_line_carries_the_three_names():
    """Correlation, portfolio and run tie all lines together (requirement 003, section 9)."""
    here = world()
    command = replace(mandates.command(), correlation_id="c-7")
    answered = simulate_mandate(command, here.services)

    names = {(line.fields["correlation_id"], line.fields["portfolio_id"]) for line in here.log.lines}
    assert {("c-7", "PF-1")} == names
    assert {answered.run_id} == {line.fields["run_id"] for line in here.log.lines}


def test_without_a_correlation_id_the_question_gives_one():
    """The lines of one question find each other even so."""
    here, command = world(), mandates.command()
    simulate_mandate(command, here.services)

    assert {command.request.correlation_id} == {line.fields["correlation_id"] for line in here.log.lines}


def test_a_run_is_told_from_start_to_end():
    """Started, universe, completed, in this order."""
    here = world()
    simulate_mandate(mandates.command(), here.services)

    told = [line.message for line in here.log.lines if line.level is LogLevel.INFO]
    assert ["Run started", "Universe built (2 eligible, 0 excluded)", "Run completed"] == told


def test_a_run_is_counted():
    """Latency, status and exclusions under the names of requirement 003."""
    here = world()
    sent = mandates.inflow(shelf_entries=mandates.shelf(AAA="APPROVED", BBB="BANNED"))
    simulate_mandate(mandates.command(sent), here.services)

    samples = [(sample.name, sample.value, sample.labels) for sample in here.metrics.samples]
    assert [
        ("dpm_sim_latency_seconds", D(0), {}),
        ("dpm_sim_status_total", D(1), {"status": mandates.run(sent).verdict.value}),
        ("dpm_sim_exclusion_total", D(1), {"reason": "BANNED"}),
    ] == samples


def test_latency_is_what_the_clock_says():
    """From the first to the last look at the clock a quarter of a second has passed."""
    here = world()
    simulate_mandate(mandates.command(), replace(here.services, clock=Ticking(here.clock.now())))

    assert D("0.25") == here.metrics.samples[0].value


def test_a_replay_is_not_counted():
    """Reading a record is no run."""
    here = world()
    simulate_mandate(mandates.command(), here.services)
    counted = len(here.metrics.samples)
    simulate_mandate(mandates.command(), here.services)

    assert counted == len(here.metrics.samples)
