"""Open a run's own account: keys that open another one move nothing of it (I-22)."""

from __future__ import annotations

from trimtab.domain.run import Run
from trimtab.ports import Brokerage, Services


def broker_of(run: Run, services: Services) -> Brokerage:
    """Open the account a run was reserved on.

    Raises RefusedError when its owner's keys open another one, or none, and UnavailableError when the broker
    does not tell which.
    """
    return services.brokers.of(run.uid, run.account_key)
