"""The server's composition root, its mail: the carrier that the settings name."""

from urllib.parse import urlsplit

from backend.config import Config
from backend.gateways.folder_mail import FolderMail
from backend.gateways.mail import Carrier
from backend.gateways.notify_mail import NotifyMail
from backend.gateways.smtp_mail import SmtpMail
from backend.mail_settings import NOTIFY, SMTP


def mail_of(config: Config) -> Carrier:
    """Return whoever carries mail; opens no connection."""
    settings = config.mail
    host = urlsplit(config.base_url).hostname or "localhost"
    if settings.carrier == NOTIFY:
        return NotifyMail(settings.notify_key, settings.notify_template)
    if settings.carrier == SMTP:
        return SmtpMail(settings.smtp_url, settings.sender, host)
    return FolderMail(config.data_dir / "mail", settings.sender, host)
