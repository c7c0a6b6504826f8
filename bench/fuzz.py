"""Asks whatever can be asked, 50,000 times: any address, method, field and header, as every kind of person.

`python -m bench.fuzz [--quick]`. What is asked changes the demo's people, so that every round begins with fresh ones.
"""

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bench import seeding
from bench.report import Figure, Report
from bench.servers import CORES
from portal.app import create_app
from tests.support.fuzzing import Fuzz, faults

ROUNDS, QUICK_ROUNDS, IN_A_ROUND = 10, 1, 5_000
SHOWN = 20


def one_round(number: int, folder: Path) -> tuple[Counter[int], list[str]]:
    """Ask one round's requests of a fresh demo, each round others, and return what came and what was wrong."""
    chosen = seeding.settings_for(folder, f"sqlite:///{folder / f'fuzz-{number}.db'}")
    seeding.demo(chosen, county=False)
    app = create_app(chosen.model_copy(update={"address_tries": 0}))
    fuzz, statuses, wrong = Fuzz(app), Counter[int](), list[str]()

    @seed(number)
    @settings(
        max_examples=IN_A_ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(fuzz.requests)
    def ask(asked):  # type: ignore[no-untyped-def]
        answer = fuzz.send(asked)
        statuses[answer.status_code] += 1
        wrong.extend(faults(asked, answer))

    ask()
    app.extensions["nod.database"].close()
    return statuses, wrong


def main() -> int:
    """Ask, and say whether anything was wrong."""
    parser = argparse.ArgumentParser(prog="bench.fuzz", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{IN_A_ROUND:,} requests")
    chosen = parser.parse_args()
    report, statuses, wrong = Report(vars(chosen)), Counter[int](), list[str]()
    with tempfile.TemporaryDirectory(prefix="nod-fuzz-") as folder:
        numbers = range(QUICK_ROUNDS if chosen.quick else ROUNDS)
        with ProcessPoolExecutor(CORES) as processes:
            for came, found in processes.map(partial(one_round, folder=Path(folder)), numbers):
                statuses += came
                wrong += found
    marks = sum(one.startswith("unescaped") for one in wrong)
    asked, told = (
        f"of {statuses.total():,} made-up requests",
        ", ".join(f"{n} × {s}" for s, n in sorted(statuses.items())),
    )
    report.add(
        Figure(f"answers of 500 or more, or leading elsewhere, {asked}", len(wrong) - marks, most=0, beside=told),
        Figure(f"unescaped marks, {asked}", marks, most=0, beside="\n".join(wrong[:SHOWN])),
    )
    return 0 if report.end() else 1


if __name__ == "__main__":
    sys.exit(main())
