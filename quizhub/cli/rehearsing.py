"""What a person sees of a rehearsal: a bar while it plays, the standings and figures afterwards.

Used by rehearse.py only, which imports it late.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from quizhub.robots.rehearsal import Rehearsal, Wishes
from quizhub.robots.report import Report
from quizhub.robots.sections import Json


def play(wishes: Wishes, silent: bool) -> Report:
    """Run it to its report; `silent` without the bar."""
    if silent:
        return _run(Rehearsal(wishes).run())
    with _Display() as display:
        return _run(Rehearsal(wishes, display.show).run())


def _run(playing: Coroutine[Any, Any, Report]) -> Report:
    """On uvloop where there is one; Ctrl-C cancels the rehearsal, which then still gives its report."""
    new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
    if sys.platform != "win32":
        import uvloop

        new_loop = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(_until_told_to_stop(playing))


async def _until_told_to_stop(playing: Coroutine[Any, Any, Report]) -> Report:
    """A polite kill is like Ctrl-C: whoever started a rehearsal from a program wants its report too."""
    playing_task = asyncio.current_task()
    if sys.platform != "win32" and playing_task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, playing_task.cancel)
    return await playing


class _Display:
    """A bar over the questions of the plan with the figures of the moment, on the error stream."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:.0f}/{task.total:.0f}"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[figures]}"),
            TextColumn("[dim]{task.fields[waiting]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID = self._bar.add_task("getting in", total=1, figures="", waiting="")

    def __enter__(self) -> "_Display":
        self._bar.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._bar.stop()

    def show(self, rehearsal: Rehearsal) -> None:
        """Bring the bar up to date."""
        done, total = _progress(rehearsal.view.get("rundown") or [])
        answers = rehearsal.tally.answers
        waiting = rehearsal.waiting_for
        self._bar.update(
            self._task,
            description=_where(rehearsal),
            total=max(1, total),
            completed=done,
            figures=f"{rehearsal.online} online · answers {answers.sent} sent, {answers.acknowledged} kept",
            waiting=f"waiting for {waiting}" if waiting else "",
        )


def _progress(rundown: list[Json]) -> tuple[int, int]:
    """Questions played and questions planned."""
    done = 0
    for planned in rundown:
        over = planned["state"] == "done"
        done += (
            planned["questions"] if over else sum(ask["state"] in ("done", "void") for ask in planned["asks"])
        )
    return done, sum(planned["questions"] for planned in rundown)


def _where(rehearsal: Rehearsal) -> str:
    """Round, question and phase in a few words."""
    view = rehearsal.view
    planned = view.record("stage").get("round") or {}
    if not view.ask:
        return str(planned.get("title") or view.show or "getting in")
    return f"{planned.get('title', '')} {view.ask['n']}/{view.ask['of']} {view.ask['phase']}"


def print_report(report: Report) -> None:
    """Standings and figures on the standard output."""
    console = Console()
    if report.standings:
        table = Table("Rank", "Team", "Points", title="Standings as the screen showed them")
        for row in report.standings:
            table.add_row(str(row["rank"]), str(row["name"] or row["team"]), str(row["points"]))
        console.print(table)
    if len(report.kinds) > 1:
        console.print(
            "What each kind of phone saw: ms to the acknowledgement (p50, p99), the longest "
            "waits with lost sockets and all (Wait, p99), times it came back (Back).",
            highlight=False,
        )
        console.print(_kinds(report))
    for line in _lines(report):
        console.print(line, markup=False, highlight=False)


def _kinds(report: Report) -> Table:
    """One row for each kind of phone."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Kind", no_wrap=True)
    for heading in ("Phones", "Sent", "Kept", "p50", "p99", "Wait", "Resent", "Back", "Lost"):
        table.add_column(heading, justify="right", no_wrap=True)
    for kind, phones in report.kinds.items():
        told = phones.as_json()
        figures = (
            told["phones"], told["sent"], told["acknowledged"], told["ack_ms"]["p50"], told["ack_ms"]["p99"],
            told["wait_ms"]["p99"], told["resent"], told["reconnects"], told["lost"] + told["doubled"],
        )  # fmt: skip
        table.add_row(kind, *("–" if figure is None else str(figure) for figure in figures))
    return table


def _lines(report: Report) -> list[str]:
    """What came out, in sentences."""
    told = report.as_json()
    answers, ack = told["answers"], told["ack_ms"]
    lines = [
        f"{report.cast.teams} robot captains and {report.cast.audience} in the audience, "
        f"{report.questions} questions in {report.seconds:.0f} s (seed {report.seed}).",
        f"Answers: {answers['sent']} sent, {answers['acknowledged']} acknowledged, "
        f"{answers['refused']} refused, {answers['lost']} lost, {answers['doubled']} doubled.",
    ]
    if ack["p50"] is not None:
        lines.append(
            f"Time to the acknowledgement: half within {ack['p50']} ms, 99 % within {ack['p99']} ms."
        )
    lines += report.notes + report.tally.faults
    if report.stuck:
        lines.append(f"Stuck: {report.stuck}.")
    finished = "Finished." if report.phase == "finished" else f"Not finished; it stopped at: {report.phase}."
    return [*lines, finished]
