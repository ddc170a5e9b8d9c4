"""`quizhub bank convert` and `bank export`: write banks in other formats, after saying what would be lost."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizhub.cli.speaking import (
    CONTENT,
    DEFAULT_DATA,
    USAGE,
    AsJson,
    DataFolder,
    fail,
    print_json,
    told_problems,
)
from quizhub.cli.taking import Beside, Choices, take

if TYPE_CHECKING:
    from quizhub.banks.bank import Bank
    from quizhub.banks.problems import Problem
    from quizhub.banks.writer import Target

Out = Annotated[Path, typer.Argument(help="The file to write; its ending says the format.", dir_okay=False)]
FormatName = Annotated[
    str | None, typer.Option("--format", help="The format to write, where the ending does not say it.")
]
Language = Annotated[
    str | None,
    typer.Option(help="The language to write, for formats that hold one; the bank's first if not given."),
]
Force = Annotated[bool, typer.Option("--force", help="Write it whatever is lost, also over a file.")]


def convert(
    source: Annotated[Path, typer.Argument(help="A file of any known format.", dir_okay=False)],
    out: Out,
    target: FormatName = None,
    language: Language = None,
    choices: Choices = None,
    beside: Beside = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a question file in another format. What would be lost is said first, and nothing is written then.

    Exit code 1 when something would be lost and --force is not given.
    """
    known = _target(out, target)
    ((_, reading),) = take([source], choices, beside)
    if reading.bank is None:
        _tell(reading.problems)
        fail(f"{source.name} cannot be read.", CONTENT)
    bank = reading.bank
    _write(bank, reading.media, known, out, language, reading.problems, force, as_json)


def export(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="The bank's id, as `quizhub bank list` shows it.")
    ],
    out: Out,
    target: FormatName = None,
    language: Language = None,
    force: Force = False,
    as_json: AsJson = False,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Write a bank of the library to a file. What would be lost is said first; then nothing is written."""
    known = _target(out, target)
    found = _bank(name, data)
    if found is None:
        fail(f"There is no bank {name} in the library.", USAGE)
    bank, media = found
    _write(bank, media, known, out, language, (), force, as_json)


def banks_of(data: Path) -> list[tuple[str, "Bank"]]:
    """The banks of the library, those that came along, those loaded as files and those of the desk."""
    from quizhub.settings import DATABASE_NAME
    from quizhub.storage.bank_files import Library
    from quizhub.web.assets import question_banks

    found = [("file", bank) for bank in Library(question_banks(), data / "banks").banks()]
    if not (data / DATABASE_NAME).is_file():
        return found
    from quizhub.cli.making import open_to_read
    from quizhub.storage.desk_banks import DeskBanks

    database = open_to_read(data)
    try:
        return found + [("desk", bank) for bank in asyncio.run(DeskBanks(database).banks())]
    finally:
        database.close()


def _bank(name: str, data: Path) -> tuple["Bank", dict[str, bytes]] | None:
    """The bank of this id with its pictures; the desk's own before one of the files."""
    bank = next((bank for _, bank in reversed(banks_of(data)) if bank.id == name), None)
    if bank is None:
        return None
    wanted = {media.id for question in bank.questions for media in question.all_media}
    return bank, _pictures(wanted, data)


def _pictures(wanted: set[str], data: Path) -> dict[str, bytes]:
    from quizhub.settings import DATABASE_NAME
    from quizhub.storage.bank_files import Library
    from quizhub.web.assets import question_banks

    found = Library(question_banks(), data / "banks").pictures(wanted)
    missing = wanted - set(found)
    if not missing or not (data / DATABASE_NAME).is_file():
        return found
    from quizhub.cli.making import open_to_read
    from quizhub.storage.media import MediaStore

    database = open_to_read(data)
    try:
        store = MediaStore(database)
        read = {name: asyncio.run(store.read(name)) for name in missing}
    finally:
        database.close()
    return found | {name: content for name, content in read.items() if content is not None}


def _target(out: Path, name: str | None) -> "Target":
    """The format named, or else the one whose ending the file has: the longest that fits."""
    from quizhub.banks.writer import TARGETS, target_named

    if name is not None:
        known = target_named(name)
    else:
        fitting = [one for one in TARGETS if out.name.lower().endswith(one.ending)]
        known = max(fitting, key=lambda one: len(one.ending), default=None)
    if known is None:
        names = ", ".join(f"{one.name} ({one.ending})" for one in TARGETS)
        fail(f"No known format for {name or out.name}; there are: {names}.", USAGE)
    return known


def _write(
    bank: "Bank",
    media: Mapping[str, bytes],
    target: "Target",
    out: Path,
    language: str | None,
    problems: "tuple[Problem, ...]",
    force: bool,
    as_json: bool,
) -> None:
    from quizhub.banks.export import Export

    if out.exists() and not force:
        fail(f"{out} is there already; --force writes over it.", USAGE)
    wanted = language or bank.languages[0]
    if wanted not in bank.languages:
        fail(f"The bank is not in {wanted} but in {', '.join(bank.languages)}.", USAGE)
    order = Export(bank, wanted, media)
    losses = target.losses(order)
    lost = [*problems, *losses]
    count = len(losses) + sum(problem.level == "error" for problem in problems)
    written = force or not count
    if written:
        _put(order, target, out)
    if as_json:
        head = {"out": str(out), "format": target.name, "questions": len(bank.questions)}
        print_json({**head, "problems": told_problems(lost), "written": written})
    else:
        _tell(lost)
        typer.echo(f"{out} has {len(bank.questions)} questions now." if written else _refusal(out, count))
    raise typer.Exit(0 if written else CONTENT)


def _refusal(out: Path, count: int) -> str:
    return f"{out} was not written, for the {count} reasons above; --force writes it all the same."


def _put(order: "object", target: "Target", out: Path) -> None:
    from quizhub.banks.export import Export
    from quizhub.storage.bank_files import write_bank

    assert isinstance(order, Export)
    try:
        if target.name == "native":
            write_bank(out, order.bank, order.media)
            return
        part = out.with_name(f"{out.name}.part")
        part.write_bytes(target.write(order))
        part.replace(out)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.", USAGE)


def _tell(problems: "tuple[Problem, ...] | list[Problem]") -> None:
    for problem in problems:
        typer.echo(f"{problem.place}  {problem.level}: {problem.text('en')}", err=True)
