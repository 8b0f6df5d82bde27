"""Answering a study: once, within its time, and with a reason where it comes to nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studied_worlds import answer, ask, kept, queue, studied_world, studies
from study_builders import TERMS, bars, two_bars
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import Study, StudyState
from trimtab.lab import study as lab
from trimtab.lab.run import Progress
from trimtab.services.study_policy import LEASE, LONGEST, MOST_TRIES, Meter, StudyLostError
from worlds import NOON, World

SECOND = timedelta(seconds=1)


def asked_world() -> World:
    """Anna has asked."""
    here = studied_world()
    ask(here)
    return here


def told(here: World) -> list[tuple[StudyState, int]]:
    """List every state and progress that was stored."""
    return [(each.state, each.progress) for each in studies(here).told]


def ending(study: Study) -> tuple[StudyState, ReasonCode | None]:
    """Tell how a study ended."""
    return study.state, study.reason.code if study.reason else None


def slow(here: World, seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each of a hundred steps take so long, in place of the lab."""

    def study(question: object, closes: object, asked_on: object, progress: Progress) -> None:
        del question, closes, asked_on
        for step in range(1, 101):
            here.clock.advance(seconds * SECOND)
            progress(step, 100)

    monkeypatch.setattr(lab, "study", study)


def broken(*_: object) -> None:
    """Stand for a defect."""
    raise ZeroDivisionError


def test_a_study_is_answered():
    """With what is recommended and what it rests on; nobody holds it any more (R002-21)."""
    here = asked_world()
    done = answer(here)

    assert done
    assert done == kept(here)
    assert (StudyState.DONE, 100, None, None) == (done.state, done.progress, done.leased_until, done.reason)
    assert done.result
    assert (299, 15) == (done.result.basis.observations, len(done.result.runners_up))


def test_closes_of_the_day_of_the_question_do_not_count():
    """That day is not over."""
    here = asked_world()
    here.broker.tape.bars = {symbol: each + bars(1, last=NOON.date()) for symbol, each in two_bars().items()}
    done = answer(here)

    assert done
    assert done.result
    assert (299, True) == (done.result.basis.observations, NOON.date() > done.result.basis.last_day)


def test_a_task_that_is_delivered_twice_finds_an_answer():
    """And leaves it alone."""
    here = asked_world()
    done = answer(here)
    before = len(studies(here).told)

    assert answer(here) is None
    assert (done, before) == (kept(here), len(studies(here).told))


def test_the_task_of_an_earlier_asking_does_nothing():
    """It was asked anew since."""
    here = asked_world()
    earlier = replace(queue(here).asked[0], asked_at=NOON - SECOND)
    queue(here).asked.append(earlier)

    assert answer(here) is None
    assert StudyState.QUEUED == kept(here).state


def test_a_task_of_nobody_does_nothing():
    """Its study was deleted with the account."""
    here = asked_world()
    studies(here).records.clear()

    assert answer(here) is None


def test_a_study_that_somebody_holds_is_asked_for_later():
    """The queue tries again; once the lease is over it is taken over."""
    here = asked_world()
    (record,) = studies(here).records.values()
    studies(here).save(replace(record.study, leased_until=NOON + LEASE), record)
    with pytest.raises(UnavailableError) as refused:
        answer(here)
    assert ReasonCode.REQUEST_IN_FLIGHT == refused.value.code

    here.clock.advance(LEASE)
    assert answer(here)


def test_progress_is_written_once_a_second_at_most(monkeypatch: pytest.MonkeyPatch):
    """A hundred steps in no time are not told one by one; each of a second is."""
    here = asked_world()
    slow(here, 0, monkeypatch)
    answer(here)
    assert [(StudyState.QUEUED, 0), (StudyState.RUNNING, 0), (StudyState.DONE, 100)] == told(here)

    here.clock.advance(SECOND)
    ask(here)
    slow(here, 1, monkeypatch)
    answer(here)
    assert [*range(1, 100)] == [progress for _, progress in told(here)[5:-1]]


def test_progress_prolongs_the_lease(monkeypatch: pytest.MonkeyPatch):
    """Whoever is heard of lives."""
    here = asked_world()
    slow(here, 2, monkeypatch)
    answer(here)
    leases = [each.leased_until for each in studies(here).told if each.progress in {1, 99}]

    assert [NOON + 2 * SECOND + LEASE, NOON + 198 * SECOND + LEASE] == leases


def test_a_study_stops_within_its_time(monkeypatch: pytest.MonkeyPatch):
    """It says so, and is not tried again."""
    here = asked_world()
    slow(here, 3, monkeypatch)
    ended = answer(here)

    assert ended
    assert (StudyState.FAILED, ReasonCode.STUDY_OVERTIME) == ending(ended)
    assert NOON + LONGEST == ended.updated_at
    assert answer(here) is None


def test_too_few_closes_are_a_reason():
    """Symbol, count and need are in its words (issue 9)."""
    here = asked_world()
    here.broker.tape.bars["TLT"] = bars(200)
    ended = answer(here)

    assert ended
    assert ended.reason
    assert (StudyState.FAILED, ReasonCode.HISTORY_TOO_SHORT) == ending(ended)
    assert "history.TLT: 199" in ended.reason.text
    assert "252 are needed" in ended.reason.text


def test_a_broker_that_does_not_answer_is_asked_again_three_times():
    """Meanwhile nobody holds the study; at last it has failed with the broker's reason."""
    here = asked_world()
    here.broker.is_down = True
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(UnavailableError):
            answer(here)
        assert (StudyState.RUNNING, None) == (kept(here).state, kept(here).leased_until)
    ended = answer(here)

    assert ended
    assert (StudyState.FAILED, ReasonCode.BROKER_UNAVAILABLE) == ending(ended)


def test_a_study_that_kills_whoever_begins_it_is_given_up():
    """As by its memory: it was begun three times, and nothing was heard again."""
    here = asked_world()
    (record,) = studies(here).records.values()
    studies(here).save(replace(record.study, tries=MOST_TRIES), record)
    ended = answer(here)

    assert ended
    assert (StudyState.FAILED, ReasonCode.STUDY_OVERTIME) == ending(ended)


def test_a_defect_ends_a_study_and_is_raised(monkeypatch: pytest.MonkeyPatch):
    """The log has it, the owner a reason without its words, and no retry repeats it."""
    here = asked_world()
    monkeypatch.setattr(lab, "study", broken)
    with pytest.raises(ZeroDivisionError):
        answer(here)

    assert (StudyState.FAILED, ReasonCode.STUDY_DEFECT) == ending(kept(here))
    assert answer(here) is None


def test_whoever_has_lost_a_study_leaves_it_alone(monkeypatch: pytest.MonkeyPatch):
    """It was asked anew while it was answered; the new one waits."""
    here = asked_world()

    def study(*_: object) -> None:
        record = next(iter(studies(here).records.values()))
        studies(here).save(replace(record.study, state=StudyState.QUEUED, asked_at=NOON + SECOND), record)

    monkeypatch.setattr(lab, "study", study)

    assert answer(here) is None
    assert (StudyState.QUEUED, NOON + SECOND) == (kept(here).state, kept(here).asked_at)


def test_a_meter_that_has_lost_its_study_says_so():
    """Then nothing is computed any longer."""
    here = asked_world()
    (record,) = studies(here).records.values()
    meter = Meter(record, here.services)
    studies(here).save(record.study, record)
    here.clock.advance(SECOND)

    with pytest.raises(StudyLostError):
        meter.tell(1, 2)


def test_a_study_costs_the_same_whoever_answers_it():
    """Two worlds, one result."""
    first, second = (answer(asked_world()) for _ in range(2))

    assert first == second
    assert TERMS == (first and first.question.terms)
