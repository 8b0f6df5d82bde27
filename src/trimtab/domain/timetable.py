"""Jobs and queues of a deployment: the one table that functions, deployment and local stack read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trimtab.domain.trade_day import EXCHANGE_ZONE

ADVANCE_RUN: Final = "advance-run"
CHECK_PORTFOLIO: Final = "check-portfolio"
STUDY_POLICY: Final = "study-policy"
"""A queue has its function's name, which carries no underscore (decision 0004)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A function that is called by the clock: a unix-cron line in a time zone.

    One call may take `attempt_seconds`; a failed call is tried `retries` times again.
    """

    name: str
    cron: str
    time_zone: str = EXCHANGE_ZONE
    attempt_seconds: int = 120
    retries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue of tasks for the function of its name; pauses between attempts double from least to most."""

    name: str
    dispatches_per_second: int
    concurrent_dispatches: int
    attempts: int
    least_pause_seconds: int
    most_pause_seconds: int


SWEEP: Final = Job(name="sweep", cron="* * * * *")
REBALANCE_ON_SCHEDULE: Final = Job(name="rebalance_on_schedule", cron="*/5 * * * *")
"""Around the clock: what is due is a time that has passed, so the hours of the exchange stand elsewhere."""

JOBS: Final = (SWEEP, REBALANCE_ON_SCHEDULE)

ADVANCE_RUN_QUEUE: Final = Queue(
    name=ADVANCE_RUN,
    dispatches_per_second=100,
    concurrent_dispatches=10,
    attempts=10,
    least_pause_seconds=2,
    most_pause_seconds=30,
)
CHECK_PORTFOLIO_QUEUE: Final = Queue(
    name=CHECK_PORTFOLIO,
    dispatches_per_second=100,
    concurrent_dispatches=20,
    attempts=10,
    least_pause_seconds=5,
    most_pause_seconds=120,
)
STUDY_POLICY_QUEUE: Final = Queue(
    name=STUDY_POLICY,
    dispatches_per_second=5,
    concurrent_dispatches=5,
    attempts=10,
    least_pause_seconds=30,
    most_pause_seconds=120,
)
"""A study computes for as long as it lasts: few at once, so that they leave instances to looks and runs."""

QUEUES: Final = (ADVANCE_RUN_QUEUE, CHECK_PORTFOLIO_QUEUE, STUDY_POLICY_QUEUE)
