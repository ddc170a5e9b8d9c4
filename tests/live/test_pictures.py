"""Pictures of a contest: stored with it, served once their question is shown, kept in memory for the hall."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from quizhub.banks.pictures import picture_of
from quizhub.contest.plan import Plan, picture_name
from quizhub.live import pictures
from quizhub.live.hall import Hall
from quizhub.live.pictures import Picture
from quizhub.questions.model import Question
from quizhub.storage.media import PicturesMissing
from tests.banks.tiny_pictures import tiny_png
from tests.contest.table import a_plan, a_round, choice
from tests.live.halls import HERE, Show

pytestmark = pytest.mark.anyio

FIRST, SECOND = tiny_png(4, 2), tiny_png(2, 4)
BYTES = {hashlib.sha256(raw).hexdigest(): raw for raw in (FIRST, SECOND)}


def pictured_plan() -> Plan:
    """Two questions, each with a picture of its own."""
    planned = a_round("everyone", 2)
    questions: dict[str, Question] = {}
    for one, raw in zip(planned.questions, (FIRST, SECOND), strict=True):
        media = picture_of(raw, "a.png")
        assert media is not None
        questions[one.question] = choice(one.question, media=(media,))
    return a_plan(planned, questions=questions)


def name_of(plan: Plan, raw: bytes) -> str:
    return picture_name(plan.seed, hashlib.sha256(raw).hexdigest())


async def shown(hall: Hall, clock, plan: Plan) -> tuple[Show, list[str]]:
    """A show, and the cookies of somebody in its hall."""
    info = await hall.create(plan, pictures=BYTES)
    live = await hall.find(info.id)
    assert live is not None
    show = Show(hall, clock, info, live)
    seat = await hall.join_audience(info.code, language="en", address=HERE)
    return show, [seat.token]


async def test_a_plan_without_its_pictures_makes_no_contest(hall):
    with pytest.raises(PicturesMissing) as missing:
        await hall.create(pictured_plan(), pictures={next(iter(BYTES)): FIRST})
    assert missing.value.names == ("a.png",)
    assert str(missing.value) == "These pictures are not there: a.png."
    assert await hall.contests() == []


async def test_pictures_that_are_kept_already_need_not_come_again(hall):
    await hall.create(pictured_plan(), pictures=BYTES)
    await hall.create(pictured_plan())


async def test_a_picture_is_given_from_the_moment_its_question_is_shown(hall, clock):
    plan = pictured_plan()
    show, hall_seat = await shown(hall, clock, plan)
    first, second = name_of(plan, FIRST), name_of(plan, SECOND)
    assert await hall.picture(hall_seat, first) is None
    await show.open_question()
    assert await hall.picture(hall_seat, first) == Picture("image/png", FIRST)
    assert await hall.picture(hall_seat, second) is None
    assert await hall.picture([], first) is None
    assert await hall.picture(["worthless"], first) is None
    assert await hall.picture(["worthless", *hall_seat], first) == Picture("image/png", FIRST)


async def test_a_seat_of_another_contest_sees_nothing(hall, clock):
    plan = pictured_plan()
    show, _ = await shown(hall, clock, plan)
    await show.open_question()
    other = await hall.create(pictured_plan())
    stranger = await hall.join_audience(other.code, language="en", address=HERE)
    assert await hall.picture([stranger.token], name_of(plan, FIRST)) is None


async def test_memory_holds_only_so_many(hall, clock, monkeypatch):
    monkeypatch.setattr(pictures, "KEPT_BYTES", max(len(FIRST), len(SECOND)))
    plan = pictured_plan()
    show, seat = await shown(hall, clock, plan)
    await show.open_question()
    for _ in range(2):
        assert await hall.picture(seat, name_of(plan, FIRST)) is not None
    await show.next("close_answers", "reveal", "show_question")
    for raw in (SECOND, FIRST, SECOND):
        assert await hall.picture(seat, name_of(plan, raw)) == Picture("image/png", raw)


async def test_a_picture_that_was_lost_from_the_disk_is_not_found(hall, clock, path):
    plan = pictured_plan()
    show, seat = await shown(hall, clock, plan)
    await show.open_question()
    with closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("DELETE FROM media")
    assert await hall.picture(seat, name_of(plan, FIRST)) is None
