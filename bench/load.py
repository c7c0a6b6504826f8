"""Asks a server on this machine over keep-alive connections, within bounds of count and time, and notes the answers."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from time import perf_counter

HOST = "127.0.0.1"
AFTER_THE_END = 60
"""Seconds that answers may still take after the last request was sent."""


@dataclass
class Outcome:
    """What came of a load."""

    times: list[float] = field(default_factory=list)
    """Milliseconds from the last byte asked to the last byte answered."""
    statuses: Counter[int] = field(default_factory=Counter)
    bytes: int = 0
    lost: int = 0
    """Connections that ended while an answer was waited for."""
    seconds: float = 0

    @property
    def answered(self) -> int:
        """How many answers came."""
        return len(self.times)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds if self.seconds else 0

    def percentile(self, share: float) -> float:
        """The time, in milliseconds, within which this share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0

    def must_be(self, *statuses: int) -> None:
        """Refuse to go on with a figure that was not measured on the pages meant."""
        if self.lost or not self.answered or set(self.statuses) - set(statuses):
            raise RuntimeError(f"answers {dict(self.statuses)}, {self.lost} lost; only {statuses} were meant")


class Connection(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, requests: Iterator[bytes], until: float, outcome: Outcome) -> None:
        self.requests, self.until, self.outcome = requests, until, outcome
        self.ended = asyncio.get_running_loop().create_future()
        self.buffer, self.whole, self.status, self.began = bytearray(), 0, 0, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first time."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Send the next request, if there is one and time is left."""
        request = next(self.requests, None) if perf_counter() < self.until else None
        self.began = 0.0
        if request is None:
            self.transport.close()
            return
        self.whole, self.began = 0, perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Gather an answer; when it is whole, note it and ask again."""
        self.buffer += data
        if not self.whole and not self.read_head():
            return
        if len(self.buffer) >= self.whole:
            self.outcome.times.append((perf_counter() - self.began) * 1000)
            self.outcome.statuses[self.status] += 1
            self.outcome.bytes += self.whole
            del self.buffer[: self.whole]
            self.ask()

    def read_head(self) -> bool:
        """Learn the status and the length from the head, once it is there."""
        end = self.buffer.find(b"\r\n\r\n") + 4
        if end < 4:
            return False
        head = bytes(self.buffer[:end]).lower()
        self.status = int(head[9:12])
        _, found, rest = head.partition(b"\r\ncontent-length:")
        if not found and self.status not in (204, 304):
            raise ValueError("an answer without a length")
        self.whole = end + int(rest.split(b"\r\n", 1)[0] if found and self.status != 304 else 0)
        return True

    def connection_lost(self, _fault: Exception | None) -> None:
        """Note an answer that never came."""
        self.outcome.lost += bool(self.began)
        self.ended.set_result(None)


def get(path: str, cookie: str = "", **headers: str) -> bytes:
    """Return a request as a browser writes it, less what nobody reads."""
    return _request("GET", path, cookie, headers)


def post(path: str, form: str, cookie: str = "", **headers: str) -> bytes:
    """Return a form as a browser sends it."""
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(form.encode())), **headers}
    return _request("POST", path, cookie, sent) + form.encode()


def _request(method: str, path: str, cookie: str, headers: dict[str, str]) -> bytes:
    lines = {
        "Host": HOST,
        "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) Chrome/130.0.0.0 Mobile Safari/537.36",
        "Accept": "text/html,*/*;q=0.8",
        "Accept-Encoding": "gzip",
        **({"Cookie": cookie} if cookie else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = [f"{method} {path} HTTP/1.1", *(f"{name}: {said}" for name, said in lines.items()), "", ""]
    return "\r\n".join(head).encode()


async def asked(
    port: int, requests: Iterable[bytes], *, seconds: float = 120, connections: int = 16, most: int | None = None
) -> Outcome:
    """Ask over so many connections for so many seconds, or until the requests (or `most` of them) are through."""
    outcome, loop, began = Outcome(), asyncio.get_running_loop(), perf_counter()
    shared = iter(requests)
    if most is not None:
        shared = (request for request, _ in zip(shared, range(most), strict=False))
    made = [
        (await loop.create_connection(partial(Connection, shared, began + seconds, outcome), HOST, port))[1]
        for _ in range(connections)
    ]
    async with asyncio.timeout(seconds + AFTER_THE_END):
        await asyncio.gather(*(connection.ended for connection in made))
    outcome.seconds = perf_counter() - began
    return outcome


async def arriving(port: int, requests: Iterable[bytes], *, a_second: float, seconds: float, at_once: int) -> Outcome:
    """Let requests arrive at a steady rate, each on a connection of its own, whether or not others are answered.

    Args:
        at_once: the most that wait at the same time; an arrival above it is counted as lost and not sent.
    """
    outcome, loop, began = Outcome(), asyncio.get_running_loop(), perf_counter()
    waiting: set[asyncio.Future[None]] = set()
    for number, request in enumerate(requests):
        due = began + number / a_second
        if due > began + seconds:
            break
        await asyncio.sleep(max(due - perf_counter(), 0))
        if len(waiting) >= at_once:
            outcome.lost += 1
            continue
        made = partial(Connection, iter((request,)), began + 2 * seconds, outcome)
        _, connection = await loop.create_connection(made, HOST, port)
        waiting.add(connection.ended)
        connection.ended.add_done_callback(waiting.discard)
    outcome.seconds = perf_counter() - began
    with suppress(TimeoutError):
        async with asyncio.timeout(AFTER_THE_END):
            await asyncio.gather(*waiting)
    return outcome


def ask(port: int, requests: Sequence[bytes], **bounds: float) -> Outcome:
    """Ask in turn and again from the first; see `asked`."""
    return asyncio.run(asked(port, cycle(requests), **bounds))  # type: ignore[arg-type]  # the bounds of `asked`
