"""Runs the web server and, beside it, the job runner."""

import gc
import os
import socket
import subprocess
import sys

from granian import Granian
from granian.constants import Interfaces

from portal.errors import PortTaken
from portal.settings import Settings

THREADS = 3
"""A process: one hashes a password, one waits to, and one is left for pages."""
JOBS_AFTER = 3
"""Seconds that the job runner waits, so that it does not slow the web server's start."""
STOPS_WITHIN = 10


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped: a process a core, and in each the threads that sign-ins cannot all take."""
    refuse_taken(host, port)
    runner = subprocess.Popen([sys.argv[0], "jobs", "--after", str(JOBS_AFTER)])  # noqa: S603 (this very command)
    print(f"Nod is at http://{host}:{port}", flush=True)  # noqa: T201 (says where to go)
    if settings.demo:
        print(f"Be one of the demo people: http://{host}:{port}/demo", flush=True)  # noqa: T201 (the same)
    try:
        Granian(
            "wsgi:app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=os.cpu_count() or 1,
            blocking_threads=THREADS,
            log_access=False,
            respawn_failed_workers=True,
            workers_kill_timeout=STOPS_WITHIN,  # one that was still beginning may not have heard
        ).serve()
    finally:
        runner.terminate()
        runner.wait(timeout=STOPS_WITHIN)
        gc.freeze()  # all is done: clearing up objects one by one as the process ends would take seconds


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port where something answers: two servers would share it, and half of all forms would fail."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise PortTaken(host, port) from error
