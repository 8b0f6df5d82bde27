"""Answer requirement 003's question once per idempotency key, keep the run, and tell what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab import ENGINE_VERSION
from trimtab.domain.claims import Claimed, KeyAnswered, KeyBusy
from trimtab.domain.errors import ConflictError, InFlightError, UnavailableError
from trimtab.domain.mandate import MandateAnswered, MandateRun, SimulateMandate, SimulationRecord
from trimtab.domain.metrics import MetricName
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.telemetry import LogLevel, LogLine
from trimtab.ports import IdempotencyKey, Services
from trimtab.services.planning import require_sound
from trimtab.simulation import pipeline
from trimtab.simulation.narrate import exclusion_reason, narrate

LEASE: Final = timedelta(seconds=60)
"""How long one answer may take before the same question under the same key may begin anew."""

_MICROSECOND: Final = timedelta(microseconds=1)
_MICROSECONDS: Final = Decimal(1_000_000)


def simulate_mandate(command: SimulateMandate, services: Services) -> MandateAnswered:
    """Answer from the record where the key is known, else run the pipeline and keep what it says.

    Raises ConflictError for a key that came with another question, InFlightError while a twin is at work,
    RefusedError for a run that is too large to keep, and PlanCheckError for a plan that is wrong.
    """
    key = IdempotencyKey(command.uid, command.idempotency_key, command.request.request_hash)
    began = services.clock.now()
    claim = services.simulations.claim(key, began, LEASE)
    match claim:
        case KeyAnswered():
            return _earlier_answer(claim, key, services)
        case KeyBusy():
            raise _refusal(claim, key)
        case Claimed():
            with _released_on_failure(key, claim, services):
                return _answer(command, key, claim, services, began=began)


@contextmanager
def _released_on_failure(key: IdempotencyKey, claim: Claimed, services: Services) -> Iterator[None]:
    try:
        yield
    except Exception:
        services.simulations.release(key, claim, services.clock.now())
        raise


def _answer(
    command: SimulateMandate, key: IdempotencyKey, claim: Claimed, services: Services, *, began: datetime
) -> MandateAnswered:
    diary = _Diary(services, _names(command))
    diary.write(LogLine(LogLevel.INFO, "Run started"))
    run = pipeline.simulate_mandate(command.request)
    require_sound(command.request.question, run.plan)
    record = _record(command, run, began)
    if not services.simulations.finish(key, claim, record):
        raise _in_flight("has just been taken over by a twin")
    diary.conclude(run, services.clock.now() - began)
    return MandateAnswered(run_id=record.run_id, text=record.answer, is_replay=False)


def _names(command: SimulateMandate) -> dict[str, str]:
    request = command.request
    return {
        "correlation_id": command.correlation_id or request.correlation_id,
        "portfolio_id": request.question.portfolio.portfolio_id,
        "run_id": request.run_id(ENGINE_VERSION),
    }


def _record(command: SimulateMandate, run: MandateRun, now: datetime) -> SimulationRecord:
    return SimulationRecord(
        portfolio=PortfolioRef(command.uid, run.plan.portfolio_id),
        run_id=run.run_id,
        request_hash=command.request.request_hash,
        status=run.verdict,
        engine_version=run.plan.engine_version,
        question=command.request.text,
        answer=command.write(run),
        created_at=now,
    )


def _earlier_answer(found: KeyAnswered, key: IdempotencyKey, services: Services) -> MandateAnswered:
    if found.request_hash != key.request_hash:
        raise _refusal(found, key)
    record = services.simulations.find(found.portfolio, found.run_id)
    if record is None:
        text = f"The store has lost the run {found.run_id}; ask again under another key."
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text)
    return MandateAnswered(run_id=record.run_id, text=record.answer, is_replay=True)


def _refusal(found: KeyAnswered | KeyBusy, key: IdempotencyKey) -> ConflictError | InFlightError:
    if found.request_hash == key.request_hash:
        return _in_flight("is being answered for a twin")
    text = "The idempotency key was used for a different request; take a fresh key for each question."
    return ConflictError(ReasonCode.IDEMPOTENCY_KEY_REUSED, text)


def _in_flight(event: str) -> InFlightError:
    return InFlightError(ReasonCode.REQUEST_IN_FLIGHT, f"This request {event}; send it again in a moment.")


@dataclass(frozen=True, slots=True)
class _Diary:
    """Writes every line of one run with the names that tie its lines together."""

    services: Services
    names: Mapping[str, str]

    def write(self, line: LogLine) -> None:
        """Write one line."""
        self.services.log.write(line.level, line.message, **self.names, **line.fields)

    def conclude(self, run: MandateRun, took: timedelta) -> None:
        """Tell how the run went, and count it."""
        for line in narrate(run):
            self.write(line)
        seconds = Decimal(took // _MICROSECOND) / _MICROSECONDS
        self.write(LogLine(LogLevel.INFO, "Run completed", {"status": run.verdict.value}))
        self.services.metrics.observe(MetricName.SIMULATION_LATENCY, seconds)
        self.services.metrics.count(MetricName.SIMULATION_STATUS, status=run.verdict.value)
        for excluded in run.exclusions:
            reason = exclusion_reason(excluded)
            self.services.metrics.count(MetricName.SIMULATION_EXCLUSION, reason=reason)
