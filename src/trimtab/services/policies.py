"""Find the policy that governs a portfolio, and store the next; one that was never saved wants nothing."""

from __future__ import annotations

from trimtab.domain.errors import RefusedError
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.targets import Targets
from trimtab.ports import Services


def current_policy(portfolio: PortfolioRef, services: Services) -> Policy:
    """Return the portfolio's policy, or version zero without targets when nothing was saved yet."""
    saved = services.policies.current(portfolio)
    if saved:
        return saved
    nothing = Targets(allocations=())
    return Policy(version=0, status=PolicyStatus.ACTIVE, saved_at=services.clock.now(), targets=nothing)


def append_policy(portfolio: PortfolioRef, policy: Policy, services: Services) -> None:
    """Store a policy as the next version. Raises RefusedError when somebody else saved at the same moment."""
    if not services.policies.append(portfolio, policy):
        text = "Somebody saved this policy at the same moment; reload and save again."
        raise RefusedError(ReasonCode.SAVE_CONFLICT, text)
