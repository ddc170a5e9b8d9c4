"""Fault 7: somebody sets the laptop's clock in the middle of a question. Countdowns go on, order stays."""

import asyncio
from pathlib import Path

import pytest

from tests.contest.table import a_plan, a_round
from tests.faults.clients import Client, Evening, an_answer, local_ms, made
from tests.faults.programs import quizhub

pytestmark = [pytest.mark.anyio]

HOUR_S = 3_600
SET = (HOUR_S, -HOUR_S, -24 * HOUR_S, 0)


async def _left_ms(phone: Client) -> float:
    """What the countdown of this phone shows, plus the true time: the same at every moment of a question."""
    phone._best = float("inf")
    for _ in range(6):
        # As often as a phone may speak.
        await asyncio.sleep(0.11)
        await phone.ping()
    return float(phone.ask["clock"]["ends"]) - phone.server_minus_local


@pytest.mark.fault(7)
async def test_fault_07_the_wall_clock_is_set_while_a_question_is_open(tmp_path, measured):
    contest = await made(tmp_path, a_plan(a_round("everyone", 2, time_s=600), teams=2))
    lies = tmp_path / "seconds"
    lies.write_text("0")
    environment = {
        "PYTHONPATH": str(Path(__file__).parent / "lying_wall_clock"),
        "QUIZHUB_LYING_CLOCK": str(lies),
    }
    worst, sent = 0.0, []
    async with quizhub(tmp_path, contest, environment=environment) as program:
        evening = Evening(tmp_path, program, contest)
        evening.host = await evening.enter()
        phones = [await evening.captain(team) for team in ("t1", "t2")]
        ask = await evening.open_question()
        await phones[0].until(lambda _: phones[0].ask.get("clock"))
        shown = await _left_ms(phones[0])
        for n, seconds in enumerate(SET, 1):
            lies.write_text(str(seconds))
            for phone in phones:
                reply = await phone.do("SubmitAnswer", ask=ask, answer=an_answer("abcd"[n % 4]), n=n)
                sent.append(reply["ack"])
            worst = max(worst, abs(await _left_ms(phones[0]) - shown))
        await evening.go()
        assert await program.stop() == 0

    # And one that was a day back when the program started again: nothing is told before what is in the log.
    lies.write_text(str(-24 * HOUR_S))
    async with quizhub(tmp_path, contest, environment=environment) as program:
        evening = Evening(tmp_path, program, contest)
        evening.host = await evening.enter()
        phone = await evening.again(phones[0])
        assert phone.ask["phase"] == "open"
        before = phone.ask["clock"]["ends"] - phone.server_minus_local - local_ms()
        assert before > 0
        reply = await phone.do("SubmitAnswer", ask=ask, answer=an_answer(), n=len(SET) + 1)
        sent.append(reply["ack"])
        rows = evening.rows()
        await evening.go()
    assert [row.command_id for row in rows if row.type == "AnswerReceived"] == sent, "order unchanged"
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    measured.within("countdown error", worst / 1000, 0.05)
