"""Find out where a request comes from, believing only as many proxies as the settings say."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

HOME_PREFIX = 64
"""Bits that one IPv6 household has in common: it may change the rest as it likes."""


def address_of(scope: Scope, trusted_hops: int) -> str:
    """Return the visitor's address, as counted by limits; "unknown" when it cannot be read.

    The right-most `trusted_hops` entries of X-Forwarded-For were written by our own proxies;
    the visitor may have invented all others.
    """
    client = scope.get("client")
    address = client[0] if client else ""
    if trusted_hops:
        forwarded = Headers(scope=scope).getlist("x-forwarded-for")
        hops = [part.strip() for part in ",".join(forwarded).split(",") if part.strip()]
        if len(hops) >= trusted_hops:
            address = hops[-trusted_hops]
    return _household(address)


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, HOME_PREFIX), strict=False))
