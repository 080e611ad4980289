"""Web: what to call a device, so that staff can tell their sessions apart; no more than that."""

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android")),
    *(("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def device_of(user_agent: str) -> str:
    """Return words such as "Firefox on Windows" for what a browser says it is."""
    browser = _first(BROWSERS, user_agent) or ("Safari" if "Safari" in user_agent else "A browser")
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((word for mark, word in names if mark in user_agent), "")
