"""Web: where a request comes from, to limit what one sender may do; never stored, never logged."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from flask import current_app, request

PROXIES = "UMAY_PROXIES"


OF_THIS_MACHINE = ("localhost", "127.0.0.1")
"""What health checks and a demonstration call a server that they share the machine with."""

NETWORK_BITS = 64
"""How much of an IPv6 address is one subscriber's: whoever has one has all 2^64 below it."""


def trusted_hosts(base_url: str) -> list[str]:
    """Return the names to which the service answers: its own one, and those of this machine.

    Nothing that is sent on is ever made from the name that a request gave.
    """
    return [urlsplit(base_url).hostname or "", *OF_THIS_MACHINE]


def at_home(address: str) -> str:
    """Return an address without the host that the request named: a path is on this service.

    >>> at_home("http://evil.example/console/?page=2")
    '/console/?page=2'
    """
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def sender() -> str:
    """Return the network of whoever sent this: an IPv4 address, or the first half of an IPv6 one.

    Each proxy adds one address to X-Forwarded-For; what stands before ours was written by the
    sender and counts for nothing. What is no address counts as one sender.
    """
    try:
        address = ip_address(_address())
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), NETWORK_BITS), strict=False))


def _address() -> str:
    proxies = current_app.config[PROXIES]
    told = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(told) >= proxies and told[-proxies].strip():
        return str(told[-proxies].strip())
    return request.remote_addr or ""
