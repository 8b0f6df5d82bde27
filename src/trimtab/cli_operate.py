"""The operator's command: see what waits for a person, and decide; `scripts/operate` runs it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from trimtab.domain.commands import Resolution, ResolveRun, SetTradingMode
from trimtab.domain.decision import Decision, DecisionKind
from trimtab.domain.errors import InvalidRequestError, TrimtabError
from trimtab.domain.leg import Leg
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.money import to_text
from trimtab.domain.run import RunRef
from trimtab.domain.trading_state import TradingMode
from trimtab.ports import AccountRecord, RunRecord, Services
from trimtab.services.deliver import REVIVED_AT_ONCE, redeliver
from trimtab.services.operate import (
    Evidence,
    find_changes,
    find_decisions,
    find_waiting,
    resolve_run,
    show_evidence,
    unlock_account,
)
from trimtab.services.set_trading_mode import set_trading_mode

REFUSED: Final = 1
MOST_DAYS: Final = 366
MOST_SHOWN: Final = 200

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
    _ask_who(unlock)
    mode = verbs.add_parser("mode", help="turn the kill switch over everybody")
    mode.set_defaults(command=_mode)
    mode.add_argument("mode", choices=[each.value for each in TradingMode])
    _ask_who(mode)
    changes = verbs.add_parser("changes", help="who turned which switch or decided what, when and why")
    changes.set_defaults(command=_changes)
    changes.add_argument("--days", type=_days, default=7, help="how many days back, today among them")
    deliveries = verbs.add_parser("deliveries", help="messages that nobody tries to deliver any more")
    deliveries.set_defaults(command=_deliveries)
    deliveries.add_argument("--uid", type=_words, help="only those of one person")
    redeliver = verbs.add_parser("redeliver", help="try a person's dead deliveries again")
    redeliver.set_defaults(command=_redeliver)
    redeliver.add_argument("--uid", required=True, type=_words, help="whose they are")
    _ask_who(redeliver)
    return parser


def _days(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_DAYS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_DAYS}")


def _words(text: str) -> str:
    if text.strip():
        return text
    raise ArgumentTypeError("it is empty; name a person, or a reason")


def _ask_who(verb: ArgumentParser) -> None:
    verb.add_argument("--by", required=True, type=_words, help="who decides")
    verb.add_argument("--reason", required=True, type=_words, help="why")


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
    decision = _decision(DecisionKind.UNLOCK, options.account, options, services)
    for account, _ in find_waiting(services):
        is_meant = account.state.account_key == options.account and account.state.locked
        if is_meant and unlock_account(account, decision, services):
            yield f"account {options.account} takes runs again"
            return
    yield f"account {options.account} is not locked, or has just moved; list again"


def _mode(options: Namespace, services: Services) -> Lines:
    command = SetTradingMode(
        uid=options.by, is_operator=True, mode=TradingMode(options.mode), reason=options.reason
    )
    state = set_trading_mode(command, services)
    yield f"trading {state.mode.value} (epoch {state.epoch})"


def _changes(options: Namespace, services: Services) -> Lines:
    changes, decisions = find_changes(options.days, services), find_decisions(options.days, services)
    lines = [*((each.at, _change_line(each)) for each in changes)]
    lines += [(each.at, _decision_line(each)) for each in decisions]
    for at, line in sorted(lines, key=lambda timed: timed[0]):
        yield f"{at.isoformat()} {line}"
    yield f"{len(changes)} turns and {len(decisions)} decisions in {options.days} days"


def _change_line(change: ModeChange) -> str:
    state = change.state
    turned = f"{change.whom} {state.mode.value} (epoch {state.epoch})"
    return f"{turned} by {state.updated_by}: {state.reason}"


def _decision_line(decision: Decision) -> str:
    return f"{decision.kind.value} {decision.subject} by {decision.by}: {decision.reason}"


def _deliveries(options: Namespace, services: Services) -> Lines:
    dead = services.telling.deliveries.dead(options.uid, MOST_SHOWN)
    for delivery in dead:
        event, ended = delivery.event, delivery.ended_at or delivery.created_at
        yield f"{ended.isoformat()} {event.portfolio.uid} {delivery.channel.value} {event.kind.value}"
        yield f"  {delivery.delivery_id} tried {delivery.attempts} times: {delivery.error}"
    more = ", and perhaps more" if len(dead) == MOST_SHOWN else ""
    yield f"{len(dead)} deliveries are dead{more}"


def _redeliver(options: Namespace, services: Services) -> Lines:
    decision = _decision(DecisionKind.REDELIVER, options.uid, options, services)
    count = redeliver(decision, services.telling)
    more = "; say it again for the rest" if count == REVIVED_AT_ONCE else ""
    yield f"{count} deliveries of {options.uid} are tried again{more}"


def _decision(kind: DecisionKind, subject: str, options: Namespace, services: Services) -> Decision:
    return Decision(kind=kind, subject=subject, by=options.by, reason=options.reason, at=services.clock.now())


def _run_ref(text: str) -> RunRef:
    uid, portfolio_id, run_id, *rest = [*text.split("/"), "", ""][:4]
    if not run_id or any(rest):
        raise InvalidRequestError("RUN", text, "is not UID/PORTFOLIO/RUN; copy it from `list`")
    return RunRef(uid=uid, portfolio_id=portfolio_id, run_id=run_id)
