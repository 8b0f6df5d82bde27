"""Public addresses and hosts."""

from __future__ import annotations

import ipaddress

import pytest

from trimtab.domain.network import is_public, is_public_host


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001:810::200e"])
def test_the_open_internet_is_public(address: str):
    """Of both kinds."""
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("192.0.0.8", "192.88.99.1"),
        *("10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *("::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "::ffff:0:a00:1"),
        *("64:ff9b::a00:1", "64:ff9b:1::a00:1", "100::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1"),
        *("fec0::1", "ff02::1", "2001:0:a00:1::", "2001:20::1", "2001:db8::1", "2002:a00:1::", "3fff::1"),
    ],
)
def test_no_other_address_is(address: str):
    """Local and special networks, and IPv4 in whatever dress."""
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["example.com", "a", "93.184.216.34", "2606:2800:220:1::1", "x.0a"])
def test_a_name_or_a_public_address_may_be_public(host: str):
    """What a name leads to is looked up at each call."""
    assert is_public_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "10.0.0.1",
        "::1",
        "127.1",
        "2130706433",
        "0x7f.0x1",
        "0",
        ":x",
    ],
)
def test_no_other_host_is(host: str):
    """This machine, private addresses, and those that are written to be overlooked."""
    assert not is_public_host(host)
