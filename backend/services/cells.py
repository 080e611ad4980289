"""Deeds: texts that go into tables which somebody opens with a spreadsheet."""


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    begins = text.lstrip(" ")[:1]
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") or begins in tuple("=+-@") else text
