"""The phone's small kit: the pages on the way back, so that what stands on them is not lost."""


class Trail:
    """Names of pages, from the first one to the one that is shown; none stands there twice."""

    def __init__(self, interrupting: tuple[str, ...] = ()) -> None:
        self.names: list[str] = []
        self._interrupting = interrupting

    def begin(self, *names: str) -> list[str]:
        """Stand at the last of these, with the others behind it; return the pages that ended."""
        before, self.names = self.names, list(names)
        return [name for name in before if name not in names]

    def go(self, name: str) -> list[str]:
        """Go on to a page, or return to it where it stands behind; return the pages that ended.

        A page that interrupts, as Help does, ends none: it is taken along from where it stood.
        """
        if name in self.names and name not in self._interrupting:
            return self.begin(*self.names[: self.names.index(name) + 1])
        return self.begin(*(each for each in self.names if each != name), name)

    def back(self) -> list[str]:
        """Return to the page before; return the page that ended, if one stands behind it."""
        return self.begin(*self.names[:-1]) if len(self.names) > 1 else []
