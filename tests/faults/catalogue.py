"""The faults this program is tried with: number, what is injected, what must be true for it to pass.

Used by the table at the end of a test run and checked against docs/faults.md. The numbers are those of
the project's reference on reliability; missing ones belong to more than one machine, or to real phones.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`soak`: looked for by `make soak` alone."""

    number: int
    injected: str
    mark: str
    soak: bool = False


FAULTS = (
    Fault(1, "SIGKILL at a random instant, 200 runs, 50 phones sending",
          "0 acked lost, 0 doubled; serving again ≤ 3 s; phones back p95 ≤ 5 s", soak=True),
    Fault(3, "disk full mid-question",
          "0 acks without commit; banner ≤ 1 s; resumes ≤ 5 s after space, no restart"),
    Fault(5, "another process holds the lock 10 s",
          "loop lag p99 ≤ 50 ms; commands wait or fail with reason; 0 lost"),
    Fault(6, "damaged database at start",
          "refuses, names last good backup, never overwrites, ≤ 5 s"),
    Fault(7, "wall clock ±1 h, −1 day", "countdown error ≤ 50 ms; order unchanged"),
    Fault(8, "laptop asleep 60 s (SIGSTOP)",
          "auto-pause, host asked, no auto-lock; phones back ≤ 5 s", soak=True),
    Fault(9, "event loop blocked 3 s",
          "≤ 1 % false drops; buzzes in that window marked uncertain", soak=True),
    Fault(10, "command × 5", "1 effect, 5 equal acks"),
    Fault(11, "reordered answers", "highest counter wins, 1,000 cases"),
    Fault(12, "ack lost", "re-sent ≤ 3.7 s, 1 effect"),
    Fault(13, "answer after lock, any delay", "100 % reason code"),
    Fault(14, "stale question", "0 misapplied"),
    Fault(15, "20 clients stop reading",
          "aborted ≤ 10 s; sockets = baseline; ≤ 256 kB each; others p99 +≤ 20 ms"),
    Fault(16, "half-open TCP (black hole)",
          "host sees offline ≤ 12 s; new socket takes the seat ≤ 1 s", soak=True),
    Fault(17, "30 % of phones flap 1 s in 5 for 10 min",
          "0 acked lost; back p95 ≤ 1.5 s", soak=True),
    Fault(18, "5 % loss, 300 ms, 50 kbit/s", "ack p95 ≤ 1.5 s; first load ≤ 6 s", soak=True),
    Fault(21, "zombie OPEN socket", "detected ≤ 1.5 s after wake"),
    Fault(22, "two hosts press Next ≤ 50 ms apart, 1,000 ×", "exactly one step; other told"),
    Fault(23, "host A cut, B takes over, A returns",
          "B in ≤ 5 s; A's stale commands 100 % refused"),
    Fault(24, "host reload mid-question", "same step ≤ 2 s; clock untouched"),
    Fault(25, "projector reload / second screen lost", "same frame ≤ 2 s; never white > 0.5 s"),
    Fault(28, "two phones, one seat", "one controller, other told; 0 double effect"),
    Fault(34, "10⁶ fuzzed frames",
          "0 unhandled errors, 0 state change, ≤ 50 MB growth", soak=True),
    Fault(35, "void / key change after reveal", "equals fresh replay, 1,000 histories"),
    Fault(36, "undo/redo depth 50", "hash equal"),
    Fault(38, "leak scan of every frame and page before reveal",
          "0 hits in 1,000 shows; same option order everywhere"),
    Fault(39, "40 phones press within 1 ms; six phones behind unequal delays, clocks lying",
          "one winner, same on all screens ≤ 300 ms after hold; rule reproducible from log; true order"),
    Fault(40, "early presses", "never win; flagged"),
    Fault(45, "phone clock ±5 min", "countdown error ≤ 150 ms"),
)  # fmt: skip
