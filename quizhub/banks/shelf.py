"""The questions of all banks as one shelf: searched by words or pinyin, filtered, counted by what they have.

Used by the desk. Pure: it is given items and gives items back, in the same order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from quizhub.questions.bodies import ChoiceBody, MatchBody, OrderBody
from quizhub.questions.model import Question
from quizhub.questions.normalise import normalise

_PROFILE = "basic+no_space+no_punct"


@dataclass(frozen=True, slots=True)
class Item:
    """One question on the shelf, with what the desk knows about it."""

    bank: str
    question: Question
    status: str
    words: str = field(repr=False)
    """What a search looks in; from `search_words`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; an empty field asks for nothing. `topic` takes what lies below it too."""

    words: str = ""
    bank: str = ""
    topic: str = ""
    kind: str = ""
    difficulty: str = ""
    audience: str = ""
    language: str = ""
    status: str = ""

    @property
    def anything(self) -> bool:
        """Whether nothing is asked for."""
        return not any(getattr(self, one.name) for one in fields(self))


def search_words(question: Question) -> str:
    """Stem, options, topic and tags, folded, with the pinyin of the stem and its first letters behind."""
    said = [*question.stem.values(), *_option_words(question), question.topic, *question.tags]
    stem = question.stem.get("zh-Hans") or question.stem.get("zh-Hant") or ""
    return "\n".join([*(normalise(words, _PROFILE) for words in said if words), *_sounds(stem)])


def _sounds(stem: str) -> tuple[str, str]:
    """The pinyin of a text, and its first letters."""
    # The dictionary takes a quarter of a second: nothing for a server that starts again amid a contest.
    from pypinyin import Style, lazy_pinyin

    initials = lazy_pinyin(stem, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(lazy_pinyin(stem, errors="ignore")), "".join(initials)


def _option_words(question: Question) -> list[str]:
    match question.body:
        case ChoiceBody(kind="single_choice" | "multiple_choice", options=options):
            found = options
        case OrderBody(items=items):
            found = items
        case MatchBody(left=left, right=right):
            found = left + right
        case _:
            found = ()
    return [words for option in found for words in option.text.values()]


def search(items: Iterable[Item], wanted: Wanted) -> list[Item]:
    """The items that fit; every word of the search has to occur, whatever stands between them."""
    asked = [normalise(part, _PROFILE) for part in wanted.words.split()]
    return [item for item in items if _fits(item, wanted, asked)]


def _fits(item: Item, wanted: Wanted, asked: Sequence[str]) -> bool:
    question = item.question
    return (
        (not wanted.bank or item.bank == wanted.bank)
        and (not wanted.status or item.status == wanted.status)
        and (not wanted.kind or question.kind == wanted.kind)
        and (not wanted.difficulty or str(question.difficulty or 0) == wanted.difficulty)
        and (not wanted.audience or wanted.audience in question.audience)
        and (not wanted.language or wanted.language in question.stem)
        and (not wanted.topic or f"{question.topic}/".startswith(f"{wanted.topic}/"))
        and all(part in item.words for part in asked)
    )


def counted(items: Iterable[Item]) -> Mapping[str, Counter[str]]:
    """How many items there are of each value of each field of Wanted, to choose from."""
    found: dict[str, Counter[str]] = {one.name: Counter() for one in fields(Wanted) if one.name != "words"}
    for item in items:
        question = item.question
        found["bank"][item.bank] += 1
        found["status"][item.status] += 1
        found["kind"][question.kind] += 1
        found["difficulty"][str(question.difficulty or 0)] += 1
        found["audience"].update(question.audience)
        found["language"].update(list(question.stem))
        if question.topic:
            found["topic"].update(_with_those_above(question.topic))
    return found


def _with_those_above(topic: str) -> list[str]:
    parts = topic.split("/")
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def is_overdue(question: Question, today: date) -> bool:
    """Whether a source of the question should have been looked up again by now."""
    return any(source.check_by is not None and source.check_by < today for source in question.sources)
