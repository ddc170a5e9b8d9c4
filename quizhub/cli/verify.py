"""`quizhub contest verify`: whether a contest's log is as it was written, and if not, since where.

Reads only, so it may run beside the server.
"""

from typing import Annotated, Any

import typer

from quizhub.cli.speaking import CONTENT, DEFAULT_DATA, AsJson, DataFolder, fail, print_json


def verify(
    contest: Annotated[str, typer.Argument(help="Id or join code of the contest.")],
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Check a contest's log from end to end: hash chain, order of versions, and that the rules can play
    it again.

    Exit code 1 when the contest is not there or an event does not fit; the first such event is named.
    """
    from quizhub.cli.making import open_to_read
    from quizhub.storage.soundness import examine

    database = open_to_read(data)
    try:
        finding = examine(database, contest)
    finally:
        database.close()
    if finding is None:
        fail(f"There is no contest {contest} in {database.where}.", CONTENT)
    flaw = finding.flaw
    if as_json:
        problem: dict[str, Any] | None = None
        if flaw is not None:
            problem = {"version": flaw.version, "fault": flaw.fault, "text": flaw.sentence}
        print_json(
            {
                "contest": finding.contest,
                "code": finding.code,
                "whole": flaw is None,
                "events": finding.events,
                "version": finding.version,
                "hash": finding.hash,
                "problem": problem,
            }
        )
    elif flaw is None:
        typer.echo(f"Contest {finding.contest}: {finding.events} events, log whole.")
        typer.echo(f"Last hash {finding.hash}")
    else:
        typer.echo(f"Contest {finding.contest}: {flaw.sentence}.", err=True)
        typer.echo(f"The {finding.version} events before it are whole.", err=True)
    raise typer.Exit(0 if flaw is None else CONTENT)
