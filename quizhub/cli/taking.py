"""How the bank commands take files: each read in a process of its own, with a line of progress for people.

Used by `bank` and `converting`. What programs read stays on the other stream and knows nothing of it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizhub.cli.speaking import USAGE, fail

if TYPE_CHECKING:
    from rich.console import Console

    from quizhub.banks.bank import BankReading

Choices = Annotated[
    list[str] | None,
    typer.Option(
        "--choose",
        metavar="NAME=VALUE",
        help="Your choice where the reader guessed, such as encoding=gb18030.",
    ),
]
Beside = Annotated[
    list[Path] | None,
    typer.Option(
        "--with", help="A file that belongs to it: a picture, or a paper's answers.", dir_okay=False
    ),
]
Step = Callable[[str], None]


@contextmanager
def progress(files: int, console: "Console | None" = None) -> Iterator[tuple[Step, Step]]:
    """A line that moves while files are read: what to call with what is being done, and when one is done.

    It is shown on the error stream, only to people, and goes away at the end.
    """
    from rich.console import Console as Terminal
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    console = console or Terminal(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=files)

        def doing(what: str) -> None:
            shown.update(task, description=what)

        def done(what: str) -> None:
            shown.update(task, description=what, advance=1)

        yield doing, done


def take(
    paths: Sequence[Path],
    choices: Sequence[str] | None = None,
    beside: Sequence[Path] | None = None,
    console: "Console | None" = None,
) -> Iterator[tuple[Path, "BankReading"]]:
    """What can be taken of each file, in their order."""
    chosen = dict(_choice(one) for one in choices or ())
    with progress(len(paths), console) as (doing, done):
        for path in paths:
            doing(path.name)
            yield path, _read(path, chosen, beside or (), doing)
            done(path.name)


def _read(path: Path, choices: dict[str, str], beside: Sequence[Path], doing: Step) -> "BankReading":
    from quizhub.banks.bank_file import BankFile
    from quizhub.storage.bank_files import files_beside
    from quizhub.storage.import_process import read_safely

    others = files_beside(path) | {one.name: _bytes_of(one) for one in beside}
    file = BankFile(_bytes_of(path), path.name, choices, others)
    return read_safely(file, told=lambda known: doing(f"{path.name} ({known})"))


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file the user named; no more of them than it takes to see that they are too many."""
    from quizhub.storage.import_process import LIMITS

    try:
        with path.open("rb") as opened:
            return opened.read(LIMITS.package_bytes + 1)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.", USAGE)


def _choice(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals:
        fail(f"“{written}” is no choice; write it as NAME=VALUE.", USAGE)
    return name, value
