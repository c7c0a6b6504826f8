"""Writing a score, the whole request, on SQLite that waits for the disk, beside reading the home."""

from collections.abc import Iterator

from bench.growth import Town
from bench.load import ask
from bench.report import Figure, Report
from bench.rounds import Round, Rounds, Target, measured
from bench.visitors import Browsers


def measure(report: Report, town: Town, browsers: Browsers, *, rounds: int, most: int) -> None:
    """Score the goals of many families and read their homes, in turn."""
    parents = list(town.parents.values())[: most * 2]
    paths = [(parent, f"/family/goals/{browsers.own_goal(parent)}/score") for parent in parents]
    homes = [parent.get("/family/") for parent in parents]

    def scores() -> Iterator[bytes]:
        for number in range(most):
            parent, path = paths[number % len(paths)]
            yield parent.post(path, answer=str(number % 11), why="Roedd yn haws yr wythnos hon")

    ask(town.server.port, homes, connections=2, most=most)
    found: dict[str, list[Round]] = {"home": [], "score": []}
    for _ in range(rounds):
        found["home"].append(measured(Target(town.server, homes), connections=2, most=most))
        found["score"].append(measured(Target(town.server, list(scores()), (303,)), connections=2, most=most))
    home, score = Rounds(found["home"]), Rounds(found["score"])
    report.add(
        Figure(
            "writing a score ÷ reading the home, processor time (SQLite, synchronous=FULL)",
            score.milliseconds / home.milliseconds,
            most=1.5,
            beside=f"score: {score}\nhome: {home}",
        )
    )
