"""The phone's icons: code points of the Material Design Icons font that set-up builds in."""

_CODES = {
    "place": 0xF01A4,
    "help": 0xF087E,
    "way": 0xF0390,
    "call": 0xF03F2,
    "back": 0xF004D,
    "close": 0xF0156,
    "list": 0xF0279,
    "say": 0xF036A,
    "queue": 0xF011D,
    "checked": 0xF0791,
    "next": 0xF0142,
    "change": 0xF0140,
    "search": 0xF0349,
    "done": 0xF012C,
    "delete": 0xF09E7,
    "notice": 0xF05D6,
    "town": 0xF0D16,
    "store": 0xF1361,
    "clock": 0xF0150,
    "sent": 0xF1BEC,
    "unsure": 0xF0625,
    "very_safe": 0xF01F5,
    "fairly_safe": 0xF01F2,
    "fairly_unsafe": 0xF10DF,
    "very_unsafe": 0xF01F8,
    "water": 0xF01AB,
    "charging": 0xF0084,
    "phone": 0xF0602,
    "wifi": 0xF05A9,
    "seat": 0xF0CC4,
    "toilet": 0xF09AB,
    "quiet": 0xF0581,
    "step_free": 0xF05A4,
    "hearing_loop": 0xF07C5,
    "bleed_kit": 0xF06EF,
    "defibrillator": 0xF0EF9,
    "amnesty_bin": 0xF0120,
}


def icon(name: str) -> str:
    """Return the character of an icon; raises KeyError for a name the app does not use."""
    return chr(_CODES[name])
