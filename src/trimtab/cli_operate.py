"""The operator's command: see what waits for a person, and decide; `scripts/operate` runs it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from trimtab.domain.commands import Resolution, ResolveRun, SetTradingMode
from trimtab.domain.errors import InvalidRequestError, TrimtabError
from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.domain.run import RunRef
from trimtab.domain.trading_state import TradingMode
from trimtab.ports import AccountRecord, RunRecord, Services
from trimtab.services.operate import Evidence, find_waiting, resolve_run, show_evidence, unlock_account
from trimtab.services.set_trading_mode import set_trading_mode

REFUSED: Final = 1

Lines = Iterator[str]


def operate(arguments: Sequence[str], services: Services) -> int:
    """Carry out one command and print what was seen or done; 1 where it was refused."""
    options = _parser().parse_args(arguments)
    command: Callable[[Namespace, Services], Lines] = options.command
    try:
        for line in command(options, services):
            sys.stdout.write(f"{line}\n")
    except TrimtabError as error:
        sys.stderr.write(f"{error.code.value}: {error.message}\n")
        return REFUSED
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="scripts/operate", description="See what waits for a person, and decide.")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    verbs.add_parser("list", help="what waits for a person").set_defaults(command=_list)
    for name, command, text in (
        ("show", _show, "everything there is to see of a run"),
        ("resume", _resolve(Resolution.RESUME), "let a parked run go on where it was"),
        ("close", _resolve(Resolution.CLOSE), "end a parked run as it is, and free its account"),
    ):
        verb = verbs.add_parser(name, help=text)
        verb.set_defaults(command=command)
        verb.add_argument("run", help="UID/PORTFOLIO/RUN, as `list` prints it")
        if command is not _show:
            _ask_who(verb)
    unlock = verbs.add_parser("unlock", help="let runs start again on a locked account")
    unlock.set_defaults(command=_unlock)
    unlock.add_argument("account", help="the account's key, as `list` prints it")
    mode = verbs.add_parser("mode", help="turn the kill switch over everybody")
    mode.set_defaults(command=_mode)
    mode.add_argument("mode", choices=[each.value for each in TradingMode])
    _ask_who(mode)
    return parser


def _ask_who(verb: ArgumentParser) -> None:
    verb.add_argument("--by", required=True, help="who decides")
    verb.add_argument("--reason", required=True, help="why")


def _list(_: Namespace, services: Services) -> Lines:
    switch = services.trading.current()
    yield f"trading {switch.mode.value} (epoch {switch.epoch}): {switch.reason}"
    waiting = find_waiting(services)
    for account, record in waiting:
        yield from _waiting_lines(account, record)
    yield f"{len(waiting)} accounts wait for a person"


def _waiting_lines(account: AccountRecord, record: RunRecord | None) -> Lines:
    locked = account.state.locked
    yield f"account {account.state.account_key}" + (f": locked, {locked.text}" if locked else "")
    if record:
        run = record.run
        name = f"{run.uid}/{run.portfolio_id}/{run.run_id}"
        yield f"  run {name} {run.state.value} since {run.updated_at.isoformat()}"
        yield f"  {run.reason_code}: {run.message}"


def _show(options: Namespace, services: Services) -> Lines:
    yield from _evidence_lines(show_evidence(_run_ref(options.run), services))


def _evidence_lines(evidence: Evidence) -> Lines:
    run = evidence.record.run
    yield f"run {run.run_id} {run.state.value}, {run.reason_code}: {run.message}"
    for leg in evidence.record.legs:
        yield _leg_line(leg)
    for order in evidence.orders:
        filled = f"{to_text(order.filled_quantity)} of {to_text(order.quantity)}"
        yield f"  broker {order.client_order_id} {order.side} {filled} {order.symbol} {order.broker_status}"
    yield f"difference: {evidence.difference.text if evidence.difference else 'none'}"
    broken = evidence.broken_at
    yield "history: " + (f"BROKEN at event {broken}" if broken else f"{len(evidence.history)} events, whole")
    for event in evidence.history:
        yield f"  {event.sequence:>4} {event.at.isoformat()} {event.run_state.value} {event.text}"


def _leg_line(leg: Leg) -> str:
    filled = f"{to_text(leg.filled_quantity)} of {to_text(leg.quantity)}"
    words = f"{leg.side} {filled} {leg.symbol} {leg.state.value} {leg.note}"
    return f"  leg {leg.number} {leg.client_order_id} {words}"


def _resolve(choice: Resolution) -> Callable[[Namespace, Services], Lines]:
    def resolve(options: Namespace, services: Services) -> Lines:
        command = ResolveRun(run=_run_ref(options.run), choice=choice, by=options.by, reason=options.reason)
        run = resolve_run(command, services).run
        yield f"run {run.run_id} is {run.state.value} now"

    return resolve


def _unlock(options: Namespace, services: Services) -> Lines:
    for account, _ in find_waiting(services):
        if account.state.account_key == options.account and unlock_account(account, services):
            yield f"account {options.account} takes runs again"
            return
    yield f"account {options.account} is not locked, or has just moved; list again"


def _mode(options: Namespace, services: Services) -> Lines:
    command = SetTradingMode(
        uid=options.by, is_operator=True, mode=TradingMode(options.mode), reason=options.reason
    )
    state = set_trading_mode(command, services)
    yield f"trading {state.mode.value} (epoch {state.epoch})"


def _run_ref(text: str) -> RunRef:
    uid, portfolio_id, run_id, *rest = [*text.split("/"), "", ""][:4]
    if not run_id or any(rest):
        raise InvalidRequestError("RUN", text, "is not UID/PORTFOLIO/RUN; copy it from `list`")
    return RunRef(uid=uid, portfolio_id=portfolio_id, run_id=run_id)
