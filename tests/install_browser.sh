#!/usr/bin/env bash
# Gets the browser tests a Chromium and a Chinese font; `make test` calls it with the Python to use.
#
# apt-get where that asks for no password, then Playwright's own download (Ubuntu has Chromium only as
# a snap). What is still missing afterwards is said in a sentence, and the tests that need it fail with
# the same sentence: the others still run.
set -uo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}

ready() { "$python" -m tests.browser >/dev/null; }
browser_missing() { ! "$python" -m tests.browser chromium >/dev/null; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$1" </dev/null >/dev/null 2>&1
}

ready && exit 0
echo "Installing what the browser tests need ..."

if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    as_root apt-get update -qq </dev/null >/dev/null 2>&1
    apt_install fonts-noto-cjk
    if browser_missing; then
        apt_install chromium-headless-shell || apt_install chromium
    fi
fi

if browser_missing; then
    with_deps=()
    if as_root true 2>/dev/null; then with_deps=(--with-deps); fi
    PLAYWRIGHT_BROWSERS_PATH="$PWD/.venv/browser" \
        "$python" -m playwright install "${with_deps[@]+"${with_deps[@]}"}" --only-shell chromium </dev/null >/dev/null 2>&1
fi

"$python" -m tests.browser >&2 || true
