"""`/media/{name}`: pictures over HTTP, to seats only, not before their question, and for ever afterwards."""

import hashlib

import pytest
from starlette.testclient import TestClient

from quizhub.banks.pictures import picture_of
from quizhub.contest import commands as c
from quizhub.contest.plan import Plan, picture_name
from quizhub.contest.seats import HOST
from quizhub.contest.steps import next_step
from quizhub.live.hall import ContestInfo
from tests.banks.tiny_pictures import tiny_png
from tests.contest.table import a_plan, a_round, choice

RAW = tiny_png(6, 4)
SEED = 7
NAME = picture_name(SEED, hashlib.sha256(RAW).hexdigest())


def pictured_plan() -> Plan:
    planned = a_round("everyone", 2)
    media = picture_of(RAW, "a.png")
    assert media is not None
    name = planned.questions[0].question
    return a_plan(planned, questions={name: choice(name, media=(media,))}, seed=SEED)


@pytest.fixture
def made(server) -> ContestInfo:
    pictures = {hashlib.sha256(RAW).hexdigest(): RAW}
    info: ContestInfo = server.client.portal.call(server.place.hall.create, pictured_plan(), None, pictures)
    return info


def press_until(server, info: ContestInfo, effect: str) -> None:
    live = server.client.portal.call(server.place.hall.find, info.id)
    while (step := next_step(live.state)) is not None and step.effect != effect:
        server.client.portal.call(live.post, c.Next(step=live.state.moves), HOST)


def enter(server, info: ContestInfo, role: str) -> TestClient:
    links = server.place.hall.links(info)
    key = getattr(links, f"{role}_url").split("?key=")[1]
    visitor: TestClient = server.visitor()
    assert visitor.post("/api/enter", json={"key": key}).status_code == 200
    return visitor


def test_a_picture_is_there_with_its_question_and_may_be_kept(server, made, visitor):
    assert visitor.post("/api/join", json={"code": made.code, "as": "audience"}).status_code == 200
    assert visitor.get(f"/media/{NAME}").status_code == 404
    press_until(server, made, "close_answers")
    answer = visitor.get(f"/media/{NAME}")
    assert (answer.status_code, answer.content) == (200, RAW)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert visitor.get(f"/media/{'0' * 24}").status_code == 404
    assert visitor.get(f"/media/{hashlib.sha256(RAW).hexdigest()}").status_code == 404
    assert server.visitor().get(f"/media/{NAME}").status_code == 404


@pytest.mark.parametrize("role", ["host", "screen", "arbiter"])
def test_whoever_shows_or_judges_it_sees_it_too(server, made, role):
    visitor = enter(server, made, role)
    press_until(server, made, "close_answers")
    assert visitor.get(f"/media/{NAME}").content == RAW


def test_a_seat_elsewhere_opens_nothing(server, made):
    press_until(server, made, "close_answers")
    assert enter(server, server.info, "screen").get(f"/media/{NAME}").status_code == 404
