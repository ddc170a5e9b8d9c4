"""Where the browser tests find Chromium and a Chinese font, and the sentence for when they do not.

Used by the `chromium_path` fixture and, as `python -m tests.browser`, by install_browser.sh. Standard
library only, because it also runs before anything is installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CHOICE = "QUIZHUB_TEST_BROWSER"
DOWNLOADED = Path(__file__).parent.parent / ".venv" / "browser"
NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(os.environ.get("PROGRAMFILES", "")) / "Google/Chrome/Application/chrome.exe",
)

NO_CHROMIUM = (
    "The browser tests need Chromium. On Debian: sudo apt-get install chromium-headless-shell. "
    "Elsewhere install Chromium or Chrome, "
    f"or set {CHOICE} to the path of one."
)
NO_FONT = (
    "The browser tests need a Chinese font, or every Chinese sign is an empty box of the wrong width. "
    "On Debian and Ubuntu: sudo apt-get install fonts-noto-cjk."
)


def _candidates() -> Iterator[Path]:
    yield from DOWNLOADED.glob("chromium_headless_shell-*/*/*headless*shell*")
    for name in NAMES:
        found = shutil.which(name)
        # A snap sees another /tmp than the test that starts it.
        if found and not found.startswith("/snap/"):
            yield Path(found)
    yield from APPLICATIONS


def find_chromium() -> Path | None:
    """The browser to drive; one named in QUIZHUB_TEST_BROWSER is taken or nothing."""
    chosen = os.environ.get(CHOICE)
    candidates = [Path(chosen)] if chosen else _candidates()
    return next((path for path in candidates if os.access(path, os.X_OK) and path.is_file()), None)


def has_chinese_font() -> bool:
    """Only Linux comes without one."""
    if sys.platform != "linux":
        return True
    if lister := shutil.which("fc-list"):
        listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    return any(Path("/usr/share/fonts").glob("**/*CJK*"))


def missing() -> list[str]:
    """One sentence for each thing the browser tests need and this machine does not have."""
    complaints = []
    if find_chromium() is None:
        complaints.append(NO_CHROMIUM)
    if not has_chinese_font():
        complaints.append(NO_FONT)
    return complaints


def main() -> int:
    """Exit code 0 when nothing is missing; `chromium` as argument asks for the browser alone."""
    complaints = missing()
    if sys.argv[1:] == ["chromium"]:
        complaints = [complaint for complaint in complaints if complaint == NO_CHROMIUM]
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
