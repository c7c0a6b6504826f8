"""What the pages of these tests are served from must not leave anything open behind a browser that goes away."""

import socket
import struct
import threading
from collections.abc import Iterator

GONE_AT_ONCE = struct.pack("ii", 1, 0)


class Slow:
    """An answer that ends only when its reader has gone, and a note of when it is let go."""

    def __init__(self) -> None:
        self.reader_is_gone = threading.Event()
        self.let_go = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        yield b"some"
        self.reader_is_gone.wait(10)

    def close(self) -> None:
        self.let_go.set()


def test_a_browser_that_leaves_while_it_is_answered_leaves_no_file_open(serve, address):
    body = Slow()

    def answer(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
        return body

    serve(answer)
    with socket.create_connection(("127.0.0.1", int(address.url.rpartition(":")[2]))) as visitor:
        visitor.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while not visitor.recv(1000).endswith(b"some"):
            pass
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, GONE_AT_ONCE)
    body.reader_is_gone.set()

    assert body.let_go.wait(5)
