"""Find the policy that governs a portfolio, and store the next; one that was never saved wants nothing."""

from __future__ import annotations

from trimtab.domain.errors import NotFoundError, RefusedError
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


def require_portfolio(portfolio: PortfolioRef, services: Services) -> Policy:
    """Return the policy of a portfolio that is there: something was saved under its id.

    Raises NotFoundError else, in the same words whether nobody or somebody else has such a portfolio.
    """
    saved = services.policies.current(portfolio)
    if saved is None:
        text = f"There is no portfolio {portfolio.portfolio_id}; save targets first."
        raise NotFoundError(ReasonCode.PORTFOLIO_NOT_FOUND, text)
    return saved


def append_policy(portfolio: PortfolioRef, policy: Policy, services: Services) -> None:
    """Store a policy as the next version. Raises RefusedError when somebody else saved at the same moment."""
    if not services.policies.append(portfolio, policy):
        text = "Somebody saved this policy at the same moment; reload and save again."
        raise RefusedError(ReasonCode.SAVE_CONFLICT, text)
