"""The phone's words: every text a person reads passes here, so that it can be translated."""

import gettext

_translation = gettext.NullTranslations()


def text(message: str) -> str:
    """Return a message in the chosen language; English until others are added."""
    return _translation.gettext(message)
