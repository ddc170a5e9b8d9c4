"""Reading plans and making contests without a server, for the commands that need it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from quizhub.cli.speaking import CANNOT_START, fail
from quizhub.clock import ServerClock
from quizhub.contest.plan import Plan
from quizhub.ids import new_seed
from quizhub.live.hall import ContestInfo, Hall
from quizhub.settings import DATABASE_NAME
from quizhub.storage.bank_files import Library
from quizhub.storage.database import Database, StorageError
from quizhub.storage.plan_file import PlanReading, read_plan
from quizhub.web.refusals import refusal_text


def plan_of(
    raw: bytes, name: str, library: Library, beside: Mapping[str, bytes] | None = None
) -> PlanReading:
    """A plan file read with all the banks at hand, the pictures beside it, and a seed of its own."""
    return read_plan(raw, name, library.banks(), new_seed(), beside)


def pictures_of(reading: PlanReading, library: Library) -> dict[str, bytes]:
    """The bytes of the pictures a plan shows: those beside it, and those of its banks."""
    assert reading.plan is not None
    return library.pictures(reading.plan.pictures) | dict(reading.media)


def make_contest(data: Path, plan: Plan, pictures: Mapping[str, bytes]) -> ContestInfo:
    """Store a contest. A server running on the same folder finds it, too. Raises StorageError."""
    database = Database.open(data / DATABASE_NAME)
    try:
        hall = Hall(database, ServerClock(), base_url="", refusal_text=refusal_text)
        return asyncio.run(_make(hall, plan, pictures))
    finally:
        database.close()


async def _make(hall: Hall, plan: Plan, pictures: Mapping[str, bytes]) -> ContestInfo:
    await hall.start()
    try:
        return await hall.create(plan, pictures=pictures)
    finally:
        await hall.stop()


def open_to_read(data: Path) -> Database:
    """The database of a data folder, never written to; ends the command when there is none."""
    try:
        return Database.open(data / DATABASE_NAME, read_only=True)
    except StorageError as error:
        fail(str(error), CANNOT_START)
