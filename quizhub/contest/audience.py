"""The hall's own ranking: points for people who play along, never touching the teams'.

Right answers earn by the formula round(1000 x (1 - (t/T)/2)) (t < 0.5 s earns all of it), so that a
slow reader keeps at least half; or one point each where the plan says so.
Source: support page of the best-known quiz product, quoted in the rules reference, part B.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from immutables import Map

from quizhub.contest.current import current_flow, current_rules, rules_of
from quizhub.contest.rules import AudiencePoints, Flow
from quizhub.contest.state import Ask, AudienceScore, ContestState, Crowd, GivenAnswer, Verdict
from quizhub.questions.answers import Answer
from quizhub.questions.correcting import best_mark
from quizhub.questions.marking import Verdict as MarkVerdict
from quizhub.questions.model import Question

FULL_POINTS = 1000
AT_ONCE_MS = 500
TOP = 10

_VERDICTS: dict[MarkVerdict, Verdict] = {
    MarkVerdict.RIGHT: "right",
    MarkVerdict.PARTLY: "partly",
    MarkVerdict.WRONG: "wrong",
    MarkVerdict.NEEDS_JUDGE: "wrong",
}


def speed_points(used_ms: int, time_ms: int) -> int:
    """Points of a right answer given after `used_ms` of `time_ms`; between 500 and 1000."""
    if used_ms < AT_ONCE_MS or time_ms <= 0:
        return FULL_POINTS
    return round(FULL_POINTS * (1 - min(1.0, used_ms / time_ms) / 2))


def score_audience(state: ContestState, ask: Ask) -> Crowd:
    """The hall after the reveal of an ask; those who did not answer keep their points."""
    return _placed(_scored(state, ask, dict(state.crowd.scores)))


def score_again(state: ContestState) -> Crowd:
    """The hall counted anew over every question revealed and not void: a key or a void has changed it."""
    current = state.show.ask
    asks = [*state.show.past.values(), *([current] if current is not None else [])]
    tally = _Tally({})
    for ask in sorted(asks, key=lambda ask: ask.id):
        if ask.phase == "revealed" and not ask.void:
            tally = _scored(state, ask, tally.scores)
    return _placed(tally)


@dataclass(slots=True)
class _Tally:
    """Scores without ranks, and how the last ask went."""

    scores: dict[str, AudienceScore]
    ask: int = 0
    answered: int = 0
    right: int = 0


def _scored(state: ContestState, ask: Ask, scores: dict[str, AudienceScore]) -> _Tally:
    counts = ask.tie or rules_of(state, ask).counts
    flat = state.plan.rules.audience_points is AudiencePoints.FLAT
    questions = state.questions(ask.question)
    verdicts: dict[Answer, Verdict] = {}
    tally = _Tally(scores, ask.id)
    for seat, given in state.answers_to(ask.id).items():
        if not seat.startswith("aud-"):
            continue
        verdict = _verdict(questions, given, verdicts)
        gained = 0
        if verdict == "right":
            gained = 1 if flat else speed_points(given.used_ms, ask.time_ms)
        score = scores.get(seat, AudienceScore())
        if counts:
            scores[seat] = _added(score, ask.id, verdict, gained, given.used_ms)
        else:
            scores[seat] = replace(score, ask=ask.id, verdict=verdict, gained=0)
        tally.answered += 1
        tally.right += verdict == "right"
    return tally


def _placed(tally: _Tally) -> Crowd:
    order = ranked(tally.scores)
    placed = Map({seat: replace(tally.scores[seat], rank=rank) for seat, rank in order})
    top = tuple(seat for seat, _ in order[:TOP])
    return Crowd(placed, top, tally.ask, tally.answered, tally.right)


def time_to_answer(state: ContestState, ask: Ask) -> int:
    """The hall's time in ms: the answer window, in races the time to answer, from the start signal."""
    if current_flow(state) is Flow.BUZZ:
        return current_rules(state).time_for(None)
    return ask.clock.total_ms if ask.clock else 0


def _verdict(questions: tuple[Question, ...], given: GivenAnswer, known: dict[Answer, Verdict]) -> Verdict:
    """The mark of an answer; a hall gives few different ones, so each is marked once."""
    if given.answer not in known:
        known[given.answer] = _VERDICTS[best_mark(questions, given.answer).verdict]
    return known[given.answer]


def _added(score: AudienceScore, ask: int, verdict: Verdict, gained: int, used_ms: int) -> AudienceScore:
    return AudienceScore(
        points=score.points + gained,
        right=score.right + (verdict == "right"),
        played=score.played + 1,
        used_ms=score.used_ms + used_ms,
        gained=gained,
        verdict=verdict,
        ask=ask,
    )


def ranked(scores: Mapping[str, AudienceScore]) -> list[tuple[str, int]]:
    """(seat, rank), best first: points, then less time used; equals share a rank."""
    order = sorted(scores.items(), key=lambda item: (-item[1].points, item[1].used_ms, item[0]))
    result: list[tuple[str, int]] = []
    last: tuple[int, int] | None = None
    for index, (seat, score) in enumerate(order):
        merit = (score.points, score.used_ms)
        rank = result[-1][1] if merit == last else index + 1
        result.append((seat, rank))
        last = merit
    return result
