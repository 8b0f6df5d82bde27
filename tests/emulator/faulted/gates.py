"""The broker's port on the real adapter: what fails fails on its wire, and the adapter has to say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from emulator.faulted.paper import STRIKES, TRIES, PaperExchange
from simulation.faults import Fault, Kind, Mode
from simulation.gates import Port
from simulation.stage import Crash
from simulation.wire import PATIENCE, Wire
from trimtab.adapters.alpaca import AlpacaBroker
from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderIntent
from trimtab.domain.order import NotSent, SubmitOutcome, Unknown

AS_MODE: Final[Mapping[Kind | None, Mode]] = {
    Kind.DOWN: Mode.ERR,
    Kind.DEAF: Mode.LOST,
    Kind.THROTTLE: Mode.THROTTLE,
}
_NEVER_ANSWERED: Final = frozenset({Mode.LOST, Mode.SLOW})
_LEFT_UNTAKEN: Final = frozenset({Mode.ERR, Mode.THROTTLE, Mode.REFUSE})


class RealWire(Wire):
    """Lets calls of the broker fail at the broker; all others fail at their ports."""

    exchange: PaperExchange

    def pass_on(self, point: str, act: Callable[[], Any], look_back: Callable[[], Any] | None = None) -> Any:
        """Do an effect, after a while and with what goes wrong about it."""
        if not point.startswith("broker."):
            return super().pass_on(point, act, look_back)
        fault = self.meet(point)
        self.stage.sleep(self.latency())
        mode = self.struck_by(fault)
        if fault and mode is Mode.SLOW and point == "broker.cancel":
            return self._do_later(point, act, fault.delay)
        result = self._ask(point, look_back if mode is Mode.STALE and look_back else act, mode)
        self.note(point, type(result).__name__)
        if mode is Mode.POST:
            raise Crash
        return result

    def struck_by(self, fault: Fault | None) -> Mode | None:
        """Tell what strikes a request now: its fault, or what the broker suffers from."""
        spell = self.spell_over("broker") if self.spells else None
        return AS_MODE.get(spell, fault.mode if fault else None)

    def latency(self) -> int:
        """Tell how long a way to the broker takes this time."""
        return self._latency("broker")

    def _ask(self, point: str, act: Callable[[], Any], mode: Mode | None) -> Any:
        if mode and mode in STRIKES:
            self.exchange.strike(STRIKES[mode], TRIES)
        try:
            return act()
        except UnavailableError:
            self.note(point, "no answer")
            if mode in _NEVER_ANSWERED:
                self.stage.sleep(PATIENCE)
            raise
        finally:
            self.exchange.relent()
            self.exchange.look()


class RealBrokerPort(Port):
    """The real adapter as the services see it; orders have faults of their own."""

    def __init__(self, broker: AlpacaBroker, exchange: PaperExchange, wire: RealWire) -> None:
        super().__init__("broker", broker, wire)
        self._broker = broker
        self._exchange = exchange
        self._real_wire = wire

    def __getattr__(self, method: str) -> Any:
        """Count a request, and show the last answer again where a read is stale."""
        far, wire, exchange = getattr(self._broker, method), self._real_wire, self._exchange
        if not callable(far):
            return far

        def effect(*given: Any) -> Any:
            def act() -> Any:
                return exchange.remembering(method, given, far(*given))

            wire.witness.requests.append(wire.stage.now)
            answer = wire.pass_on(f"broker.{method}", act, lambda: exchange.recall(method, given, act))
            if method == "quotes":
                wire.witness.priced(answer.values())
            return exchange.without_hidden(method, answer)

        setattr(self, method, effect)
        return effect

    def submit(self, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
        """Send an order through the real adapter, unless it is one that comes late."""
        wire = self._real_wire
        fault = wire.meet("broker.submit")
        if not_after is not None and wire.time > not_after:
            return self._stay(intent, not_after)
        wire.witness.requests.append(wire.stage.now)
        wire.witness.posted(intent)
        self._exchange.in_flight[intent.client_order_id] = wire.stage.now
        outcome = self._send(intent, not_after, fault)
        wire.note("broker.submit", f"{intent.client_order_id} {type(outcome).__name__}")
        wire.witness.answered()
        if fault and fault.mode is Mode.POST:
            raise Crash
        return outcome

    def _stay(self, intent: OrderIntent, not_after: datetime) -> SubmitOutcome:
        """Ask the adapter to send what is too late: it must not."""
        witness = self._real_wire.witness
        known = dict(self._exchange.view.orders)
        outcome = self._exchange.send(self._broker, intent, not_after)
        if not isinstance(outcome, NotSent) or known.keys() != self._exchange.view.orders.keys():
            witness.blame("i_21_adapter", f"{outcome} after {not_after}")
        witness.sometimes["NotSent"] += 1
        self._real_wire.note("broker.submit", "NotSent")
        return outcome

    def _send(self, intent: OrderIntent, not_after: datetime | None, fault: Fault | None) -> SubmitOutcome:
        wire, mode = self._real_wire, self._real_wire.struck_by(fault)
        if fault and mode is Mode.SLOW:
            wire.stage.after(fault.delay, lambda: self._arrive(intent, None, is_late=True))
            wire.stage.sleep(PATIENCE)
            return Unknown("no answer yet")
        if mode and mode in STRIKES:
            self._exchange.strike(STRIKES[mode])
        if mode in _LEFT_UNTAKEN:
            outcome = self._exchange.send(self._broker, intent, not_after)
            self._exchange.in_flight.pop(intent.client_order_id, None)
        else:
            outcome = self._arrive(intent, not_after, is_late=False)
        self._exchange.relent()
        wire.stage.sleep(PATIENCE if mode is Mode.LOST else wire.latency())
        return outcome

    def _arrive(self, intent: OrderIntent, not_after: datetime | None, *, is_late: bool) -> SubmitOutcome:
        self._real_wire.witness.arrived(intent, is_late=is_late)
        outcome = self._exchange.send(self._broker, intent, not_after)
        self._exchange.in_flight.pop(intent.client_order_id, None)
        self._real_wire.note("broker", f"{intent.client_order_id} {type(outcome).__name__}")
        return outcome


class RealBrokersPort:
    """Opens the account anew for each worker; what a process remembers of it is shared."""

    def __init__(self, exchange: PaperExchange, wire: RealWire) -> None:
        self._exchange = exchange
        self._wire = wire
        self._memory = exchange.fresh_memory()

    def of(self, _uid: str, _account_key: str | None = None) -> RealBrokerPort:
        """Open the account; there is one."""
        port: RealBrokerPort = self._wire.pass_on("brokers.of", self._open)
        return port

    def _open(self) -> RealBrokerPort:
        return RealBrokerPort(
            self._exchange.connect(self._memory, lambda: self._wire.time), self._exchange, self._wire
        )
