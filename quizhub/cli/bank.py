"""`quizhub bank`: check question banks, and load them into the data folder."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from quizhub.cli.speaking import (
    CONTENT,
    DEFAULT_DATA,
    AsJson,
    DataFolder,
    fail,
    print_json,
    read_file,
    told_problems,
)

app = typer.Typer(help="Check and load question banks.", no_args_is_help=True)
Files = Annotated[list[Path], typer.Argument(help="Bank files.", dir_okay=False)]


@app.command()
def check(files: Files, as_json: AsJson = False) -> None:
    """Say what is in bank files, what is wrong with them, and which stems are too long for a usual hall.

    Exit code 1 when there are errors.
    """
    from quizhub.banks.bank_file import BankFile
    from quizhub.banks.reader import read_bank
    from quizhub.storage.bank_files import files_beside

    told, failed = [], False
    for path in files:
        reading = read_bank(BankFile(read_file(path), path.name, beside=files_beside(path)))
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
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Take banks into the data folder, where contests can use them. All of a file or nothing."""
    from quizhub.banks.bank_file import BankFile
    from quizhub.banks.reader import read_bank
    from quizhub.storage.bank_files import Library, files_beside
    from quizhub.web.assets import question_banks

    library = Library(question_banks(), data / "banks")
    for path in files:
        reading = read_bank(BankFile(read_file(path), path.name, beside=files_beside(path)))
        for problem in reading.problems:
            typer.echo(f"{problem.place}  {problem.level}: {problem.text('en')}", err=True)
        if reading.has_errors or reading.bank is None:
            fail(f"{path.name} was not loaded; correct it and try again.", CONTENT)
        target = library.keep(reading.bank, reading.media)
        typer.echo(f"{len(reading.questions)} questions of {path.name} are in {target} now.")


def _describe(path: Path, reading: Any) -> dict[str, Any]:
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
    }


def _print_file(told: dict[str, Any]) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in told["by_kind"].items())
    typer.echo(
        f"{told['file']}: {told['questions']} questions" + (f" ({kinds})" if kinds else "")
        + (f", {told['drafts']} drafts without a key" if told["drafts"] else "")
    )  # fmt: skip
    for problem in told["problems"]:
        typer.echo(f"  {problem['place']}  {problem['level']}: {problem['text']}")
