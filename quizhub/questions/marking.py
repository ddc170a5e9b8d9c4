"""What an answer is worth by the key: `mark`, and example answers that mark right or wrong.

Pure and exact: shares are fractions. A new kind adds one case to `mark`.
"""

from fractions import Fraction

from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    HotspotAnswer,
    MatchAnswer,
    NumericAnswer,
    OrderAnswer,
    answer_fits,
)
from quizhub.questions.bodies import ChoiceBody, HotspotBody, NumericBody
from quizhub.questions.example_answers import other_answers, right_answer
from quizhub.questions.keys import ChoiceKey, FillKey, HotspotKey, MatchKey, NumericKey, OpenKey, OrderKey
from quizhub.questions.mark_picks import mark_choice, mark_match, mark_order
from quizhub.questions.mark_points import mark_hotspot
from quizhub.questions.mark_typed import mark_fill, mark_number
from quizhub.questions.marks import Mark, Verdict, mark_of
from quizhub.questions.model import Question

__all__ = ["Mark", "Verdict", "mark", "right_answer", "wrong_answer"]


def mark(question: Question, answer: Answer) -> Mark:
    """Mark an answer; one that cannot belong to the question is wrong, with the reason as its rule.

    Raises ValueError for a draft, which has no key.
    """
    problem = answer_fits(question, answer)
    if problem is not None:
        return mark_of(Fraction(0), problem)
    match question.body, question.key, answer:
        case ChoiceBody() as body, ChoiceKey() as key, ChoiceAnswer(chosen=chosen):
            return mark_choice(body, key, chosen)
        case _, FillKey() as key, FillAnswer(texts=texts):
            return mark_fill(key, texts)
        case NumericBody() as body, NumericKey() as key, NumericAnswer(text=text):
            return mark_number(body, key, text)
        case _, OrderKey() as key, OrderAnswer(sequence=sequence):
            return mark_order(key, sequence)
        case _, MatchKey() as key, MatchAnswer(pairs=pairs):
            return mark_match(key, pairs)
        case _, OpenKey(), _:
            return Mark(verdict=Verdict.NEEDS_JUDGE, share=Fraction(0), rule="open")
        case HotspotBody() as body, HotspotKey() as key, HotspotAnswer(points=points):
            return mark_hotspot(body, key, points, question.aspect)
    raise ValueError(f"question {question.id} has no key")


def wrong_answer(question: Question, pick: int) -> Answer:
    """A plausible answer that is not right (it may be partly right), the same one for the same `pick`.

    Raises ValueError when the key accepts everything that could be tried.
    """
    tried = list(other_answers(question))
    start = pick % len(tried) if tried else 0
    for answer in tried[start:] + tried[:start]:
        if answer_fits(question, answer) is None and mark(question, answer).verdict is not Verdict.RIGHT:
            return answer
    raise ValueError(f"question {question.id} accepts every answer tried")
