"""What the tests of the core may ask for besides."""

import sys
from dataclasses import dataclass

import pytest

from portal import cli


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def nod(app, tmp_path, monkeypatch, capsys):
    """Run the console command over the application's database, as someone would type it."""
    settings = app.extensions["nod.settings"]
    chosen = {
        "database_url": settings.database_url,
        "secret_key": settings.secret_key,
        "master_key": settings.master_key,
        "instance": str(tmp_path / "instance"),
        "demo": "1",
        "log_level": "ERROR",
    }

    def run(*words, **changed):
        for name, value in (chosen | changed).items():
            monkeypatch.setenv(f"NOD_{name.upper()}", value)
        monkeypatch.setattr(sys, "argv", ["nod", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Done(ended.value.code or 0, said.out, said.err)

    return run
