"""Every call through a port passes here; what can go wrong with an effect goes wrong here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from simulation.faults import Fault, Kind, Mode, Nature
from simulation.ledger import unreadable_control, unreadable_switch
from simulation.stage import SECOND, Crash, Stage, current_actor
from simulation.witness import Witness
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode

NATURES: Final[Mapping[str, Nature]] = {
    "clock.now": Nature.TOOL,
    "identifiers.fresh": Nature.TOOL,
    "brokers.of": Nature.READ,
    "broker.account": Nature.READ,
    "broker.holdings": Nature.READ,
    "broker.instruments": Nature.READ,
    "broker.quotes": Nature.READ,
    "broker.daily_bars": Nature.READ,
    "broker.market_clock": Nature.READ,
    "broker.open_orders": Nature.READ,
    "broker.orders_since": Nature.READ,
    "broker.activities": Nature.READ,
    "broker.find": Nature.READ,
    "broker.submit": Nature.SUBMIT,
    "broker.cancel": Nature.WRITE,
    "policies.current": Nature.READ,
    "plans.find": Nature.READ,
    "plans.drop": Nature.WRITE,
    "runs.account": Nature.READ,
    "runs.find_key": Nature.READ,
    "runs.find_plan": Nature.READ,
    "runs.load": Nature.READ,
    "runs.busy_accounts": Nature.READ,
    "runs.accounts_to_review": Nature.READ,
    "runs.history_of": Nature.READ,
    "runs.locked_accounts": Nature.READ,
    "runs.decisions_of": Nature.READ,
    "runs.reserve": Nature.WRITE,
    "runs.save": Nature.WRITE,
    "runs.change_account": Nature.WRITE,
    "outbox.due": Nature.READ,
    "outbox.update": Nature.WRITE,
    "trading.current": Nature.SWITCH,
    "trading.control": Nature.SWITCH,
    "trading.of": Nature.SWITCH,
    "trading.set": Nature.WRITE,
    "trading.set_next": Nature.WRITE,
    "trading.request_cancel": Nature.WRITE,
    "trading.changes_of": Nature.READ,
    "queue.advance_run": Nature.ENQUEUE,
    "notifier.deliver": Nature.WRITE,
    "dead_letters.bury": Nature.WRITE,
}
"""Every effect there is. A call that is not listed fails the simulation: an effect nobody has thought of."""

PATIENCE: Final = 5 * SECOND
"""How long a caller waits for an answer."""

MOST_EFFECTS: Final = 20_000
"""A schedule with more of them is going round in circles."""

RESET: Final = timedelta(seconds=20)
_STORES: Final = frozenset({"policies", "plans", "runs", "outbox", "trading", "dead_letters"})
FAILING: Final = frozenset({Mode.ERR, Mode.THROTTLE, Mode.REFUSE})


@dataclass(slots=True)
class Spell:
    """A time in which a port is down (nothing gets through), deaf (no answer comes) or throttled."""

    port: str
    kind: Kind
    begins: int
    ends: int


@dataclass(slots=True)
class Wire:
    """What is between the services and the world: latency, faults and spells, and a trace of all of it."""

    stage: Stage
    chance: Random
    witness: Witness
    faults: Mapping[tuple[str, int], Fault]
    spells: list[Spell] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)
    met_before: Mapping[str, int] = field(default_factory=dict)
    """How often each point was called until the first fault."""

    @property
    def time(self) -> datetime:
        """What the clock says of whoever acts."""
        actor = current_actor() if self.witness.skews else None
        return self.stage.time + self.witness.skew_of(actor.name) if actor else self.stage.time

    def meet(self, point: str) -> Fault | None:
        """Count a call, and let what may happen before any effect happen: an end, a twin, a long sleep."""
        number = self.counts[point] = self.counts[point] + 1
        fault = self.faults.get((point, number))
        if fault is None:
            return None
        self.met_before = self.met_before or dict(self.counts)
        self.note(point, f"fault {fault}")
        self.witness.sometimes[f"fault {fault.mode}"] += 1
        actor = current_actor()
        if fault.mode is Mode.PRE:
            raise Crash
        if actor and fault.mode is Mode.DUP:
            actor.again()
        if actor and fault.mode is Mode.ZOMBIE:
            actor.was_paused = True
            self.stage.sleep(fault.delay)
        return fault

    def spell_over(self, port: str) -> Kind | None:
        """Tell what a port suffers from now."""
        name, now = "store" if port in _STORES else port, self.stage.now
        found = (
            spell.kind for spell in self.spells if spell.port == name and spell.begins <= now < spell.ends
        )
        return next(found, None)

    def pass_on(self, point: str, act: Callable[[], Any], look_back: Callable[[], Any] | None = None) -> Any:
        """Do an effect, after a while and with what goes wrong about it."""
        fault = self.meet(point)
        port, mode = point.partition(".")[0], fault.mode if fault else None
        self.stage.sleep(self._latency(port))
        spell = self.spell_over(port) if self.spells else None
        if fault is None and spell is None:
            result = act()
            self.note(point, type(result).__name__)
            return result
        if mode in FAILING or spell in {Kind.DOWN, Kind.THROTTLE}:
            self.note(point, "no effect")
            return self._fail(point, spell)
        if fault and mode is Mode.SLOW and NATURES[point] in {Nature.WRITE, Nature.ENQUEUE}:
            return self._do_later(point, act, fault.delay)
        if mode is Mode.DROP:
            return None
        result = look_back() if mode is Mode.STALE and look_back else act()
        self.note(point, type(result).__name__)
        if mode is Mode.POST:
            raise Crash
        if mode in {Mode.LOST, Mode.SLOW} or spell is Kind.DEAF:
            self.stage.sleep(PATIENCE)
            return self._fail(point, spell)
        return result

    def _do_later(self, point: str, act: Callable[[], Any], delay: int) -> Any:
        self.stage.after(delay, lambda: self.note(point, f"late {type(act()).__name__}"))
        self.stage.sleep(PATIENCE)
        return self._fail(point, None)

    def _fail(self, point: str, spell: Kind | None) -> Any:
        """Answer as an adapter does that got nothing usable."""
        if point == "trading.control":
            return unreadable_control()
        if NATURES[point] is Nature.SWITCH:
            return unreadable_switch()
        is_broker = point.startswith("broker")
        code = ReasonCode.BROKER_UNAVAILABLE if is_broker else ReasonCode.STORE_UNAVAILABLE
        retry_at = self.stage.time + RESET if spell is Kind.THROTTLE else None
        raise UnavailableError(code, f"{point} gave no answer", retry_at=retry_at)

    def _latency(self, port: str) -> int:
        longest = SECOND // 4 if port == "broker" else SECOND // 40
        return SECOND // 500 + int(self.chance.random() * longest)

    def note(self, point: str, text: str) -> None:
        """Write a line of the trace."""
        actor = current_actor()
        name = actor.name if actor else "-"
        self.trace.append(f"{self.stage.now} {name} {point}#{self.counts[point]} {text}")
        if len(self.trace) == MOST_EFFECTS:
            self.witness.blame("x_endless", f"{MOST_EFFECTS} effects and no end")
            self.stage.is_stopped = True
