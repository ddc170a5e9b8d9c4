"""A wall clock somebody sets while the program runs: Python loads this module at the start of a process
whose PYTHONPATH leads here. QUIZHUB_LYING_CLOCK names a file with the seconds to add.
"""

import os
import time
from pathlib import Path

_FILE = Path(os.environ["QUIZHUB_LYING_CLOCK"])
_true_time, _true_time_ns = time.time, time.time_ns


def _added() -> int:
    return int(_FILE.read_text())


time.time = lambda: _true_time() + _added()
time.time_ns = lambda: _true_time_ns() + _added() * 1_000_000_000
