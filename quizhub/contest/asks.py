"""What every flow does with an ask: show it, close it, judge, award, reveal, void.

Shared by the flows, which may not know each other. Points: a right answer earns the ask's value, a
wrong or missing one costs what the round's rules say.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Literal

from quizhub.contest import events as e
from quizhub.contest.current import current_rules, rules_of
from quizhub.contest.drafting import Draft
from quizhub.contest.plan import Round
from quizhub.contest.rules import RoundRules, Wrong
from quizhub.contest.state import Ask, ContestState, Verdict
from quizhub.questions.answers import Answer
from quizhub.questions.correcting import best_mark
from quizhub.questions.marking import Verdict as MarkVerdict
from quizhub.questions.model import ChoiceBody, MatchBody, OrderBody, OrderKey, Question
from quizhub.questions.shuffle import shuffled


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the share of the value it earns."""

    verdict: Verdict
    share: Fraction = Fraction(0)


RIGHT = Judgement("right", Fraction(1))
WRONG = Judgement("wrong")
NO_ANSWER = Judgement("none")


def cost_of_wrong(rules: RoundRules, value: int) -> int:
    """Points a wrong answer costs, 0 or more; half of an odd value is rounded down."""
    return {Wrong.NOTHING: 0, Wrong.HALF: value // 2, Wrong.FULL: value}[rules.wrong]


def display_orders(question: Question, seed: int) -> dict[str, tuple[str, ...]]:
    """The order in which options appear, the same on every screen, from the plan's seed."""
    body = question.body
    if isinstance(body, ChoiceBody):
        ids = tuple(option.id for option in body.options)
        return {"options": shuffled(ids, seed, question.id) if body.shuffle else ids}
    if isinstance(body, OrderBody):
        return {"options": _scrambled(question, tuple(item.id for item in body.items), seed)}
    if isinstance(body, MatchBody):
        right = shuffled(tuple(item.id for item in body.right), seed, question.id)
        return {"left": tuple(item.id for item in body.left), "right": right}
    return {}


def _scrambled(question: Question, ids: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """Shuffled, but never already in the right order."""
    assert isinstance(question.key, OrderKey)
    right = tuple(question.key.sequence)
    orders = (shuffled(ids, seed, f"{question.id}/{salt}") for salt in count())
    return next(order for order in orders if order != right)


def show_ask(draft: Draft, slot: int, question: Question, contestants: tuple[str, ...], value: int) -> None:
    """Put a question on the screens. Its ask id is the log's next version: never used twice."""
    draft.add(
        e.AskShown(
            at=draft.at,
            ask=draft.state.version + 1,
            slot=slot,
            question=question.id,
            orders=display_orders(question, draft.state.plan.seed),
            value=value if current_rules(draft.state).counts else 0,
            contestants=contestants,
        )
    )


def close(draft: Draft, why: Literal["host", "time", "all_answered", "ruled", "unclaimed"]) -> None:
    draft.add(e.AskClosed(at=draft.at, ask=draft.ask.id, why=why))


def judge(state: ContestState, answer: Answer) -> Judgement:
    """The machine's verdict on an answer to the ask being played."""
    assert state.show.ask is not None
    return _judged(state, state.show.ask, answer, current_rules(state))


def judge_answer(state: ContestState, ask: Ask, answer: Answer) -> Judgement:
    """The machine's verdict on an answer to an ask of any round, by the key that counts now."""
    return _judged(state, ask, answer, rules_of(state, ask))


def _judged(state: ContestState, ask: Ask, answer: Answer, rules: RoundRules) -> Judgement:
    """Partly right counts only where the round gives partial credit."""
    marked = best_mark(state.questions(ask.question), answer)
    if marked.verdict is MarkVerdict.RIGHT:
        return RIGHT
    if marked.verdict is MarkVerdict.PARTLY and rules.partial:
        return Judgement("partly", Fraction(marked.share))
    return WRONG


def give_verdict(draft: Draft, team: str, judgement: Judgement, by: str, ask: int | None = None) -> None:
    """A verdict on the ask being played, or on another one."""
    draft.add(
        e.VerdictGiven(
            at=draft.at,
            ask=draft.ask.id if ask is None else ask,
            team=team,
            verdict=judgement.verdict,
            share=str(judgement.share),
            by=by,
        )
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What a verdict is worth to whom."""

    team: str
    points: int
    reason: e.AwardReason


def worth(rules: RoundRules, ask: Ask, team: str, judgement: Judgement) -> Line | None:
    """The points of a verdict for the team that answered, or, after an opponent failed, for the asker."""
    if judgement.verdict in ("right", "partly"):
        earned = _rounded(ask.value * Fraction(judgement.share))
        return Line(team, earned, "right" if judgement.verdict == "right" else "partly")
    if judgement.verdict in ("wrong", "none"):
        if ask.asker is not None:
            return Line(ask.asker, ask.value, "opponent_wrong")
        return Line(team, -cost_of_wrong(rules, ask.value), "wrong")
    return None


def award(draft: Draft, team: str, judgement: Judgement) -> None:
    """Write down what the verdict is worth."""
    line = worth(current_rules(draft.state), draft.ask, team, judgement)
    if line is not None:
        add_points(draft, line.team, line.points, line.reason)


def _rounded(value: Fraction) -> int:
    """To the nearest whole point, halves up."""
    return int(value + Fraction(1, 2))


def add_points(
    draft: Draft,
    team: str,
    points: int,
    reason: e.AwardReason,
    note: str = "",
    ask: int | None = None,
) -> None:
    """One line for the ledger; a line of 0 points says nothing and is left out.

    It belongs to the ask being played unless another one is named; fouls and adjustments to none.
    """
    if points == 0:
        return
    current = draft.state.show.ask
    if ask is None and current is not None and reason not in ("foul", "adjusted"):
        ask = current.id
    draft.add(
        e.PointsAwarded(
            at=draft.at,
            team=team,
            points=points,
            reason=reason,
            ask=ask,
            note=note,
            by=draft.seat.id,
        )
    )


def reveal(draft: Draft) -> None:
    draft.add(e.AskRevealed(at=draft.at, ask=draft.ask.id))


def void(draft: Draft, reason: str, replace: bool = True) -> None:
    """The ask counts for nobody; the first unused spare will be played in its place."""
    spare = next_spare(draft.state) if replace else None
    draft.add(e.AskVoided(at=draft.at, ask=draft.ask.id, reason=reason, spare=spare))


def next_spare(state: ContestState) -> str | None:
    """The question that replaces a void one; a tie simply goes on to its next question."""
    planned: Round | None = state.round
    if state.show.ask is not None and state.show.ask.tie:
        return None
    candidates = planned.spares if planned is not None else ()
    return next((spare for spare in candidates if spare not in state.show.used), None)
