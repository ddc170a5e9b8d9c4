"""`quizhub contest`: make contests from plan files, list them, and look at one's log."""

from pathlib import Path
from typing import Annotated

import typer

from quizhub.cli.replay import replay
from quizhub.cli.speaking import (
    CANNOT_START,
    CONTENT,
    DEFAULT_DATA,
    USAGE,
    AsJson,
    DataFolder,
    fail,
    print_json,
    read_file,
    told_problems,
)
from quizhub.cli.verify import verify

app = typer.Typer(help="Make, list, replay and verify contests.", no_args_is_help=True)
app.command("replay")(replay)
app.command("verify")(verify)


@app.command()
def new(
    file: Annotated[Path | None, typer.Argument(help="A plan file (docs/plan-format.md).")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="The sample contest instead of a file.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="The ten-minute sample instead of a file.")] = False,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make a contest from a plan file. Exit code 1 when the plan has errors."""
    from quizhub.cli.making import make_contest, pictures_of, plan_of
    from quizhub.contest.legibility import long_stems
    from quizhub.storage.bank_files import SAMPLE, Library, files_beside
    from quizhub.storage.database import StorageError
    from quizhub.web.assets import question_banks

    if (file is not None) + sample + quick != 1:
        fail("Name a plan file, or --sample, or --quick.", USAGE)
    library = Library(question_banks(), data / "banks")
    name = f"{SAMPLE if sample else 'sample-quick'}.yaml"
    raw = read_file(file) if file is not None else library.read_sample(Path(name).stem) or b""
    beside = files_beside(file) if file is not None else {}
    reading = plan_of(raw, file.name if file is not None else name, library, beside)
    for problem in reading.problems:
        typer.echo(f"{problem.place}  {problem.level}: {problem.text('en')}", err=True)
    if reading.plan is None:
        if as_json:
            print_json({"contest": None, "problems": told_problems(reading.problems)})
        fail("No contest was made; correct the plan and try again.", CONTENT)
    long = long_stems(reading.plan.questions, reading.plan.hall, reading.plan.languages[0])
    for stem in long:
        typer.echo(f"{stem.place}  {stem.level}: {stem.text('en')}", err=True)
    try:
        info = make_contest(data, reading.plan, pictures_of(reading, library))
    except StorageError as error:
        fail(str(error), CANNOT_START)
    if as_json:
        title, problems = dict(info.title), told_problems([*reading.problems, *long])
        print_json({"contest": info.id, "code": info.code, "title": title, "problems": problems})
    else:
        typer.echo(f"Contest {info.id}, join code {info.code}: {' / '.join(info.title.values())}")
        typer.echo("Start `quizhub serve` for its links.")


@app.command("list")
def list_contests(data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """The contests of a data folder, newest first."""
    from quizhub.cli.making import open_to_read
    from quizhub.storage.contests import Contests
    from quizhub.storage.practices import Practices

    database = open_to_read(data)
    try:
        practices = Practices(database).all_now()
        rows = [row for row in Contests(database).all_now() if row.id not in practices]
    finally:
        database.close()
    if as_json:
        print_json(
            {
                "contests": [
                    {"contest": row.id, "code": row.code, "title": dict(row.title), "archived": row.archived}
                    for row in rows
                ]
            }
        )
        return
    for row in rows:
        away = "  (archived)" if row.archived else ""
        typer.echo(f"{row.id}  {row.code}  {' / '.join(row.title.values())}{away}")


@app.command()
def rules() -> None:
    """The rules a plan may set, as the table of docs/plan-format.md."""
    from quizhub.cli.rule_tables import tables

    typer.echo(tables())
