"""What was ruled and put right: the card for the hall, the questions played, the queue of appeals."""

from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from typing import Any

from immutables import Map

from quizhub.contest.corrections import appealable, appeals_left
from quizhub.contest.standings import counted
from quizhub.contest.state import Appeal, Ask, ContestState, GivenAnswer
from quizhub.contest.views.ask import body_view, key_text, key_view, team_answers
from quizhub.contest.views.wording import Wording
from quizhub.questions.model import Question

MOST_ON_A_PHONE = 5
MOST_KEPT = 1_000
"""Lines of questions played that are kept made, of all contests of this program."""


def card_view(state: ContestState) -> dict[str, Any] | None:
    """The last correction, as the hall is told of it."""
    card = state.show.card
    if card is None:
        return None
    return {
        "what": card.what,
        "at": card.at,
        **_place(state, card.ask),
        "team": card.team,
        "points": dict(card.points),
        "ranking": card.ranking,
        "upheld": card.upheld,
        "reason": card.reason,
    }


def _place(state: ContestState, number: int | None) -> dict[str, int | None]:
    """The round and the number in it of an ask, both from 1."""
    ask = state.find_ask(number) if number is not None else None
    if ask is None:
        return {"round": None, "n": None}
    return {"round": ask.round + 1, "n": ask.slot + 1}


def played_view(state: ContestState, words: Wording) -> list[dict[str, Any]]:
    """Every question that is over, and how the teams did: what corrections start from.

    The key of one declared void before its reveal stays untold: an undo would open the question again.
    """
    current = state.show.ask
    over = [ask for ask in state.show.past.values() if not ask.tie]
    if current is not None and not current.tie and (current.phase == "revealed" or current.void):
        over.append(current)
    points = _points_by_ask(state)
    return [
        {**_kept_line(state, ask, words), "points": points.get(ask.id, {})}
        for ask in sorted(over, key=lambda ask: ask.id)
    ]


def _points_by_ask(state: ContestState) -> dict[int, dict[str, int]]:
    """`gained_points` of all asks in one go."""
    gained: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for award in counted(state):
        if award.ask is not None:
            gained[award.ask][award.team] += award.points
    return {ask: dict(teams) for ask, teams in gained.items()}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A line, and what it was made of."""

    ask: Ask
    questions: tuple[Question, ...]
    answers: Map[str, GivenAnswer]
    line: dict[str, Any]

    def is_of(self, ask: Ask, questions: tuple[Question, ...], answers: Map[str, GivenAnswer]) -> bool:
        """Whether it was made of these very objects: states share what has not changed."""
        return (
            self.ask is ask
            and (self.answers is answers or not (self.answers or answers))
            and len(self.questions) == len(questions)
            and all(one is other for one, other in zip(self.questions, questions, strict=True))
        )


_kept: OrderedDict[tuple[int, str | None], _Kept] = OrderedDict()


def _kept_line(state: ContestState, ask: Ask, words: Wording) -> dict[str, Any]:
    """A line without its points. Lines seldom change, but host and arbiter are told of them many times a
    second; at the end of a long contest making them all anew would hold up a press."""
    key = (id(ask), words.language)
    questions, answers = state.questions(ask.question), state.answers_to(ask.id)
    found = _kept.get(key)
    if found is None or not found.is_of(ask, questions, answers):
        found = _kept[key] = _Kept(ask, questions, answers, _played_line(state, ask, words))
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found.line


def _played_line(state: ContestState, ask: Ask, words: Wording) -> dict[str, Any]:
    question, *others = state.questions(ask.question)
    return {
        "ask": ask.id,
        **_place(state, ask.id),
        "kind": question.kind,
        "stem": words(question.stem),
        **body_view(question, ask, words),
        "key": key_view(question) if ask.told else None,
        "text": key_text(question, ask, words) if ask.told else None,
        "also": [key_text(other, ask, words) for other in others] if ask.told else [],
        "void": ask.void,
        "contestants": ask.contestants,
        "verdicts": {team: ruling.verdict for team, ruling in ask.rulings.items()},
        "answers": team_answers(state, ask, question, words),
    }


def appeals_view(state: ContestState) -> list[dict[str, Any]]:
    """All appeals in the order they were raised."""
    return [
        {
            "appeal": appeal.number,
            "team": appeal.team,
            "ask": appeal.ask,
            **_place(state, appeal.ask),
            "reason": appeal.reason,
            "at": appeal.at,
            **_outcome(state, appeal),
        }
        for appeal in state.appeals
    ]


def _outcome(state: ContestState, appeal: Appeal) -> dict[str, str]:
    ruling = state.show.appeal_rulings.get(appeal.number)
    if ruling is None:
        return {"state": "open", "note": ""}
    return {"state": "upheld" if ruling.upheld else "rejected", "note": ruling.note}


def own_appeals(state: ContestState, team: str) -> dict[str, Any]:
    """What a captain may still appeal against, newest first, and what became of its last appeal."""
    own = [appeal for appeal in state.appeals if appeal.team == team]
    waiting = {appeal.ask for appeal in own if state.is_open(appeal)}
    left = appeals_left(state, team)
    asks = [ask for ask in reversed(appealable(state)) if ask not in waiting] if left else []
    last = {"ask": own[-1].ask, **_outcome(state, own[-1])} if own else None
    return {"left": left, "asks": asks[:MOST_ON_A_PHONE], "last": last}
