"""Published examples of lots and wash sales: events in words, and what they lead to, to the last digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from builders import ACCOUNT
from golden.reading import Json, read
from tax_builders import IRA, SPOUSE, event_fields, household
from trimtab.domain.money import to_text
from trimtab.domain.tax_config import IdenticalGroup, LotMethod, TaxAccount
from trimtab.domain.tax_event import (
    Acquisition,
    LotPick,
    Merger,
    Rename,
    Sale,
    ShareSplit,
    TaxEvent,
    TransferOut,
)
from trimtab.domain.tax_ledger import LedgerRules, LedgerState
from trimtab.domain.tax_lot import Disposal, LotSource, OpenLoss, TaxLot, Term, WashSale, exact_sum
from trimtab.tax.ledger import open_ledger, record_events

CASES: Final = sorted((Path(__file__).parent / "tax").glob("*.json"))
GIVEN: Final = {"events", "method", "identical", "match_earlier_purchases"}
ACCOUNTS: Final = {"IRA": IRA, "SPOUSE": SPOUSE, "ELSEWHERE": "elsewhere"}
SOURCES: Final = {
    "buy": LotSource.PURCHASE,
    "reinvest": LotSource.REINVESTMENT,
    "receive": LotSource.TRANSFER,
    "enter": LotSource.IMPORT,
}
Words = dict[str, Any]


def acquisition(words: Words, fields: Json) -> TaxEvent:
    """Shares that came in for so much in all."""
    return Acquisition(
        quantity=Decimal(words["quantity"]),
        cost=Decimal(words["cost"]),
        acquired=date.fromisoformat(words["bought"]) if words["bought"] else fields["day"],
        source=SOURCES[words["verb"]],
        **fields,
    )


def sale(words: Words, fields: Json) -> TaxEvent:
    """Shares that were sold for so much in all, of a lot that was chosen or by the account's method."""
    quantity = Decimal(words["quantity"])
    picks = (LotPick(f"{words['picked']} 1", quantity),) if words["picked"] else ()
    return Sale(quantity=quantity, proceeds=Decimal(words["proceeds"]), picks=picks, **fields)


def split(words: Words, fields: Json) -> TaxEvent:
    """Shares that became others in number."""
    return ShareSplit(old_quantity=Decimal(words["quantity"]), new_quantity=Decimal(words["new"]), **fields)


def merger(words: Words, fields: Json) -> TaxEvent:
    """Shares that were given up for cash, others or both."""
    return Merger(
        quantity=Decimal(words["quantity"]),
        cash=Decimal(words["cash"] or words["boot"] or 0),
        new_symbol=words["name"],
        new_quantity=Decimal(words["new"] or 0),
        new_price=Decimal(words["price"]) if words["price"] else None,
        **fields,
    )


def transfer(words: Words, fields: Json) -> TaxEvent:
    """Shares that went to another account, or away."""
    to_account = ACCOUNTS[words["to"]] if words["to"] else None
    return TransferOut(quantity=Decimal(words["quantity"]), to_account=to_account, **fields)


NUMBER: Final = r"[0-9.]+"
SHARES: Final = rf"(?P<quantity>{NUMBER}) (?P<symbol>\S+)"
SENTENCES: Final[dict[str, Callable[[Words, Json], TaxEvent]]] = {
    rf"(?P<verb>{'|'.join(SOURCES)}) {SHARES} for (?P<cost>{NUMBER})( bought (?P<bought>\S+))?": acquisition,
    rf"sell {SHARES} for (?P<proceeds>{NUMBER})( from (?P<picked>\S+))?": sale,
    rf"split {SHARES} into (?P<new>{NUMBER})": split,
    r"rename (?P<symbol>\S+) to (?P<name>\S+)": lambda words, fields: Rename(
        new_symbol=words["name"], **fields
    ),
    rf"merge {SHARES} (for (?P<cash>{NUMBER})|into (?P<new>{NUMBER}) (?P<name>\S+)"
    rf"( at (?P<price>{NUMBER}) and (?P<boot>{NUMBER}))?)": merger,
    rf"move {SHARES} (to (?P<to>\S+)|away)": transfer,
}


def event(number: int, line: str) -> TaxEvent:
    """Read one event; its id begins with its day, so that a lot can be named by the day it was bought on."""
    day, _, said = line.partition(" ")
    said, _, account = said.partition(" in ")
    found = ((re.fullmatch(pattern, said), make) for pattern, make in SENTENCES.items())
    words, make = next((match.groupdict(), make) for match, make in found if match)
    ids: Json = {"event_id": f"{day} {1 if said.startswith('buy') else number}", "hour": 10 + number}
    named: Json = {"symbol": words["symbol"], "account": ACCOUNTS[account] if account else ACCOUNT}
    return make(words, event_fields("", day, **ids, **named))


def state_of(given: Json) -> LedgerState:
    """Record an example's events, the last first."""
    events = [event(number, line) for number, line in enumerate(given["events"], start=2)]
    return record_events(open_ledger(rules_of(given)), reversed(events)).state


def rules_of(given: Json) -> LedgerRules:
    """Read by what rules the example is booked: the owner's account, the spouse's, an IRA, one elsewhere."""
    usual = household(LotMethod(given.get("method", "FIFO")))
    return LedgerRules(
        accounts=(*usual.accounts, TaxAccount(account="elsewhere")),
        identical=tuple(IdenticalGroup(tuple(group)) for group in given.get("identical", ())),
        match_earlier_purchases=given.get("match_earlier_purchases", True),
        rates=usual.rates,
    )


def shown(case: Json) -> Json:
    """Show as much of what an example leads to as it is about."""
    state = state_of(case["input"])
    views: Json = {
        "sold": [sold_line(sale) for sale in state.disposals],
        "wash_sales": [wash_line(sale) for sale in state.wash_sales],
        "allowed": allowed(state),
        "lots": [lot_line(lot) for lot in state.lots],
        "open_losses": [loss_line(loss) for loss in state.open_losses],
        "findings": [f"{found.day} {found.symbol} {found.reason.code}" for found in state.findings],
    }
    return {name: views[name] for name in case["expected"]}


def shares(quantity: Decimal, symbol: str, day: date, account: str) -> str:
    """Name shares by the day they were bought on, and by their account if it is not the owner's."""
    names = {known: f" in {name}" for name, known in ACCOUNTS.items()}
    return f"{to_text(quantity)} {symbol} of {day}{names.get(account, '')}"


def sold_line(sale: Disposal) -> str:
    return (
        f"{shares(sale.quantity, sale.symbol, sale.acquired, sale.account)} {sale.term} {to_text(sale.gain)}"
    )


def wash_line(sale: WashSale) -> str:
    taker = shares(sale.quantity, sale.replacement_symbol, sale.bought, sale.replacement_account)
    return f"{taker} take {to_text(sale.disallowed)}{' for good' if sale.is_lost else ''}"


def lot_line(lot: TaxLot) -> str:
    name = shares(lot.quantity, lot.symbol, lot.acquired, lot.account)
    return f"{name} basis {to_text(lot.basis)} held from {lot.held_from}"


def loss_line(loss: OpenLoss) -> str:
    return f"{to_text(loss.quantity)} {loss.symbol} {to_text(loss.loss)}"


def allowed(state: LedgerState) -> Json:
    """Sum the gains that count, by term; a wash sale gives back what it disallows."""
    return {
        term.value: to_text(exact_sum([*gains(state.disposals, term), *taken(state.wash_sales, term)]))
        for term in Term
        if any(sale.term is term for sale in state.disposals)
    }


def gains(disposals: Iterable[Disposal], term: Term) -> list[Decimal]:
    return [sale.gain for sale in disposals if sale.term is term and sale.is_taxable]


def taken(wash_sales: Iterable[WashSale], term: Term) -> list[Decimal]:
    return [sale.disallowed for sale in wash_sales if sale.term is term]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_ledger_is_the_one_worked_out_by_hand(path: Path):
    """Disposals, wash sales, bases, dates and open losses, in whatever order events are recorded."""
    case = read(path)

    assert case["expected"] == shown(case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_example_is_complete(path: Path):
    """Every file says where it comes from and how to check it, and expects something."""
    case = read(path)

    assert ["name", "source", "by_hand", "input", "expected"] == list(case)
    assert set() == case["input"].keys() - GIVEN
    assert case["expected"]


def test_every_published_example_is_there():
    """Domain §4.1 names nine sources, §4.2 three, §4.4 two examples; names are not used twice."""
    cases = [read(path) for path in CASES]
    sources = " ".join(case["source"] for case in cases)
    published = ("Publication 550", "1.1091-1(h)(1)", "1.1091-1(h)(2)", "1.1091-1(h)(3)", "1.1091-2")
    rulings = ("56-602", "70-231", "2008-5", "press example", "66-7", "30, 40 and 50", "§4.4", "1223(3)")

    assert [] == [source for source in (*published, *rulings) if source not in sources]
    assert len(CASES) == len({case["name"] for case in cases}) >= 44


@pytest.mark.parametrize(
    "wrong",
    [{"sold": []}, {"wash_sales": []}, {"allowed": {"SHORT": "-1000"}}, {"lots": []}, {"open_losses": []}],
)
def test_a_wrong_expectation_is_noticed(wrong: dict[str, Any]):
    """The comparison can fail: a planted error in any part is seen."""
    case = read(Path(__file__).parent / "tax" / "reg_two_small_purchases.json")

    assert {**case["expected"], **wrong} != shown(case)
