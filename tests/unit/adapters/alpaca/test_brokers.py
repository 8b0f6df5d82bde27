from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from trimtab.adapters.alpaca import AlpacaBrokers, Hosts
from trimtab.domain.broker_keys import BrokerKeys, bearer_token, key_pair
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.services.snapshots import take_snapshot
from unit.adapters.alpaca.answers import TIME, account, asset, position
from unit.adapters.alpaca.scripted import Reply, Script, Stage, staged
from worlds import NOON

ANNA = BrokerKeys(environment=BrokerMode.PAPER, proof=key_pair("PKANNA", "s3cret"))
CARL = BrokerKeys(environment=BrokerMode.PAPER, proof=bearer_token("t0ken"))
LIVE = BrokerKeys(environment=BrokerMode.LIVE, proof=key_pair("AKLIVE", "s3cret"))
SYMBOLS = ("SPY", "TLT", "GLD")
QUOTE = {"t": TIME, "bp": 100, "ap": 101}


@dataclass(frozen=True)
class Linked:
    """Keys by person."""

    keys: Mapping[str, BrokerKeys]

    def of(self, uid: str) -> BrokerKeys | None:
        """Read a person's keys."""
        return self.keys.get(uid)


def opened(stage: Stage) -> AlpacaBrokers:
    """Everybody's accounts behind one scripted server."""
    linked = Linked({"anna": ANNA, "carl": CARL, "live": LIVE})
    return AlpacaBrokers(linked, {BrokerMode.PAPER: Hosts(stage.url, stage.url)})


def script() -> Script:
    """A broker that answers everything a preview asks."""
    quotes = {"quotes": dict.fromkeys(SYMBOLS, QUOTE)}
    assets = {f"GET /v2/assets/{symbol}": (Reply(asset(symbol=symbol)),) for symbol in SYMBOLS}
    return assets | {
        "GET /v2/account": (Reply(account()),),
        "GET /v2/positions": (Reply([position()]),),
        "GET /v2/orders": (Reply([]),),
        "GET /v2/stocks/quotes/latest": (Reply(quotes),),
    }


def test_a_second_preview_costs_four_requests():
    """Account, positions, prices and orders are read afresh; what three instruments are is remembered."""
    with staged(script()) as stage:
        brokers, counts = opened(stage), []
        for _ in range(2):
            before = len(stage.asked)
            take_snapshot(brokers.of("anna"), SYMBOLS, NOON)
            counts.append(len(stage.asked) - before)

    assert [7, 4] == counts


def test_accounts_remember_for_themselves():
    """What Anna's broker knows saves Carl's no look-up: their accounts may differ."""
    with staged(script()) as stage:
        brokers = opened(stage)
        for uid in ("anna", "carl"):
            brokers.of(uid).instruments(("SPY",))

        assert 2 == stage.count("GET /v2/assets/SPY")


@pytest.mark.parametrize(
    ("uid", "name", "value"),
    [("anna", "APCA-API-KEY-ID", "PKANNA"), ("carl", "Authorization", "Bearer t0ken")],
)
def test_everybody_shows_their_own_keys(uid: str, name: str, value: str):
    """A key pair goes in two headers, a token in one."""
    with staged(script()) as stage:
        opened(stage).of(uid).account()

        assert value == stage.asked[0].headers[name]


def test_people_who_share_an_instance_share_no_keys():
    """Sixteen requests at once, by turns of two people: each is asked for under its own keys (F-173)."""
    with staged(script()) as stage, ThreadPoolExecutor(8) as crowd:
        brokers = opened(stage)
        list(crowd.map(lambda uid: brokers.of(uid).account(), ("anna", "carl") * 8))
        shown = Counter(request.headers.get("APCA-API-KEY-ID", "a token") for request in stage.asked)

    assert {"PKANNA": 8, "a token": 8} == shown


def test_who_has_linked_no_account_has_none():
    """Nobody ever trades another's account."""
    with staged({}) as stage, pytest.raises(RefusedError) as caught:
        opened(stage).of("ben")

    assert ReasonCode.NO_BROKER_LINKED is caught.value.code


def test_live_keys_need_a_live_host():
    """A deployment without one refuses them instead of showing them to the paper host."""
    with staged({}) as stage, pytest.raises(ValueError, match="no host is configured for LIVE"):
        opened(stage).of("live")


def test_an_accounts_pace_outlives_its_broker_object():
    """A spent allowance is known to the next request of the same instance."""
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999999999"}
    with staged(dict(script()) | {"GET /v2/account": (Reply(account(), headers=spent),)}) as stage:
        brokers = opened(stage)
        brokers.of("anna").account()
        with pytest.raises(UnavailableError, match="used up") as caught:
            brokers.of("anna").holdings()

        assert (1, True) == (len(stage.asked), caught.value.retry_at is not None)


def test_a_known_account_is_opened_and_asked_for_once():
    """Which one a pair of keys opens never changes: ten opens cost one request."""
    with staged({"GET /v2/account": (Reply(account()),)}) as stage:
        brokers = opened(stage)
        key = account_key(BrokerMode.PAPER, brokers.of("anna").account().account_id)
        for _ in range(10):
            brokers.of("anna", key)

        assert 2 == stage.count("GET /v2/account")


def test_keys_of_another_account_open_nothing():
    """Neither another number nor another environment (I-22)."""
    with staged({"GET /v2/account": (Reply(account()),)}) as stage:
        brokers = opened(stage)
        mine = brokers.of("anna").account().account_id
        for key in (account_key(BrokerMode.PAPER, "other"), account_key(BrokerMode.LIVE, mine)):
            with pytest.raises(RefusedError, match="another account"):
                brokers.of("anna", key)


def test_an_account_nobody_tells_is_not_opened():
    """Without an answer nobody knows whose money it is."""
    with staged({"GET /v2/account": (Reply({}, 503),)}) as stage, pytest.raises(UnavailableError):
        opened(stage).of("anna", "acct_1")
