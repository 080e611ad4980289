"""Web: the origin of an address, as browsers write it in the header Origin (RFC 6454, 6.2)."""

from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address; the port only where it is not the scheme's."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    named = f"[{host}]" if ":" in host else host
    is_usual = parts.port in (None, PORTS.get(parts.scheme))
    return f"{parts.scheme}://{named}" + ("" if is_usual else f":{parts.port}")
