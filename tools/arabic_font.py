"""Tools: mends the joined typeface of Arabic and Latin letters, `python -m tools.arabic_font FILE`.

Runs in the project's environment. The rules that join letters (GSUB) go: the phone joins them
itself, to letters that stand in the file, and would else have them joined twice. The height of a
line is made for text without vowel marks, so that lines stand no further apart than they need.
"""

import sys

from fontTools.ttLib import TTFont

ASCENT, DESCENT = 1100, -480
"""In thousandths of the type size; the highest joined letter of Arabic and Urdu is 1048."""


def mend(path: str) -> None:
    """Rewrite the file in place."""
    font = TTFont(path)
    del font["GSUB"]
    heights, windows = font["hhea"], font["OS/2"]
    heights.ascent, heights.descent, heights.lineGap = ASCENT, DESCENT, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = ASCENT, DESCENT, 0
    windows.usWinAscent, windows.usWinDescent = ASCENT, -DESCENT
    font.save(path)


if __name__ == "__main__":
    mend(sys.argv[1])
