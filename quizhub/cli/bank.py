"""`quizhub bank`: check question files of any format, load them into the data folder, list what is there."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizhub.cli.converting import banks_of, convert, export
from quizhub.cli.speaking import (
    CONTENT,
    DEFAULT_DATA,
    AsJson,
    DataFolder,
    fail,
    print_json,
    told_problems,
)
from quizhub.cli.taking import Beside, Choices, take

if TYPE_CHECKING:
    from quizhub.banks.bank import BankReading

app = typer.Typer(help="Check, convert and load question banks.", no_args_is_help=True)
app.command("convert")(convert)
app.command("export")(export)
Files = Annotated[list[Path], typer.Argument(help="Question files of any known format.", dir_okay=False)]


@app.command()
def check(files: Files, choices: Choices = None, beside: Beside = None, as_json: AsJson = False) -> None:
    """Say what is in question files, what is wrong with them, and which stems are too long for a usual hall.

    Exit code 1 when there are errors.
    """
    told, failed = [], False
    for path, reading in take(files, choices, beside):
        failed = failed or reading.has_errors
        told.append(_describe(path, reading))
    if as_json:
        print_json({"files": told})
    else:
        for one in told:
            _print_file(one)
    raise typer.Exit(CONTENT if failed else 0)


@app.command()
def load(
    files: Files,
    choices: Choices = None,
    beside: Beside = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Take banks into the data folder, where contests can use them. All of a file or nothing."""
    from quizhub.storage.bank_files import Library
    from quizhub.web.assets import question_banks

    library = Library(question_banks(), data / "banks")
    for path, reading in take(files, choices, beside):
        for problem in reading.problems:
            typer.echo(f"{problem.place}  {problem.level}: {problem.text('en')}", err=True)
        if reading.has_errors or reading.bank is None:
            fail(f"{path.name} was not loaded; correct it and try again.", CONTENT)
        target = library.keep(reading.bank, reading.media)
        typer.echo(f"{len(reading.questions)} questions of {path.name} are in {target} now.")


@app.command("list")
def list_banks(data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the banks of the library: those that came along, those loaded, and those of the desk."""
    from quizhub.questions.text import text_in

    found = [
        {"id": bank.id, "title": text_in(bank.title, "en"), "questions": len(bank.questions), "from": origin}
        for origin, bank in banks_of(data)
    ]
    if as_json:
        print_json({"banks": found})
    else:
        for one in found:
            typer.echo(f"{one['id']}  {one['questions']} questions  {one['title']}")


def _describe(path: Path, reading: "BankReading") -> dict[str, Any]:
    from quizhub.contest.legibility import long_stems
    from quizhub.contest.plan import Hall

    language = reading.bank.languages[0] if reading.bank is not None else "zh-Hans"
    long = long_stems(reading.questions, Hall(), language)
    return {
        "file": str(path),
        "format": reading.format or None,
        "questions": len(reading.questions),
        "drafts": len(reading.drafts),
        "other": len(reading.other),
        "by_kind": dict(sorted(Counter(question.kind for question in reading.questions).items())),
        "problems": told_problems([*reading.problems, *long]),
        "guesses": [
            {"name": guess.name, "value": guess.value, "choices": list(guess.choices)}
            for guess in reading.guesses
        ],
    }


def _print_file(told: dict[str, Any]) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in told["by_kind"].items())
    typer.echo(
        f"{told['file']}: {told['questions']} questions" + (f" ({kinds})" if kinds else "")
        + (f", {told['drafts']} drafts without a key" if told["drafts"] else "")
        + (f", read as {told['format']}" if told["format"] else "")
    )  # fmt: skip
    guesses = [f"{guess['name']}={guess['value']}" for guess in told["guesses"] if guess["value"]]
    if guesses:
        typer.echo(f"  guessed: {' · '.join(guesses)} (--choose NAME=VALUE changes one)")
    for problem in told["problems"]:
        typer.echo(f"  {problem['place']}  {problem['level']}: {problem['text']}")
