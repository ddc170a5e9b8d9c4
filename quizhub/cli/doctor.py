"""`quizhub doctor`: is this machine fit for a contest? Asks the checks and prints what they found."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizhub.cli.speaking import CONTENT, DEFAULT_DATA, AsJson, DataFolder, print_json

if TYPE_CHECKING:
    from quizhub.cli.checks.found import Found

_WATCHED_S = 0.2
"""How long the clocks are compared."""

_SIGNS = {"ok": "✓", "warning": "!", "problem": "✗"}


def doctor(
    data: DataFolder = DEFAULT_DATA,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port `quizhub serve` is to use.")] = 8000,
    as_json: AsJson = False,
) -> None:
    """Look at everything a contest depends on, and say what to do about what is not well.

    Changes nothing, and may run beside the server. Exit code 1 when there is a problem; warnings are
    none.
    """
    found = _look(data, port)
    problems = sum(one.level == "problem" for one in found)
    if as_json:
        checks = [
            {
                "name": one.name,
                "level": one.level,
                "what": one.what.as_json(),
                "do": one.do.as_json() if one.do is not None else None,
            }
            for one in found
        ]
        print_json({"fit": not problems, "checks": checks})
    else:
        for one in found:
            _tell(one)
    raise typer.Exit(CONTENT if problems else 0)


def _look(data: Path, number: int) -> "list[Found]":
    from quizhub.cli.addresses import machine_addresses
    from quizhub.cli.checks import folder, machine, network
    from quizhub.clock import ServerClock, wall_drift_ms
    from quizhub.settings import DATABASE_NAME
    from quizhub.storage.folder_lock import is_locked

    place, database = folder.existing(data), data / DATABASE_NAME
    return [
        network.addresses(machine_addresses(), number),
        network.port(number, is_locked(data)),
        machine.clock(ServerClock().now(), wall_drift_ms(_WATCHED_S), folder.last_event(database)),
        machine.python(),
        machine.event_loop(),
        machine.open_files(),
        machine.sqlite(),
        folder.wal(place),
        folder.kind_of_disk(place, folder.file_system(place)),
        folder.room(folder.free_bytes(place)),
        folder.writing(place),
        folder.contests(database),
        machine.own_files(),
        machine.banks(data / "banks"),
    ]


def _tell(found: "Found") -> None:
    typer.echo(f"{_SIGNS[found.level]} {found.what.zh}\n  {found.what.en}")
    if found.do is not None:
        typer.echo(f"  → {found.do.zh}\n  → {found.do.en}")
