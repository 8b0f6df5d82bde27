from __future__ import annotations

import pytest

from trimtab.adapters.alpaca import AlpacaCredentials
from trimtab.domain.snapshot import BrokerMode

PAPER, LIVE = "https://paper-api.alpaca.markets", "https://api.alpaca.markets"
DATA, LOCAL = "https://data.alpaca.markets", "http://127.0.0.1:8000"


KEYS = ("PKKEY", "s3cret")


def credentials(base_url: str, data_url: str, keys: tuple[str, str] = KEYS) -> AlpacaCredentials:
    return AlpacaCredentials(key_id=keys[0], secret_key=keys[1], base_url=base_url, data_url=data_url)


@pytest.mark.parametrize(
    ("base_url", "data_url", "environment"),
    [
        (PAPER, DATA, BrokerMode.PAPER),
        (LIVE, DATA, BrokerMode.LIVE),
        (LOCAL, LOCAL, BrokerMode.PAPER),
        ("http://localhost:9", "http://[::1]:9", BrokerMode.PAPER),
    ],
)
def test_the_host_alone_decides_paper_or_live(base_url: str, data_url: str, environment: BrokerMode):
    """No flag says where money moves; the address does (I-22)."""
    assert environment == credentials(base_url, data_url).environment


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "http://api.alpaca.markets",
        "https://api.alpaca.markets/",
        "https://api.alpaca.markets/v2",
        "https://api.alpaca.markets:8443",
        "https://api.alpaca.markets.example.org",
        "https://user@api.alpaca.markets",
        "http://127.0.0.1@example.org",
        "http://127.0.0.1:80@example.org",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1:8000\n",
        "https://broker-api.alpaca.markets",
    ],
)
def test_a_stranger_never_sees_the_keys(base_url: str):
    """Anything but Alpaca's own hosts and this machine is refused before a client exists."""
    with pytest.raises(ValueError, match=r"^base_url is "):
        credentials(base_url, DATA)


@pytest.mark.parametrize(
    ("base_url", "data_url"), [(LIVE, LOCAL), (PAPER, LOCAL), (LOCAL, DATA), (LIVE, LIVE)]
)
def test_prices_come_from_where_orders_go(base_url: str, data_url: str):
    """A live account must not be priced by a server on this machine, nor the other way round."""
    with pytest.raises(ValueError, match=r"^data_url is "):
        credentials(base_url, data_url)


@pytest.mark.parametrize(
    ("key", "secret", "named"), [("", "s", "key_id"), ("k", " ", "secret_key"), ("k\n", "s", "key_id")]
)
def test_an_unusable_key_is_named_and_not_shown(key: str, secret: str, named: str):
    """An empty key, or one with a line end from a copied secret, is refused by name."""
    with pytest.raises(ValueError, match=rf"^{named} is empty or not plain text"):
        credentials(PAPER, DATA, (key, secret))


def test_a_representation_shows_hosts_and_no_keys():
    """Logging the object gives no key away."""
    shown = repr(credentials(PAPER, DATA))

    assert (True, False, False) == (PAPER in shown, "PKKEY" in shown, "s3cret" in shown)


def test_keys_are_taken_out_of_foreign_text():
    """A server that echoes headers cannot bring the keys into our messages."""
    assert "bad *** and ***" == credentials(PAPER, DATA).conceal("bad PKKEY and s3cret")
