"""Web: what keeps its own direction on a page that is read from the right.

In elements the `bdi` of HTML does it, which nobody copies along with a telephone number; within a
sentence the marks of shared/isolates.py do, since a sentence is said as a whole.
"""

import re

from markupsafe import Markup, escape

_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def apart(words: object) -> Markup:
    """Return a name, an address, a number or free text as a piece of a page, with its direction.

    One without a letter that is read from the right is read from the left, numbers alone too.
    """
    text = escape(words)
    tag = "<bdi>" if _FROM_THE_RIGHT.search(text) else '<bdi dir="ltr">'
    return Markup(tag) + text + Markup("</bdi>") if text else Markup("")  # noqa: S704 - escaped above
