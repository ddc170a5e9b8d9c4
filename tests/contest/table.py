"""A contest on a table: plans in a few words, and a driver that posts commands and keeps the log.

Used by every test of the rules. It checks on each command that replaying the log gives the live state.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.deadlines import next_deadline
from quizhub.contest.decide import decide
from quizhub.contest.evolve import evolve, replay, start
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.plan import Plan, PlannedQuestion, Player, Round, Team
from quizhub.contest.rules import ContestRules
from quizhub.contest.seats import CLOCK, HOST, Seat, audience_seat, captain_seat
from quizhub.contest.standings import places, points
from quizhub.contest.state import Ask, ContestState
from quizhub.contest.steps import next_step
from quizhub.errors import Code, CommandRejected
from quizhub.questions.answers import Answer, ChoiceAnswer
from quizhub.questions.marking import right_answer, wrong_answer
from quizhub.questions.model import (
    ChoiceBody,
    ChoiceKey,
    NumberNear,
    NumericBody,
    NumericKey,
    Option,
    Question,
)

E = TypeVar("E", bound=e.Event)


def choice(name: str, key: str = "b", **extra: Any) -> Question:
    """A single-choice question with options a to d."""
    options = tuple(Option(id=i, text={"zh-Hans": f"选项{i}", "en": f"option {i}"}) for i in "abcd")
    return Question(
        id=name,
        stem={"zh-Hans": f"题目{name}？", "en": f"Question {name}?"},
        body=ChoiceBody(kind="single_choice", options=options),
        key=ChoiceKey(kind="single_choice", correct=(key,)),
        explanation={"zh-Hans": f"解析{name}", "en": f"Because {name}"},
        **extra,
    )


def a_number(name: str, value: int = 119, **extra: Any) -> Question:
    """A question that asks for a number."""
    return Question(
        id=name,
        stem={"zh-Hans": f"数字题{name}？", "en": f"Number {name}?"},
        body=NumericBody(),
        key=NumericKey(accept=(NumberNear(value=Decimal(value)),)),
        **extra,
    )


def a_round(
    pack: str, count: int, name: str = "", spares: int = 0, kept_for: Any = None, **rules: Any
) -> Round:
    """A round of `count` questions from a pack, named `<name>-1` …, some `kept_for` a stake."""
    name = name or pack.replace("_", "-")
    ready = ROUND_PACKS[pack]
    planned = tuple(
        PlannedQuestion(question=f"{name}-{n}", stake=kept_for[n - 1] if kept_for else None)
        for n in range(1, count + 1)
    )
    return Round(
        id=name,
        title=dict(ready.name),
        pack=pack,
        flow=ready.flow,
        rules=ready.rules_with(rules),
        questions=planned,
        spares=tuple(f"{name}-spare-{n}" for n in range(1, spares + 1)),
    )


def a_plan(
    *rounds: Round,
    teams: int = 3,
    players: int = 3,
    tie_questions: int = 0,
    tie_rules: dict[str, Any] | None = None,
    seed: int = 7,
    questions: dict[str, Question] | None = None,
    **rules: Any,
) -> Plan:
    """A plan with teams t1 … and made-up questions.

    `questions` replaces some by id; one whose id begins with `near-` is added to the tie questions.
    """
    given = questions or {}
    numbers = tuple(name for name in given if name.startswith("near-"))
    ties = tuple(f"tie-{n}" for n in range(1, tie_questions + 1)) + numbers
    names = [q.question for r in rounds for q in r.questions] + [s for r in rounds for s in r.spares]
    return Plan(
        title={"zh-Hans": "安全知识竞赛", "en": "Safety contest"},
        seed=seed,
        rules=ContestRules(**rules),
        teams=tuple(
            Team(
                id=f"t{n}",
                number=n,
                name=f"第{n}队",
                players=tuple(Player(number=p) for p in range(1, players + 1)),
            )
            for n in range(1, teams + 1)
        ),
        rounds=rounds,
        tie_rules=ROUND_PACKS["tie_break"].rules_with(tie_rules or {}),
        tie_questions=ties,
        questions=tuple(given.get(name) or choice(name) for name in [*names, *ties]),
    )


class Table:
    """A contest being played: `at` is the time, `log` the events, `state` what they add up to."""

    def __init__(self, plan: Plan, at: int = 1_000_000, check: bool = True) -> None:
        self.at = at
        self.log: list[e.AnyEvent] = [e.ContestCreated(at=at, plan=plan)]
        self.state: ContestState = start(self.log[0])  # type: ignore[arg-type]
        self.check = check
        self.answer_numbers: dict[tuple[str, int], int] = {}

    # --- posting ------------------------------------------------------------------------------------

    def post(self, command: c.Command, seat: Seat = HOST) -> list[e.AnyEvent]:
        """Decide and evolve; gives the events."""
        events = decide(self.state, command, seat, self.at)
        for event in events:
            self.state = evolve(self.state, event)
        self.log += events
        if self.check:
            assert replay(self.log) == self.state
        return events

    def refused(self, command: c.Command, seat: Seat = HOST) -> Code:
        """The code the command is refused with; it must change nothing."""
        before = self.state
        try:
            decide(self.state, command, seat, self.at)
        except CommandRejected as refusal:
            assert self.state is before
            return refusal.code
        raise AssertionError(f"{command} was not refused")

    def wait(self, ms: int) -> None:
        """Let time pass; deadlines on the way strike at their own time."""
        until = self.at + ms
        while (deadline := next_deadline(self.state)) is not None and deadline <= until:
            self.at = max(self.at, deadline)
            self.post(c.TimePassed(), CLOCK)
        self.at = until

    # --- shortcuts ----------------------------------------------------------------------------------

    def seat_all(self) -> None:
        for team in self.state.plan.teams:
            self.post(c.TakeSeat(), captain_seat(team.id))
            self.post(c.SayReady(), captain_seat(team.id))

    def crowd(self, count: int) -> None:
        for n in range(count):
            self.post(c.TakeSeat(handle=f"观众{n}"), audience_seat(str(n)))

    def next(self, expected: str | None = None) -> list[e.AnyEvent]:
        """Press the key; `expected` is the effect it must be labelled with."""
        step = next_step(self.state)
        assert step is not None
        if expected is not None:
            assert step.effect == expected
        return self.post(c.Next(step=self.state.moves, effect=step.effect))

    def effect(self) -> str | None:
        step = next_step(self.state)
        return step.effect if step is not None else None

    def key_enabled(self) -> bool:
        step = next_step(self.state)
        return step is not None and step.enabled

    def until(self, effect: str, limit: int = 60) -> None:
        """Press the key until it would do `effect`."""
        for _ in range(limit):
            if self.effect() == effect:
                return
            self.next()
        raise AssertionError(f"never came to {effect}, stands at {self.effect()}")

    def undo(self) -> list[e.AnyEvent]:
        return self.post(c.Undo(step=self.state.moves))

    def redo(self) -> list[e.AnyEvent]:
        return self.post(c.Redo(step=self.state.moves))

    def answer(self, team: str, right: bool = True, lock: bool = False, seat: Seat | None = None) -> None:
        """A captain's (or, by seat, somebody's) right or wrong answer to the ask being played."""
        ask = self.state.show.ask
        assert ask is not None
        question = self.state.asked()
        given: Answer = right_answer(question) if right else wrong_answer(question, 0)
        self.give(given, seat or captain_seat(team), lock=lock)

    def give(self, answer: Answer, seat: Seat, lock: bool = False) -> None:
        assert self.state.show.ask is not None
        ask = self.state.show.ask.id
        n = self.answer_numbers.get((seat.id, ask), 0) + 1
        self.answer_numbers[seat.id, ask] = n
        self.post(c.SubmitAnswer(ask=ask, answer=answer, n=n, lock=lock), seat)

    def buzz(self, team: str) -> list[e.AnyEvent]:
        assert self.state.show.ask is not None
        return self.post(c.Buzz(ask=self.state.show.ask.id), captain_seat(team))

    def rule(self, team: str, right: bool) -> None:
        self.post(c.RuleAnswer(team=team, right=right))

    def adjust(self, team: str, points: int) -> None:
        self.post(c.AdjustPoints(team=team, points=points, reason="ruling"))

    @property
    def ask(self) -> Ask:
        """The ask being played; there must be one."""
        assert self.state.show.ask is not None
        return self.state.show.ask

    def phase(self) -> str:
        return self.ask.phase

    def points(self) -> dict[str, int]:
        return points(self.state)

    def ranks(self) -> dict[str, int]:
        return {place.team: place.rank for place in places(self.state)}


def kinds(events: Iterable[e.AnyEvent]) -> list[str]:
    """The names of the events."""
    return [event.type for event in events]


def one(events: Iterable[e.AnyEvent], kind: type[E]) -> E:
    """The only event of this kind."""
    (found,) = (event for event in events if isinstance(event, kind))
    return found


def pick(*names: str) -> ChoiceAnswer:
    return ChoiceAnswer(chosen=names)
