"""The promise of mail, kept alike by folder, SMTP server and GOV.UK Notify."""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from backend.gateways.folder_mail import FolderMail
from backend.gateways.mail import Carrier as Carries
from backend.gateways.mail import MailRefusedError, MailUnreachableError, Message
from backend.gateways.notify_mail import NotifyMail
from backend.gateways.smtp_mail import SmtpMail
from tests.backend.test_mail_settings import KEY, TEMPLATE
from tests.support.mail import Arrived, NotifyServer, SmtpServer, free_port, read_mail

SENDER, HOST = "umay@council.example", "umay.example"
LETTER = Message(
    id="00000000-0000-4000-8000-00000000000a",
    email="ann.o'neil+venue@shop.example",
    subject="Your café is live – thank you",
    body="Dear Ann,\n\nPlease confirm: https://umay.example/x?token=abc=d\n"
    + "long " * 300
    + "end",
)


@dataclass(frozen=True)
class Carrier:
    """A carrier, what arrived by it, and the same carrier where nobody answers."""

    mail: Carries
    arrived: Callable[[], list[Arrived]]
    away: Carries


def by_folder(tmp_path: Path) -> Carrier:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "mail"

    def arrived() -> list[Arrived]:
        return [read_mail(path.read_bytes()) for path in sorted(folder.glob("*"))]

    return Carrier(
        FolderMail(folder, SENDER, HOST), arrived, FolderMail(tmp_path / "file/mail", SENDER, HOST)
    )


@pytest.fixture(params=["folder", "smtp", "notify"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Carrier]:
    nowhere = f"127.0.0.1:{free_port()}"
    if request.param == "folder":
        yield by_folder(tmp_path)
    elif request.param == "smtp":
        with SmtpServer() as server:
            mail = SmtpMail(f"smtp://127.0.0.1:{server.port}", SENDER, HOST)
            yield Carrier(mail, lambda: server.arrived, replace(mail, url=f"smtp://{nowhere}"))
    else:
        with NotifyServer() as notify:
            sent = NotifyMail(KEY, TEMPLATE, notify.url)
            away = replace(sent, base_url=f"http://{nowhere}")
            yield Carrier(sent, lambda: notify.arrived, away)


@pytest.mark.parametrize(
    "email",
    [
        *("", "nobody", "a@b@c", "a b@c.example", "<a@c.example>", "a@c.example, b@c.example"),
        "a@c.example\r\nBcc: b@c.example",
        "a@c.example\n",
        "a@" + "x" * 260,
    ],
)
def test_what_is_no_address_is_refused_for_good(carrier: Carrier, email: str) -> None:
    with pytest.raises(MailRefusedError):
        carrier.mail.send(replace(LETTER, email=email))


@pytest.mark.parametrize("name", ["", "../a", "a\r\nBcc: b", "a" * 65])
def test_an_id_leaves_neither_its_folder_nor_its_header(carrier: Carrier, name: str) -> None:
    with pytest.raises(MailRefusedError):
        carrier.mail.send(replace(LETTER, id=name))


def test_where_nobody_answers_it_may_be_tried_again(carrier: Carrier) -> None:
    with pytest.raises(MailUnreachableError):
        carrier.away.send(LETTER)


def test_a_mail_arrives_as_it_was_written(carrier: Carrier) -> None:
    carrier.mail.send(LETTER)
    assert carrier.arrived() == [Arrived(**vars(LETTER))]


def test_whether_it_would_be_taken_is_told_without_a_mail(carrier: Carrier) -> None:
    carrier.mail.try_out(5)
    assert carrier.arrived() == []
    with pytest.raises(MailUnreachableError):
        carrier.away.try_out(5)


def test_a_wrong_password_is_found_without_a_mail(
    tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    from aiosmtpd.smtp import AuthResult

    refuse = {"authenticator": lambda *_: AuthResult(success=False, handled=False)}
    with SmtpServer(options={"tls_context": tls, **refuse}) as server:
        mail = SmtpMail(f"smtp://u:wrong@localhost:{server.port}", SENDER, HOST, trust)
        with pytest.raises(MailUnreachableError, match="535"):
            mail.try_out(5)


def test_a_template_that_notify_does_not_know_is_found_without_a_mail() -> None:
    with NotifyServer() as notify:
        said = {"status_code": 404, "errors": [{"error": "NoResultFound", "message": "No result"}]}
        notify.answers[TEMPLATE] = (404, said)
        with pytest.raises(MailUnreachableError, match="404"):
            NotifyMail(KEY, TEMPLATE, notify.url).try_out(5)


def test_a_subject_cannot_bring_a_header(carrier: Carrier) -> None:
    carrier.mail.send(replace(LETTER, subject="Hello\r\nBcc: eve@x.example\u2028\x00there"))
    (mail,) = carrier.arrived()
    assert mail.subject == "Hello Bcc: eve@x.example there"


def test_a_second_sending_bears_the_same_id(carrier: Carrier) -> None:
    carrier.mail.send(LETTER)
    carrier.mail.send(LETTER)
    assert {mail.id for mail in carrier.arrived()} == {LETTER.id}


def test_in_the_folder_a_second_sending_is_no_second_mail(tmp_path: Path) -> None:
    carrier = by_folder(tmp_path)
    carrier.mail.send(LETTER)
    carrier.mail.send(LETTER)
    assert len(carrier.arrived()) == 1
    (path,) = (tmp_path / "mail").iterdir()
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("550 5.1.1 No such user", MailRefusedError),
        ("451 4.7.1 Please try again", MailUnreachableError),
    ],
)
def test_an_smtp_server_says_whether_it_is_for_good(answer: str, refusal: type[Exception]) -> None:
    with SmtpServer(refusals={LETTER.email: answer}) as server:
        mail = SmtpMail(f"smtp://127.0.0.1:{server.port}", SENDER, HOST)
        with pytest.raises(refusal, match=answer[4:]):
            mail.send(LETTER)


def test_a_password_never_travels_in_the_clear_to_another_machine() -> None:
    with SmtpServer() as server:
        mail = SmtpMail(f"smtp://u:p@127.0.0.1:{server.port}", SENDER, HOST, in_the_clear=())
        with pytest.raises(MailUnreachableError, match="STARTTLS"):
            mail.send(LETTER)


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(tls: ssl.SSLContext) -> None:
    with SmtpServer(options={"tls_context": tls}) as server:
        mail = SmtpMail(f"smtp://localhost:{server.port}", SENDER, HOST)
        with pytest.raises(MailUnreachableError, match="certificate"):
            mail.send(LETTER)
    assert server.arrived == []


def test_where_it_is_offered_the_way_is_encrypted(
    tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    options = {"tls_context": tls, "require_starttls": True}
    with SmtpServer(options=options) as server:
        SmtpMail(f"smtp://localhost:{server.port}", SENDER, HOST, trust).send(LETTER)
    assert len(server.arrived) == 1


def test_a_wrong_password_is_no_fault_of_the_mail(
    tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    from aiosmtpd.smtp import AuthResult

    options = {
        "tls_context": tls,
        "authenticator": lambda *_: AuthResult(success=False, handled=False),
    }
    with SmtpServer(options=options) as server:
        url = f"smtp://u:wrong@localhost:{server.port}"
        with pytest.raises(MailUnreachableError, match="535"):
            SmtpMail(url, SENDER, HOST, trust).send(LETTER)


@pytest.mark.parametrize(
    ("status", "error", "message", "refusal"),
    [
        (400, "ValidationError", "email_address Not a valid email address", MailRefusedError),
        (400, "BadRequestError", "Missing personalisation: body", MailUnreachableError),
        (400, "ValidationError", "template_id is not a valid UUID", MailUnreachableError),
        (403, "AuthError", "Invalid token: API key not found", MailUnreachableError),
        (429, "TooManyRequestsError", "Exceeded send limits", MailUnreachableError),
        (500, "Exception", "Internal server error", MailUnreachableError),
        (503, "Exception", "Service unavailable", MailUnreachableError),
    ],
)
def test_notifys_answers_are_told_apart(
    status: int, error: str, message: str, refusal: type[Exception]
) -> None:
    body = {"status_code": status, "errors": [{"error": error, "message": message}]}
    with NotifyServer() as notify:
        notify.answers[LETTER.email] = (status, body)
        with pytest.raises(refusal, match=message.split(maxsplit=1)[0]):
            NotifyMail(KEY, TEMPLATE, notify.url).send(LETTER)
        assert notify.keys[0].startswith("Bearer ")
        assert KEY[-36:] not in notify.keys[0]
