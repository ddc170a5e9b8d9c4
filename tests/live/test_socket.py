"""The live sockets over a real connection, once over our own protocol and once over plain ASGI."""

import asyncio

import orjson
import pytest
from websockets.exceptions import InvalidStatus

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, Role
from quizhub.live import connection, protocol
from quizhub.live.doors import link_key
from tests.live.halls import HERE, Show
from tests.live.servers import FAST, PLAIN, close_code, heard, heard_until, serving

pytestmark = pytest.mark.anyio

BOTH = pytest.mark.parametrize("protocols", [FAST, PLAIN], ids=["fast", "plain"])


async def _host(show: Show):
    row = await show.hall._directory.find(show.info.id)
    assert row is not None
    return await show.hall.enter(link_key(row, Role.HOST), address=HERE)


async def _captain(show: Show, team: str = "t1"):
    cards = {card.team: card for card in await show.hall.cards(show.info.id)}
    card = cards[team].url.rpartition("/")[2]
    return await show.hall.join_card(card, language="zh-Hans", address=HERE)


def _command(command: c.Command, n: int = 1) -> str:
    return orjson.dumps({"id": f"{n:016d}", **command.model_dump(mode="json")}).decode()


@BOTH
async def test_a_contest_is_played_over_sockets(show, protocols):
    captain, host = await _captain(show), await _host(show)
    async with serving(show.hall, protocols) as running:
        phone, desk = await running.hello(captain), await running.hello(host)
        assert (await heard(phone))["me"]["team"] == "t1"
        assert (await heard(desk))["next"]["effect"] == "start_contest"
        await desk.send(_command(c.Next(step=0)))
        assert "v" in await heard_until(desk, "ack")
        assert (await heard_until(phone, "stage"))["stage"]["show"] == "round"
        await phone.send('{"ping": 4.25}')
        assert (await heard_until(phone, "pong"))["pong"] == 4.25
        await phone.send(_command(c.Pause()))
        assert (await heard_until(phone, "no"))["code"] == "not_allowed"
        await phone.close()
        await desk.close()
        await running.gone()


@BOTH
async def test_who_may_not_open_a_socket(show, protocols):
    captain, host = await _captain(show), await _host(show)
    async with serving(show.hall, protocols) as running:
        here = f"127.0.0.1:{running.port}"
        for origin in (
            "http://evil.example",
            "https://evil.example",
            f"ftp://{here}",
            f"http://{here}.evil",
            "null",
        ):
            assert await close_code(await running.open(captain, origin=origin)) == 4403
        assert await close_code(await running.open(captain, origin=None)) == 4403
        cookie = f"qh_seat={captain.token}"
        foreign = {"Cookie": cookie, "Host": "evil.example:80"}
        rebound = await running.open(captain, origin="http://evil.example:80", additional_headers=foreign)
        assert await close_code(rebound) == 4403
        for headers in ({}, {"Cookie": "qh_seat=guess"}, {"Cookie": f"qh_staff={captain.token}"}):
            assert await close_code(await running.open(captain, additional_headers=headers)) == 4401
        as_host = {"Cookie": f"qh_staff={captain.token}"}
        assert (
            await close_code(await running.open(captain, path="/live/host", additional_headers=as_host))
            == 4401
        )
        as_phone = {"Cookie": f"qh_seat={host.token}"}
        assert (
            await close_code(await running.open(host, path="/live/phone", additional_headers=as_phone))
            == 4401
        )
        with pytest.raises(InvalidStatus):
            await running.open(captain, path="/live/elsewhere")
        await show.hall.leave(captain.token)
        assert await close_code(await running.open(captain)) == 4401
        await running.gone()


@BOTH
async def test_what_ends_a_connection(show, protocols, monkeypatch):
    captain, host = await _captain(show), await _host(show)
    hello = '{"hello": 1}'
    async with serving(show.hall, protocols) as running:
        for said, code in (
            (["not json"], 4400),
            (["[]"], 4400),
            ([b"\x00\x01"], 4400),
            (['{"ping": 1}'], 4400),
            ([hello, '{"what": 1}'], 4400),
            ([hello, '{"id": "0123456789abcdef", "do": "TakeSeat"}'], 4400),
            ([hello, "{" + " " * 4096 + "}"], 1009),
            ([hello, "x" * 70_000], 1009),
            ([hello, *['{"ping": 1}'] * 30], 1008),
        ):
            client = await running.open(captain)
            for message in said:
                await client.send(message)
            assert await close_code(client) == code, said[-1][:40]
        desk = await running.hello(host)
        await desk.send("{" + " " * 5_000 + '"ping": 1}')
        assert (await heard_until(desk, "pong"))["pong"] == 1
        monkeypatch.setattr(connection, "HELLO_S", 0.01)
        assert await close_code(await running.open(captain)) == 4408
        await desk.close()
        await running.gone()
        assert show.live._open == set()


@BOTH
async def test_fragments_and_a_message_in_many_pieces_are_one_message(show, protocols):
    captain = await _captain(show)
    async with serving(show.hall, protocols) as running:
        phone = await running.open(captain)
        await phone.send(['{"hello"', ": 1, ", '"lang": "en"}'])
        assert (await heard(phone))["contest"]["title"] == "Safety contest"
        await phone.close()
        await running.gone()


@BOTH
async def test_a_stop_tells_every_client_to_come_back(show, protocols):
    captain, host = await _captain(show), await _host(show)
    async with serving(show.hall, protocols) as running:
        phone, desk = await running.hello(captain), await running.hello(host)
        await heard(phone)
        await heard(desk)
        await show.hall.stop()
        assert await close_code(phone) == await close_code(desk) == 1012
        await running.gone()


@BOTH
async def test_a_cable_that_is_pulled_is_noticed_by_the_contest(show, protocols):
    captain = await _captain(show)
    async with serving(show.hall, protocols) as running:
        phone = await running.hello(captain)
        await heard(phone)
        assert show.live.facts().presence["t1"].online
        phone.transport.abort()
        await running.gone()
        async with asyncio.timeout(20):
            while show.live.facts().presence["t1"].online:
                await asyncio.sleep(0.01)


@BOTH
async def test_a_press_is_stamped_when_it_arrives(show, protocols, monkeypatch):
    """The clock moves on while the message is looked at; what counts is the moment its bytes came."""
    captain = await _captain(show)
    await show.open_question()
    async with serving(show.hall, protocols) as running:
        phone = await running.hello(captain)
        await heard(phone)
        arrived: list[int] = []
        send, parse = show.live._actor.send, protocol.parse_message

        def noted(letter):
            arrived.append(letter.at)
            send(letter)

        def slowly(*args):
            show.clock.advance(500)
            return parse(*args)

        monkeypatch.setattr(show.live._actor, "send", noted)
        monkeypatch.setattr(protocol, "parse_message", slowly)
        before = show.clock.now()
        await phone.send(_command(show.answer()))
        await heard_until(phone, "ack")
        assert arrived == [before]
        await phone.close()


async def test_a_cookie_of_another_role_changes_nothing(show):
    """The projector's link gives the projector and can never be raised to the host."""
    row = await show.hall._directory.find(show.info.id)
    assert row is not None
    screen = await show.hall.enter(link_key(row, Role.PROJECTOR), address=HERE)
    async with serving(show.hall) as running:
        client = await running.hello(screen)
        await heard(client)
        await client.send(_command(c.Next(step=0)))
        assert (await heard_until(client, "no"))["code"] == "not_allowed"
        assert show.live.state.moves == 0
        await client.close()
    assert HOST not in {connection.seat for connection in show.live._open}
