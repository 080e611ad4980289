"""Tools: the one way a command says no, in words for the person at the keyboard."""


class Refusal(Exception):
    """A command cannot go on; the message says what is wrong, where, and what to do."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        """Keep the message and the exit code that the process ends with."""
        super().__init__(message)
        self.exit_code = exit_code
