"""`quizhub organiser`: who may sign in at the desk, for whoever has the laptop."""

import asyncio
from typing import Annotated

import typer

from quizhub.cli.speaking import CANNOT_START, CONTENT, DEFAULT_DATA, USAGE, DataFolder, fail

app = typer.Typer(help="Organisers who may sign in at the desk.", no_args_is_help=True)


@app.command()
def password(
    name: Annotated[str, typer.Argument(help="The organiser's name.")],
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Give an organiser a new password, as when it was forgotten. All their sign-ins end."""
    new = typer.prompt("New password (at least 12 characters)", hide_input=True, confirmation_prompt=True)
    from quizhub.settings import DATABASE_NAME
    from quizhub.storage.database import Database, StorageError
    from quizhub.web.pages.desk import password_complaint

    if complaint := password_complaint(name, new, new):
        fail(complaint, USAGE)
    try:
        database = Database.open(data / DATABASE_NAME)
    except StorageError as error:
        fail(str(error), CANNOT_START)
    try:
        known = asyncio.run(_change(database, name, new))
    finally:
        database.close()
    if not known:
        fail(f"There is no organiser {name}.", CONTENT)
    typer.echo(f"{name} has a new password.")


async def _change(database: object, name: str, new: str) -> bool:
    from quizhub.clock import ServerClock
    from quizhub.storage.database import Database
    from quizhub.storage.people import People, StaffTokens
    from quizhub.web.sign_in import Desk

    assert isinstance(database, Database)
    desk = Desk(People(database), StaffTokens(database), ServerClock())
    return await desk.change_password(name, new)
