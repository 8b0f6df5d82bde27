"""Answer one question to the policy lab, and let its owner see how far the answer has come."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final

from trimtab.domain.errors import TrimtabError, UnavailableError
from trimtab.domain.holdings import DailyBar
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.study import HISTORY, DueStudy, Study, StudyResult, StudyState
from trimtab.domain.trade_day import trade_day
from trimtab.ports import Services
from trimtab.ports.studies import StudyRecord

LONGEST: Final = timedelta(seconds=240)
"""How long one try may take: the function has a minute more, to say so."""

LEASE: Final = timedelta(seconds=90)
"""How long a try is believed to live after it was last heard of."""

LEAST_PAUSE: Final = timedelta(seconds=1)
"""Between two writes of how far it is: a document takes about one a second."""

MOST_TRIES: Final = 3

_HUNDRED: Final = 100


class StudyLostError(Exception):
    """Somebody else has the study now, or it was asked anew."""


class StudyOvertimeError(Exception):
    """The study takes longer than one may."""


class Meter:
    """Writes how far a study is, at most once a second, and stops one that takes too long."""

    def __init__(self, record: StudyRecord, services: Services) -> None:
        self.record = record
        self._services = services
        self._until = services.clock.now() + LONGEST

    def tell(self, done: int, whole: int) -> None:
        """Count steps. Raises StudyOvertimeError when the time is over, StudyLostError as `keep` does."""
        now, study = self._services.clock.now(), self.record.study
        if now >= self._until:
            raise StudyOvertimeError
        percent = min(_HUNDRED * done // whole, _HUNDRED - 1)
        if percent > study.progress and now >= study.updated_at + LEAST_PAUSE:
            self.keep(replace(study, progress=percent, leased_until=now + LEASE))

    def keep(self, study: Study) -> Study:
        """Store a study as of now. Raises StudyLostError where it is somebody else's."""
        told = replace(study, updated_at=self._services.clock.now())
        record = self._services.studying.studies.save(told, self.record)
        if record is None:
            raise StudyLostError
        self.record = record
        return told


def study_policy(due: DueStudy, services: Services) -> Study | None:
    """Answer a study that still waits; None for one that was answered, asked anew, or taken over.

    A task that is delivered twice finds the study held or ended. Raises UnavailableError where somebody holds
    it, or broker or store do not answer, so that the queue asks again; after `MOST_TRIES` it has failed.
    Whatever else goes wrong ends it with a reason; a defect is raised as well.
    """
    record = services.studying.studies.load(due.portfolio, due.study_id)
    if record is None or record.study.has_ended or record.study.asked_at != due.asked_at:
        return None
    now = services.clock.now()
    if record.study.is_held(now):
        text = f"The study {due.study_id} is being answered; ask again later."
        raise UnavailableError(ReasonCode.REQUEST_IN_FLIGHT, text)
    meter = Meter(record, services)
    with suppress(StudyLostError):
        return _try(meter, services)
    return None


def _try(meter: Meter, services: Services) -> Study:
    study, now = meter.record.study, services.clock.now()
    if study.tries >= MOST_TRIES:
        return _fail(meter, ReasonCode.STUDY_OVERTIME, f"It was begun {study.tries} times and never ended.")
    held = replace(study, state=StudyState.RUNNING, tries=study.tries + 1, leased_until=now + LEASE)
    meter.keep(held)
    try:
        result = _answer(meter, services)
    except StudyLostError:
        raise
    except UnavailableError as error:
        return _put_off(meter, error)
    except TrimtabError as error:
        return _fail(meter, error.code, error.message)
    except StudyOvertimeError:
        text = f"It would take longer than {LONGEST.seconds} seconds; ask for fewer paths or years."
        return _fail(meter, ReasonCode.STUDY_OVERTIME, text)
    except Exception:
        _fail(meter, ReasonCode.STUDY_DEFECT, "Something is wrong on our side; it has been written down.")
        raise
    done = replace(meter.record.study, state=StudyState.DONE, progress=_HUNDRED, result=result)
    return meter.keep(replace(done, leased_until=None))


def _answer(meter: Meter, services: Services) -> StudyResult:
    from trimtab.lab.study import study  # noqa: PLC0415 - brings numpy (decision 0020)

    asked = meter.record.study
    bars = _bars(asked, services)
    return study(asked.question, bars, trade_day(asked.asked_at), meter.tell)


def _bars(asked: Study, services: Services) -> Mapping[str, tuple[DailyBar, ...]]:
    """Read closes up to the day before the question: the same for every try."""
    last = trade_day(asked.asked_at) - timedelta(days=1)
    broker = services.brokers.of(asked.portfolio.uid)
    return broker.daily_bars(asked.question.symbols, last - HISTORY, last)


def _put_off(meter: Meter, error: UnavailableError) -> Study:
    """Let the queue ask again, or give up after the last try."""
    study = meter.record.study
    if study.tries >= MOST_TRIES:
        return _fail(meter, error.code, error.message)
    # The lease would end by itself.
    with suppress(UnavailableError):
        meter.keep(replace(study, leased_until=None))
    raise error


def _fail(meter: Meter, code: ReasonCode, text: str) -> Study:
    failed = replace(meter.record.study, state=StudyState.FAILED, reason=Reason(code, text))
    return meter.keep(replace(failed, leased_until=None))
