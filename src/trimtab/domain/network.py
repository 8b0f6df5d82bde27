"""Which addresses of the network are anybody's to reach."""

from __future__ import annotations

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL_UNICAST: Final = ipaddress.ip_network("2000::/3")
_SPECIAL: Final = tuple(
    ipaddress.ip_network(name)
    for name in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
"""Protocols, tunnels that carry another address, and documentation (RFC 6890, RFC 7526, RFC 9637)."""


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the open internet.

    Outside `2000::/3` all is local, special, or another address in disguise (RFC 4291).
    """
    is_elsewhere = isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST
    is_special = address.is_multicast or any(address in network for network in _SPECIAL)
    return address.is_global and not is_elsewhere and not is_special


def is_public_host(host: str) -> bool:
    """Tell whether the host of a URL may be a public one; what a name leads to only a look-up can tell.

    A host whose last part is a number is an address, if it is anything, and must be written in full.
    """
    name = host.rstrip(".").lower()
    try:
        return is_public(ipaddress.ip_address(name))
    except ValueError:
        last = name.rpartition(".")[2]
        return last != "localhost" and not (last.isdecimal() or last.startswith("0x") or ":" in name)
