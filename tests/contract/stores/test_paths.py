"""Where documents live: under their owner, and nowhere a caller's text could lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.stores import samples
from trimtab.adapters.firestore import audit_paths, paths
from trimtab.domain.decision import Decision, DecisionKind
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.portfolio import PortfolioRef


def test_the_default_portfolio_lives_in_its_owners_settings():
    """Requirement 004's path holds for the portfolio that nobody named."""
    assert "userSettings/ada/allocation/SPY" == paths.allocation(samples.HOME, "SPY")


def test_further_portfolios_live_below():
    """A named portfolio has a root of its own under the same owner."""
    assert "userSettings/ada/portfolios/retirement" == paths.portfolio_root(samples.SECOND)


def test_a_plans_claim_is_nobodys_key():
    """Portfolios and plans are apart, and no caller's key leads there."""
    pairs = [(samples.HOME, "pl_1"), (samples.SECOND, "pl_1"), (samples.HOME, "pl_2")]
    claims = {paths.plan_claim(portfolio, plan_id) for portfolio, plan_id in pairs}

    assert 4 == len({*claims, paths.idempotency(samples.key("pl_1"))})


@pytest.mark.parametrize("uid", ["", ".", "..", "a/b", "__ada__", "x" * 129, "nul\x00"])
def test_an_owner_cannot_lead_elsewhere(uid: str):
    """A uid that is no single path segment is refused by name."""
    with pytest.raises(InvalidRequestError, match=r"^uid: "):
        paths.portfolio_root(PortfolioRef(uid))


@pytest.mark.parametrize("portfolio_id", ["", ".", "..", "a/b", "__x__", "a b", "ü", "x" * 65, "a\n"])
def test_a_portfolio_id_cannot_lead_elsewhere(portfolio_id: str):
    """An id beyond letters, digits, `_` and `-` is refused by name."""
    with pytest.raises(InvalidRequestError, match=r"^portfolio_id: "):
        paths.portfolio_root(PortfolioRef("ada", portfolio_id))


@pytest.mark.parametrize("symbol", ["", "..", "A/B", "__A__"])
def test_a_symbol_cannot_lead_elsewhere(symbol: str):
    """A symbol that is no single path segment is refused by name (F-024)."""
    with pytest.raises(InvalidRequestError, match=r"^symbol: "):
        paths.allocation(samples.HOME, symbol)


def test_the_documents_of_taxes_hang_under_the_portfolio():
    """Requirement names for what people read, and a place of its own for what only functions read."""
    root = "userSettings/ada/portfolios/retirement"

    assert f"{root}/tax_lots/0a-1" == paths.tax_lot(samples.SECOND, "0a-1")
    assert f"{root}/tax_years/2026" == paths.tax_year(samples.SECOND, 2026)
    assert [f"{root}/tax_ledger/{name}" for name in ("head", "events-0000", "state-0012")] == [
        paths.tax_head(samples.SECOND),
        paths.tax_events(samples.SECOND, 0),
        paths.tax_state(samples.SECOND, 12),
    ]


def test_the_peak_lies_beside_the_portfolios_switch():
    """Where whoever looks for the one finds the other."""
    expected = "userSettings/ada/portfolios/retirement/risk_management/equity_peak"

    assert expected == paths.equity_peak(samples.SECOND)


def test_turns_of_switches_lie_under_their_day():
    """Where only functions read and write."""
    assert "audit/2026-01-02/mode_changes" == audit_paths.mode_changes(samples.NOON.date())


def test_decisions_lie_under_their_day():
    """Beside the turns of switches, each under a name that follows from what it says."""
    made = Decision(kind=DecisionKind.UNLOCK, subject="a", by="olga", reason="seen to", at=samples.NOON)
    names = [audit_paths.decision(each) for each in (made, made, replace(made, by="ada"))]

    assert names[0].startswith("audit/2026-01-02/decisions/")
    assert 2 == len(set(names))


def test_keys_of_two_people_never_share_a_document():
    """No choice of uid and key makes two callers meet."""
    pairs = [("ada", "bkey"), ("adab", "key"), ("ada", "key")]

    assert 3 == len({paths.simulation_key(samples.key(name, uid)) for uid, name in pairs})
    assert 3 == len({paths.idempotency(samples.key(name, uid)) for uid, name in pairs})


def test_a_key_for_a_simulation_is_no_key_for_a_run():
    """The same text may name a run and a simulation; neither is taken for the other."""
    assert paths.idempotency(samples.key("k1")) != paths.simulation_key(samples.key("k1"))
