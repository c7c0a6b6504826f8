"""Says how many small changes to the rules of sight a test noticed; fails below 95 of 100."""

import json
import subprocess
import sys
from pathlib import Path

LEAST = 0.95
MUTMUT = Path(sys.executable).with_name("mutmut")
SEEN = ("killed", "timeout", "caught_by_type_check", "segfault", "suspicious")


def main() -> int:
    """Print the figure and every change that no test noticed."""
    subprocess.run([MUTMUT, "export-cicd-stats"], check=True, capture_output=True)
    stats = json.loads(Path("mutants/mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    noticed = sum(stats.get(name, 0) for name in SEEN)
    print(f"mutants noticed: {noticed} of {stats['total']}, {noticed / stats['total']:.1%} (at least {LEAST:.0%})")
    listed = subprocess.run([MUTMUT, "results"], check=True, capture_output=True, text=True).stdout
    print(listed.rstrip())
    return 0 if noticed >= LEAST * stats["total"] else 1


if __name__ == "__main__":
    sys.exit(main())
