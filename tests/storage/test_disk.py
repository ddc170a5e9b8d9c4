"""A full disk and a lock held elsewhere: refused whole, kept nothing of, and over when the cause is."""

import asyncio

import pytest

from quizhub.contest.events import LobbyLocked
from quizhub.storage import engines
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageUnavailable
from quizhub.storage.event_log import EventLog, NewEvent, verify
from quizhub.storage.heartbeats import Heartbeats
from tests.storage.disks import OtherProgram, SmallDisk

pytestmark = [pytest.mark.anyio, pytest.mark.fault]


def _batch(size: int) -> list[NewEvent]:
    return [NewEvent.of(LobbyLocked(at=i, locked=True), "host", "x" * 64) for i in range(size)]


async def test_a_full_disk_keeps_nothing_of_a_batch_and_then_goes_on(database):
    disk, log = SmallDisk(database), EventLog(database)
    await log.append("c", 0, _batch(2))
    await disk.room_for(1)
    for _ in range(2):
        with pytest.raises(StorageUnavailable, match="full"):
            await log.append("c", 2, _batch(400))
        with pytest.raises(StorageUnavailable, match="full"):
            await Heartbeats(database).probe()
    assert len(await log.read("c")) == 2
    await disk.room_for(1000)
    await Heartbeats(database).probe()
    assert await log.append("c", 2, _batch(400)) == 402
    verify(await log.read("c"))


async def test_a_lock_held_by_another_program_blocks_the_writer_but_not_the_loop(path, monkeypatch):
    monkeypatch.setattr(engines, "_BOTH", ("busy_timeout=50", "foreign_keys=ON"))
    database = Database.open(path)
    log = EventLog(database)
    await log.append("c", 0, _batch(1))
    other = OtherProgram(path)
    other.lock()
    waiting = asyncio.gather(*[log.append(f"c{i}", 0, _batch(1)) for i in range(20)], return_exceptions=True)
    turns = 0
    while not waiting.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 100, "the loop must go on turning while the writer waits"
    assert all(isinstance(failed, StorageUnavailable) for failed in waiting.result())
    assert [row.version for row in await log.read("c")] == [1]
    other.let_go()
    other.close()
    assert await log.append("c0", 0, _batch(1)) == 1
    database.close()
