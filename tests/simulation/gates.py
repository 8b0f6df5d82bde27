"""The ports as the services see them; each of their methods is an effect on the wire."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from typing import Any

from simulation.exchange import Exchange
from simulation.faults import Fault, Kind, Mode
from simulation.stage import SECOND, Crash, current_actor
from simulation.wire import FAILING, NATURES, PATIENCE, RESET, Wire
from trimtab.domain.intent import OrderIntent
from trimtab.domain.order import NotSent, Refusal, SubmitOutcome, Throttled, Unknown


class Port:
    """A port as the services see it; each of its methods is an effect. `_far` is what does it."""

    def __init__(self, name: str, far: object, wire: Wire) -> None:
        self._name, self._far, self._wire = name, far, wire

    def __getattr__(self, method: str) -> Any:
        """Make a method at its first use."""
        far, point = getattr(self._far, method), f"{self._name}.{method}"
        if not callable(far):
            return far
        if point not in NATURES:
            raise LookupError(
                f"{point} is an effect the simulator does not know; give it a nature in wire.py"
            )
        older = getattr(self._far, f"stale_{method}", None)
        pass_on = self._wire.pass_on

        def effect(*given: Any, **named: Any) -> Any:
            look_back = (lambda: older(*given, **named)) if older else None
            return pass_on(point, lambda: far(*given, **named), look_back)

        setattr(self, method, effect)
        return effect


class BrokerPort(Port):
    """The broker's port: it counts requests, and orders have faults of their own."""

    def __init__(self, far: Exchange, wire: Wire) -> None:
        super().__init__("broker", far, wire)

    def __getattr__(self, method: str) -> Any:
        """Count a request, and look back at the whole account where a read is stale."""
        far, wire, point = getattr(self._far, method), self._wire, f"broker.{method}"
        if not callable(far):
            return far
        exchange, witness = self._far, wire.witness

        def effect(*given: Any) -> Any:
            def look_back() -> Any:
                with exchange.looking_back() if isinstance(exchange, Exchange) else nullcontext():
                    return far(*given)

            witness.requests.append(wire.stage.now)
            answer = wire.pass_on(point, lambda: far(*given), look_back)
            if method == "quotes":
                witness.priced(answer.values())
            return answer

        setattr(self, method, effect)
        return effect

    def submit(self, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
        """Send an order as the adapter does: nothing leaves too late, and every doubt is Unknown."""
        fault = self._wire.meet("broker.submit")
        if not_after is not None and self._wire.time > not_after:
            return self._not_sent()
        self._wire.witness.requests.append(self._wire.stage.now)
        self._wire.witness.posted(intent)
        self._exchange.in_flight[intent.client_order_id] = self._wire.stage.now
        outcome = self._send(intent, fault)
        self._wire.witness.answered()
        self._wire.note("broker.submit", f"{intent.client_order_id} {type(outcome).__name__}")
        if fault and fault.mode is Mode.POST:
            raise Crash
        return outcome

    def _not_sent(self) -> NotSent:
        actor = current_actor()
        self._wire.witness.sometimes["NotSent"] += 1
        if actor and actor.was_paused:
            self._wire.witness.sometimes["zombie stopped"] += 1
        self._wire.note("broker.submit", "NotSent")
        return NotSent("its time was over")

    def _send(self, intent: OrderIntent, fault: Fault | None) -> SubmitOutcome:
        stage, mode = self._wire.stage, fault.mode if fault else None
        if fault and mode is Mode.SLOW:
            stage.after(fault.delay, lambda: self._arrive(intent, is_late=True))
            stage.sleep(PATIENCE)
            return Unknown("no answer yet")
        stage.sleep(self._latency())
        spell = self._wire.spell_over("broker")
        if mode in FAILING or spell in {Kind.DOWN, Kind.THROTTLE}:
            del self._exchange.in_flight[intent.client_order_id]
            return self._turn_away(mode, spell)
        outcome = self._arrive(intent, is_late=False)
        stage.sleep(PATIENCE if mode is Mode.LOST or spell is Kind.DEAF else self._latency())
        return Unknown("no answer") if mode is Mode.LOST or spell is Kind.DEAF else outcome

    def _turn_away(self, mode: Mode | None, spell: Kind | None) -> SubmitOutcome:
        if mode is Mode.REFUSE:
            return Refusal("not today")
        if mode is Mode.THROTTLE or spell is Kind.THROTTLE:
            return Throttled("too many requests", self._wire.stage.time + RESET)
        return Unknown("no connection")

    def _arrive(self, intent: OrderIntent, *, is_late: bool) -> SubmitOutcome:
        self._wire.witness.arrived(intent, is_late=is_late)
        outcome = self._exchange.receive(intent)
        self._exchange.in_flight.pop(intent.client_order_id, None)
        self._wire.note("broker", f"{intent.client_order_id} {type(outcome).__name__}")
        return outcome

    def _latency(self) -> int:
        return SECOND // 100 + int(self._wire.chance.random() * (SECOND // 5))

    @property
    def _exchange(self) -> Exchange:
        assert isinstance(self._far, Exchange)
        return self._far


class BrokersPort:
    """Opens the one account there is; its keys come from outside, so that this is an effect, too."""

    def __init__(self, port: BrokerPort, wire: Wire) -> None:
        self._port, self._wire = port, wire

    def of(self, _uid: str, _account_key: str | None = None) -> BrokerPort:
        """Open the account."""
        port: BrokerPort = self._wire.pass_on("brokers.of", lambda: self._port)
        return port


class Tools:
    """Time and names: they never fail, but whoever asks for them may end or fall asleep there."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._made = 0

    def now(self) -> datetime:
        """Tell the time, as the caller's machine has it."""
        self._wire.meet("clock.now")
        return self._wire.time

    def fresh(self) -> str:
        """Make the next name."""
        self._wire.meet("identifiers.fresh")
        self._made += 1
        return f"id{self._made:018d}"
