"""The practice page: who may open it, what its form takes, how a run starts, shows and ends without a trace.

The robots are stood in for by small programs; real ones play in test_practice_played.py.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from quizhub.app import build_app, open_place
from quizhub.questions.marking import mark
from quizhub.questions.model import Question
from quizhub.settings import Profile, Settings
from quizhub.storage.database import Database
from quizhub.web.practice import PracticeWishes, known_answers, practice_plan
from tests.web.conftest import ADDRESS, HERE, Server

FORM = {
    "teams": "3", "audience": "5", "skill": "80", "delay": "60", "loss": "5", "dropout": "15",
    "host": "robot", "speed": "10.0",
}  # fmt: skip
FIGURES = {"sent": 40, "acknowledged": 39, "refused": 1, "lost": 0, "doubled": 0}
REPORT = {
    "phase": "finished", "teams": 3, "audience": 5, "questions": 12, "seconds": 90.0,
    "answers": FIGURES, "buzzes": FIGURES, "others": FIGURES, "stuck": None, "error": None,
    "kinds": {
        "slow": {
            "phones": 4, **FIGURES,
            "ack_ms": {"p50": 120.4, "p99": 380.2}, "wait_ms": {"p50": 120, "p99": 2400.0},
            "resent": 1, "reconnects": 0,
        },
        "dropping": {
            "phones": 1, **FIGURES,
            "ack_ms": {"p50": 3.0, "p99": 9.0}, "wait_ms": {"p50": 3.0, "p99": 4200.0},
            "resent": 1, "reconnects": 3,
        },
    },
}  # fmt: skip
WAITS = "import sys,time; sys.stdin.read(); print('playing', file=sys.stderr, flush=True); time.sleep(600)"


def says(report: dict[str, Any]) -> str:
    """A program that takes the answers and prints a report."""
    return f"import sys; sys.stdin.read(); print({orjson.dumps(report).decode()!r})"


def robots(server: Server, program: str) -> list[PracticeWishes]:
    """Let a program of our own play; gives the wishes it was started with."""
    wished: list[PracticeWishes] = []

    def command(address: str, wishes: PracticeWishes) -> Sequence[str]:
        wished.append(wishes)
        return [sys.executable, "-c", program]

    server.place.practices.program = command
    return wished


@pytest.fixture
def host(server: Server) -> TestClient:
    """The host's browser."""
    visitor = server.visitor()
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    return visitor


@pytest.fixture
def path(server: Server) -> str:
    return f"/host/{server.info.id}/practice"


def call(server: Server, what: Callable[..., Any], *arguments: Any) -> Any:
    """Something that must happen in the server's loop."""
    assert server.client.portal is not None
    return server.client.portal.call(what, *arguments)


def until_over(server: Server) -> None:
    """Wait for the program to end by itself."""

    async def ended() -> None:
        practice = server.place.practices.running(server.info.id)
        if practice is not None and practice.end is not None:
            await practice.end

    call(server, ended)


def contests_on_disk(server: Server) -> int:
    database = Database.open(server.place.settings.database, read_only=True)
    try:
        return int(
            database.read_now(
                lambda connection: connection.exec_driver_sql("SELECT count(*) FROM contests")
            ).scalar()
            or 0
        )
    finally:
        database.close()


def test_only_host_and_organiser_see_the_page(server, visitor, host, path):
    robots(server, WAITS)
    for refused in (
        visitor.get(path),
        visitor.get(f"{path}/progress"),
        visitor.post(path, data=FORM),
        visitor.post(f"{path}/stop"),
    ):
        assert refused.status_code == 403
    assert server.place.practices.running(server.info.id) is None
    assert host.get(path).status_code == 200
    screen = server.visitor()
    screen.post(f"/screen/{server.info.id}", data={"key": server.links.screen_url.split("?key=")[1]})
    assert screen.get(path).status_code == 403
    organiser = server.visitor()
    words = "a long enough password"
    organiser.post(
        "/desk/set-up",
        data={"key": server.place.desk.first_key, "name": "o", "password": words, "again": words},
    )
    assert organiser.get(path).status_code == 200
    assert path in organiser.get(f"/desk/contests/{server.info.id}").text
    assert path in host.get(f"/host/{server.info.id}").text
    assert host.get("/host/nosuch11/practice").status_code == 404


def test_the_host_of_another_contest_may_not(server, host, sample_plan):
    other = call(server, server.place.hall.create, sample_plan)
    assert host.get(f"/host/{other.id}/practice").status_code == 403
    assert host.post(f"/host/{other.id}/practice", data=FORM).status_code == 403


def test_ready_choices_fill_the_form(host, path):
    assert 'name="delay" min="0" max="2000" value="60"' in host.get(path).text
    good = host.get(f"{path}?air=good").text
    assert 'name="delay" min="0" max="2000" value="0"' in good
    assert good.count("aria-current") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"teams": "1000"}, {"audience": "2001"}, {"skill": "101"}, {"delay": "-1"}, {"loss": "91"},
        {"dropout": "x"}, {"speed": "1000"}, {"speed": "nan"}, {"teams": ""},
    ],
)  # fmt: skip
def test_numbers_out_of_range_are_refused_in_words(server, host, path, wrong):
    answer = host.post(path, data={**FORM, **wrong})
    assert answer.status_code == 400
    assert "Check the numbers" in answer.text
    assert server.place.practices.running(server.info.id) is None
    assert contests_on_disk(server) == 1


def test_a_run_shows_where_it_is_and_is_stopped_at_once(server, host, path):
    wished = robots(server, WAITS)
    assert host.post(path, data=FORM).status_code == 303
    assert wished == [PracticeWishes(3, 5, 0.8, 60, 0.05, 0.15, True, 10.0)]
    practice = server.place.practices.running(server.info.id)
    assert practice is not None
    shown = host.get(path).text
    assert "The robots take their seats" in shown
    for door in ("host", "screen"):
        assert f'href="/{door}/{practice.info.id}?key=' in shown
    told = host.get(f"{path}/progress").json()
    assert (told["running"], told["done"]) == (True, 0)
    assert told["planned"] > 10
    assert host.post(path, data=FORM).status_code == 409, "one at a time"
    assert host.post(f"{path}/stop").status_code == 303
    assert practice.robots.returncode is not None
    assert host.get(f"{path}/progress").json() == {"running": False}
    after = host.get(path).text
    assert "The last practice was stopped" in after
    assert 'value="80"' in after, "the form keeps what was asked for"
    assert contests_on_disk(server) == 1
    assert host.post(f"{path}/stop").status_code == 303, "nothing is left to stop"
    assert host.post(path, data=FORM).status_code == 303
    call(server, server.place.practices.stop_all)
    assert contests_on_disk(server) == 1


def test_its_pages_leave_the_cookies_of_the_contest_alone(server, host, path):
    robots(server, WAITS)
    screen_key = server.links.screen_url.split("?key=")[1]
    host.post(f"/screen/{server.info.id}", data={"key": screen_key})
    before = dict(host.cookies)
    host.post(path, data=FORM)
    practice = server.place.practices.running(server.info.id)
    assert practice is not None
    links = server.place.hall.links(practice.info)
    for door, url, live in (
        ("host", links.host_url, "/live/practice/host"),
        ("arbiter", links.host_url, "/live/practice/host/rulings"),
        ("screen", links.screen_url, "/live/practice/screen"),
        ("arbiter", links.arbiter_url, "/live/practice/arbiter"),
        ("buttons", links.buttons_url, "/live/practice/buttons"),
    ):
        at = f"/{door}/{practice.info.id}"
        if door == "arbiter" and url == links.arbiter_url:
            host.cookies.delete("qh_practice")
        if door in url:
            host.post(at, data={"key": url.split("?key=")[1]})
        page = host.get(at).text
        assert f'data-live="{live}"' in page
        assert "(rehearsal)" in page
        with host.websocket_connect(f"ws://{ADDRESS}:8000{live}") as socket:
            socket.send_json({"hello": 1, "lang": "en"})
            assert "(rehearsal)" in str(socket.receive_json()["contest"])
    assert {name: value for name, value in host.cookies.items() if "practice" not in name} == before
    assert 'data-live="/live/host"' in host.get(f"/host/{server.info.id}").text
    assert host.get(f"/host/{practice.info.id}/practice").headers["location"] == path
    host.post(f"{path}/stop")
    assert host.get(f"/host/{practice.info.id}").status_code == 404


def test_what_each_kind_of_phone_saw_is_told_in_words(server, host, path):
    robots(server, says(REPORT))
    host.post(path, data=FORM)
    until_over(server)
    page = host.get(path).text
    for words in (
        "played to the end", "Every one of the 40 answers",
        "3 captains and 5 in the hall, 12 questions in 1.5 minutes",
        "Slow line", "× 4", "within 120 ms for half of them, within 380 ms for nearly all", "Dropping line",
        "Lost their line 3 times", "longest wait for a tick was 4.2 s",
    ):  # fmt: skip
        assert words in page
    assert contests_on_disk(server) == 1
    chinese = server.visitor("zh-CN")
    chinese.cookies.update(dict(host.cookies))
    assert "排练" in chinese.get(path).text


def test_a_broken_promise_is_told_first(server, host, path):
    robots(server, says({**REPORT, "answers": {**FIGURES, "lost": 2}}))
    host.post(path, data=FORM)
    until_over(server)
    assert "2 messages were lost or counted twice" in host.get(path).text


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import sys; sys.exit('no robots today')", "no robots today"),
        (
            says({**REPORT, "phase": "ask", "stuck": "nothing happened for 60 seconds"}),
            "nothing happened for 60 seconds",
        ),
        (says({**REPORT, "phase": "", "error": "Nobody answers"}), "Nobody answers"),
    ],
)
def test_robots_that_fail_are_told_and_leave_nothing(server, host, path, program, why):
    robots(server, program)
    host.post(path, data=FORM)
    until_over(server)
    page = host.get(path).text
    assert "broke off" in page
    assert why in page
    assert contests_on_disk(server) == 1


def test_robots_that_cannot_be_started_leave_nothing(server, host, path):
    server.place.practices.program = lambda address, wishes: ["/nowhere/python"]
    with pytest.raises(FileNotFoundError):
        host.post(path, data=FORM)
    assert contests_on_disk(server) == 1
    robots(server, WAITS)
    assert host.post(path, data=FORM).status_code == 303


def test_the_end_of_the_server_ends_the_run(tmp_path, sample_plan):
    database = Database.open(tmp_path / "quizhub.db")
    place = open_place(Settings(data=tmp_path, address="192.168.1.5"), database)
    place.practices.program = lambda address, wishes: [sys.executable, "-c", WAITS]
    with TestClient(build_app(place), base_url=HERE) as client:
        assert client.portal is not None
        info = client.portal.call(place.hall.create, sample_plan)
        client.portal.call(place.practices.start, info, PracticeWishes(3))
        practice = place.practices.running(info.id)
        assert practice is not None
    assert practice.robots.returncode is not None
    assert [
        row[0] for row in database.read_now(lambda c: c.exec_driver_sql("SELECT id FROM contests").all())
    ] == [info.id]
    database.close()


def test_a_killed_servers_practice_is_gone_at_the_next_start(tmp_path, sample_plan):
    database = Database.open(tmp_path / "quizhub.db")
    settings = Settings(data=tmp_path)
    place = open_place(settings, database)
    with TestClient(build_app(place), base_url=HERE) as client:
        assert client.portal is not None
        info = client.portal.call(place.hall.create, sample_plan)
        left = client.portal.call(place.hall.create, practice_plan(sample_plan), info.id)
    with TestClient(build_app(again := open_place(settings, database)), base_url=HERE) as client:
        assert client.portal is not None
        assert [known.id for known in client.portal.call(again.hall.contests)] == [info.id]
        assert client.portal.call(again.hall.info, left.id) is None
    database.close()


# --- what the robots are given ----------------------------------------------------------------------


def test_the_programme_is_the_same_and_its_lots_are_not(sample_plan):
    plan = practice_plan(sample_plan)
    assert plan.title["zh-Hans"].endswith("（排练）")
    assert plan.title["en"].endswith(" (rehearsal)")
    assert plan.seed != sample_plan.seed
    assert (plan.rounds, plan.teams, plan.questions) == (
        sample_plan.rounds,
        sample_plan.teams,
        sample_plan.questions,
    )


def test_robots_are_told_right_answers(sample_plan):
    from pydantic import TypeAdapter

    from quizhub.questions.answers import Answer

    told = {
        stem: entry["answer"] for entry in orjson.loads(known_answers(sample_plan)) for stem in entry["stem"]
    }
    reader: TypeAdapter[Any] = TypeAdapter(Answer)

    def right(question: Question) -> bool:
        return all(
            mark(question, reader.validate_python(told[stem])).verdict == "right"
            for stem in question.stem.values()
        )

    assert all(map(right, sample_plan.questions))


@pytest.mark.parametrize(
    ("settings", "begin"),
    [
        ({}, "http://localhost:8000/host/"),
        ({"bind": "127.0.0.1", "port": 80}, "http://127.0.0.1:80/host/"),
        ({"bind": "::"}, "http://localhost:8000/host/"),
        ({"bind": "::1"}, "http://[::1]:8000/host/"),
        ({"bind": "192.168.1.5"}, "http://192.168.1.5:8000/host/"),
        (
            {"bind": "127.0.0.1", "address": "quiz.example", "profile": Profile.PUBLIC},
            "https://quiz.example/host/",
        ),
    ],
)
def test_robots_reach_the_server_where_it_listens(tmp_path, sample_plan, settings, begin):
    database = Database.open(tmp_path / "quizhub.db")
    place = open_place(Settings(data=tmp_path, **settings), database)
    addresses: list[str] = []

    def command(address: str, wishes: PracticeWishes) -> Sequence[str]:
        addresses.append(address)
        return [sys.executable, "-c", says(REPORT)]

    place.practices.program = command
    with TestClient(build_app(place), base_url=HERE) as client:
        assert client.portal is not None
        info = client.portal.call(place.hall.create, sample_plan)
        client.portal.call(place.practices.start, info, PracticeWishes(3))
    database.close()
    [address] = addresses
    assert address.startswith(begin)
    assert "?key=" in address
