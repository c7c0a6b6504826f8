"""Writes what Nod is made of as a CycloneDX list: `python tools/sbom.py [FILE]`, by default into instance/sbom.json."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDORED = ROOT / "static" / "vendor" / "VENDORED.md"
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| `(?P<name>[^`]+)` [^|]*\| (?P<version>\S+) \| [^|]+ \| `sha384-(?P<digest>\S+)` \|"
)


def vendored() -> list[dict[str, object]]:
    """Return the files that are in the tree as published, each with its digest."""
    rows = [found for line in VENDORED.read_text().splitlines() if (found := ROW.match(line))]
    return [
        {
            "type": "library",
            "bom-ref": f"vendor-{row['file']}",
            "name": row["name"],
            "version": row["version"],
            "purl": f"pkg:npm/{row['name']}@{row['version']}",
            "hashes": [{"alg": "SHA-384", "content": base64.b64decode(row["digest"]).hex()}],
        }
        for row in rows
    ]


def main() -> None:
    """Let cyclonedx-py list the pinned packages, add what is in the tree, and write both."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "instance" / "sbom.json"
    listing = subprocess.run(
        [
            *(sys.executable, "-m", "cyclonedx_py", "requirements", str(ROOT / "requirements" / "run.txt")),
            *("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--output-format", "JSON"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    bill = json.loads(listing.stdout)
    bill["components"] = [*bill["components"], *vendored()]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(bill['components'])} components in {file}")


if __name__ == "__main__":
    main()
