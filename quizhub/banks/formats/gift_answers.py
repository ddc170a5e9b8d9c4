"""The answers of a GIFT question: from what stands between the braces to body and key. Used by `gift`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.gift_syntax import (
    Item,
    cut_feedback,
    format_and_text,
    html_of,
    is_html,
    items_of,
    unescape,
    unwrap,
    words_in,
)
from quizhub.banks.making import Shape, choice, fill, match, numeric, open_, true_false
from quizhub.banks.report import Report
from quizhub.banks.wording import Wording
from quizhub.questions.normalise import normalise

MAX_TYPED = 200
"""Longest text a blank takes, in characters."""

_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NUMBER = r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*"
_NEAR = re.compile(f"{_NUMBER}(?::{_NUMBER})?")
_RANGE = re.compile(rf"{_NUMBER}\.\.{_NUMBER}")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=(?:\d{1,2}|\d{4,})(?!\d))")
"""Three digits behind a comma could be thousands: such a number is not read."""
_WILDCARD = re.compile(r"(?<!\\)\*")
_HUNDRED = Decimal(100)
_LONGEST_NUMBER = 100
"""Characters of a number with its tolerance; longer ones could keep the patterns busy."""


class Reading:
    """One question while it is read: its report, the format its texts inherit, and what `ext` is to keep."""

    def __init__(self, report: Report, line: int, inherited: str) -> None:
        self.report, self.line, self.inherited = report, line, inherited
        self.wording = Wording(report, line, lambda name: None)
        self.ext: dict[str, Any] = {}
        self.scoring = ""
        self.decimals = ""
        self.unit = ""
        self.explanation = ""

    def words(self, written: str, group: str = "", name: str = "") -> str:
        """The words of a text as written; one that has more to it is kept, under `name` in a group."""
        format_, text = format_and_text(written, self.inherited)
        source = unescape(text.strip() if format_ in ("markdown", "plain") else unwrap(text))
        html = is_html(format_, source)
        words = self.wording.words(html_of(format_, source)) if html else words_in(format_, source)
        if group and (html or format_ != self.inherited):
            self.ext.setdefault(group, {})[name] = f"[{format_}]{source}" if format_ else source
        return words

    def feedback(self, name: str, written: str | None) -> str:
        """Keep the feedback of an answer; its words."""
        if not written:
            return ""
        format_, text = format_and_text(written, self.inherited)
        source = unescape(unwrap(text))
        marker = f"[{format_}]" if format_ != self.inherited else ""
        self.ext.setdefault("feedback", {})[name] = marker + source
        return words_in(format_, source)

    def explain(self, written: str) -> None:
        """The general feedback."""
        self.explanation = self.words(written, "texts", "explanation")


def shape_of(answers: str, reading: Reading) -> Shape:
    """Body and key; which kind it is follows Moodle's order of questions."""
    answers, general = cut_feedback(answers, "####")
    if general:
        reading.explain(general)
    plain = answers.strip()
    if not plain:
        return open_()
    if plain.startswith("#"):
        return _numeric(plain[1:], reading)
    truth = _truth(plain, reading)
    if truth is not None:
        return truth
    items = items_of(plain)
    if any(item.mark == "~" for item in items):
        return _choice(items, reading)
    if len(items) > 1 and all("->" in item.text for item in items):
        return _match(items, reading)
    return _short(items, reading)


def _truth(plain: str, reading: Reading) -> Shape | None:
    """A statement to judge: the first feedback is for who is wrong, the second for who is right."""
    said, told = cut_feedback(plain)
    right = _TRUTH.get(said.strip().upper())
    if right is None:
        return None
    wrong, right_told = cut_feedback(told or "")
    texts = [reading.feedback("wrong", wrong), reading.feedback("right", right_told)]
    reading.explanation = reading.explanation or texts[0] or texts[1]
    return true_false(right)


def _choice(items: Sequence[Item], reading: Reading) -> Shape:
    """Options; without any `=` several may be selected, and their weights say which are right."""
    weights = {n: _percent(item) for n, item in enumerate(items)}
    several = not any(item.mark == "=" for item in items)
    options = []
    for n, item in enumerate(items):
        name = "abcdefghijklmnopqrst"[n : n + 1] or f"x{n + 1}"
        options.append(reading.words(item.text, "options", name))
        told = reading.feedback(name, item.feedback)
        if weights[n] == _HUNDRED:
            reading.explanation = reading.explanation or told
    right = [n for n, weight in weights.items() if weight > 0]
    if not right:
        reading.report.add(reading.line, "right_not_known")
    kind = "multiple_choice" if several and right else "single_choice"
    weighed = several or any(weight not in (0, _HUNDRED) for weight in weights.values())
    if not weighed and len(right) > 1:
        reading.report.add(reading.line, "several_right")
    if not right or not weighed or reading.scoring:
        body, key = choice(options, right, kind)
        return body, key | {"scoring": reading.scoring} if key and reading.scoring else key
    whole = sum(weights[n] for n in right) if several else max(weights.values())
    reading.ext["percent"] = True if abs(whole - _HUNDRED) > 1 else None
    return choice(options, right, kind, {n: weight for n, weight in weights.items() if weight})


def _short(items: Sequence[Item], reading: Reading) -> Shape:
    """One blank: texts with a weight are accepted, those without are refused; `*` stands for anything."""
    accept: list[dict[str, Any]] = []
    reject: list[str] = []
    for item in items:
        text = reading.words(item.text)
        weight = _percent(item)
        told = reading.feedback(text, item.feedback)
        if weight > 0:
            known = {one["value"] for one in accept}
            accept += [one for one in _accepted(text, weight) if one["value"] not in known]
            reading.explanation = reading.explanation or (told if weight == _HUNDRED else "")
        elif _WILDCARD.search(text) or len(text) > MAX_TYPED:
            reading.ext.setdefault("answers", []).append([text, str(weight)])
        else:
            reject.append(text.replace("\\*", "*"))
    longest = max((len(one["value"]) for one in accept), default=0)
    if longest > MAX_TYPED:
        reading.report.add(reading.line, "long_answer_as_open")
        return open_(accept[0]["value"])
    accept.sort(key=lambda one: -one["weight"])
    body, key = fill([accept])
    if key is not None:
        plain = {normalise(one["value"]) for one in accept}
        key["blanks"][0]["reject"] = [text for text in reject if normalise(text) not in plain]
        key["blanks"][0]["normal"] = "basic" if all(plain) else "exact"
        body["blanks"][0]["max_chars"] = max(60, longest)
    return body, key


def _accepted(text: str, percent: Decimal) -> list[dict[str, Any]]:
    """An accepted text; one with wildcards also gives the text to show, which is the same without them."""
    weight = min(percent / _HUNDRED, Decimal(1)).quantize(Decimal("1e-9")).normalize()
    if not _WILDCARD.search(text):
        return [{"value": text.replace("\\*", "*"), "weight": weight}]
    shown = _WILDCARD.sub("", text).replace("\\*", "*").strip()
    wild = {"value": text.replace("\\*", "*"), "match": "glob", "weight": weight}
    return [{"value": shown, "weight": weight}, wild] if shown else [wild]


def _match(items: Sequence[Item], reading: Reading) -> Shape:
    """Pairs; a right side alone is a distractor."""
    pairs: list[tuple[str, str]] = []
    distractors: list[str] = []
    for item in items:
        left, _, right = (side.strip() for side in item.text.partition("->"))
        other = reading.words(right)
        if left:
            pairs.append((reading.words(left, "options", f"l{len(pairs) + 1}"), other))
        else:
            distractors.append(other)
    body, key = match(pairs, distractors)
    return body, key | {"scoring": reading.scoring} if key and reading.scoring else key


def _numeric(answers: str, reading: Reading) -> Shape:
    """Numbers near a value or in a range, each with its share; the first one must earn everything."""
    accept = []
    for item in items_of(answers):
        number = _number(unescape(item.text)) if item.mark == "=" else None
        weight = _percent(item)
        told = reading.feedback(item.text, item.feedback)
        if number is None or weight <= 0:
            reading.ext.setdefault("answers", []).append([item.text, str(weight)])
            if item.mark == "=" and number is None:
                reading.report.add(reading.line, "key_not_read", value=item.text[:60])
            continue
        reading.explanation = reading.explanation or (told if weight == _HUNDRED else "")
        accept.append({**number, "weight": min(weight / _HUNDRED, Decimal(1)).normalize()})
    accept.sort(key=lambda one: -one["weight"])
    decimals = int(reading.decimals) if re.fullmatch("[0-6]", reading.decimals) else decimals_of(accept)
    return numeric(accept, reading.unit or None, decimals)


def _number(written: str) -> dict[str, Decimal] | None:
    if len(written) > _LONGEST_NUMBER:
        return None
    written = _DECIMAL_COMMA.sub(".", written)
    between = _RANGE.fullmatch(written)
    if between:
        low, high = sorted((Decimal(between[1]), Decimal(between[2])))
        return {"lo": low, "hi": high}
    near = _NEAR.fullmatch(written)
    return {"value": Decimal(near[1]), "abs_tol": abs(Decimal(near[2] or 0))} if near else None


def decimals_of(accept: Sequence[dict[str, Decimal]]) -> int:
    """As many decimals as the numbers have that are to be hit."""
    ends = [one[name] for one in accept for name in ("value", "lo", "hi") if name in one]
    return min(6, max((-min(0, int(end.as_tuple().exponent)) for end in ends), default=0))


def _percent(item: Item) -> Decimal:
    """The weight of an answer; without one `=` earns everything and `~` nothing."""
    if item.weight is not None:
        return Decimal(item.weight)
    return _HUNDRED if item.mark == "=" else Decimal(0)
