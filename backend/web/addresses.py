"""Web: where a request comes from, to limit what one sender may do; never stored, never logged."""

from flask import current_app, request

PROXIES = "UMAY_PROXIES"


def sender() -> str:
    """Return the address that the outermost of our own proxies saw.

    Each proxy adds one address to X-Forwarded-For; what stands before ours was written by the
    sender and counts for nothing.
    """
    proxies = current_app.config[PROXIES]
    told = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(told) >= proxies and told[-proxies].strip():
        return str(told[-proxies].strip())
    return request.remote_addr or ""
