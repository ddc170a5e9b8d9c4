"""How a robot plays: its temper, and what it decides about one question. Everything follows from the seed.

A decision depends on the seed, the robot and the question only, never on when a message arrived, so
that a rehearsal can be repeated. Nobody is sent the key: right answers are guessed, or known beforehand.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizhub.robots.knowledge import IGNORANCE, Knowledge, same
from quizhub.robots.sections import Json

_TYPED_TEXTS = ("119", "120", "灭火器", "燃气", "不知道", "extinguisher", "gas")
_TYPED_NUMBERS = ("10", "3", "30", "119", "0.5", "25", "150")
_OUT_OF_REACH_S = (1.0, 6.0)
_GUESSES = 20
"""So many tries to be wrong: a guess may hit the right answer."""
REACTION_S = 0.18
"""From the start signal to the press at any speed: the rules know presses too quick to be true."""


@dataclass(frozen=True, slots=True)
class Temper:
    """What kind of player a robot is; chances from 0 to 1."""

    name: str
    pace: float
    """Where in the time to answer it usually answers: 0.3 is after a third of it."""
    silent: float = 0.02
    changes: float = 0.15
    locks: float = 0.5
    eager: float = 0.6
    """To press the buzzer at all."""
    early: float = 0.03
    passes: float = 0.05
    repeats: float = 0.05
    appeals: float = 0.1


TEMPERS = (
    Temper("quick", 0.12, locks=0.8, eager=0.9, early=0.06),
    Temper("steady", 0.35),
    Temper("thoughtful", 0.6, changes=0.4, eager=0.4, early=0.0),
    Temper("slow", 0.9, silent=0.1, locks=0.2, eager=0.2),
    Temper("quiet", 0.4, silent=0.5, eager=0.1, locks=0.1),
    Temper("nervous", 0.35, repeats=0.3),
)
_SHARES = (3, 5, 3, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Step:
    """One handing-in of an answer, `after_s` seconds from when it became possible."""

    after_s: float
    answer: Json
    lock: bool = False
    drop_for_s: float = 0.0
    """Above 0: the socket is lost right after sending, before the server can acknowledge."""


class Skill:
    """One robot's decisions."""

    def __init__(self, seed: int, name: str, dropout: float = 0.0, knowledge: Knowledge = IGNORANCE) -> None:
        self._seed = f"{seed}:{name}"
        self._dropout = dropout
        self._knowledge = knowledge
        self.temper = random.Random(self._seed).choices(TEMPERS, _SHARES)[0]

    def chance(self, about: object) -> random.Random:
        """The chance that belongs to one decision, the same in every rehearsal with this seed."""
        return random.Random(f"{self._seed}:{about}")

    def answer(self, ask: Json, question: str, total_s: float) -> list[Step]:
        """What it hands in for a question, in order; empty when it says nothing."""
        temper, chance = self.temper, self.chance(f"answer {question}")
        if chance.random() < temper.silent:
            return []
        after_s = _moment(chance, temper.pace, total_s)
        locks = chance.random() < temper.locks
        away_s = chance.uniform(*_OUT_OF_REACH_S) if chance.random() < self._dropout / 2 else 0.0
        if chance.random() >= temper.changes:
            return [Step(after_s, self._thought(ask, chance), locks, away_s)]
        later_s = after_s + 0.2 * total_s * chance.random()
        return [
            Step(after_s, self._thought(ask, chance)),
            Step(later_s, self._thought(ask, chance), locks, away_s),
        ]

    def _thought(self, ask: Json, chance: random.Random) -> Json:
        """The right answer as often as it knows it, else a wrong one; a guess where nobody told."""
        right = self._knowledge.right(ask)
        if right is None:
            return guess(ask, chance)
        if chance.random() < self._knowledge.share:
            return right
        guesses = (guess(ask, chance) for _ in range(_GUESSES))
        return next((other for other in guesses if not same(other, right)), right)

    def leaves(self, question: str, total_s: float) -> tuple[float, float] | None:
        """When in a question it loses its line, and for how long; half of all dropouts, see `Step` too."""
        chance = self.chance(f"leave {question}")
        if chance.random() >= self._dropout / 2:
            return None
        return chance.uniform(0.0, total_s), chance.uniform(*_OUT_OF_REACH_S)

    def press(self, question: str, race: int) -> tuple[float | None, bool]:
        """Seconds of thought before the press (None: lets the others), and whether it jumps the gun."""
        chance = self.chance(f"press {race} {question}")
        if chance.random() >= self.temper.eager:
            return None, False
        early = chance.random() < self.temper.early
        return chance.expovariate(1 / (0.3 + 1.5 * self.temper.pace)), early

    def appeals(self, question: str) -> bool:
        """Whether it wants a verdict against it on this question looked at again."""
        return self.chance(f"appeal {question}").random() < self.temper.appeals

    def passes(self, turn: object) -> bool:
        return self.chance(f"pass {turn}").random() < self.temper.passes

    def hesitates(self, turn: object) -> bool:
        """Whether it lets the time for choosing a stake run out."""
        return self.chance(f"hesitate {turn}").random() < self.temper.silent

    def choose(self, among: Sequence[Any], about: object) -> Any:
        return self.chance(f"choose {about}").choice(among)


def _moment(chance: random.Random, pace: float, total_s: float) -> float:
    """Around `pace` of the time; a few come too late, as in a hall."""
    return max(0.3, min(1.02, chance.lognormvariate(0, 0.35) * pace) * total_s)


def guess(ask: Json, chance: random.Random) -> Json:
    """An answer that fits the question as it is shown, right only by luck."""
    match ask["kind"]:
        case "fill":
            return {"kind": "fill", "texts": [chance.choice(_TYPED_TEXTS) for _ in range(_blanks(ask))]}
        case "numeric":
            return {"kind": "numeric", "text": chance.choice(_TYPED_NUMBERS)}
        case "order":
            sequence = _ids(ask["options"])
            chance.shuffle(sequence)
            return {"kind": "order", "sequence": sequence}
        case "match":
            return {"kind": "match", "pairs": _pairs(ask, chance)}
        case "open":
            return {"kind": "open", "text": chance.choice(_TYPED_TEXTS)[: int(ask["max_chars"])]}
        case "hotspot":
            return {"kind": "hotspot", "points": _points(ask, chance)}
    return {"kind": "choice", "chosen": _chosen(ask, chance)}


def _chosen(ask: Json, chance: random.Random) -> list[str]:
    ids = _ids(ask["options"])
    if ask["kind"] != "multiple_choice":
        return [chance.choice(ids)]
    least = max(1, int(ask.get("min_select") or 1))
    most = max(least, min(int(ask.get("max_select") or len(ids)), len(ids)))
    return chance.sample(ids, chance.randint(least, most))


def _pairs(ask: Json, chance: random.Random) -> list[list[str]]:
    """Every left item with a partner; one is left out now and then."""
    rights = _ids(ask["right"])
    chance.shuffle(rights)
    pairs = [[left, right] for left, right in zip(_ids(ask["left"]), rights, strict=False)]
    return pairs[1:] if len(pairs) > 2 and chance.random() < 0.1 else pairs


def _points(ask: Json, chance: random.Random) -> list[list[float]]:
    """Anywhere on the picture, as often as may be pointed; now and then less."""
    most = int(ask["max_clicks"])
    count = most if chance.random() < 0.8 else chance.randint(1, most)
    return [[round(chance.random(), 3), round(chance.random(), 3)] for _ in range(count)]


def _blanks(ask: Json) -> int:
    """How many texts a fill question wants: a number, or one record for each blank."""
    blanks = ask.get("blanks")
    return len(blanks) if isinstance(blanks, list) else int(blanks or 1)


def _ids(options: list[Json]) -> list[str]:
    return [str(option["id"]) for option in options]
