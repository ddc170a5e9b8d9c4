"""The words of the live pages against what the engine can say: none is missing, none is dead.

The pages ask for a word by its key; a key without words stops a picture from being drawn. Keys made of a
choice of the rules (a tie's method, a verdict, a step) are held against the choices themselves.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from quizhub.contest.events.corrections import Correction
from quizhub.contest.photo_finish import Grade, Tier
from quizhub.contest.rules import Answering, Flow, FoulEffect, TieBreak, TooClose
from quizhub.contest.state import Picture, Verdict
from quizhub.contest.views.host import LogWhat
from quizhub.web.assets import Assets
from quizhub.web.templating import Templates
from quizhub.web.translations import LANGUAGES
from tests.contest.random_plans import KINDS
from tests.docs import protocol_text as doc

FRONTEND = Path(__file__).parents[2] / "frontend"
PROJECTOR = FRONTEND / "js" / "screens" / "projector"
MENTION = re.compile(r"(?<![\w.])say\(")
LITERAL = re.compile(r"(?<!=== )'([a-z]\w*(?:-\w+)*)'")
PATTERN = re.compile(r"`([\w-]+-)\$\{[^}]+\}([\w-]*)`")
SAID_IN_TEMPLATE = re.compile(r'data-say="([\w-]+)"')

CHOICES: dict[str, Iterable[str]] = {
    "flow-": Flow,
    "kind-": KINDS,
    "how-": TieBreak,
    "ruled-": get_args(Verdict),
    "option-": ("right", "wrong"),
    "answer-": ("right", "wrong"),
    "seat-": ("ready", "joined", "empty"),
    "news-": {*get_args(Correction), "upheld", "rejected"} - {"appeal"},
    "pressed-": [how for how in TooClose if how is not TooClose.REBUZZ],
}
"""What stands in the place of `${…}` in a key."""

INDIRECT = {
    "element.dataset.say": SAID_IN_TEMPLATE,
    "fact.word": re.compile(r"'(fact-[\w-]+)'\]"),
    "WORDS[state]": re.compile(r"\w: '([\w-]+)'"),
    "outWord(ask, team.id)": re.compile(r"'(out-\w+)'"),
    "state": re.compile(r"return (?:ask\.time_up \? )?'([\w-]+)'"),
}
"""Keys that come from elsewhere: where in the same file, or in the templates, they are written."""


@cache
def page(name: str) -> str:
    context = {"title": "", "contest": "c", "live": "/live/phone", "role": "captain", "team": None}
    return Templates(Assets()).render(f"screens/{name}.html", "en", **context)


def words_of(name: str) -> list[str]:
    return re.findall(r'data-word="([\w.-]+)"', page(name))


def has(words: Iterable[str], prefix: str, choices: Iterable[str], suffix: str = "") -> None:
    assert {f"{prefix}{choice}{suffix}" for choice in choices} - set(words) == set()


def first_argument(script: str, start: int) -> str:
    depth = 0
    for end in range(start, len(script)):
        if depth == 0 and script[end] in ",)":
            return script[start:end]
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(script[end], 0)
    raise AssertionError(script[start : start + 60])


def keys_in(expression: str, script: str) -> set[str]:
    """The keys one call of `say` can ask for."""
    if expression in INDIRECT:
        templates = "".join(path.read_text("utf-8") for path in (FRONTEND / "templates").rglob("*.html"))
        return set(INDIRECT[expression].findall(script + templates))
    keys = set(LITERAL.findall(expression))
    for prefix, suffix in PATTERN.findall(expression):
        keys |= {f"{prefix}{choice}{suffix}" for choice in CHOICES[prefix]}
    assert keys, f"nobody knows what {expression} asks for"
    return keys


@cache
def asked_by_the_projector() -> frozenset[str]:
    keys: set[str] = set()
    for path in PROJECTOR.glob("*.js"):
        script = re.sub(r"/\*.*?\*/|function say\(.*", "", path.read_text("utf-8"), flags=re.DOTALL)
        for call in MENTION.finditer(script):
            keys |= keys_in(first_argument(script, call.end()), script)
    return frozenset(keys)


def test_every_word_the_projector_asks_for_is_there():
    assert asked_by_the_projector() - set(words_of("screen")) == set()


def test_the_projector_carries_no_word_nobody_asks_for():
    assert set(words_of("screen")) - asked_by_the_projector() == set()


@pytest.mark.parametrize("name", ["screen", "host", "play"])
def test_no_word_is_written_twice(name):
    words = words_of(name)
    times = len(LANGUAGES) if name == "screen" else 1
    assert {word for word in words if words.count(word) != times} == set()


def listed(begin: str, end: str | None) -> set[str]:
    """Effects of the key and labels of undo; tests/docs holds the document against what happens."""
    text = doc.part("## 5 What a client sends")
    text = text[text.index(begin) :]
    return doc.words(text[: text.index(end)] if end else text) - {"undo", "redo"}


def test_the_host_reads_what_every_key_does_and_every_step_was():
    words = words_of("host")
    effects = listed("Effects of `Next`", "Labels of other steps")
    has(words, "next.", effects)
    has(words, "step.", effects | listed("Labels of other steps", None))


def test_the_host_has_words_for_every_choice_of_the_rules():
    words = words_of("host")
    has(words, "how.", TieBreak)
    has(words, "verdict.", get_args(Verdict))
    has(words, "kind.", KINDS)
    has(words, "flow.", Flow)
    has(words, "answering.", Answering)
    has(words, "log.", get_args(LogWhat))
    has(words, "foul.effect.", FoulEffect)
    has(words, "showing.", set(get_args(Picture)) - {"ask"})


def test_the_host_has_words_for_everything_a_race_can_be():
    words = words_of("host")
    has(words, "said.close.", TooClose)
    has(words, "press.settled.", set(TooClose) - {TooClose.REBUZZ})
    has(words, "press.", ("early", "locked", "close", "valid", "limited", "anticipated", "stalled", "button"))
    has(words, "button.", ("ready", "ready.link", "idle", "lost"))
    has(words, "press.", ("early", "locked", "close"), ".short")
    has(words, "tier.", Tier)
    has(words, "fit.", Grade)
    has(words, "cell.fit.", Grade)
    has(words, "wifi.", Grade)


def test_a_phone_has_words_for_every_choice_of_the_rules():
    words = words_of("play") + words_of("play_more")
    has(words, "how.", TieBreak)
    has(words, "tie.", TieBreak)
    has(words, "flow.", Flow)
    has(words, "choose.more.", KINDS)
    has(words, "", get_args(Verdict), ".title")
