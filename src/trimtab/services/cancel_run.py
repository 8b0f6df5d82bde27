"""Cancel a run: what has not left stays, what is open at the broker is cancelled."""

from __future__ import annotations

from contextlib import suppress

from trimtab.domain.commands import CancelRun
from trimtab.domain.control import CancelRequest
from trimtab.domain.errors import NotFoundError, RefusedError, UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.domain.run import RunState
from trimtab.ports import RunRecord, Services
from trimtab.services.advance_run import advance_run
from trimtab.services.ticks import ask_for_tick
from trimtab.services.withdraw import cancel_known


def cancel_run(command: CancelRun, services: Services) -> RunStarted:
    """Ask a run to end, take it as far as it goes at once, and tell where it is.

    The wish is stored apart from the run, so that no worker can overwrite it and none is overwritten; whoever
    works on the run reads it before every order. Asking twice changes nothing. A parked run stays parked: its
    open orders are cancelled here. Raises NotFoundError for a run that is not the caller's, RefusedError for
    one that has ended otherwise, and, for a parked one, UnavailableError when the broker does not answer.
    """
    record = _find(command, services)
    if not record.run.is_final:
        wish = CancelRequest(by=command.portfolio.uid, reason=command.reason, at=services.clock.now())
        services.trading.request_cancel(record.run, wish)
        _carry_out(record, services)
        record = _find(command, services)
    elif record.run.reason_code is not ReasonCode.CANCELLED_BY_OWNER:
        text = f"The run has ended as {record.run.state}; there is nothing to cancel."
        raise RefusedError(ReasonCode.RUN_ENDED, text, state=record.run.state.value)
    return RunStarted(run=record.run, legs=record.legs, is_replay=False)


def _carry_out(record: RunRecord, services: Services) -> None:
    if record.run.state is RunState.NEEDS_OPERATOR and not record.run.is_of_later_form:
        cancel_known(record, services)
        return
    ask_for_tick(record.run, services)
    with suppress(UnavailableError):
        advance_run(record.run.portfolio, record.run.run_id, services, is_urgent=True)


def _find(command: CancelRun, services: Services) -> RunRecord:
    record = services.runs.load(command.portfolio, command.run_id)
    if record is None:
        text = f"There is no run {command.run_id}; look it up in the history."
        raise NotFoundError(ReasonCode.RUN_NOT_FOUND, text)
    return record
