"""The servers that are measured: the one that families meet, started as they meet it, always stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from bench.load import HOST
from portal.serving import THREADS
from portal.settings import ROOT

CORES = os.cpu_count() or 1
FIRST_PORT, LAST_PORT = 8110, 8119
STARTS_WITHIN = 60
"""Seconds."""
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A web server in a process group of its own, with `workers` processes."""

    def __init__(self, application: str, environment: Mapping[str, str], log: Path, *, workers: int = CORES) -> None:
        self.application, self.environment, self.log, self.workers = application, environment, log, workers
        self.port = 0

    def __enter__(self) -> Self:
        """Start it, and wait until every worker is there and it answers."""
        self.port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(self.port)]
        command += ["--workers", str(self.workers), "--blocking-threads", str(THREADS), "--log-level", "warning"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, self.application],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_fault: object) -> None:
        """Stop it and everything it started."""
        for sent, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
            try:
                os.killpg(self.process.pid, sent)
                self.process.wait(seconds)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self._answers():
                time.sleep(1)  # for the workers that did not take this request
                return
            time.sleep(0.1)
        raise RuntimeError(f"{self.application} did not start:\n{self.log.read_text()[-3000:]}")

    def _answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=5) as line:
                line.sendall(b"GET /health HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
                return line.recv(12).startswith(b"HTTP/1.1")
        except OSError:
            return False

    def processes(self) -> list[int]:
        """The keeper and its workers."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                group = (folder / "stat").read_text().rpartition(")")[2].split()[2]
            except OSError:
                continue  # it has ended meanwhile
            if int(group) == self.process.pid:
                found.append(int(folder.name))
        return found

    def processor_seconds(self) -> float:
        """Processor time that all of them have used until now."""
        return sum(processor_seconds(pid) for pid in self.processes())

    def memory(self) -> dict[int, float]:
        """MiB of each worker: its own pages, and its share of those it has in common (PSS)."""
        return {pid: memory(pid) for pid in self.processes() if pid != self.process.pid and is_worker(pid)}


def processor_seconds(pid: int) -> float:
    """Return the processor time of one process with its threads, itself and the system for it."""
    try:
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(used[11]) + int(used[12])) / TICKS


def memory(pid: int) -> float:
    """Return the proportional set size of one process in MiB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def is_worker(pid: int) -> bool:
    """Say whether a process answers requests, and is no helper of the keeper's."""
    try:
        return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def busy_seconds() -> float:
    """Return the processor time that everything on this machine has used since it started."""
    used = [int(ticks) for ticks in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(used[:3]) + sum(used[5:8])) / TICKS


def free_port() -> int:
    """Return a port of ours that nobody listens on."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                line.bind((HOST, port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"ports {FIRST_PORT} to {LAST_PORT} are all taken")
