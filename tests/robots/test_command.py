"""`quizhub rehearse` as programs use it: one JSON object whatever happens, and an exit code that means it."""

import asyncio
import signal
import sys

import orjson
import pytest

from tests.robots.small_server import SmallServer, running

CONTRACT = {"phase", "answers", "ack_ms", "kinds", "standings", "error"}
NOBODY = "http://127.0.0.1:9/host/c1?key=k"


async def started(*options: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quizhub", "rehearse", "--host", "auto", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def rehearsed(*options: str) -> tuple[int | None, str, str]:
    """Exit code, standard output and error stream."""
    process = await started(*options)
    output, errors = await process.communicate()
    return process.returncode, output.decode(), errors.decode()


def the_object(output: str):
    """The one JSON object that is everything on the output."""
    assert output.count("\n") == 1 and output.endswith("\n"), output
    told = orjson.loads(output)
    assert set(told) >= CONTRACT
    assert set(told["answers"]) >= {"sent", "acknowledged", "lost", "doubled"}
    assert set(told["ack_ms"]) == {"p50", "p99"}
    return told


async def test_a_finished_rehearsal_is_one_object_and_nothing_else():
    async with running(SmallServer()) as link:
        code, output, errors = await rehearsed("--host-url", link, "--speed", "100", "--audience=4", "--json")
    told = the_object(output)
    assert (code, told["phase"], errors) == (0, "finished", "")
    assert set(told["kinds"]) == {"steady", "dropping", "audience"}
    assert told["standings"][0] == {"team": "t1", "name": "第1队", "points": 99, "rank": 1}
    assert told["answers"]["sent"] == told["answers"]["acknowledged"] + told["answers"]["refused"] > 0


async def test_people_get_tables_by_kind_of_phone():
    async with running(SmallServer()) as link:
        code, output, _ = await rehearsed("--host-url", link, "--speed", "100", "--delay", "20", "--quiet")
    assert code == 0
    for words in ("第1队", "What each kind of phone saw", "steady", "slow", "dropping", "Finished."):
        assert words in output


async def test_a_broken_promise_is_exit_code_1():
    async with running(SmallServer(forget=True)) as link:
        code, output, _ = await rehearsed("--host-url", link, "--speed", "100", "--seed", "3", "--json")
    told = the_object(output)
    assert (code, told["phase"]) == (1, "finished")
    assert told["answers"]["lost"] == sum(kind["lost"] for kind in told["kinds"].values()) > 0


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
async def test_a_rehearsal_told_to_stop_still_reports(signal_number):
    server = SmallServer(disabled=True)
    async with running(server) as link:
        process = await started("--host-url", link, "--json")
        async with asyncio.timeout(30):
            while len(server.ready) < 3:
                await asyncio.sleep(0.01)
        process.send_signal(signal_number)
        output, errors = await process.communicate()
    told = the_object(output.decode())
    assert (process.returncode, told["phase"]) == (1, "lobby")
    assert told["notes"] == ["The rehearsal was interrupted."]
    assert b"Traceback" not in errors


async def test_no_server_is_exit_code_3_and_a_sentence():
    code, output, errors = await rehearsed("--host-url", NOBODY, "--json")
    told = the_object(output)
    assert (code, told["phase"]) == (3, "")
    assert "Nobody answers at http://127.0.0.1:9" in told["error"]
    assert told["error"] in errors
    code, output, errors = await rehearsed("--host-url", NOBODY)
    assert (code, output) == (3, "")
    assert "Nobody answers" in errors


async def test_wrong_use_is_exit_code_2():
    async with running(SmallServer()) as link:
        code, output, _ = await rehearsed("--host-url", link.replace("host-key", "stale"), "--json")
    assert code == 2
    assert "这个链接无效" in the_object(output)["error"]
    for options in (("--host-url", "hall"), ("--host-url", NOBODY, "--loss", "2"), ()):
        code, output, errors = await rehearsed(*options, "--json")
        assert (code, output) == (2, "")
        assert errors


async def test_answers_that_cannot_be_read_are_wrong_use(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text("{}[", encoding="utf-8")
    for named in (str(file), str(tmp_path / "none.json")):
        code, output, errors = await rehearsed("--host-url", NOBODY, "--answers", named)
        assert (code, output) == (2, "")
        assert "answers" in errors
