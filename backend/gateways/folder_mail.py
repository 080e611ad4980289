"""Gateways: mail as files in a folder, for trying out and for machines without a mail server."""

import os
from dataclasses import dataclass
from pathlib import Path

from backend.gateways.mail import MailUnreachableError, Message, checked, envelope


@dataclass(frozen=True)
class FolderMail:
    """Writes each mail to `<id>.eml`; the folder and its files are for their owner only."""

    folder: Path
    sender: str
    host: str

    def send(self, message: Message) -> None:
        """Write a mail; the same id again replaces the file. Raises as Mail does."""
        message = checked(message)
        content = envelope(message, self.sender, self.host).as_bytes()
        part = self.folder / f".{message.id}.{os.getpid()}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(part, "wb", opener=_for_owner_only) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.folder / f"{message.id}.eml")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise MailUnreachableError(f"{self.folder}: {reason}") from error

    def try_out(self, within_s: float) -> None:
        """Look whether a file could be written. Raises as Carrier does."""
        there = next(each for each in (self.folder, *self.folder.parents) if each.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            raise MailUnreachableError(f"{self.folder}: cannot be written")


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
