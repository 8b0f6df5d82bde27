"""The contracts of queued work: ids only, everything else is read afresh."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated

from pydantic import Field

from trimtab.contracts.base import Contract, PortfolioId, RunIdText, StudyIdText
from trimtab.contracts.mandate_fields import SentInstant
from trimtab.domain.canonical import instant_text
from trimtab.domain.checkup import DueCheck
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.study import DueStudy


class CheckPortfolioTask(Contract):
    """One look at one portfolio, named by the time it is due."""

    uid: Annotated[str, Field(min_length=1, max_length=128)]
    portfolio_id: PortfolioId
    due_at: SentInstant

    @property
    def check(self) -> DueCheck:
        """What is due, and when."""
        portfolio = PortfolioRef(self.uid, self.portfolio_id)
        return DueCheck(portfolio=portfolio, due_at=self.due_at.astimezone(UTC))

    @classmethod
    def of(cls, due: DueCheck) -> CheckPortfolioTask:
        """Write a check down for the queue."""
        owner, due_at = due.portfolio, instant_text(due.due_at)
        return cls.model_validate({"uid": owner.uid, "portfolio_id": owner.portfolio_id, "due_at": due_at})


class StudyPolicyTask(Contract):
    """One asking of a question to the policy lab."""

    uid: Annotated[str, Field(min_length=1, max_length=128)]
    portfolio_id: PortfolioId
    study_id: StudyIdText
    asked_at: SentInstant

    @property
    def due(self) -> DueStudy:
        """Which study, and which asking of it."""
        portfolio = PortfolioRef(self.uid, self.portfolio_id)
        return DueStudy(portfolio=portfolio, study_id=self.study_id, asked_at=self.asked_at.astimezone(UTC))

    @classmethod
    def of(cls, due: DueStudy) -> StudyPolicyTask:
        """Write a study down for the queue."""
        owner, asked_at = due.portfolio, instant_text(due.asked_at)
        return cls.model_validate(
            {
                "uid": owner.uid,
                "portfolio_id": owner.portfolio_id,
                "study_id": due.study_id,
                "asked_at": asked_at,
            }
        )


class AdvanceRunTask(Contract):
    """One tick of one run."""

    uid: Annotated[str, Field(min_length=1, max_length=128)]
    portfolio_id: PortfolioId
    run_id: RunIdText

    @property
    def portfolio(self) -> PortfolioRef:
        """Whose run it is."""
        return PortfolioRef(self.uid, self.portfolio_id)
