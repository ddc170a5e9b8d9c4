"""Practice runs that a host starts: each a contest of its own, played by robots in a program beside us.

Used by the practice page; one run a contest at a time. The right answers go to the robots through a pipe,
so that a run that is cut off leaves no file with them. What the robots saw is kept until the next run.
"""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from quizhub.clock import Clock
from quizhub.contest.plan import Plan, turns_needed
from quizhub.contest.rules import Flow
from quizhub.contest.state import ContestState
from quizhub.errors import Code, CommandRejected
from quizhub.ids import new_seed
from quizhub.live.hall import ContestInfo, Hall
from quizhub.questions.marking import right_answer
from quizhub.questions.text import MAX_FIELD
from quizhub.settings import Profile, Settings

POLITE_S = 3.0
"""So long robots told to stop may take for their report."""
_SUFFIX = {"zh": "（排练）"}
_OTHER_SUFFIX = " (rehearsal)"
_EVERYWHERE = ("0.0.0.0", "::", "")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PracticeWishes:
    """What the form asks for; shares from 0 to 1."""

    teams: int
    audience: int = 0
    skill: float = 0.6
    delay_ms: int = 0
    loss: float = 0.0
    dropout: float = 0.0
    robot_hosts: bool = True
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a practice has come: the picture up, the round's title, questions over and planned."""

    picture: str
    round: dict[str, str] | None
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended. `report` is what `quizhub rehearse --json` prints, None where it came to none."""

    how: Literal["finished", "stopped", "broken"]
    wishes: PracticeWishes
    report: dict[str, Any] | None
    why: str = ""


@dataclass(slots=True)
class Practice:
    """A run that is under way."""

    info: ContestInfo
    wishes: PracticeWishes
    started_at: int
    robots: asyncio.subprocess.Process
    stopped: bool = False
    end: asyncio.Task[None] | None = None


class Practices:
    """`program` gives the command line that plays with these wishes at the host's address."""

    def __init__(self, hall: Hall, settings: Settings, clock: Clock) -> None:
        self.program: Callable[[str, PracticeWishes], Sequence[str]] = _program
        self._hall = hall
        self._settings = settings
        self._clock = clock
        self._running: dict[str, Practice] = {}
        self._starting: set[str] = set()
        self._outcomes: dict[str, Outcome] = {}

    def running(self, contest: str) -> Practice | None:
        return self._running.get(contest)

    def outcome(self, contest: str) -> Outcome | None:
        """How the last run of this contest ended; None while one is under way or when there was none."""
        return self._outcomes.get(contest)

    async def start(self, contest: ContestInfo, wishes: PracticeWishes) -> None:
        """Begin a run. Raises CommandRejected while one is under way or for what is a practice itself."""
        if contest.practises is not None or contest.id in self._running or contest.id in self._starting:
            raise CommandRejected(Code.NOT_NOW)
        live = await self._hall.find(contest.id)
        if live is None:
            raise CommandRejected(Code.WRONG_CODE)
        self._starting.add(contest.id)
        try:
            self._running[contest.id] = await self._begin(contest, live.state.plan, wishes)
        finally:
            self._starting.discard(contest.id)
        self._outcomes.pop(contest.id, None)

    async def _begin(self, contest: ContestInfo, plan: Plan, wishes: PracticeWishes) -> Practice:
        info = await self._hall.create(practice_plan(plan), practises=contest.id)
        try:
            robots = await asyncio.create_subprocess_exec(
                *self.program(self._address(info), wishes),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except BaseException:
            await self._hall.discard(info.id)
            raise
        practice = Practice(info, wishes, self._clock.now(), robots)
        practice.end = asyncio.create_task(self._follow(contest.id, practice, known_answers(plan)))
        return practice

    async def _follow(self, contest: str, practice: Practice, answers: bytes) -> None:
        """Until the robots are gone, by themselves or because they were stopped."""
        try:
            output, errors = await practice.robots.communicate(answers)
            # Nobody has to look after a practice that is over.
            if not practice.stopped:
                await self._hall.discard(practice.info.id)
            self._outcomes[contest] = _outcome(practice, output, errors)
        finally:
            del self._running[contest]

    async def stop(self, contest: str) -> None:
        """End the run at once; returns when nothing of it is left."""
        practice = self._running.get(contest)
        if practice is None or practice.end is None:
            return
        first = not practice.stopped
        practice.stopped = True
        with contextlib.suppress(ProcessLookupError):
            practice.robots.terminate()
        if first:
            await self._hall.discard(practice.info.id)
        try:
            await asyncio.wait_for(asyncio.shield(practice.end), POLITE_S)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                practice.robots.kill()
            await practice.end

    async def stop_all(self) -> None:
        """For the end of the server."""
        await asyncio.gather(*(self.stop(contest) for contest in list(self._running)))

    async def progress(self, practice: Practice) -> Progress | None:
        """How far it has come; None when it has just ended."""
        live = await self._hall.find(practice.info.id)
        return _progress(live.state) if live is not None else None

    def _address(self, info: ContestInfo) -> str:
        """The practice's host link as this machine reaches itself."""
        link, settings = self._hall.links(info).host_url, self._settings
        if settings.profile is Profile.PUBLIC:
            return link
        name = "localhost" if settings.bind in _EVERYWHERE else settings.bind
        host = f"[{name}]" if ":" in name else name
        return f"http://{host}:{settings.port}{link.removeprefix(self._hall.base_url)}"


def practice_plan(plan: Plan) -> Plan:
    """The same programme under a title that says what it is. Its draws are its own: a practice must not
    foretell the lots of the contest."""
    title = {
        language: f"{text[: MAX_FIELD - 20]}{_SUFFIX.get(language.partition('-')[0], _OTHER_SUFFIX)}"
        for language, text in plan.title.items()
    }
    return plan.model_copy(update={"title": title, "seed": new_seed()})


def known_answers(plan: Plan) -> bytes:
    """The right answers as `quizhub rehearse --answers` reads them."""
    return orjson.dumps(
        [
            {
                "stem": [*question.stem.values(), *(question.screen or {}).values()],
                "answer": right_answer(question).model_dump(mode="json"),
            }
            for question in plan.questions
        ]
    )


def _program(address: str, wishes: PracticeWishes) -> Sequence[str]:
    options = {
        "--host-url": address,
        "--answers": "-",
        "--skill": wishes.skill,
        "--teams": wishes.teams,
        "--audience": wishes.audience,
        "--delay": wishes.delay_ms,
        "--loss": wishes.loss,
        "--dropout": wishes.dropout,
        "--speed": wishes.speed,
        "--host": "auto" if wishes.robot_hosts else "person",
    }
    told = [str(word) for option in options.items() for word in option]
    return [sys.executable, "-m", "quizhub", "rehearse", "--json", *told]


def _progress(state: ContestState) -> Progress:
    over = {(played.round, played.slot) for played in state.show.played}
    planned = sum(
        turns_needed(one, state.plan.teams) if one.flow is Flow.IN_TURN else len(one.questions)
        for one in state.plan.rounds
    )
    title = dict(state.round.title) if state.round is not None else None
    return Progress(state.show.picture, title, min(len(over), planned), planned)


def _outcome(practice: Practice, output: bytes, errors: bytes) -> Outcome:
    report: dict[str, Any] | None = None
    with contextlib.suppress(orjson.JSONDecodeError):
        report = orjson.loads(output)
    if practice.stopped:
        return Outcome("stopped", practice.wishes, report)
    if report is not None and report["error"] is None and report["phase"] == "finished":
        return Outcome("finished", practice.wishes, report)
    why = (
        (report or {}).get("error") or (report or {}).get("stuck") or errors.decode(errors="replace").strip()
    )
    _log.warning("a practice run broke off: %s", why)
    return Outcome("broken", practice.wishes, report, str(why)[-500:])
