"""Runs the web server and, beside it, the job runner."""

import multiprocessing
import os
import signal

from granian import Granian
from granian.constants import Interfaces

from portal.jobs import runner
from portal.settings import Settings


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped: a process a core, two threads each, since a sign-in holds one for a fifth of a second."""
    jobs = multiprocessing.get_context("spawn").Process(target=runner.run, args=(settings,), daemon=True)
    jobs.start()
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
            blocking_threads=2,
            log_access=False,
            respawn_failed_workers=True,
        ).serve()
    finally:
        if jobs.is_alive() and jobs.pid:
            os.kill(jobs.pid, signal.SIGTERM)
