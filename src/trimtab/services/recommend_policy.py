"""Ask the policy lab which schedule suits a portfolio; a task answers (`study_policy`)."""

from __future__ import annotations

from typing import Final

from trimtab.domain.commands import RecommendPolicy
from trimtab.domain.errors import InvalidRequestError, RefusedError, UnavailableError
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import (
    DueStudy,
    StudiedTarget,
    Study,
    StudyQuestion,
    StudyTerms,
    fresh_study,
)
from trimtab.ports import Services
from trimtab.services.policies import require_portfolio

MOST_TRIES: Final = 3
"""How often a question may meet others that ask the same at the same moment."""


def recommend_policy(command: RecommendPolicy, services: Services) -> Study:
    """Store the question and have it answered; one that is under way already is returned as it stands.

    Raises NotFoundError for a portfolio without targets ever saved, RefusedError for a draft, for targets in
    cash alone and where no broker is linked, InvalidRequestError for more paths than a study of so many
    symbols may have, UnavailableError where store or queue do not answer: ask again.
    """
    policy = require_portfolio(command.portfolio, services)
    question = question_of(policy, command.terms)
    services.brokers.of(command.portfolio.uid)
    study = _begin(command.portfolio, question, services)
    due = DueStudy(portfolio=study.portfolio, study_id=study.study_id, asked_at=study.asked_at)
    # Also for one that is under way: whoever asked first may have died before the queue heard of it.
    services.studying.queue.study_policy(due)
    return study


def question_of(policy: Policy, terms: StudyTerms) -> StudyQuestion:
    """Ask of a policy's targets. Raises RefusedError and InvalidRequestError as `recommend_policy` does."""
    if policy.status is PolicyStatus.DRAFT:
        raise RefusedError(ReasonCode.DRAFT_TARGETS, "The targets are a draft; finish and save them first.")
    weights = sorted(policy.targets.weights.items())
    mix = tuple(StudiedTarget(symbol, weight) for symbol, weight in weights if symbol != CASH and weight > 0)
    if not mix:
        raise RefusedError(ReasonCode.NO_TARGETS, "No symbol has a target; save targets first.")
    question = StudyQuestion(mix=mix, terms=terms)
    if terms.paths > question.most_paths:
        problem = (
            f"are too many for {len(mix)} symbols over {terms.years} years; ask for {question.most_paths}"
        )
        raise InvalidRequestError("paths", terms.paths, problem)
    return question


def _begin(portfolio: PortfolioRef, question: StudyQuestion, services: Services) -> Study:
    studies, now = services.studying.studies, services.clock.now()
    fresh = fresh_study(portfolio, question, now)
    for _ in range(MOST_TRIES):
        record = studies.load(portfolio, fresh.study_id)
        if record and record.study.is_under_way(now):
            return record.study
        if studies.save(fresh, record):
            return fresh
    raise UnavailableError(ReasonCode.SAVE_CONFLICT, "Others ask the same at this moment; ask again.")
