"""The ways a notice can leave: a file, or mail by SMTP."""

import smtplib
import ssl
import uuid
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal import clock
from portal.settings import Settings

SECONDS = 20


class Sender(Protocol):
    """Takes one neutral message to one address."""

    def send(self, to: str, subject: str, body: str, language: str) -> None:
        """Send, or raise `OSError` or `smtplib.SMTPException`."""


class FileSender:
    """Writes each message to a file of its own: for demo, and for councils that send by their own means."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, to: str, subject: str, body: str, language: str) -> None:  # noqa: ARG002 (a file has no header)
        """Write `To`, `Subject` and the text."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{uuid.uuid4()}.txt").write_text(f"To: {to}\nSubject: {subject}\n\n{body}\n", encoding="utf-8")


class SmtpSender:
    """Sends mail through the council's own server; with a password only over TLS."""

    def __init__(self, url: str, sender: str) -> None:
        self.at = urlsplit(url)
        self.sender = sender
        self.host = parseaddr(sender)[1].rpartition("@")[2]

    def send(self, to: str, subject: str, body: str, language: str) -> None:
        """Send one message."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message["Date"], message["Message-ID"] = formatdate(clock.now().timestamp()), f"<{uuid.uuid4()}@{self.host}>"
        message.set_content(body)
        message["Content-Language"], message["Auto-Submitted"] = language, "auto-generated"  # nobody's "I am away"
        where = (self.at.hostname or "localhost", self.at.port or 25)
        with smtplib.SMTP(*where, local_hostname=self.host, timeout=SECONDS) as server:
            if self.at.username:
                server.starttls(context=ssl.create_default_context())
                server.login(unquote(self.at.username), unquote(self.at.password or ""))
            server.send_message(message)


def sender_for(settings: Settings) -> Sender:
    """Return the sender that the settings name."""
    if settings.notices.startswith("smtp://"):
        host = urlsplit(settings.public_url).hostname or "localhost"
        return SmtpSender(settings.notices, f"Nod <nod@{host}>")
    return FileSender(settings.instance / "notices")
