"""One short hash for questions that ask the same, however their options are ordered or written.

Used to find duplicates inside and across banks.
"""

import hashlib
from collections.abc import Mapping

from quizhub.questions.bodies import ChoiceBody, options_of
from quizhub.questions.model import Question
from quizhub.questions.normalise import normalise
from quizhub.questions.text import Option, text_in

_PROFILE = "basic+no_space+no_punct"


def fingerprint(question: Question, language: str = "zh-Hans") -> str:
    """16 hex digits of the normalised stem and the sorted normalised options in one language, of the pictures
    and of the material asked about.

    The three kinds of choice count as one, so that a question turned from single to multiple is found.
    """
    family = "choice" if isinstance(question.body, ChoiceBody) else question.kind
    options = sorted(_told(option.text, language) for option in _options(question))
    pictures = sorted(media.id for media in question.all_media)
    case = [_told(question.material.text, language)] if question.material is not None else []
    parts = (family, _told(question.stem, language), *options, *pictures, *case)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _told(text: Mapping[str, str], language: str) -> str:
    return normalise(text_in(text, language), _PROFILE)


def _options(question: Question) -> tuple[Option, ...]:
    """The options that say something of their own; those of a true/false question do not."""
    return () if question.kind == "true_false" else options_of(question.body)
