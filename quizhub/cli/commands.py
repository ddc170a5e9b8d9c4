"""The tree of commands. Each group is in a module of its own."""

from typing import Annotated

import typer

from quizhub import __version__
from quizhub.cli import backup, bank, bench, contest, doctor, organiser, rehearse, serve

app = typer.Typer(
    name="quizhub",
    help="Live safety-knowledge contests (安全知识竞赛) on one laptop.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command("serve")(serve.serve)
app.command("rehearse")(rehearse.rehearse)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("doctor")(doctor.doctor)
app.command("bench")(bench.bench)
app.add_typer(bank.app, name="bank")
app.add_typer(contest.app, name="contest")
app.add_typer(organiser.app, name="organiser")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quizhub {__version__}")
        raise typer.Exit()


@app.callback()
def about(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Live safety-knowledge contests (安全知识竞赛) on one laptop.

    Exit codes: 0 done · 1 something is wrong with the content · 2 wrong use · 3 cannot start.
    """
