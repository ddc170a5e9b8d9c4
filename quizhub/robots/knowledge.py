"""What robots know: right answers by the text of the question, and how often they come to mind.

The server sends nobody a key before its reveal. Whoever rehearses may hand robots the answers of the plan;
without them every right answer is luck. Used by skill.py, filled by the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from quizhub.robots.sections import Json

USUAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`share` is the chance that a robot gives a right answer it knows."""

    share: float = USUAL_SHARE
    answers: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """By the stem in any language; questions of one wording share an entry."""

    def right(self, ask: Json) -> Json | None:
        """The right answer to the question as it is shown, None where nobody told."""
        known = self.answers.get(str(ask.get("stem")), ())
        return next((answer for answer in known if _fits(ask, answer)), None)


IGNORANCE = Knowledge()


def read_knowledge(raw: bytes, share: float = USUAL_SHARE) -> Knowledge:
    """From JSON: `[{"stem": [text, …], "answer": {…}}]`, answers as they are sent. ValueError for others."""
    answers: dict[str, tuple[Json, ...]] = {}
    try:
        for told in orjson.loads(raw):
            answer = dict(told["answer"])
            str(answer["kind"])
            for stem in list(told["stem"]):
                answers[str(stem)] = (*answers.get(str(stem), ()), answer)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as strange:
        raise ValueError("it is not a list of stems with their answers") from strange
    return Knowledge(share, answers)


def _fits(ask: Json, answer: Json) -> bool:
    """Whether it can be the answer to what is shown: of its kind, naming only what is there."""
    match ask["kind"], answer["kind"]:
        case ("fill", "fill"):
            return True
        case ("numeric", "numeric") | ("open", "open"):
            return True
        case ("hotspot", "hotspot"):
            return len(answer["points"]) <= int(ask["max_clicks"])
        case ("order", "order"):
            return set(answer["sequence"]) == _ids(ask, "options")
        case ("match", "match"):
            lefts, rights = ({pair[side] for pair in answer["pairs"]} for side in (0, 1))
            return lefts <= _ids(ask, "left") and rights <= _ids(ask, "right")
        case ("single_choice" | "multiple_choice" | "true_false", "choice"):
            return set(answer["chosen"]) <= _ids(ask, "options")
    return False


def _ids(ask: Json, part: str) -> set[str]:
    return {str(one["id"]) for one in ask[part]}


def same(one: Json, other: Json) -> bool:
    """Whether two answers choose, order, pair or point at the same."""
    return _essence(one) == _essence(other)


def _essence(answer: Json) -> object:
    if "chosen" in answer:
        return frozenset(answer["chosen"])
    for several in ("pairs", "points"):
        if several in answer:
            return frozenset(map(tuple, answer[several]))
    return answer
