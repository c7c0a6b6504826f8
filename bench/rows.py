"""Rows of as many families as asked for, each with a life of months: sealed, linked, in every table that pages read."""

from collections.abc import Iterator

from bench.council_rows import A_CASELOAD, DAYS, Row, key
from bench.family_rows import FamilyRows
from portal.models import words as w

STEPS, GOALS, SCORES, NOTES = 8, 3, 6, 3
"""Of each family; the scores are of each goal."""
WORDS = (
    "Mae Mair a Huw yn mynd i’r grŵp rhieni gyda’i gilydd",
    "We meet at school and talk about the mornings",
    "Mynd am dro i’r parc bob dydd Sadwrn, beth bynnag fo’r tywydd",
    "I want us to eat together three times a week",
)


class Rows(FamilyRows):
    """What happened in the families, and what was said, scored, agreed and noted."""

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Yield each table's name with its rows, those that others point at first."""
        for table in (
            "agency", "area_team", "worker", "family", "family_key", "household", "person", "account",
            "household_person", "circle", "circle_person", "member", "step", "step_move", "goal", "score", "consent",
            "note", "entry",
        ):  # fmt: skip
            yield table, getattr(self, table)()

    def step(self) -> Iterator[Row]:
        for n in range(STEPS):
            is_coming = n >= STEPS - 2
            for f in self.families:
                day = self.on(-(f % 20) - n if is_coming else DAYS - 18 * n)
                yield {
                    **self.of("step", f, n, what=some(f, n), who="Mair, Huw ac Eleri", where="Canolfan y plant"),
                    "circle_id": key("circle", f, n % 2),
                    "language": "cy",
                    "happens_on": day,
                    "is_about": n % 3 == 0,
                    "state": w.StepState.COMING if is_coming else w.StepState.HAPPENED,
                    "ended_on": None if is_coming else day,
                    "added_by_id": key("account/key", f // A_CASELOAD),
                    "added_at": self.at(DAYS - 12 * n),
                }

    def step_move(self) -> Iterator[Row]:
        for f in self.families:
            yield {
                **self.of("step_move", f, why="Roedd Ifan yn sâl y diwrnod hwnnw"),
                "step_id": key("step", f, STEPS - 1),
                "from_on": self.on(3),
                "to_on": self.on(-(f % 20) - STEPS + 1),
                "moved_by_id": key("account/key", f // A_CASELOAD),
                "moved_at": self.at(4),
            }

    def goal(self) -> Iterator[Row]:
        for n in range(GOALS):
            for f in self.families:
                yield {
                    **self.of("goal", f, n, words=some(f, n)),
                    "circle_id": key("circle", f, n % 2),
                    "owner_id": None if n else key("person", f, 0),
                    "language": "cy",
                    "scale": w.Scale.TEN,
                    "state": w.GoalState.OPEN,
                    "rank": n + 1,
                    "set_at": self.at(DAYS - 10 * n),
                    "set_by_id": key("account", f),
                }

    def score(self) -> Iterator[Row]:
        for n in range(SCORES):
            for g in range(GOALS):
                for f in self.families:
                    yield {
                        **self.of("score", f, g, n, why=some(f, n) if n % 2 else None),
                        "goal_id": key("goal", f, g),
                        "kind": w.ScoreKind.SCORED,
                        "value": (f + g + n) % 11,
                        "by_id": key("person", f, n % 2),
                        "scored_at": self.at(DAYS - 40 - 14 * n),
                    }

    def consent(self) -> Iterator[Row]:
        for n, kind in enumerate(w.InfoKind):
            for f in self.families:
                yield {
                    **self.of("consent", f, n, purpose="So that the board can plan the visits with us"),
                    "person_id": key("person", f, 0),
                    "decider_id": key("person", f, 0),
                    "agency_id": key("agency", 1),
                    "kind": kind,
                    "status": w.ConsentStatus.ASKED if n == 5 and f % 2 else w.ConsentStatus.GIVEN,
                    "how": w.ConsentHow.SELF,
                    "notice_version": "2026-11",
                    "notice_language": "cy",
                    "decided_at": self.at(60 - n),
                }

    def note(self) -> Iterator[Row]:
        for n in range(NOTES):
            for f in self.families:
                yield {
                    **self.of("note", f, n, words=some(f, n)),
                    "written_by_id": self.worker_of(f),
                    "written_at": self.at(DAYS - 40 * n),
                }


def some(f: int, n: int) -> str:
    """Return a sentence."""
    return f"{WORDS[(f + n) % len(WORDS)]} ({f}.{n})"
