#!/usr/bin/env bash
# Pins requirements/*.txt with hashes from requirements/*.in. Needs uv; nothing else in the project does.
set -euo pipefail
cd "$(dirname "$0")/../requirements"
pin() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "tools/pins.sh" "$@"
}
pin run.in --output-file run.txt
pin test.in --constraints run.txt --output-file test.txt
