"""Settings of mail: each wrong one is refused by name with the way out; secrets are not shown."""

import pytest

from backend.mail_settings import MailSettings, read_mail_settings
from shared.problems import Problem

KEY = (
    "umay-"
    + "a" * 8
    + "-0000-0000-0000-"
    + "b" * 12
    + "-"
    + "c" * 8
    + "-0000-0000-0000-"
    + "d" * 12
)
TEMPLATE = "00000000-0000-4000-8000-000000000001"
BY_SMTP = {
    "UMAY_MAIL": "smtp",
    "UMAY_MAIL_FROM": "umay@council.example",
    "UMAY_SMTP_URL": "smtp://u:canary@mail.example:587",
}
BY_NOTIFY = {"UMAY_MAIL": "notify", "UMAY_NOTIFY_KEY": KEY, "UMAY_NOTIFY_TEMPLATE": TEMPLATE}


@pytest.mark.parametrize(
    ("given", "setting", "value"),
    [
        ({}, "UMAY_MAIL", "pigeon"),
        (BY_SMTP, "UMAY_MAIL_FROM", ""),
        (BY_SMTP, "UMAY_MAIL_FROM", "UMay <umay@council.example>"),
        (BY_SMTP, "UMAY_MAIL_FROM", "umay@council.example\r\nBcc: x@y.example"),
        (BY_SMTP, "UMAY_MAIL_FROM", "a@b@c"),
        (BY_SMTP, "UMAY_SMTP_URL", ""),
        (BY_SMTP, "UMAY_SMTP_URL", "mail.example:587"),
        (BY_SMTP, "UMAY_SMTP_URL", "smtp://mail.example:port"),
        (BY_SMTP, "UMAY_SMTP_URL", "http://mail.example"),
        (BY_NOTIFY, "UMAY_NOTIFY_KEY", ""),
        (BY_NOTIFY, "UMAY_NOTIFY_KEY", "short"),
        (BY_NOTIFY, "UMAY_NOTIFY_TEMPLATE", ""),
        (BY_NOTIFY, "UMAY_NOTIFY_TEMPLATE", "welcome"),
    ],
)
def test_a_wrong_setting_is_refused_by_name_with_the_way_out(
    given: dict[str, str], setting: str, value: str
) -> None:
    with pytest.raises(Problem) as refusal:
        read_mail_settings({**given, setting: value}, is_production=False)
    assert refusal.value.code == "setting-invalid"
    assert refusal.value.detail.startswith(f"{setting} ")
    assert refusal.value.detail.count(". ") == 1


def test_production_does_not_write_to_a_folder_unless_told() -> None:
    with pytest.raises(Problem, match="UMAY_MAIL is not set"):
        read_mail_settings({}, is_production=True)
    assert read_mail_settings({"UMAY_MAIL": "folder"}, is_production=True) == MailSettings()


@pytest.mark.parametrize("given", [BY_SMTP, BY_NOTIFY])
def test_what_is_right_is_accepted_and_no_secret_is_shown(given: dict[str, str]) -> None:
    settings = read_mail_settings(given, is_production=True)
    assert settings.carrier == given["UMAY_MAIL"]
    assert "canary" not in repr(settings)
    assert KEY[-36:] not in repr(settings)
