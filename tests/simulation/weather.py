"""What happens around a run: switches and wishes, outages, prices, other people's trades, old backups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from simulation.crew import Crew
from simulation.exchange import Exchange
from simulation.faults import Kind, Situation
from simulation.ledger import Backup, Ledger
from simulation.shapes import FIRST_KEY
from simulation.stage import SECOND, Stage
from simulation.wire import Spell, Wire
from trimtab.domain.money import ONE, round_down
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingScope

RIVALS: Final = tuple(f"key-{number:08d}" for number in range(2, 10))
"""Keys under which the plan is executed once more; who names none gets the first."""

_SPELLS: Final = frozenset({Kind.DOWN, Kind.DEAF, Kind.THROTTLE, Kind.NO_SWEEPS})


class Weather:
    """Lets situations happen at their times."""

    def __init__(self, stage: Stage, wire: Wire, exchange: Exchange, ledger: Ledger, crew: Crew) -> None:
        self._stage, self._wire, self._exchange, self._ledger, self._crew = (
            stage,
            wire,
            exchange,
            ledger,
            crew,
        )
        self._backup: Backup | None = None
        self._acts: Mapping[Kind, Callable[[Situation], None]] = {
            Kind.HALT: lambda each: crew.turn(TradingMode.HALTED, _scope(each)),
            Kind.REDUCE: lambda each: crew.turn(TradingMode.REDUCE_ONLY, _scope(each)),
            Kind.RESUME: lambda each: crew.turn(TradingMode.ACTIVE, _scope(each)),
            Kind.CANCEL: lambda _: crew.cancel(),
            Kind.RIVAL: lambda each: crew.execute(each.about if each.about in RIVALS else RIVALS[0]),
            Kind.TWIN: lambda _: crew.execute(FIRST_KEY),
            Kind.POISON: lambda _: crew.poison(),
            Kind.JUMP: self._jump,
            Kind.FOREIGN_SELL: self._sell,
            Kind.FOREIGN_BUY: self._buy,
            Kind.WITHDRAWAL: self._withdraw,
            Kind.BACKUP: self._back_up,
            Kind.RESTORE: self._restore,
        }

    def expect(self, situation: Situation) -> None:
        """Let a situation happen at its time; a session's end is part of the exchange."""
        begins = situation.at * 1_000
        if situation.kind in _SPELLS:
            port = "sweep" if situation.kind is Kind.NO_SWEEPS else situation.about
            spell = Spell(port, situation.kind, begins, begins + situation.seconds * SECOND)
            self._wire.spells.append(spell)
        elif situation.kind in self._acts:
            self._stage.after(begins, lambda: self._acts[situation.kind](situation))

    def _jump(self, situation: Situation) -> None:
        symbol, _, factor = situation.about.partition(":")
        self._exchange.prices[symbol] *= Decimal(factor)
        self._disturb()

    def _sell(self, situation: Situation) -> None:
        """Let somebody else sell half of what is free."""
        symbol = situation.about
        shares = self._exchange.view.free_shares(symbol) / 2
        if shares > 0:
            self._exchange.trade(symbol, Side.SELL, shares)
            self._disturb()

    def _buy(self, situation: Situation) -> None:
        """Let somebody else spend half of the free cash."""
        cash, symbol = self._free_cash() / 2, situation.about
        if cash > self._exchange.prices[symbol]:
            self._exchange.trade(symbol, Side.BUY, round_down(cash / self._exchange.prices[symbol], ONE))
            self._disturb()

    def _withdraw(self, _situation: Situation) -> None:
        cash = self._free_cash() / 2
        if cash > 0:
            self._exchange.pay_out(cash)
            self._disturb()

    def _free_cash(self) -> Decimal:
        return self._exchange.view.cash - self._exchange.worst_cost() * 2

    def _disturb(self) -> None:
        self._wire.witness.disturbed_at = self._stage.now

    def _back_up(self, _situation: Situation) -> None:
        self._backup = self._ledger.back_up()

    def _restore(self, _situation: Situation) -> None:
        """Go back, unless a run would be lost as a whole: then its orders were nobody's."""
        if self._backup and self._backup.records.keys() == self._ledger.records.keys():
            self._ledger.restore(self._backup)
            self._wire.witness.is_restored = True
            self._wire.witness.sometimes["restored backup"] += 1


def _scope(situation: Situation) -> TradingScope:
    """Read whose switch is turned; everybody's where nobody is named."""
    named = situation.about in TradingScope.__members__
    return TradingScope(situation.about) if named else TradingScope.EVERYBODY
