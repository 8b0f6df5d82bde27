"""Show a portfolio's schedule: what comes next, and what each rule says now (requirement 002)."""

from __future__ import annotations

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import ScheduleSeen
from trimtab.ports import Services
from trimtab.services.ask_rules import see_now
from trimtab.services.market_sessions import known_days
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot, targeted_symbols
from trimtab.triggers import state


def schedule_state(portfolio: PortfolioRef, services: Services) -> ScheduleSeen:
    """Judge the rules on the account as it is now, without any side effect (I-23).

    Raises UnavailableError where broker or store do not answer.
    """
    policy, broker = current_policy(portfolio, services), services.brokers.of(portfolio.uid)
    snapshot = take_snapshot(broker, targeted_symbols(policy.targets), services.clock.now(), services.ahead)
    with known_days():
        occasion = see_now(portfolio, snapshot, policy, services).occasion
        return ScheduleSeen(schedule=occasion.schedule, state=state.schedule_state(occasion))
