"""Whatever is wrong with a switch's document, nothing is sent: all variants, switches and ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal as D
from typing import Any, cast

import pytest
from google.api_core import exceptions
from google.auth.exceptions import RefreshError, TransportError
from google.cloud.firestore import Client

from contract.stores import samples
from contract.stores.conftest import Stores
from contract.stores.unreadable import GOOD, Shelf, unreadable
from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.trading import FirestoreTradingStates
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.stores import MemoryTradingStates
from trimtab.domain.commands import ExecuteTrade
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState, account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.ports import Services, TradingStates
from trimtab.services.advance_run import advance_run
from trimtab.services.execute_trade import execute_trade
from worlds import ANNA, World, world

RUN = samples.run("run1")
SCOPES = list(TradingScope)
MOST = 110
"""The table has more variants than this."""


def on(documents: Documents) -> FirestoreTradingStates:
    """Open the real switches on a gateway."""
    return FirestoreTradingStates(documents, RandomIdentifiers())


def modes(trading: TradingStates, scope: TradingScope) -> set[TradingMode]:
    """Read a switch in each of the ways there are."""
    seen = (trading.current(RUN.place), trading.control(RUN).trading, trading.of(scope, RUN.place))
    return {state.mode for state in seen}


def shelf(scope: TradingScope, fields: Mapping[str, object]) -> Shelf:
    """Put a document under one switch; the one over everybody is open otherwise."""
    gateway = Shelf()
    gateway.fields = {paths.RISK_MANAGEMENT: GOOD, paths.switch(scope, RUN.place): fields}
    return gateway


def test_the_table_is_long():
    """Every field has its wrong values, and no variant is there twice."""
    names = [name for name, _ in unreadable()]

    assert len(names) == len(set(names)) > MOST


def test_what_the_table_spoils_is_sound_before():
    """Each switch allows trading as it was: only what is wrong with it makes the difference."""
    assert {TradingMode.ACTIVE} == set.union(*(modes(on(shelf(scope, GOOD)), scope) for scope in SCOPES))


@pytest.mark.parametrize("scope", SCOPES)
def test_every_unreadable_variant_is_halted(scope: TradingScope):
    """By itself, folded with the others, and in the look before an order."""
    halted = {TradingMode.HALTED}

    assert [] == [name for name, fields in unreadable() if modes(on(shelf(scope, fields)), scope) != halted]


@pytest.mark.emulator
@pytest.mark.parametrize("scope", SCOPES)
def test_every_unreadable_variant_is_halted_as_firestore_keeps_it(
    client: Client, documents: Documents, scope: TradingScope
):
    """With the store's own kinds of values."""
    trading, place = on(documents), client.document(paths.switch(scope, RUN.place))
    client.document(paths.RISK_MANAGEMENT).set(dict(GOOD), timeout=4)
    open_ones = list[str]()
    for name, fields in unreadable():
        place.set(dict(fields), timeout=4)
        if modes(trading, scope) != {TradingMode.HALTED}:
            open_ones.append(name)

    assert [] == open_ones


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("epoch", [True, -1, "7", 7.0, None])
def test_a_malformed_epoch_is_none(scope: TradingScope, epoch: object):
    """The next turn counts from seconds of our era then, as no run has seen them."""
    assert 0 == on(shelf(scope, {**GOOD, "epoch": epoch})).of(scope, RUN.place).epoch


def test_a_bare_flag_stops_runs_of_before():
    """Somebody stored requirement 004's flag alone: new runs may start, older ones know another epoch."""
    trading = on(shelf(TradingScope.EVERYBODY, {"trading_enabled": True}))
    control = trading.control(RUN)

    assert control.find_ban(Side.SELL, epoch=0) is None
    assert control.find_ban(Side.SELL, epoch=7) is not None


@pytest.mark.parametrize("wish", [{}, {"by": "ada"}, {"by": 7, "reason": "no", "at": samples.NOON}])
def test_an_unreadable_wish_is_halted(wish: dict[str, object]):
    """Somebody wanted the run to end, in words that nobody can read."""
    gateway = shelf(TradingScope.EVERYBODY, GOOD)
    gateway.fields[paths.cancel_request(RUN)] = wish

    assert TradingMode.HALTED is on(gateway).control(RUN).trading.mode


TROUBLE: tuple[type[Exception], ...] = (
    exceptions.ServiceUnavailable,
    exceptions.DeadlineExceeded,
    exceptions.PermissionDenied,
    exceptions.Unauthenticated,
    exceptions.ResourceExhausted,
    exceptions.InternalServerError,
    exceptions.Aborted,
    exceptions.Cancelled,
    exceptions.NotFound,
    exceptions.RetryError,
    RefreshError,
    TransportError,
    OSError,
    ValueError,
    RuntimeError,
)


def raised(kind: type[Exception]) -> Exception:
    """Make a trouble of a kind."""
    words = ("trouble", None) if kind is exceptions.RetryError else ("trouble",)
    return kind(*words)


@dataclass(frozen=True, slots=True)
class Troubled:
    """A client that answers a read with trouble, or, without any, leaves documents out of its answer."""

    trouble: type[Exception] | None
    is_at_once: bool

    def document(self, path: str) -> str:
        """Name a document."""
        return path

    def get_all(self, _references: object, **_: Any) -> Iterator[Any]:
        """Fail at once, or where the first document should be."""
        if self.trouble and self.is_at_once:
            raise raised(self.trouble)
        return self._answers()

    def _answers(self) -> Iterator[Any]:
        if self.trouble:
            raise raised(self.trouble)
        yield from ()


@pytest.mark.parametrize("is_at_once", [True, False])
@pytest.mark.parametrize("trouble", [*TROUBLE, None], ids=str)
def test_every_trouble_of_a_read_is_halted(trouble: type[Exception] | None, *, is_at_once: bool):
    """Also an answer that says nothing of a document: that one is not taken as missing."""
    trading = on(Documents(cast("Client", Troubled(trouble, is_at_once))))

    assert {TradingMode.HALTED} == set.union(*(modes(trading, scope) for scope in SCOPES))


def test_an_answer_that_is_not_whole_is_unavailable():
    """No other store takes it for an empty place, either."""
    with pytest.raises(UnavailableError, match="not whole"):
        Documents(cast("Client", Troubled(None, is_at_once=True))).read("accounts/a")


def test_every_look_is_a_new_one(stores: Stores):
    """Whatever was read before, the next look shows what was turned since."""
    halted = TradingState(
        mode=TradingMode.HALTED, reason="stop", epoch=1, updated_by="ada", updated_at=samples.NOON
    )
    seen = list[TradingMode]()
    for mode in (TradingMode.ACTIVE, TradingMode.HALTED, TradingMode.ACTIVE):
        stores.trading.set(replace(halted, mode=mode))
        seen.append(stores.trading.control(RUN).trading.mode)

    assert [TradingMode.ACTIVE, TradingMode.HALTED, TradingMode.ACTIVE] == seen


# The whole way: from a document to the broker.


def anna() -> tuple[World, Services, Shelf]:
    """Anna's world, whose switches are documents on a shelf; all is open."""
    here, gateway = world(), Shelf()
    gateway.fields[paths.RISK_MANAGEMENT] = GOOD
    services = replace(here.services, trading=on(gateway))
    here.save(SPY="60", TLT="40")
    return replace(here, services=services), services, gateway


def where(here: World, scope: TradingScope) -> str:
    """Name the switch of a scope over Anna's orders."""
    key = account_key(BrokerMode.PAPER, here.broker.account_id)
    return paths.switch(scope, TradingPlace(portfolio=ANNA, account_key=key))


def test_nothing_wrong_lets_orders_through():
    """Otherwise the tests below would prove nothing."""
    here, _, _ = anna()
    here.finish(here.execute(here.check()))

    assert 2 == len(here.broker.sent)


@pytest.mark.parametrize("scope", SCOPES)
def test_no_unreadable_switch_starts_a_plan(scope: TradingScope):
    """Each variant refuses the approval, and nothing is reserved or sent."""
    here, _, gateway = anna()
    plan, passed = here.check(), list[str]()
    for name, fields in unreadable():
        gateway.fields[where(here, scope)] = fields
        try:
            here.execute(plan)
        except RefusedError as refused:
            if refused.code is ReasonCode.TRADING_HALTED:
                continue
        passed.append(name)

    assert ([], [], ()) == (passed, here.broker.sent, here.runs.busy_accounts())


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("side", Side)
def test_no_unreadable_switch_starts_an_order(scope: TradingScope, side: Side):
    """A single order, sell or buy."""
    here, services, gateway = anna()
    order = ExecuteTrade(
        portfolio=ANNA,
        symbol="SPY",
        side=side,
        quantity=D(1),
        order_type=OrderType.MARKET,
        time_in_force=TimeInForce.DAY,
        limit_price=None,
        idempotency_key="key-00000001",
    )
    passed = list[str]()
    for name, fields in unreadable():
        gateway.fields[where(here, scope)] = fields
        try:
            execute_trade(order, services)
        except RefusedError as refused:
            if refused.code is ReasonCode.TRADING_HALTED:
                continue
        passed.append(name)

    assert ([], [], ()) == (passed, here.broker.sent, here.runs.busy_accounts())


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("patience", [0, 1], ids=["from the first look on", "after the order was written"])
def test_no_unreadable_switch_lets_a_run_go_on(scope: TradingScope, patience: int):
    """A run that was reserved before ends as HALTED without an order, also where the last look finds it."""
    ends = set[tuple[int, RunState]]()
    for _, fields in unreadable():
        here, services, gateway = anna()
        run = here.execute(here.check()).run
        gateway.later, gateway.looks, gateway.patience = {where(here, scope): fields}, 0, patience
        after = advance_run(ANNA, run.run_id, services)
        ends.add((len(here.broker.sent), after.run.state if after else RunState.RESERVED))

    assert {(0, RunState.HALTED)} == ends


def test_a_missing_document_is_a_halt_for_everybody_and_none_for_one():
    """In memory as on the real store: the switch over everybody must be there, the others need not."""
    empty = Shelf()
    opened = shelf(TradingScope.EVERYBODY, GOOD)

    for trading in (on(empty), MemoryTradingStates()):
        assert {TradingMode.HALTED} == modes(trading, TradingScope.EVERYBODY)
    assert {TradingMode.ACTIVE} == set.union(*(modes(on(opened), scope) for scope in SCOPES[1:]))
