from __future__ import annotations

import pickle

import pytest

from trimtab.adapters.alpaca import AlpacaCredentials
from trimtab.domain.broker_keys import BearerToken, BrokerKeys, KeyPair, bearer_token, key_pair
from trimtab.domain.snapshot import BrokerMode

PAPER, LIVE = "https://paper-api.alpaca.markets", "https://api.alpaca.markets"
DATA, LOCAL = "https://data.alpaca.markets", "http://127.0.0.1:8000"


KEYS = ("PKKEY", "s3cret")


def credentials(
    base_url: str,
    data_url: str,
    keys: tuple[str, str] = KEYS,
    *,
    environment: BrokerMode = BrokerMode.PAPER,
) -> AlpacaCredentials:
    return AlpacaCredentials(
        key_id=keys[0],
        secret_key=keys[1],
        environment=environment,
        base_url=base_url,
        data_url=data_url,
    )


@pytest.mark.parametrize(
    ("base_url", "data_url", "environment"),
    [
        (PAPER, DATA, BrokerMode.PAPER),
        (LIVE, DATA, BrokerMode.LIVE),
        (LOCAL, LOCAL, BrokerMode.PAPER),
        ("http://localhost:9", "http://[::1]:9", BrokerMode.PAPER),
    ],
)
def test_keys_go_to_their_own_environments_host(base_url: str, data_url: str, environment: BrokerMode):
    """Live keys open the live host, paper keys the paper host or a broker on this machine (I-22)."""
    assert environment == credentials(base_url, data_url, environment=environment).environment


@pytest.mark.parametrize(
    ("base_url", "data_url", "environment"),
    [(PAPER, DATA, BrokerMode.LIVE), (LIVE, DATA, BrokerMode.PAPER), (LOCAL, LOCAL, BrokerMode.LIVE)],
)
def test_keys_are_never_shown_to_the_other_environment(base_url: str, data_url: str, environment: BrokerMode):
    """A wrong address is refused before a client exists, and so is the wrong flag (F-181)."""
    with pytest.raises(ValueError, match=rf"{environment} keys are never shown to it"):
        credentials(base_url, data_url, environment=environment)


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
    environment = BrokerMode.LIVE if base_url == LIVE else BrokerMode.PAPER

    with pytest.raises(ValueError, match=r"^data_url is "):
        credentials(base_url, data_url, environment=environment)


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


def test_a_token_stands_alone():
    """A token together with a key pair is a mistake; alone it is concealed as a key is."""
    token = AlpacaCredentials(bearer_token="t0ken", base_url=PAPER, data_url=DATA)

    assert ("bad ***", False) == (token.conceal("bad t0ken"), "t0ken" in repr(token))
    with pytest.raises(ValueError, match=r"^bearer_token came with a key pair"):
        AlpacaCredentials(bearer_token="t", key_id="k", secret_key="s", base_url=PAPER, data_url=DATA)


def test_a_fingerprint_tells_accounts_apart_and_no_key():
    """The same keys have the same fingerprint, others another, and none shows a key."""
    prints = [credentials(PAPER, DATA, keys).fingerprint for keys in (KEYS, KEYS, ("PKKEY", "other"))]

    assert (2, prints[0], False) == (len(set(prints)), prints[1], "PKKEY" in "".join(prints))


def test_credentials_are_not_written_down():
    """A pickle of a broker's credentials fails loudly."""
    with pytest.raises(TypeError, match="not written down"):
        pickle.dumps(credentials(PAPER, DATA))


@pytest.mark.parametrize("proof", [key_pair(*KEYS), bearer_token("t0ken")], ids=["pair", "token"])
def test_an_accounts_keys_become_credentials(proof: KeyPair | BearerToken):
    """Whichever way an account was linked, its keys meet the host of their environment."""
    keys = BrokerKeys(environment=BrokerMode.LIVE, proof=proof)
    made = AlpacaCredentials.of(keys, LIVE, DATA)
    expected = KEYS if isinstance(proof, KeyPair) else ("", "")

    assert (expected, BrokerMode.LIVE) == ((made.key_id, made.secret_key), made.environment)
