"""Take down in a portfolio's schedule what a look has settled, told and started."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from trimtab.domain.checkup import Check, CheckResult
from trimtab.domain.plan import PLAN_LIFETIME
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.schedule import Schedule, SessionNews, VerdictOutcome
from trimtab.services.occasions import Sight
from trimtab.triggers.due import checked

_KEPT: Final = frozenset({CheckResult.SHADOWED, CheckResult.PROPOSED})
_HINDERED: Final = frozenset({CheckResult.UNPLANNED, CheckResult.REFUSED})
_NOT_WORTH_IT: Final = frozenset({ReasonCode.EVERYTHING_IN_BAND, ReasonCode.IMPROVEMENT_TOO_SMALL})
"""Why a plan without trades was all there was to do; any other reason may be gone at the next look."""


def take_down(check: Check, sight: Sight) -> Schedule:
    """Return the schedule as a look leaves it, which is saved last of all.

    Raises UnknownDayError when the market calendar ends with this session.
    """
    after = checked(sight.occasion, check.verdict, is_settled=_is_settled(check))
    after = replace(after, due_since=after.next_due_at, news=_news(check, sight))
    return replace(after, last_run_session=check.session) if check.run_id else after


def _is_settled(check: Check) -> bool:
    """Tell whether a look could do what its rules asked for: else dates and money wait for the next."""
    if check.result is CheckResult.UNPLANNED:
        return check.reason.code in _NOT_WORTH_IT
    is_calm = check.verdict.outcome is VerdictOutcome.NOT_FIRED
    return is_calm or check.result in _KEPT or check.result is CheckResult.STARTED


def _news(check: Check, sight: Sight) -> SessionNews | None:
    known = sight.occasion.schedule.news_of(check.session, sight.occasion.policy.version)
    if check.result in _KEPT:
        return replace(known, plan_id=check.plan_id, expires_at=check.checked_at + PLAN_LIFETIME)
    if check.result in _HINDERED:
        return replace(known, hindrances=(*known.hindrances, check.reason.code))
    return sight.occasion.schedule.news
