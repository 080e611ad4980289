"""Gateways: mail by GOV.UK Notify, with one template that has `subject` and `body`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from backend.gateways.mail import (
    LONGEST_TROUBLE,
    MailRefusedError,
    MailUnreachableError,
    Message,
    checked,
)

NOTIFY = "https://api.notifications.service.gov.uk"
TIMEOUT_S = 30


@dataclass(frozen=True)
class NotifyMail:
    """Sends by Notify; the id of the mail is Notify's `reference`."""

    key: str = field(repr=False)
    template: str
    base_url: str = NOTIFY
    timeout_s: float = TIMEOUT_S

    def send(self, message: Message) -> None:
        """Hand a mail to Notify. Raises as Mail does."""
        message = checked(message)
        with self._asking(self.timeout_s) as client:
            client.send_email_notification(  # type: ignore[no-untyped-call]
                email_address=message.email,
                template_id=self.template,
                personalisation={"subject": message.subject, "body": message.body},
                reference=message.id,
            )

    def try_out(self, within_s: float) -> None:
        """Ask Notify for our template, by our key. Raises as Carrier does."""
        with self._asking(within_s) as client:
            client.get_template(self.template)  # type: ignore[no-untyped-call]

    @contextmanager
    def _asking(self, timeout_s: float) -> Iterator[NotificationsAPIClient]:
        """Give a client for one question: Notify's is not made for several threads."""
        client = NotificationsAPIClient(  # type: ignore[no-untyped-call]
            self.key, self.base_url, timeout_s
        )
        try:
            yield client
        except HTTPError as error:
            raise _trouble(error) from error
        except (APIError, requests.RequestException) as error:
            raise MailUnreachableError(str(error)[:LONGEST_TROUBLE]) from error
        finally:
            client.request_session.close()


def _trouble(error: HTTPError) -> MailRefusedError | MailUnreachableError:
    """Tell a wrong address from all else: a wrong key or template can be mended, and sent then."""
    text = f"{error.status_code} {error.message}"[:LONGEST_TROUBLE]
    said = error.message if error.status_code == 400 else []
    wrong = [
        entry
        for entry in (said if isinstance(said, list) else [])
        if entry.get("error") == "ValidationError"
        and str(entry.get("message", "")).startswith("email_address")
    ]
    return MailRefusedError(text) if wrong else MailUnreachableError(text)
