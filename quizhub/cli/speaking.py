"""How every command speaks: sentences on the error stream, one JSON line on the other, exit codes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import orjson
import typer

CONTENT, USAGE, CANNOT_START = 1, 2, 3

DataFolder = Annotated[
    Path,
    typer.Option("--data", help="The folder contests are kept in.", envvar="QUIZHUB_DATA", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
DEFAULT_DATA = Path("data")


def fail(sentence: str, code: int) -> NoReturn:
    """End with a sentence for people and a code for programs."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    """One line of JSON, at once: somebody may be reading a pipe."""
    typer.echo(orjson.dumps(value).decode())


def told_problems(problems: Iterable[Any]) -> list[dict[str, str]]:
    """What is wrong with a file, for programs."""
    return [
        {
            "place": problem.place,
            "level": str(problem.level),
            "code": problem.code,
            "text": problem.text("en"),
            "text_zh": problem.text("zh-Hans"),
        }
        for problem in problems
    ]


def read_file(path: Path) -> bytes:
    """The bytes of a file the user named."""
    try:
        return path.read_bytes()
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.", USAGE)
