"""`make bench`: measures every figure of the server in one run, prints them and keeps them in `bench/results/`."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import growth, pages, pressure, seeding, starting, writing
from bench.report import Report
from bench.servers import CORES, Server
from bench.visitors import COOKIE, Browsers
from portal.settings import Settings
from tests.support.postgres import Postgres

APPLICATION, FLOORS = "wsgi:app", "bench.floors:app"
PARENT = "sian@demo.example"


@dataclass(frozen=True)
class Size:
    """How much is done: more is steadier."""

    county: bool = True
    rounds: int = 5
    seconds: float = 3
    few: int = 1_000
    many: int = 10_000
    growth_rounds: int = 4
    growth_seconds: float = 8
    sign_in_seconds: float = 8
    requests: int = 10_000
    writes: int = 200
    imports: int = 5


QUICK = Size(
    county=False,
    rounds=2,
    seconds=1,
    few=30,
    many=300,
    growth_rounds=2,
    growth_seconds=1,
    sign_in_seconds=3,
    requests=1_000,
    writes=50,
    imports=2,
)


class Bench:
    """One run: what it made is gone when it ends."""

    def __init__(self, report: Report, size: Size, folder: Path) -> None:
        self.report, self.size, self.folder = report, size, folder

    def settings(self, url: str) -> Settings:
        """Return settings over one database; the secrets are the same for all."""
        return seeding.settings_for(self.folder, url)

    def file(self, name: str) -> str:
        """Return the address of an embedded database."""
        return f"sqlite:///{self.folder / name}.db"

    def server(self, settings: Settings, *, workers: int = CORES, floors_for: str = "") -> Server:
        """Return a server of the application, or of the floors of what one browser sees, not yet started."""
        environment = {**seeding.environment_of(settings), COOKIE: floors_for}
        return Server(FLOORS if floors_for else APPLICATION, environment, self.folder / "log", workers=workers)

    def whole(self, postgres: Postgres) -> None:
        """Measure everything."""
        demo = self.settings(self.file("demo"))
        starting.imported(self.report, seeding.environment_of(demo), times=self.size.imports)
        seeding.demo(demo, county=self.size.county)
        other = self.settings(postgres.create("demo"))
        seeding.copied(demo.database_url, other.database_url)
        with ExitStack() as opened:
            browsers = Browsers(demo)
            opened.callback(browsers.close)
            self.pages(demo, other, browsers)
            self.pressure(demo, browsers)
        self.growth(postgres)

    def pages(self, demo: Settings, other: Settings, browsers: Browsers) -> None:
        """Measure pages beside their floors, and the first visit."""
        parent, keyworker = browsers.named(PARENT), browsers.keyworker(0)
        elsewhere = Browsers(other)
        elsewhere.begin([parent, keyworker])
        elsewhere.close()
        with ExitStack() as running:
            servers = {
                "floors": running.enter_context(self.server(demo, floors_for=parent.cookie)),
                "sqlite": running.enter_context(self.server(demo)),
                "postgresql": running.enter_context(self.server(other)),
            }
            pages.measure(self.report, servers, parent, keyworker, rounds=self.size.rounds, seconds=self.size.seconds)
            starting.first_visit(self.report, servers["sqlite"], parent)

    def pressure(self, demo: Settings, browsers: Browsers) -> None:
        """Measure sign-ins on all cores, and what one process holds."""
        with self.server(demo) as server:
            rounds = max(self.size.rounds // 2, 1)
            pressure.sign_ins(self.report, server, browsers, rounds=rounds, seconds=self.size.sign_in_seconds)
        with self.server(demo, workers=1) as server:
            pressure.memory(self.report, server, browsers, most=self.size.requests)

    def growth(self, postgres: Postgres) -> None:
        """Measure the same pages over few families and over many, and writing over few."""
        sizes = {"few": self.size.few, "many": self.size.many}
        urls: Mapping[str, Mapping[str, str]] = {
            "SQLite": {name: self.file(name) for name in sizes},
            "PostgreSQL": {name: postgres.create(name) for name in sizes},
        }
        for name, count in sizes.items():
            settings = self.settings(urls["SQLite"][name])
            seeding.many([urls[engine][name] for engine in urls], settings, count)
        times = f"{self.size.many:,} ÷ {self.size.few:,} families"
        for engine, of in urls.items():
            with ExitStack() as running:
                towns, browsers = {}, {}
                for name, count in sizes.items():
                    settings = self.settings(of[name])
                    browsers[name] = Browsers(settings)
                    running.callback(browsers[name].close)
                    server = running.enter_context(self.server(settings, workers=1))
                    towns[name] = growth.Town(server, browsers[name], count, within=self.size.growth_seconds)
                growth.measure(self.report, engine, towns["few"], towns["many"], times, rounds=self.size.growth_rounds)
                if engine == "SQLite":
                    rounds, most = self.size.rounds, self.size.writes
                    writing.measure(self.report, towns["few"], browsers["few"], rounds=rounds, most=most)


def stopped(_signal: int, _frame: object) -> None:
    """End as after Ctrl-C, so that every server is stopped."""
    sys.exit(1)


def main() -> int:
    """Read the arguments, measure, and say whether all is well."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough look in about a minute")
    parser.add_argument("--large", action="store_true", help="growth up to 100,000 families; takes long")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a figure is missed")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else Size(many=100_000) if chosen.large else Size()
    signal.signal(signal.SIGTERM, stopped)
    report = Report({**vars(chosen), **asdict(size)})
    postgres = Postgres()
    with tempfile.TemporaryDirectory(prefix="nod-bench-") as folder, ExitStack() as ended:
        postgres.start()
        ended.callback(postgres.stop)
        try:
            Bench(report, size, Path(folder)).whole(postgres)
        except BaseException as fault:
            report.end(f"stopped before the end ({fault!r})")
            raise
    return 0 if report.end() or not chosen.strict else 1


if __name__ == "__main__":
    sys.exit(main())
