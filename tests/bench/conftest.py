"""The bench exists on Linux alone; elsewhere there is nothing to collect but its refusal."""

import sys

collect_ignore = [] if sys.platform == "linux" else ["test_bench.py"]
