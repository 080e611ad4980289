"""How the app speaks and looks: as the person chose, else as the phone is set."""

from dataclasses import dataclass

from mobile.device.system import Wishes
from mobile.store.settings import AUTO, CONTRAST, DARK, Choices
from shared.saying import LANGUAGES


@dataclass(frozen=True)
class Manner:
    """A language, a text size as a factor, a look, and whether what moves stands still."""

    language: str
    text_size: float
    look: str
    is_still: bool


def manner(choices: Choices, wishes: Wishes) -> Manner:
    """Return how the app is to be: a choice wins over the phone's settings.

    A phone that is set to light is still dark at night here: a bright screen shows who holds it.
    """
    return Manner(
        choices.language if choices.language in LANGUAGES else _language(wishes),
        choices.text_size or wishes.text_size,
        _look(wishes) if choices.look == AUTO else choices.look,
        wishes.has_reduced_motion,
    )


def _language(wishes: Wishes) -> str:
    """Return the first wanted language that the app speaks."""
    spoken = (tag.replace("_", "-").split("-")[0].lower() for tag in wishes.languages)
    return next((code for code in spoken if code in LANGUAGES), "en")


def _look(wishes: Wishes) -> str:
    if wishes.has_high_contrast:
        return CONTRAST
    return DARK if wishes.is_dark else AUTO
