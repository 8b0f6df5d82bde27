"""Deliberate faults in the tax rules: one small change of the text each, and the tests that notice it."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

_Row = tuple[str, str, str, str]


def faults() -> tuple[Fault, ...]:
    """List the faults, each with the tests of its module where no others notice it sooner."""
    rows = (*_TERMS, *_WASHES, *_ORDERS, *_LOTS, *_YEARS, *_ADVICE, *_READING)
    return tuple(Fault(*row, tests=(_NOTICED_BY.get(row[0]) or mirror_of(row[1]),)) for row in rows)


_TERMS: Final[tuple[_Row, ...]] = (
    (
        "a year has 365 days",
        "tax/term.py",
        "return counted_from.replace(year=counted_from.year + 1)",
        "return counted_from + timedelta(days=365)",
    ),
    (
        "a year without the day after",
        "tax/term.py",
        "counted_from = held_from + timedelta(days=1)",
        "counted_from = held_from",
    ),
    (
        "29 February has its anniversary on 28 February",
        "tax/term.py",
        "return date(counted_from.year + 1, 3, 1)",
        "return date(counted_from.year + 1, 2, 28)",
    ),
    (
        "the first long day is short",
        "tax/term.py",
        "if sold >= long_term_from(held_from)",
        "if sold > long_term_from(held_from)",
    ),
    (
        "days to long term may be negative",
        "tax/term.py",
        "return max((long_term_from(held_from) - today).days, 0)",
        "return (long_term_from(held_from) - today).days",
    ),
    (
        "the term goes by the purchase, whatever was tacked on",
        "tax/selling.py",
        "term=term_of(lot.held_from, event.day),",
        "term=term_of(lot.acquired, event.day),",
    ),
)

_WASHES: Final[tuple[_Row, ...]] = (
    ("the window is 29 days", "domain/tax_lot.py", "timedelta(days=30)", "timedelta(days=29)"),
    ("the window is 31 days", "domain/tax_lot.py", "timedelta(days=30)", "timedelta(days=31)"),
    (
        "only what is bought after a loss takes it",
        "tax/wash_sales.py",
        "is_near = abs(lot.acquired - loss.sold) <= WASH_SALE_WINDOW",
        "is_near = timedelta() <= lot.acquired - loss.sold <= WASH_SALE_WINDOW",
    ),
    (
        "only what was bought before a loss takes it",
        "tax/wash_sales.py",
        "is_near = abs(lot.acquired - loss.sold) <= WASH_SALE_WINDOW",
        "is_near = timedelta() <= loss.sold - lot.acquired <= WASH_SALE_WINDOW",
    ),
    (
        "purchases before a sale are not looked at",
        "tax/wash_sales.py",
        "        _settle_loss(book, loss)",
        "        book.losses.put(loss)",
    ),
    ("the same lot replaces itself", "tax/wash_sales.py", "lot.lot_id != loss.lot_id and ", ""),
    ("a share replaces twice", "tax/wash_sales.py", " and not lot.is_replacement", ""),
    (
        "shares of a merger replace what was sold",
        "tax/wash_sales.py",
        " and lot.source is not LotSource.MERGER",
        "",
    ),
    (
        "the switch for earlier purchases is ignored",
        "tax/wash_sales.py",
        "is_late = match_earlier or lot.acquired >= loss.acquired",
        "is_late = True",
    ),
    (
        "the basis does not move",
        "tax/wash_sales.py",
        "        wash_addition=EXACT.add(part.wash_addition, disallowed),\n",
        "",
    ),
    (
        "a loss that moved once is forgotten when it moves again",
        "tax/wash_sales.py",
        "loss=EXACT.minus(disposal.gain),",
        "loss=EXACT.minus(disposal.broker_gain),",
    ),
    (
        "the holding period is not tacked on",
        "tax/wash_sales.py",
        "        held_from=part.held_from - timedelta(days=loss.held_days),\n",
        "",
    ),
    (
        "the holding period is tacked on the wrong way",
        "tax/wash_sales.py",
        "part.held_from - timedelta(days=loss.held_days)",
        "part.held_from + timedelta(days=loss.held_days)",
    ),
    (
        "a small purchase takes the whole loss",
        "tax/wash_sales.py",
        "disallowed = proportion(loss.loss, quantity, loss.quantity)",
        "disallowed = loss.loss",
    ),
    (
        "an IRA takes the loss into its basis",
        "tax/wash_sales.py",
        "_burdened(part, loss, disallowed) if is_taxable else replace(part, is_replacement=True)",
        "_burdened(part, loss, disallowed)",
    ),
    (
        "what an IRA buys after a sale is ignored",
        "tax/wash_sales.py",
        "if new and may_replace(",
        "if new and book.is_taxable(new.account) and may_replace(",
    ),
    (
        "what an IRA bought before a sale is ignored",
        "tax/wash_sales.py",
        "if left and may_replace(",
        "if left and book.is_taxable(lot.account) and may_replace(",
    ),
    (
        "an IRA's losses stay open",
        "tax/wash_sales.py",
        "if disposal.is_taxable and disposal.gain < ZERO]",
        "if disposal.gain < ZERO]",
    ),
    (
        "other accounts do not count",
        "tax/wash_sales.py",
        "if left and may_replace(",
        "if left and lot.account == loss.account and may_replace(",
    ),
    (
        "what is identical may be bought after a loss",
        "tax/wash_sales.py",
        "book.losses.take(book.identical_to(lot.symbol), event.day)",
        "book.losses.take({lot.symbol}, event.day)",
    ),
    (
        "what is identical may be bought before a loss",
        "tax/wash_sales.py",
        "book.lots.bought_since(book.identical_to(loss.symbol),",
        "book.lots.bought_since({loss.symbol},",
    ),
    (
        "losses are matched in the wrong order of sale",
        "tax/book.py",
        "key=lambda loss: self._ranks[loss.disposal_id])",
        "key=lambda loss: -self._ranks[loss.disposal_id])",
    ),
    (
        "purchases are matched in the wrong order",
        "tax/book.py",
        "key=lambda lot: (lot.acquired, *self._entry(lot)))",
        "key=lambda lot: (lot.acquired, *self._entry(lot)), reverse=True)",
    ),
    (
        "lots sold together are matched as they were sold",
        "tax/wash_sales.py",
        "in sorted(losses, key=lambda loss: loss.acquired):",
        "in losses:",
    ),
    (
        "an open loss closes a day too early",
        "tax/book.py",
        "if loss.sold >= first)",
        "if loss.sold > first)",
    ),
)

_ORDERS: Final[tuple[_Row, ...]] = (
    ("FIFO is LIFO", "tax/lot_order.py", "return tuple(oldest)", "return tuple(reversed(oldest))"),
    ("LIFO is FIFO", "tax/lot_order.py", "return tuple(reversed(oldest))", "return tuple(oldest)"),
    (
        "HIFO goes by cost and not by basis",
        "tax/lot_order.py",
        "EXACT.divide(lot.basis, lot.quantity)",
        "EXACT.divide(lot.cost, lot.quantity)",
    ),
    (
        "HIFO goes by the basis of a whole lot",
        "tax/lot_order.py",
        "def _hifo(lot: TaxLot, terms: SaleTerms) -> Decimal:\n    return gain_per_share(lot, terms.price)",
        "def _hifo(lot: TaxLot, terms: SaleTerms) -> Decimal:\n    return EXACT.minus(lot.basis)",
    ),
    (
        "MIN_TAX goes by gain and not by tax",
        "tax/lot_order.py",
        "return tax_per_share(lot, terms), is_short,",
        "return gain_per_share(lot, terms.price), is_short,",
    ),
    (
        "LOSS_FIRST orders gains, too",
        "tax/lot_order.py",
        "return min(gain_per_share(lot, terms.price), ZERO)",
        "return gain_per_share(lot, terms.price)",
    ),
    (
        "what the owner picks is not sold",
        "tax/lot_order.py",
        "return _picked_first(oldest, picks)",
        "return _picked_first(oldest, ())",
    ),
    (
        "an Alpaca account sells by HIFO",
        "tax/selling.py",
        "method = book.account(sale.account).lot_method",
        "method = LotMethod.HIFO",
    ),
    (
        "an account that is not declared sells by HIFO",
        "domain/tax_config.py",
        "kind: AccountKind = AccountKind.TAXABLE\n    lot_method: LotMethod = LotMethod.FIFO",
        "kind: AccountKind = AccountKind.TAXABLE\n    lot_method: LotMethod = LotMethod.HIFO",
    ),
    (
        "a figure is for HIFO in an account that sells by FIFO",
        "tax/sales.py",
        "return order_lots(position.lots(sale.symbol), rules.account(position.account).lot_method, terms)",
        'return order_lots(position.lots(sale.symbol), type(rules.account("").lot_method).HIFO, terms)',
    ),
)

_LOTS: Final[tuple[_Row, ...]] = (
    (
        "a split multiplies cost",
        "tax/shares.py",
        "exact_sum(lot.cost for lot, _ in parts)",
        "exact_sum(EXACT.multiply(size, lot.unit_cost) for lot, size in parts)",
    ),
    (
        "a split loses what does not divide",
        "tax/shares.py",
        "return [*others, replace(last, rest=rest)]",
        "return [*others, last]",
    ),
    (
        "a split loses lots too small for a share",
        "tax/shares.py",
        "            cost = ZERO\n    return",
        "        cost = ZERO\n    return",
    ),
    (
        "what does not divide goes with the first share",
        "tax/shares.py",
        "replace(lot, quantity=quantity, rest=ZERO, wash_addition=moved)",
        "replace(lot, quantity=quantity, wash_addition=moved)",
    ),
    (
        "a part of a lot has all of the moved loss",
        "tax/shares.py",
        "moved = proportion(lot.wash_addition, quantity, lot.quantity)",
        "moved = lot.wash_addition",
    ),
    (
        "a split leaves the shares of open losses as they are",
        "tax/replay.py",
        "book.losses.put(_split_loss(loss, event))",
        "book.losses.put(loss)",
    ),
    (
        "two accounts split an open loss twice",
        "tax/replay.py",
        "if not is_before or loss.scaled_on == event.day:",
        "if not is_before:",
    ),
    (
        "a new name forgets open losses",
        "tax/replay.py",
        "book.losses.put(replace(loss, symbol=event.new_symbol))",
        "book.losses.put(loss)",
    ),
    (
        "a transfer between own accounts is a purchase",
        "tax/replay.py",
        "book.lots.put(replace(part, account=to_account))",
        "book.lots.put(replace(part, account=to_account, acquired=event.day))",
    ),
    (
        "shares that came in were bought on that day",
        "tax/replay.py",
        "held_from=event.held_from or event.acquired,",
        "held_from=event.day,",
    ),
    (
        "shares nobody knows of are sold in silence",
        "tax/selling.py",
        "    book.report_missing(sale, taken.missing)\n",
        "",
    ),
    (
        "a merger for shares and cash realises losses",
        "tax/mergers.py",
        "gain = min(max(sold.gain, ZERO), cash)",
        "gain = min(sold.gain, cash)",
    ),
    (
        "a merger's cash leaves the basis as it was",
        "tax/mergers.py",
        "lots.append(_less(lot, disposal))",
        "lots.append(lot)",
    ),
    (
        "a correction replays from a state too late",
        "tax/ledger.py",
        "if point.event_count <= count)",
        "if point.event_count <= count + 1)",
    ),
    (
        "a correction is one more event",
        "tax/ledger.py",
        "later = [event for event in ledger.events[start:] if event.event_id not in gone]",
        "later = [*ledger.events[start:]]",
    ),
    (
        "states after a correction stay",
        "tax/ledger.py",
        "state=state, checkpoints=kept)",
        "state=state)",
    ),
)

_YEARS: Final[tuple[_Row, ...]] = (
    (
        "any loss is set against income",
        "tax/netting.py",
        "from_short = min(short_loss, deduction_limit)",
        "from_short = short_loss",
    ),
    (
        "long losses are deducted first",
        "tax/netting.py",
        (
            "    from_short = min(short_loss, deduction_limit)\n"
            "    from_long = min(long_loss, EXACT.subtract(deduction_limit, from_short))\n"
        ),
        (
            "    from_long = min(long_loss, deduction_limit)\n"
            "    from_short = min(short_loss, EXACT.subtract(deduction_limit, from_long))\n"
        ),
    ),
    (
        "a carried loss changes its character",
        "tax/netting.py",
        (
            "        carried_short=EXACT.subtract(short_loss, from_short),\n"
            "        carried_long=EXACT.subtract(long_loss, from_long),\n"
        ),
        (
            "        carried_short=EXACT.subtract(long_loss, from_long),\n"
            "        carried_long=EXACT.subtract(short_loss, from_short),\n"
        ),
    ),
    (
        "a loss of one term leaves the other's gain",
        "tax/netting.py",
        "return (total, ZERO) if short_is_larger else (ZERO, total)",
        "return short_term, long_term",
    ),
    (
        "carried losses are forgotten",
        "tax/years.py",
        "carried = _as_carried(entry) if entry else left",
        "carried = _as_carried(entry) if entry else None",
    ),
    (
        "a loss is disallowed in the year of the purchase",
        "tax/estimate.py",
        "if wash.sold.year == year.year)",
        "if wash.bought.year == year.year)",
    ),
    (
        "an IRA's gains are taxed",
        "tax/estimate.py",
        "if sold.is_taxable and sold.sold.year == year.year)",
        "if sold.sold.year == year.year)",
    ),
    (
        "long gains are taxed like short ones",
        "tax/estimate.py",
        "EXACT.multiply(result.long_term, rates.long_term)",
        "EXACT.multiply(result.long_term, rates.short_term)",
    ),
    (
        "a loss against income saves nothing",
        "tax/estimate.py",
        "ordinary = EXACT.subtract(result.short_term, result.deduction)",
        "ordinary = result.short_term",
    ),
)

_ADVICE: Final[tuple[_Row, ...]] = (
    (
        "a harvest claims losses behind gains",
        "tax/harvest.py",
        "loss = EXACT.subtract(loss, use.gain)",
        "loss = EXACT.subtract(loss, min(use.gain, ZERO))",
    ),
    (
        "a harvest needs one threshold of two",
        "tax/harvest.py",
        "    least = max(\n",
        "    least = min(\n",
    ),
    (
        "a harvest's costs do not count against its thresholds",
        "tax/harvest.py",
        "if EXACT.subtract(reach.loss, reach.cost) < least or",
        "if reach.loss < least or",
    ),
    (
        "a harvest may cost more than it saves",
        "tax/harvest.py",
        " or reach.benefit <= 0:",
        ":",
    ),
    (
        "a harvest does not wait for expected purchases",
        "tax/harvest.py",
        "    if holding.is_awaited:\n        return True\n",
        "",
    ),
    (
        "a harvest does not look at other accounts",
        "tax/harvest.py",
        "if (lot.account, lot.symbol) != (position.account, symbol)",
        "if False",
    ),
    (
        "a harvest sells short-term gains that are to be spared",
        "tax/harvest.py",
        "if question.config.spares_short_term_gains and use.term",
        "if False and use.term",
    ),
    (
        "what is identical stands in",
        "tax/substitutes.py",
        " if other not in identical))",
        "))",
    ),
    (
        "a symbol is free a day early",
        "tax/wash_windows.py",
        "free, last_in_the_way = ends + 1, event",
        "free, last_in_the_way = ends, event",
    ),
    (
        "expected purchases close no window",
        "tax/wash_windows.py",
        "            yield _bought(recent)\n    yield from _expected(position, symbol)\n",
        "            yield _bought(recent)\n",
    ),
    (
        "the calendar does not know what is identical",
        "tax/wash_windows.py",
        (
            "    identical = identical_symbols(position.rules.identical, symbol)\n"
            "    for loss in position.state.open_losses:"
        ),
        "    identical = {symbol}\n    for loss in position.state.open_losses:",
    ),
    (
        "a sale stops one lot too late",
        "planning/tax_aware/ground.py",
        "            if stop(use):\n                return before, use\n            before += use.quantity\n",
        "            before += use.quantity\n            if stop(use):\n                return before, use\n",
    ),
    (
        "waiting taxes a gain as before",
        "tax/sales.py",
        "later = (use_lot(part, sale.price, wait_until or sale.day) for part in parts)",
        "later = (use_lot(part, sale.price, sale.day) for part in parts)",
    ),
    (
        "a plan buys before it sells",
        "tax/outlook.py",
        "at=datetime.combine(purchase.day, time(18), UTC),",
        "at=datetime.combine(purchase.day, time(16), UTC),",
    ),
)

_READING: Final[tuple[_Row, ...]] = (
    (
        "cash in lieu of a fraction is dropped",
        "tax/bookings.py",
        'entry.kind in {CASH_IN_LIEU, "DIVROC"}',
        'entry.kind in {"DIVROC"}',
    ),
    (
        "what was cancelled counts",
        "tax/corrections.py",
        "{CANCELED: _cancel, CORRECT: _correct}",
        "{CORRECT: _correct}",
    ),
    (
        "what was corrected counts twice",
        "tax/corrections.py",
        "{CANCELED: _cancel, CORRECT: _correct}",
        "{CANCELED: _cancel}",
    ),
    (
        "trade dates are those of UTC",
        "domain/trade_day.py",
        "return instant.astimezone(ZoneInfo(EXCHANGE_ZONE)).date()",
        "return instant.date()",
    ),
    (
        "the cost of a transfer is ignored",
        "tax/booking_events.py",
        "cost=EXACT.multiply(quantity, cost),",
        "cost=ZERO,",
    ),
    (
        "a reinvested dividend costs nothing",
        "tax/booking_events.py",
        "cost=EXACT.minus(entry.net_amount),",
        "cost=ZERO,",
    ),
    (
        "a merger's cash is lost",
        "tax/booking_events.py",
        "return Merger(**common, quantity=given, cash=cash, new_symbol=new_symbol,",
        "return Merger(**common, quantity=given, new_symbol=new_symbol,",
    ),
    (
        "the day's first activities are read last",
        "tax/reading.py",
        "at + seen[at] * _TICK",
        "at - seen[at] * _TICK",
    ),
    (
        "costs are never compared with the broker's",
        "tax/agreement.py",
        "abs(average - shown) <= AVERAGE_STEP",
        "True",
    ),
)

_NOTICED_BY: Final = {
    **dict.fromkeys(
        (
            "the term goes by the purchase, whatever was tacked on",
            "what an IRA buys after a sale is ignored",
            "what is identical may be bought after a loss",
        ),
        "tests/golden/test_tax.py",
    ),
    **dict.fromkeys(
        (
            "the window is 29 days",
            "the window is 31 days",
            "losses are matched in the wrong order of sale",
            "purchases are matched in the wrong order",
        ),
        "tests/unit/tax/test_wash_sales.py",
    ),
    **dict.fromkeys(
        (
            "an IRA's losses stay open",
            "an account that is not declared sells by HIFO",
        ),
        "tests/unit/tax/test_selling.py",
    ),
    **dict.fromkeys(
        ("trade dates are those of UTC",),
        "tests/unit/tax/test_reading.py",
    ),
}
"""The tests of faults that those of the module they are in do not notice."""
