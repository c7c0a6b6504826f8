"""A real mail server on this machine, and the job that delivers what is due to it."""

import socket
from collections.abc import Callable, Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from portal.database import Database, session_of
from portal.jobs.notices import deliver
from portal.jobs.senders import Sender, SmtpSender
from portal.models import Notice

URL = "https://nod.mabinogion.example"


class Postbox:
    """Keeps what a mail server was given; `refusing` makes it say no."""

    url = ""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.bytes: list[bytes] = []
        """Everything that came with each letter: who said hello, from whom, to whom, and the letter as it came."""
        self.refusing = False

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (the library's name)
        """Take a letter, or refuse it."""
        if self.refusing:
            return "451 Try again later"
        parts = (session.host_name, envelope.mail_from, *envelope.rcpt_tos)
        self.bytes.append("\n".join(parts).encode() + b"\n" + envelope.content)
        self.letters.append(message_from_bytes(envelope.content, EmailMessage, policy=policy.default))
        return "250 Taken"


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real mail server on this machine."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    box.url = f"smtp://127.0.0.1:{server.port}"
    yield box
    server.stop()


@pytest.fixture
def post(database: Database) -> Callable[[Sender], int]:
    """Deliver what is due through a sender; return how many left."""

    def run(sender: Sender) -> int:
        with session_of(database) as db:
            return deliver(db, sender, URL)

    return run


@pytest.fixture
def notices(database: Database) -> Callable[[], Sequence[Notice]]:
    """Every notice there is."""

    def read() -> Sequence[Notice]:
        with session_of(database) as db:
            return db.scalars(select(Notice).order_by(Notice.due_at, Notice.id)).all()

    return read


@pytest.fixture
def mailer(postbox: Postbox) -> SmtpSender:
    """The sender that speaks to the mail server."""
    return SmtpSender(postbox.url, "Nod <nod@nod.example>")
