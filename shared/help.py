"""The contract's right doors: the service for a need, as published and as shipped in the phone."""

from dataclasses import asdict, dataclass

FACTS_CHECKED_ON = "2026-11-22"
"""Taken from the founding brief; to be verified with each service before a public release."""


@dataclass(frozen=True)
class Door:
    """One service: what it is for, in words, and the number that reaches it."""

    id: str
    title: dict[str, str]
    detail: dict[str, str]
    phone: str
    is_emergency: bool = False


def _door(door_id: str, title: str, detail: str, phone: str, *, emergency: bool = False) -> Door:
    return Door(door_id, {"en": title}, {"en": detail}, phone, emergency)


DOORS: tuple[Door, ...] = (
    _door(
        "999",
        "Call 999",
        "In danger now. If you cannot speak, press 55 when asked. UMay does not call for you.",
        "999",
        emergency=True,
    ),
    _door("101", "101, police, not an emergency", "To tell the police something later", "101"),
    _door("111", "111, health", "When you are hurt or ill but not in danger", "111"),
    _door(
        "childline", "Childline 0800 1111", "For anyone under 19. Free, day and night", "08001111"
    ),
    _door(
        "domestic-abuse",
        "Domestic abuse 0808 2000 247",
        "National helpline. Free, day and night",
        "08082000247",
    ),
    _door("samaritans", "Samaritans 116 123", "To talk to somebody. Free, day and night", "116123"),
    _door(
        "victim-support",
        "Victim Support 0808 16 89 111",
        "After a crime, reported or not. Free, day and night",
        "08081689111",
    ),
    _door(
        "crimestoppers",
        "Crimestoppers 0800 555 111",
        "To say what you know without your name",
        "0800555111",
    ),
)


def help_to_wire() -> dict[str, object]:
    """Return the `help` document."""
    return {"format": 1, "checked_on": FACTS_CHECKED_ON, "doors": [asdict(door) for door in DOORS]}
