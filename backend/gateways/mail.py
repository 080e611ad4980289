"""Gateways: handing one mail to whoever carries it; three carriers keep the same promise."""

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from typing import Protocol

LONGEST_TROUBLE = 300
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class MailRefusedError(Exception):
    """This mail will never be taken: its address is wrong, or it was turned away for good."""


class MailUnreachableError(Exception):
    """It was not taken now: try again later."""


@dataclass(frozen=True)
class Message:
    """One mail in plain text; the id stays the same however often it is tried."""

    id: str
    email: str
    subject: str
    body: str


class Mail(Protocol):
    """Whoever carries mail."""

    def send(self, message: Message) -> None:
        """Hand a mail over; raise MailRefusedError or MailUnreachableError where it is not taken.

        A mail that is handed over twice, because the machine stopped in between, bears one id.
        """


class Carrier(Mail, Protocol):
    """Whoever carries mail, and can be asked whether they would."""

    def try_out(self, within_s: float) -> None:
        """Go as far as handing a mail over goes, and hand none over; raise MailUnreachableError."""


def checked(message: Message) -> Message:
    """Return the mail with a subject of one line; raises MailRefusedError for an address or id
    that could smuggle in a header or leave a folder.
    """
    if len(message.email) > 254 or not _ADDRESS.fullmatch(message.email):
        raise MailRefusedError("the address is not one that mail can be sent to")
    if not _ID.fullmatch(message.id):
        raise MailRefusedError("the id of the mail is malformed")
    subject = _CONTROL.sub(" ", message.subject).strip()
    return Message(message.id, message.email, subject, message.body)


def envelope(message: Message, sender: str, host: str) -> EmailMessage:
    """Return a checked mail as RFC 5322 has it; no machine answers it, no server doubles it."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = sender
    mail["To"] = message.email
    mail["Subject"] = message.subject
    mail["Message-ID"] = f"<{message.id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    return mail
