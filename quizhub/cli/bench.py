"""`quizhub bench`: only options and exit codes; what is measured is in quizhub/bench."""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from quizhub.cli.speaking import CONTENT, AsJson, fail, print_json

if TYPE_CHECKING:
    from quizhub.bench.figures import Figures


class Bench(StrEnum):
    """What to measure."""

    FANOUT = "fanout"
    ANSWERS = "answers"
    JOIN = "join"
    BUZZ = "buzz"


_PHONES = {Bench.FANOUT: 5000, Bench.ANSWERS: 1000, Bench.JOIN: 1000, Bench.BUZZ: 5000}


def bench(
    which: Annotated[Bench, typer.Argument(help="What to measure.")],
    phones: Annotated[
        int | None,
        typer.Option(min=1, max=20_000, help="Phones in the hall; 5000, for answers and join 1000."),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="Rounds; the median counts.")] = 5,
    repeat: Annotated[int, typer.Option(min=1, max=50, help="Measurements of each side in a round.")] = 4,
    as_json: AsJson = False,
) -> None:
    """Measure a server of its own, on this machine only, beside the least that any server could cost.

    fanout: one change to every phone. answers: everybody answers at once. join: the whole hall comes back
    at once. buzz: a press in the middle of a broadcast. Ratios can be compared between machines, times
    cannot. Linux only. Exit code 1 when nothing could be measured.
    """
    from quizhub.bench.figures import Size
    from quizhub.bench.machine import BenchFailed, require_linux

    try:
        require_linux()
        measure: Callable[[Size], Figures] = import_module(f"quizhub.bench.{which}").measure
        figures = measure(Size(phones or _PHONES[which], rounds, repeat))
    except BenchFailed as failed:
        fail(str(failed), CONTENT)
    if as_json:
        print_json(figures.as_json())
    else:
        typer.echo(figures.as_text())
