"""Gateways: mail by a partnership's own SMTP server."""

import smtplib
import ssl
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from backend.gateways.mail import (
    LONGEST_TROUBLE,
    MailRefusedError,
    MailUnreachableError,
    Message,
    checked,
    envelope,
)

TIMEOUT_S = 30
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class SmtpMail:
    """Sends by smtp:// (STARTTLS, which only this machine's own server may lack) or smtps://."""

    url: str = field(repr=False)
    sender: str
    host: str
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    timeout_s: float = TIMEOUT_S
    in_the_clear: tuple[str, ...] = THIS_MACHINE

    def send(self, message: Message) -> None:
        """Hand a mail to the server. Raises as Mail does."""
        message = checked(message)
        mail = envelope(message, self.sender, self.host)
        try:
            with self._connect() as server:
                self._greet(server)
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            raise _trouble(code, said) from error
        except smtplib.SMTPDataError as error:
            raise _trouble(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            # Wrong password, wrong sender, no TLS: the settings are at fault, not this mail.
            raise MailUnreachableError(str(error)[:LONGEST_TROUBLE]) from error

    def try_out(self, within_s: float) -> None:
        """Connect, encrypt and sign in, as for a mail. Raises as Carrier does."""
        hasty = replace(self, timeout_s=within_s)
        try:
            with hasty._connect() as server:
                hasty._greet(server)
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnreachableError(str(error)[:LONGEST_TROUBLE]) from error

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=self.timeout_s, context=self.tls)
        return smtplib.SMTP(host, port, timeout=self.timeout_s)

    def _greet(self, server: smtplib.SMTP) -> None:
        """Encrypt, then say who we are: a password never travels in the clear to another."""
        parts = urlsplit(self.url)
        server.ehlo_or_helo_if_needed()
        may_be_clear = parts.hostname in self.in_the_clear
        if parts.scheme == "smtp" and (server.has_extn("starttls") or not may_be_clear):
            server.starttls(context=self.tls)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))


def _trouble(code: int, said: bytes | str) -> MailRefusedError | MailUnreachableError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    text = f"{code} {words}"[:LONGEST_TROUBLE]
    return MailRefusedError(text) if code >= 500 else MailUnreachableError(text)
