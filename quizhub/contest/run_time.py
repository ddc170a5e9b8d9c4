"""How long a programme takes: from its texts, clocks and rules, and from the pace of the contest so far.

Used by the host's views, beside the clock. Estimates only: nothing is ever decided by them.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from quizhub.contest.plan import Plan, Round, turns_needed
from quizhub.contest.rules import Answering, Flow, RoundRules, StandingsAfter
from quizhub.contest.state import ContestState
from quizhub.questions.bodies import ChoiceBody, MatchBody, OrderBody
from quizhub.questions.model import Question

CJK_CHARACTER_S, LATIN_CHARACTER_S = 0.25, 0.06
"""Read aloud."""
LONGEST_READING_S = 40.0
USED_OF_CLOCK = 2 / 3
"""Few teams use up their time, few answer at once."""
PRESS_S, RULING_S = 3.0, 3.0
QUESTION_S = 9.0
"""Showing it, closing, a breath before the reveal, a word after it."""
TURN_S, STAKE_S = 5.0, 10.0
STANDINGS_S = 10.0
ROUND_S = 20.0
"""Its card and its rules in two sentences."""
STEADY_S = 480.0
"""The plan's own figures weigh as much as so many seconds of what was measured."""
SLOWEST, QUICKEST = 2.0, 0.5


class _Programme:
    """A plan as a key of the cache: by identity, for its contents cannot be hashed. A host's view asks often,
    and the texts of a plan never change."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Programme) and other.plan is self.plan


def question_s(plan: Plan, number: int) -> float:
    """Seconds that a question of this round takes, on the average of its questions."""
    return _questions_s(_Programme(plan))[number]


@lru_cache(maxsize=16)
def _questions_s(programme: _Programme) -> tuple[float, ...]:
    return tuple(_question_s(programme.plan, planned) for planned in programme.plan.rounds)


def _question_s(plan: Plan, planned: Round) -> float:
    rules = planned.rules
    asked = [(plan.question_by_id[one.question], one.stake) for one in planned.questions]
    heard = _mean(_reading_s(question, plan.languages[0]) for question, _ in asked)
    clock = _mean(rules.time_for(stake) / 1000 for _, stake in asked) * USED_OF_CLOCK
    after = STANDINGS_S if rules.standings_after is StandingsAfter.QUESTION else 0.0
    return QUESTION_S + heard + clock + after + _around(planned.flow, rules)


def _around(flow: Flow, rules: RoundRules) -> float:
    """What a flow needs beside reading and answering."""
    seconds = RULING_S if rules.answering is Answering.SPOKEN else 0.0
    if flow is Flow.BUZZ:
        return seconds + rules.cue_ms / 1000 + min(PRESS_S, rules.no_press_s)
    if flow is Flow.IN_TURN:
        # A card for each turn; in a row there is one for several questions.
        seconds += TURN_S / (rules.per_turn if rules.in_a_row else 1)
        seconds += STAKE_S if rules.staked else 0.0
    return seconds


def _reading_s(question: Question, language: str) -> float:
    """The question as it is read out, and afterwards why the answer is right."""
    spoken = [question.stem]
    match question.body:
        case ChoiceBody(kind="single_choice" | "multiple_choice") as body:
            spoken += [option.text for option in body.options]
        case OrderBody() as body:
            spoken += [item.text for item in body.items]
        case MatchBody() as body:
            spoken += [item.text for item in (*body.left, *body.right)]
    why = _aloud_s([question.explanation], language) if question.explanation is not None else 0.0
    return _aloud_s(spoken, language) + why


def _aloud_s(texts: Iterable[Mapping[str, str]], language: str) -> float:
    letter_s = CJK_CHARACTER_S if language[:2] in ("zh", "ja", "ko") else LATIN_CHARACTER_S
    letters = sum(len(text.get(language) or next(iter(text.values()))) for text in texts)
    return min(LONGEST_READING_S, letters * letter_s)


def questions_in(plan: Plan, planned: Round) -> int:
    """How many questions a round asks."""
    return turns_needed(planned, plan.teams) if planned.flow is Flow.IN_TURN else len(planned.questions)


def round_s(plan: Plan, number: int) -> float:
    """Seconds from a round's card to its standings."""
    planned = plan.rounds[number]
    closing = 0.0 if planned.rules.standings_after is StandingsAfter.NEVER else STANDINGS_S
    return ROUND_S + questions_in(plan, planned) * question_s(plan, number) + closing


def pace(state: ContestState) -> float:
    """How much slower (above 1) or quicker than its plan the contest has been so far."""
    over = {(played.round, played.slot): played.at for played in state.show.played}
    if state.started_at is None or not over:
        return 1.0
    plan = state.plan
    rounds = {number for number, _ in over}
    expected_s = sum(ROUND_S for _ in rounds)
    for number in rounds:
        questions = sum(1 for played_in, _ in over if played_in == number)
        expected_s += questions * question_s(plan, number)
    taken_s = (max(over.values()) - state.started_at) / 1000
    return min(SLOWEST, max(QUICKEST, (STEADY_S + taken_s) / (STEADY_S + expected_s)))


def left_s(state: ContestState) -> float:
    """Seconds to the podium at the pace so far: the rest of this round and all that follow."""
    show, plan = state.show, state.plan
    if show.picture in ("podium", "finished"):
        return 0.0
    seconds = sum(round_s(plan, number) for number in range(show.round + 1, len(plan.rounds)))
    if state.round is not None and show.slots:
        over = show.ask is not None and (show.ask.phase == "revealed" or show.ask.void)
        to_come = len(show.slots) - show.position - (1 if over else 0) - (1 if show.position < 0 else 0)
        seconds += max(0, to_come) * question_s(plan, show.round) + STANDINGS_S
    return seconds * pace(state)


def _mean(seconds: Iterable[float]) -> float:
    known = list(seconds)
    return sum(known) / len(known) if known else 0.0
