"""One short hash for questions that ask the same, however their options are ordered or written.

Used to find duplicates inside and across banks.
"""

import hashlib

from quizhub.questions.bodies import ChoiceBody, MatchBody, OrderBody
from quizhub.questions.model import Question
from quizhub.questions.normalise import normalise
from quizhub.questions.text import Option, text_in

_PROFILE = "basic+no_space+no_punct"


def fingerprint(question: Question, language: str = "zh-Hans") -> str:
    """16 hex digits of the normalised stem and the sorted normalised options in one language.

    The three kinds of choice count as one, so that a question turned from single to multiple is found.
    """
    family = "choice" if isinstance(question.body, ChoiceBody) else question.kind
    options = sorted(normalise(text_in(option.text, language), _PROFILE) for option in _options(question))
    parts = (family, normalise(text_in(question.stem, language), _PROFILE), *options)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _options(question: Question) -> tuple[Option, ...]:
    match question.body:
        case ChoiceBody(kind="single_choice" | "multiple_choice", options=options):
            return options
        case OrderBody(items=items):
            return items
        case MatchBody(left=left, right=right):
            return left + right
    return ()
