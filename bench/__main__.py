"""`make bench`: measures every figure of the server in one run, prints them and keeps them in `bench/results/`."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import floors, growth, pages, pressure, seeding, starting, writing
