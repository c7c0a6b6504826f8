"""What Nod is made of: pinned with hashes, as published, and asked about."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINS = sorted((ROOT / "requirements").glob("*.txt"))
VENDOR = ROOT / "static" / "vendor"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
OPEN_LICENCES = {"Zero-Clause BSD", "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}


def requirements(path):
    """The lines of a file of pins, each with what continues it."""
    whole = path.read_text().replace("\\\n", " ")
    return [line.strip() for line in whole.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_package_is_pinned_to_one_version_by_hash_and_from_no_address(path):
    lines = requirements(path)

    assert len(lines) > 30
    assert [line for line in lines if not re.match(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+ ", line)] == []
    assert [line for line in lines if not HASH.search(line)] == []
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_the_makefile_installs_nothing_without_its_hash():
    installs = [
        line for line in (ROOT / "Makefile").read_text().splitlines() if "$(PIP)" in line and "PIP :=" not in line
    ]

    assert installs
    assert [line for line in installs if "--require-hashes" not in line and "--no-deps" not in line] == []


def test_what_the_tests_run_with_is_what_runs():
    """A package in both files has one version."""
    run, test = ({line.split("==")[0]: line.split()[0] for line in requirements(path)} for path in PINS)

    assert {name: (pin, test[name]) for name, pin in run.items() if name in test and test[name] != pin} == {}


def test_every_file_from_elsewhere_is_as_it_was_published():
    rows = re.findall(
        r"^\| `([^`]+)` \| [^|]+ \| [^|]+ \| ([^|]+) \| `sha384-([^`]+)` \|$",
        (VENDOR / "VENDORED.md").read_text(),
        re.MULTILINE,
    )
    digests = {
        path.name: base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
        for path in VENDOR.iterdir()
        if path.suffix != ".md"
    }

    assert {name: digest for name, _licence, digest in rows} == digests
    assert {licence.strip() for _name, licence, _digest in rows} <= OPEN_LICENCES


def test_there_is_a_list_of_what_nod_is_made_of(tmp_path):
    file = tmp_path / "sbom.json"
    subprocess.run([sys.executable, ROOT / "tools" / "sbom.py", file], check=True, capture_output=True)
    listed = json.loads(file.read_text())

    assert listed["bomFormat"] == "CycloneDX"
    names = {one["name"].lower() for one in listed["components"]}
    pinned = {line.split("==")[0].partition("[")[0].lower() for line in requirements(ROOT / "requirements" / "run.txt")}
    assert pinned | {"htmx.org"} <= names
    assert [
        one["name"] for one in listed["components"] if not (one.get("hashes") or one.get("externalReferences"))
    ] == []


def test_an_audit_that_nobody_answers_fails():
    """Nothing listens at this proxy, so that no advisory service can be reached."""
    nowhere = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [ROOT / "tools" / "audit.sh"],
        env={**os.environ, **nowhere, "NO_PROXY": "", "no_proxy": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "Every package was asked about" not in done.stdout
