"""An installed QuizHub brings its pages and its question banks along."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CARRIED = ("frontend", "question_banks")


def test_wheel_holds_frontend_and_banks(tmp_path):
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        tmp_path,
        ROOT,
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr

    [wheel] = tmp_path.glob("quizhub-*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [path for folder in CARRIED for path in (ROOT / folder).rglob("[!.]*") if path.is_file()]
    expected = {f"quizhub/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert expected <= inside, sorted(expected - inside)
    assert not [name for name in inside if name.startswith(CARRIED)]
