#!/usr/bin/env bash
# Installs the named Debian packages when root on Debian; elsewhere says what is missing and fails.
# Without a name: whatever the tests need and this machine lacks.
set -euo pipefail

lacks() { ! command -v "$1" >/dev/null; }

missing=("$@")
if [ $# -eq 0 ]; then
    lacks chromium && missing+=(chromium)
    lacks hunspell && missing+=(hunspell)
    lacks node && missing+=(nodejs)
    lacks npm && missing+=(npm)
    ldconfig -p | grep libpangoft2 >/dev/null || missing+=(libpangoft2-1.0-0 libharfbuzz-subset0)
    lacks WebKitWebDriver && missing+=(webkit2gtk-driver)
    lacks Xvfb && missing+=(xvfb)
    compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || lacks apt-get; then
    echo "Missing on this machine: ${missing[*]}" >&2
    echo "Install them first, on Debian: sudo apt-get install ${missing[*]}" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}"
