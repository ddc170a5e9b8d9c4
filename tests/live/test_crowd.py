"""Two hundred phones over real sockets: everybody sees the question, answers, and hears the result."""

import asyncio

import orjson
import pytest

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST
from tests.live.halls import HERE, Show, everyone_plan
from tests.live.servers import heard, heard_until, serving

pytestmark = pytest.mark.anyio

PHONES = 200


async def test_two_hundred_phones_play_a_question(hall, clock):
    show = await Show.of(hall, clock, everyone_plan())
    admitted = await asyncio.gather(
        *(hall.join_audience(show.info.code, language="zh-Hans", address=HERE) for _ in range(PHONES))
    )
    assert len({one.seat.id for one in admitted}) == PHONES
    async with serving(hall) as running:
        clients = [await running.hello(one) for one in admitted]
        for client in clients:
            assert (await heard(client))["stage"]["show"] == "lobby"
        assert show.live.facts().audience_online == PHONES
        await show.open_question()

        async def play(number: int) -> int:
            client = clients[number]
            while (stage := (await heard_until(client, "stage"))["stage"])["show"] != "ask":
                pass
            while stage["ask"]["phase"] != "open":
                stage = (await heard_until(client, "stage"))["stage"]
            answer = {"kind": "choice", "chosen": ["b" if number % 4 else "a"]}
            command = {
                "id": f"answer-of-{number:08d}",
                "do": "SubmitAnswer",
                "answer": answer,
                "ask": stage["ask"]["id"],
            }
            await client.send(orjson.dumps(command), text=True)
            return int((await heard_until(client, "ack"))["v"])

        versions = await asyncio.gather(*(play(number) for number in range(PHONES)))
        assert len(set(versions)) == PHONES
        for effect in ("close_answers", "reveal"):
            await show.next(effect)
        for number, client in enumerate(clients):
            while (me := (await heard_until(client, "me"))["me"])["verdict"] is None:
                pass
            assert me["verdict"] == ("right" if number % 4 else "wrong")
        await show.live.post(c.FinishContest(), HOST)
        for client in clients:
            while (await heard_until(client, "stage"))["stage"]["show"] != "podium":
                pass
            await client.close()
        await running.gone()
