"""Cloud Tasks through the Firebase Admin SDK, alike in production and in the emulator."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from trimtab.contracts.tasks import AdvanceRunTask
from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.timetable import ADVANCE_RUN

_EMULATOR_REPLY: Final = "Invalid resource name format"


class CloudTasksQueue:
    """Enqueues ticks; the same tick of a run is enqueued once for about an hour.

    The Admin SDK's default app must have been initialised.
    """

    def advance_run(self, portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Enqueue one tick. Raises UnavailableError when the queue cannot be reached."""
        task = AdvanceRunTask(uid=portfolio.uid, portfolio_id=portfolio.portfolio_id, run_id=run_id)
        name = sha256(f"{run_id}\x1f{tick}".encode()).hexdigest()
        self._enqueue({"data": task.model_dump(mode="json")}, name, delay_seconds)

    def _enqueue(self, body: dict[str, object], task_id: str, delay_seconds: int) -> None:
        from firebase_admin import exceptions, functions  # noqa: PLC0415 - costs 0.3 s that previews need not pay

        options = functions.TaskOptions(task_id=task_id, schedule_delay_seconds=delay_seconds or None)
        try:
            functions.task_queue(ADVANCE_RUN).enqueue(body, options)
        except exceptions.ConflictError:
            return
        except exceptions.FirebaseError as error:
            text = "The task queue did not answer; ask again with the same key."
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text) from error
        except ValueError as error:
            # With a task id the emulator enqueues and then sends a name the SDK cannot read.
            if _EMULATOR_REPLY not in str(error):
                raise
