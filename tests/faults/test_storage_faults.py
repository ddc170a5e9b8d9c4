"""Faults 3, 5 and 6 on the real program: a full disk, a lock held elsewhere, a damaged database."""

import asyncio
import resource
import shutil
import sqlite3
import subprocess
import sys
from time import perf_counter

import pytest

from quizhub.storage.backups import FOLDER, make_backup
from tests.contest.table import a_plan, a_round
from tests.faults.clients import Client, Evening, an_answer, an_evening, made
from tests.storage.disks import OtherProgram

pytestmark = [pytest.mark.anyio]

PLAN = a_plan(a_round("everyone", 3, time_s=600), teams=3)


async def _trouble(clients: list[Client], there: bool) -> float:
    """Wait until every client is told that results cannot be saved, or that they can again; the seconds."""
    began = perf_counter()
    for client in clients:
        await client.until(lambda c: (c.sections["trouble"] is not None) == there)
    return perf_counter() - began


class FullDisk:
    """No file of the program may grow beyond what its largest has now; needs no rights."""

    def __init__(self, evening: Evening) -> None:
        self._pid = evening.program.process.pid
        self._files = [evening.data / "quizhub.db", evening.data / "quizhub.db-wal"]

    def fill(self) -> None:
        largest = max(file.stat().st_size for file in self._files)
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (largest + 4096, resource.RLIM_INFINITY))

    def empty(self) -> None:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, unlimited)


@pytest.mark.fault(3)
async def test_fault_03_the_disk_is_full_in_the_middle_of_a_question(tmp_path, measured):
    async with an_evening(tmp_path, PLAN) as evening:
        phones = [await evening.captain(f"t{n}") for n in (1, 2, 3)]
        ask = await evening.open_question()
        everybody = [*phones, evening.host, await evening.enter("screen")]
        left = evening.host.sections["stage"]["ask"]["clock"]
        disk = FullDisk(evening)
        disk.fill()
        confirmed: list[str] = []
        refused: dict[int, str] = {}
        n = 0
        while not refused:
            n += 1
            for place, phone in enumerate(phones):
                reply = await phone.do("SubmitAnswer", ask=ask, answer=an_answer("abcd"[n % 4]), n=n)
                if "ack" in reply:
                    confirmed.append(reply["ack"])
                else:
                    assert reply["code"] == "not_saved"
                    refused[place] = reply["no"]
            await asyncio.sleep(0.1)
        measured.within("banner", await _trouble(everybody, there=True), 1)
        assert (await phones[0].do("SubmitAnswer", ask=ask, answer=an_answer(), n=900))["code"] == "not_saved"
        kept = [row.command_id for row in evening.rows() if row.type == "AnswerReceived"]
        assert kept == confirmed, "nothing was confirmed that is not kept"

        disk.empty()
        measured.within("resumed after", await _trouble(everybody, there=False), 5)
        assert evening.program.process.returncode is None, "without a restart"
        for place, command_id in refused.items():
            phones[place].replies.clear()
            reply = await phones[place].do(
                "SubmitAnswer", command_id, ask=ask, answer=an_answer("abcd"[n % 4]), n=n
            )
            assert "ack" in reply
        kept = [row.command_id for row in evening.rows() if row.type == "AnswerReceived"]
        assert kept == [*confirmed, *refused.values()]
        clock = evening.host.sections["stage"]["ask"]["clock"]
        assert clock["ends"] > left["ends"], "the time nobody could answer in was given back"


@pytest.mark.fault(5)
async def test_fault_05_another_process_holds_the_lock_for_ten_seconds(tmp_path, measured):
    async with an_evening(tmp_path, PLAN) as evening:
        phones = [await evening.captain(f"t{n}") for n in (1, 2)]
        watcher = await evening.captain("t3")
        ask = await evening.open_question()
        other = OtherProgram(tmp_path / "quizhub.db")
        other.lock()
        began = perf_counter()
        sent = [await phone.send("SubmitAnswer", ask=ask, answer=an_answer(), n=1) for phone in phones]
        lags = []
        while perf_counter() - began < 10:
            # A round trip is the lag of the loop and a little more.
            lags.append(await watcher.ping())
            await asyncio.sleep(0.11)
        other.let_go()
        other.close()
        outcomes = [await phone.reply(command_id) for phone, command_id in zip(phones, sent, strict=True)]
        assert [outcome.get("code") for outcome in outcomes] == ["not_saved"] * 2, "they failed with a reason"
        await _trouble([*phones, evening.host], there=False)
        for phone, command_id in zip(phones, sent, strict=True):
            phone.replies.clear()
            assert "ack" in await phone.do("SubmitAnswer", command_id, ask=ask, answer=an_answer(), n=1)
        rows = evening.rows()
        assert sorted(row.command_id for row in rows if row.type == "AnswerReceived") == sorted(sent)
        lags.sort()
        measured.within("loop lag p99", lags[round(0.99 * (len(lags) - 1))], 0.05)
        # Whatever the machine does meanwhile: a loop that waits for the lock is late by seconds.
        assert lags[-1] < 3


@pytest.mark.fault(6)
async def test_fault_06_a_damaged_database_is_refused_and_the_last_good_backup_named(tmp_path, measured):
    contest = await made(tmp_path, PLAN)
    path = tmp_path / "quizhub.db"
    good = make_backup(path, tmp_path / FOLDER, 1_763_888_888_000).path
    torn = make_backup(path, tmp_path / FOLDER, 1_763_888_999_000).path
    torn.write_bytes(torn.read_bytes()[:5_000])
    whole = bytearray(path.read_bytes())
    whole[4096:20_000] = b"\xff" * (20_000 - 4096)
    path.write_bytes(whole)
    began = perf_counter()
    process = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "quizhub", "serve", "--data", str(tmp_path), "--port", "0", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    measured.within("refused after", perf_counter() - began, 5)
    assert (process.returncode, process.stdout) == (3, "")
    assert f"The last good backup is {good} (contest {contest}" in process.stderr
    assert path.read_bytes() == whole, "left as it is"
    # The sentence on the screen is the way back.
    shutil.copy(good, tmp_path / "again.db")
    with sqlite3.connect(tmp_path / "again.db") as found:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
