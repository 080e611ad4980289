"""Deeds: the tokens of opening hours, read one after the other."""

from collections.abc import Sequence

from backend.services.importing.hours_words import END, MARK, NUMBER, NotHoursError, Token
from shared.digits import is_digits


class Stream:
    """Tokens with a place in them; every `take` goes on only where what it wants stands there."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def has_more(self) -> bool:
        """Whether a token is left."""
        return self._at < len(self._tokens)

    def peek(self, ahead: int = 0) -> Token:
        """Return a token without taking it; END behind the last."""
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else Token(END, "the end")

    def next(self) -> Token:
        """Take the next token; raises NotHoursError at the end."""
        if not self.has_more:
            raise NotHoursError("it ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def is_at(self, *sorts: str) -> bool:
        """Return whether the next token is of one of these sorts."""
        return self.peek().sort in sorts

    def is_at_mark(self, text: str) -> bool:
        """Return whether the next token is this mark."""
        return self.is_at(MARK) and self.peek().text == text

    def take(self, *sorts: str) -> Token | None:
        """Take the next token if it is of one of these sorts."""
        return self.next() if self.is_at(*sorts) else None

    def take_before(self, sort: str, *followed_by: str) -> bool:
        """Take the next token if it is of a sort, and one of the others follows."""
        if self.is_at(sort) and self.peek(1).sort in followed_by:
            self._at += 1
            return True
        return False

    def take_mark(self, text: str) -> bool:
        """Take the next token if it is this mark."""
        if self.is_at_mark(text):
            self._at += 1
            return True
        return False

    def take_mark_before(self, text: str, followed_by: str) -> bool:
        """Take this mark where a token of this sort follows."""
        return self.peek(1).sort == followed_by and self.take_mark(text)

    def must(self, sort: str) -> Token:
        """Take a token of a sort; raises NotHoursError where another stands there."""
        if not self.is_at(sort):
            raise NotHoursError(f"{self.peek().text!r} stands where a {sort} should")
        return self.next()

    def must_number(self, least: int, most: int) -> int:
        """Take a whole number between two; raises NotHoursError."""
        text = self.must(NUMBER).text
        if not is_digits(text) or not least <= int(text) <= most:
            raise NotHoursError(f"{text!r} is no number from {least} to {most}")
        return int(text)
