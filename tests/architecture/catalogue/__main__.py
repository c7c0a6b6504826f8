"""`python -m tests.architecture.catalogue` checks; `--write-review` writes the translator's list instead."""

import argparse
import sys

from tests.architecture.catalogue import everything, review


def main() -> int:
    """Answer 0 when the catalogue is whole."""
    parser = argparse.ArgumentParser(prog="catalogue")
    parser.add_argument("--write-review", action="store_true", help="write translations/awaiting-review.md")
    if parser.parse_args().write_review:
        review.LIST.write_text(review.current(), encoding="utf-8")
        return 0
    found = [f"{check.__name__}: {said}" for check in everything.CHECKS for said in check()]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"Catalogue: {len(found) or 'no'} faults\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
