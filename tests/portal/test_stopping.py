"""Beginning and stopping: one server a port, and one that has nothing to do is gone at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
QUICK, TRIES = 2.0, 3
"""Seconds; and how often a busy machine may be slower. Where something is waited for, every try is."""
SETTLED = 3.0
"""Seconds after which every process of a server has begun."""


def test_a_council_that_stops_an_idle_server_waits_less_than_two_seconds(tmp_path):
    assert any(seconds_to_stop(tmp_path) < QUICK for _ in range(TRIES))


def seconds_to_stop(folder):
    """Begin a server, let it come to rest, and stop it."""
    port = free_port()
    serving = begin(folder, port)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        time.sleep(SETTLED)
        began = time.monotonic()
        serving.send_signal(signal.SIGTERM)
        serving.wait(timeout=30)
    finally:
        serving.kill()
        serving.wait()
    return time.monotonic() - began


def test_a_second_server_on_one_port_is_refused_in_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        second = begin(tmp_path, port, stderr=subprocess.PIPE, text=True)
        _, said = second.communicate(timeout=60)

    assert second.returncode == 1
    assert said == f"nod: PortTaken: 127.0.0.1 {port}\n"


def begin(folder: Path, port: int, **wishes: Any) -> subprocess.Popen:
    command = folder / "nod"
    command.write_text(f"#!{sys.executable}\nfrom portal.cli import main\nmain()\n")
    command.chmod(0o700)
    told = {"PYTHONPATH": str(ROOT), "NOD_DEMO": "1", "NOD_INSTANCE": str(folder)}
    told |= {"NOD_DATABASE_URL": f"sqlite:///{folder}/nod.db", "NOD_JOBS_URL": f"sqlite:///{folder}/jobs.db"}
    return subprocess.Popen([command, "serve", "--port", str(port)], env=os.environ | told, cwd=ROOT, **wishes)


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            with urlopen(address):  # noqa: S310 (our own)
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(address)
