"""Studies are changed by whoever has read the latest, and by nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from google.cloud.firestore import Client

from contract.automation.conftest import Kept
from study_builders import SUNDAY, question, two_bars
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError
from trimtab.adapters.firestore.studies import FirestoreStudies
from trimtab.adapters.firestore.writes import Write
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.study import Study, StudyState, fresh_study
from trimtab.lab.study import study as answer
from worlds import ANNA, BEN, NOON

SECOND_PORTFOLIO = PortfolioRef("anna", "second")


class Answerless(Documents):
    """A gateway that stores a batch, yet loses the answer."""

    def commit(self, writes: Sequence[Write]) -> str:
        """Store, then fail."""
        super().commit(writes)
        raise UnclearCommitError


class Mute(Documents):
    """A gateway whose batches never arrive."""

    def commit(self, writes: Sequence[Write]) -> str:
        """Fail without storing."""
        raise UnclearCommitError(writes)


def asked(**changes: Any) -> Study:
    """Anna's question, not yet answered."""
    return replace(fresh_study(ANNA, question(), NOON), **changes)


def test_nobody_has_asked(kept: Kept):
    """Nor can what is no id name a study."""
    assert kept.studies.load(ANNA, asked().study_id) is None
    assert kept.studies.load(ANNA, "../../x") is None


def test_a_study_is_read_as_it_was_kept(kept: Kept):
    """From the question to the last digit of the answer, or to the reason why there is none."""
    waiting = kept.studies.save(asked(), None)
    result = answer(question(), two_bars(), SUNDAY)
    done = asked(state=StudyState.DONE, progress=100, tries=1, result=result)
    ended = kept.studies.save(done, waiting)
    reason = Reason(ReasonCode.HISTORY_TOO_SHORT, "TLT has too little.")
    failed = asked(state=StudyState.FAILED, leased_until=NOON + timedelta(seconds=90), reason=reason)

    assert ended == kept.studies.load(ANNA, asked().study_id)
    assert ended
    assert done == ended.study
    kept.studies.save(failed, ended)
    found = kept.studies.load(ANNA, asked().study_id)
    assert found
    assert failed == found.study


def test_a_first_study_is_kept_once(kept: Kept):
    """Of two that ask the same at once the second is told so."""
    assert kept.studies.save(asked(), None)
    assert kept.studies.save(asked(progress=1), None) is None


def test_a_study_is_changed_from_what_was_read(kept: Kept):
    """Who comes with an earlier revision changes nothing."""
    first = kept.studies.save(asked(), None)
    second = kept.studies.save(asked(progress=1), first)

    assert second
    assert kept.studies.save(asked(progress=2), first) is None
    assert second == kept.studies.load(ANNA, asked().study_id)


def test_a_study_that_is_gone_is_not_brought_back(kept: Kept):
    """Its account was deleted meanwhile: nothing of another portfolio's is written either."""
    first = kept.studies.save(asked(), None)
    elsewhere = asked(portfolio=SECOND_PORTFOLIO)

    assert kept.studies.save(elsewhere, first) is None
    assert kept.studies.load(SECOND_PORTFOLIO, asked().study_id) is None


@pytest.mark.parametrize("portfolio", [BEN, SECOND_PORTFOLIO])
def test_other_portfolios_have_their_own(kept: Kept, portfolio: PortfolioRef):
    """Of another owner, and of the same one."""
    kept.studies.save(asked(), None)

    assert kept.studies.load(portfolio, asked().study_id) is None


@pytest.mark.emulator
def test_a_lost_answer_is_looked_up(client: Client):
    """A write that was stored counts, the first one and a change."""
    studies = FirestoreStudies(Answerless(client), RandomIdentifiers())
    first = studies.save(asked(), None)
    second = studies.save(asked(progress=1), first)

    assert second
    assert second == studies.load(ANNA, asked().study_id)


@pytest.mark.emulator
def test_a_write_that_never_arrived_is_no_lost_race(client: Client):
    """Nobody else was faster: whoever asked may ask again."""
    first = FirestoreStudies(Documents(client), RandomIdentifiers()).save(asked(), None)
    mute = FirestoreStudies(Mute(client), RandomIdentifiers())
    with pytest.raises(UnavailableError, match="did not confirm the study"):
        mute.save(asked(progress=1), first)
    with pytest.raises(UnavailableError, match="did not confirm the study"):
        mute.save(asked(portfolio=BEN), None)
