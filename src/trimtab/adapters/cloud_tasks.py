"""Cloud Tasks through the Firebase Admin SDK, alike in production and in the emulator."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Final

from trimtab.contracts.base import Contract
from trimtab.contracts.tasks import AdvanceRunTask, CheckPortfolioTask, StudyPolicyTask
from trimtab.domain.checkup import DueCheck
from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import DueStudy
from trimtab.domain.timetable import ADVANCE_RUN, CHECK_PORTFOLIO, STUDY_POLICY

SIDE_BY_SIDE: Final = 16
"""Enqueuing is waiting: so many wait at once."""

_EMULATOR_REPLY: Final = "Invalid resource name format"


class CloudTasksQueue:
    """Enqueues ticks, checks and studies; the same one is enqueued once for about an hour.

    The Admin SDK's default app must have been initialised.
    """

    def advance_run(self, portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Enqueue one tick. Raises UnavailableError when the queue cannot be reached."""
        task = AdvanceRunTask(uid=portfolio.uid, portfolio_id=portfolio.portfolio_id, run_id=run_id)
        self._enqueue(ADVANCE_RUN, task, _name(run_id, tick), delay_seconds)

    def check_portfolios(self, checks: Sequence[DueCheck]) -> None:
        """Enqueue checks side by side. Raises UnavailableError when not all of them were taken."""
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            tuple(pool.map(self._check_portfolio, checks))

    def study_policy(self, due: DueStudy) -> None:
        """Enqueue one asking of a question. Raises UnavailableError when the queue cannot be reached."""
        owner = due.portfolio
        name = _name(owner.uid, owner.portfolio_id, due.study_id, due.asked_at.isoformat())
        self._enqueue(STUDY_POLICY, StudyPolicyTask.of(due), name)

    def _check_portfolio(self, due: DueCheck) -> None:
        name = _name(due.portfolio.uid, due.portfolio.portfolio_id, due.due_at.isoformat())
        self._enqueue(CHECK_PORTFOLIO, CheckPortfolioTask.of(due), name)

    def _enqueue(self, queue: str, task: Contract, task_id: str, delay_seconds: int = 0) -> None:
        from firebase_admin import exceptions, functions  # noqa: PLC0415 - costs 0.3 s that previews need not pay

        options = functions.TaskOptions(task_id=task_id, schedule_delay_seconds=delay_seconds or None)
        try:
            functions.task_queue(queue).enqueue({"data": task.model_dump(mode="json")}, options)
        except exceptions.ConflictError:
            return
        except exceptions.FirebaseError as error:
            text = "The task queue did not answer; ask again with the same key."
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text) from error
        except ValueError as error:
            # With a task id the emulator enqueues and then sends a name the SDK cannot read.
            if _EMULATOR_REPLY not in str(error):
                raise


def _name(*parts: str) -> str:
    """Name a task by what it is about: a digest, for names tell nobody whose they are."""
    return sha256("\x1f".join(parts).encode()).hexdigest()
