#!/usr/bin/env bash
# Makes .venv with the machine's python3 (3.11 or newer); installs Debian's venv module first where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Nod needs Python 3.11 or newer; '$python' is not. Set PYTHON= to one that is." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    tools/system.sh python3-venv
fi
if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv .venv
fi
