"""A client keeps its commands until they are settled, and knows when not to come back."""

import asyncio
import random

import pytest

from quizhub.robots.client import Bearing, Client
from quizhub.robots.door import Address, JoinRefused, Ticket, enter, join_captain, read_link
from quizhub.robots.tally import Tally
from tests.robots.small_server import SmallServer, running


@pytest.fixture
def server():
    return SmallServer()


@pytest.fixture
async def captain(server):
    """A connected captain of t1."""
    async with running(server) as link:
        address, _ = read_link(link)
        ticket = await join_captain(address, "123456", "t1", "PINt1", "zh-Hans")
        client = Client(ticket, Bearing(), Tally(), random.Random(1))
        running_client = asyncio.create_task(client.run())
        await viewed(client)
        yield client
        client.leave()
        await running_client


async def viewed(client):
    """Wait for a view that is news."""
    news = asyncio.Event()
    client.listener = lambda names: news.set()
    async with asyncio.timeout(20):
        await news.wait()


async def test_a_command_is_settled_by_its_acknowledgement(captain, server):
    sent = captain.command("SayReady")
    assert await sent.settled == "ack"
    assert sent.ack_version == 2
    assert server.ready == ["t1"]
    assert not captain.outbox.waiting


async def test_a_refusal_is_settled_by_its_code(captain):
    sent = captain.command("SubmitAnswer", ask=1, answer={"kind": "choice", "chosen": ["a"]}, n=1)
    assert await sent.settled == "late"
    assert not sent.acknowledged


async def test_what_is_said_while_away_is_sent_on_coming_back(captain, server):
    captain.drop_out(0.05)
    sent = captain.command("SayReady")
    assert await sent.settled == "ack"
    assert server.ready == ["t1"]
    assert sent.interrupted


async def test_repeats_have_one_effect(captain, server):
    sent = captain.command("SayReady")
    captain.say(sent.message)
    captain.say(sent.message)
    other = captain.command("SubmitAnswer", ask=1, answer={"kind": "choice", "chosen": ["a"]}, n=1)
    await sent.settled
    await other.settled
    assert server.received[sent.id] == 3
    assert len(server.effects) == 1


async def test_pings_keep_the_line_known(captain, server):
    captain.beat()
    captain._ping_at = 0
    captain.beat()
    async with asyncio.timeout(20):
        while not captain.time._samples:
            await asyncio.sleep(0)
    assert server.pings >= 1
    assert abs(captain.seconds_until(captain.time.wait_ms(0, 0))) < 1e12


async def test_a_seat_taken_over_is_not_fought_for(captain, server):
    sent = captain.outbox.add("SayReady", {}, 0.0)
    await server.lines[0].socket.close(4409)
    async with asyncio.timeout(20):
        await sent.settled
    assert captain.ended == "somebody else has taken the seat over"
    assert sent.settled.result() == "closed_4409"


async def test_a_stale_cookie_ends_the_client(server):
    async with running(server) as link:
        address, _ = read_link(link)
        ticket = Ticket(address, "/live/phone", "qh_seat=nobody", "c1")
        client = Client(ticket, Bearing(), Tally(), random.Random(1))
        async with asyncio.timeout(20):
            await client.run()
        assert client.ended == "the seat was given up"


async def test_a_wrong_pin_is_refused(server):
    async with running(server) as link:
        address, _ = read_link(link)
        with pytest.raises(JoinRefused) as refused:
            await join_captain(address, "123456", "t1", "ABCDEF", "zh-Hans")
        assert refused.value.code == "wrong_pin"


async def test_entering_gives_the_cookie_of_the_role(server):
    async with running(server) as link:
        ticket = await enter(*read_link(link))
        assert ticket.cookie == "qh_staff=host"
        assert ticket.live == "/live/host"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("http://10.0.0.5:8000/host/c1?key=k", Address(False, "10.0.0.5", 8000)),
        ("http://hall.local/host/c1?key=k", Address(False, "hall.local", 80)),
        ("https://quiz.example/host/c1?key=k", Address(True, "quiz.example", 443)),
        ("http://[::1]:8000/host/c1#key=k", Address(False, "::1", 8000)),
    ],
)
def test_links_are_read(link, address):
    assert read_link(link) == (address, "k")


def test_origins_leave_out_usual_ports():
    assert Address(False, "hall.local", 80).origin == "http://hall.local"
    assert Address(True, "::1", 8000).origin == "https://[::1]:8000"
    assert Address(True, "hall.local", 443).socket_origin == "wss://hall.local"


@pytest.mark.parametrize(
    "link", ["", "hall.local", "ftp://hall/?key=k", "http://hall/host/c1", "http:///?key=k"]
)
def test_links_that_lead_nowhere_are_named(link):
    with pytest.raises(ValueError, match="link"):
        read_link(link)
