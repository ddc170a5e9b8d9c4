"""`quizhub backup` and `quizhub restore`: copies of the database, and the way back, on any laptop.

Only options, sentences and exit codes; the work is in storage/backups.py and storage/restoring.py.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizhub.cli.speaking import (
    CANNOT_START,
    CONTENT,
    DEFAULT_DATA,
    USAGE,
    AsJson,
    DataFolder,
    fail,
    print_json,
)

if TYPE_CHECKING:
    from quizhub.storage.soundness import Finding


def backup(
    data: DataFolder = DEFAULT_DATA,
    to: Annotated[
        Path | None,
        typer.Option(
            help="The file to write, or a folder for a file named with date and contest version; "
            "without it the folder `backups` of the data folder."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy all contests into one file, also while the server is playing. A copy is read again from end to
    end before it counts.

    Exit code 1 when no whole copy could be made, 2 when the file exists already.
    """
    from quizhub.clock import ServerClock
    from quizhub.settings import DATABASE_NAME
    from quizhub.storage.backups import FOLDER, BackupFailed, make_backup

    file = to if to is not None and not to.is_dir() else None
    if file is not None and file.exists():
        fail(f"{file} exists already; name another file, or a folder.", USAGE)
    folder = to if to is not None and to.is_dir() else data / FOLDER
    at = ServerClock().now()
    try:
        made = make_backup(data / DATABASE_NAME, folder, at, file=file)
    except BackupFailed as error:
        fail(str(error), CONTENT)
    if as_json:
        told = [_described(finding) for finding in made.findings]
        print_json({"file": str(made.path), "bytes": made.size, "verified": True, "contests": told})
        return
    typer.echo(f"{made.path}  ({made.size / 1_000_000:.1f} MB, read again and whole)")
    for line in map(_line, made.findings):
        typer.echo(line)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup file.", exists=True, dir_okay=False)],
    data: DataFolder = DEFAULT_DATA,
    force: Annotated[
        bool, typer.Option("--force", help="Also over contests; what was there is kept aside.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup into a data folder. `quizhub serve` then goes on where the backup was made, with the
    clocks given back what passed since.

    Exit code 1 when the file is not a whole backup, or the folder holds contests; 3 when a server runs
    with the folder.
    """
    from quizhub.clock import ServerClock
    from quizhub.storage.errors import StorageError
    from quizhub.storage.restoring import BackupUnfit, FolderHoldsContests
    from quizhub.storage.restoring import restore as put_back

    try:
        restored = put_back(file, data, ServerClock().now(), force=force)
    except FolderHoldsContests as held:
        fail(f"{held} Nothing was changed; choose another folder, or --force to keep that aside.", CONTENT)
    except BackupUnfit as unfit:
        fail(f"{unfit} Nothing was changed.", CONTENT)
    except StorageError as error:
        fail(str(error), CANNOT_START)
    if as_json:
        told = [_described(finding) for finding in restored.findings]
        aside = str(restored.aside) if restored.aside is not None else None
        print_json({"database": str(restored.database), "aside": aside, "contests": told})
        return
    typer.echo(f"{restored.database} holds the backup now, read from end to end.")
    if restored.aside is not None:
        typer.echo(f"What was there before is kept as {restored.aside}")
    for line in map(_line, restored.findings):
        typer.echo(line)
    typer.echo(f"Go on with: quizhub serve --data {data}")


def _described(finding: "Finding") -> dict[str, Any]:
    return {
        "contest": finding.contest,
        "code": finding.code,
        "title": finding.title,
        "version": finding.version,
        "hash": finding.hash,
    }


def _line(finding: "Finding") -> str:
    when = datetime.fromtimestamp(finding.last_at / 1000).strftime("%Y-%m-%d %H:%M:%S")
    title = " / ".join(finding.title.values())
    return f"  {finding.contest}  {finding.code}  {title}: {finding.version} events, the last at {when}"
