"""Reads banks in plain JSON, also with one object a line, as small quiz programs keep them.

`json_fields` finds the parts of a question, this module decides about kind and key. Numbers as keys count
from 0 or from 1: the whole file decides it, and a person may.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from quizhub.banks.bank import BankReading, Guess
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.gaps import blanks, one_blank, typed
from quizhub.banks.formats.json_fields import Found, found_in, plain_name, questions_in, stem_of
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.loose import listed, table, whole, word
from quizhub.banks.making import Maker, Shape, choice, open_, order, true_false
from quizhub.banks.markup import looks_html
from quizhub.banks.notation import by_text, difficulty_named, folded, kind_named, letters, numbers, truth
from quizhub.banks.opening import encoding_guess, json_of, kept, text_of
from quizhub.banks.problems import FileRefused
from quizhub.banks.report import Report
from quizhub.banks.wording import Find, Wording
from quizhub.questions.bodies import count_blanks
from quizhub.questions.model import Rights
from quizhub.questions.shuffle import shuffled

_START = re.compile(r'\s*(?:\[\s*)?\{\s*"')
_STEM = re.compile(
    r'"(?:q|question|question_?text|stem|prompt|title|content|题目|题干|问题|题面|題目|題幹|内容)"\s*:', re.I
)
_KEY = re.compile(
    r'"(?:answers?|correct\w*|right_?answer|options|choices|答案|正确答案|选项|選項)"\s*:', re.I
)
_LETTERED = re.compile(r"[（(]?([A-Za-z])\s*[.、．:：)）]\s*(.+)", re.S)
_TYPED = 60
"""Longest answer that is typed; longer ones are judged."""


def looks_json(file: BankFile) -> float:
    """How sure it is that the file is JSON with questions in it."""
    text = file.text[:200_000]
    return 0.6 if _START.match(text) and _STEM.search(text) and _KEY.search(text) else 0


def read_json(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is no JSON."""
    report = Report(file.name)
    root = lines_or_whole(text_of(file, report))
    asked = [(place, group, found_in(value), value) for place, group, value in questions_in(root)]
    maker = Maker(report, language_of(" ".join(stem_of(found) for _, _, found, _ in asked)))
    base = base_of([found for _, _, found, _ in asked], file.choices.get("key_base"))
    seed = seed_of(file.raw)
    for place, group, found, value in asked:
        Reading(maker, place, found, base.first, seed).make(group, value)
    title = next(
        (word(table(root).get(name)) for name in ("title", "name", "标题") if name in table(root)), ""
    )
    return gather(
        file, maker, title=title.strip(), guesses=(*encoding_guess(file), *base.guess), media=report.media
    )


def lines_or_whole(text: str) -> Any:
    """The value of a JSON text, or the values of its lines. Raises FileRefused."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
        try:
            return [orjson.loads(line) for line in lines]
        except orjson.JSONDecodeError as error:
            raise FileRefused("json_broken", reason=str(error)) from error
    return json_of(text)


def seed_of(raw: bytes) -> int:
    """The seed for mixing options, the same at every reading of a file."""
    return int.from_bytes(hashlib.sha256(raw).digest()[:8], "big")


@dataclass(frozen=True, slots=True)
class Base:
    """The number of the first option in keys, and what a person may change about it."""

    first: int
    guess: tuple[Guess, ...] = ()


def base_of(asked: Sequence[Found], chosen: str | None) -> Base:
    """Whether numbers as keys count from 0 or from 1: a 0 or a number as large as the count decides it."""
    used = [(number, len(found.options)) for found in asked for number in _numbers(found)]
    if chosen in ("0", "1"):
        return Base(int(chosen), (Guess("key_base", chosen, ("0", "1")),))
    if any(number == 0 for number, _ in used):
        return Base(0)
    if any(number == count for number, count in used):
        return Base(1)
    if not used:
        return Base(0)
    first = "0" if any("index" in found.key_name for found in asked) else "1"
    return Base(int(first), (Guess("key_base", first, ("0", "1")),))


def _numbers(found: Found) -> tuple[int, ...]:
    """The numbers in a key that are no texts or labels of options."""
    given = found.fields.get("key")
    values = listed(given) or [given]
    if not found.options or found.marked or isinstance(given, bool):
        return ()
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return tuple(values)
    said = word(given)
    return () if by_text(said, found.options) or said in found.labels else numbers(said) or ()


def _no_pictures(_: str) -> None:
    """JSON names pictures, but does not bring them along."""


@dataclass(slots=True)
class Reading:
    """One question on its way into the bank; numbers in its key count from `first`."""

    maker: Maker
    place: str
    found: Found
    first: int
    seed: int
    html: bool = True
    """Whether what looks like tags in a text are tags."""
    find: Find = _no_pictures
    keep: str = "json"
    """The format that unknown fields are kept for."""

    def make(self, group: str, value: dict[str, Any], rights: Rights | None = None) -> None:
        """Make the question; fields we have no place for are kept."""
        fields, report = self.found.fields, self.maker.report
        wording = Wording(report, self.place, self.find)
        stem = self._said(stem_of(self.found), wording)
        options = [self._said(option, wording) for option in self.found.options]
        stem, shape = self._shape(stem, options)
        picture = word(fields.get("picture"))
        if picture:
            wording.missing(picture)
        unknown = {
            name: one for name, one in value.items() if name not in self.found.used and name[:1] not in "_$"
        }
        points = whole(fields.get("points"), 0, 100_000)
        own = re.sub(r"[^A-Za-z0-9_.:\-]+", "-", word(fields.get("id"))).strip("-.:_")[:100]
        self.maker.add(
            self.place,
            stem,
            shape,
            id=own if own and own == word(fields.get("id")) else None,
            explanation=self._said(word(fields.get("explanation")), wording),
            hint=self._said(word(fields.get("hint")), wording),
            difficulty=difficulty_named(word(fields.get("difficulty"))),
            topic=self._topic(group),
            tags=tuple(filter(None, (word(tag).strip()[:100] for tag in listed(fields.get("tags")))))[:50],
            time_s=whole(fields.get("time"), 1, 3600),
            points=None if points is None else Decimal(points),
            media=wording.close(),
            ext=kept(self.keep, unknown, report, self.place),
            rights=rights,
        )

    def _said(self, source: str, wording: Wording) -> str:
        return wording.words(source) if self.html and looks_html(source) else source.strip()

    def _topic(self, group: str) -> str:
        said = [word(one).strip() for one in listed(self.found.fields.get("topic"))]
        named = "/".join(dict.fromkeys(filter(None, said)))
        generic = plain_name(group) in ("questions", "results", "data", "items", "quiz", "题目", "list", "")
        return re.sub(r"\s*:\s+", "/", named or ("" if generic else group))[:200].strip("/ ")

    def _shape(self, stem: str, options: list[str]) -> tuple[str, Shape]:
        """The stem, which a blank may be added to, with body and key."""
        fields = self.found.fields
        kind, given = self._kind(), fields.get("key")
        wrong = [word(one).strip() for one in listed(fields.get("wrong")) if word(one).strip()]
        if wrong and not options:
            return stem, self._mixed(word(given).strip(), wrong)
        said = truth(word(given)) if not isinstance(given, list) else None
        told = [truth(option) for option in options]
        if kind == "true_false" or isinstance(given, bool) or (said is not None and not options):
            if len(options) == 2 and None not in told and said is None:
                places = self._places(options)
                said = told[places[0]] if places else None
            return stem, true_false(said)
        if kind == "fill" and options and given is None:
            return self._typed(stem, options, kind)
        if len(options) >= 2:
            return stem, self._choice(options, kind)
        return self._typed(stem, given, kind)

    def _kind(self) -> str | None:
        """The kind that is named. `multiple` alone mostly means several options, not several right ones."""
        said = word(self.found.fields.get("kind"))
        several = isinstance(self.found.fields.get("key"), list) or len(self.found.marked) > 1
        return None if folded(said) == "multiple" and not several else kind_named(said)

    def _choice(self, options: list[str], kind: str | None) -> Shape:
        if kind == "order":
            places = self._places(options)
            return order(options, places if sorted(places) == list(range(len(options))) else None)
        places = self._places(options)
        if not places and self.found.fields.get("key") not in (None, "", []):
            self.maker.report.add(self.place, "key_not_read", value=str(self.found.fields["key"])[:60])
        told = [truth(option) for option in options]
        if sorted(map(str, told)) == ["False", "True"] and len(places) == 1 and kind is None:
            return true_false(told[places[0]])
        wanted = kind if kind in ("single_choice", "multiple_choice") else None
        return choice(options, places, None if wanted == "single_choice" and len(places) > 1 else wanted)

    def _places(self, options: Sequence[str]) -> list[int]:
        """The places of the right options, in the order of the key."""
        if self.found.marked:
            return list(self.found.marked)
        given = self.found.fields.get("key")
        found: list[int] = []
        for value in listed(given) or [given]:
            places = self._place(value, options)
            if places is None:
                return []
            found += [place for place in places if place not in found]
        return found

    def _place(self, value: Any, options: Sequence[str]) -> Sequence[int] | None:
        """The places one value of a key names: a number, a label, a text, or letters."""
        said = word(value).strip()
        named = [n for n, label in enumerate(self.found.labels) if folded(label) == folded(said)]
        if isinstance(value, int) and not named:
            return [value - self.first] if 0 <= value - self.first < len(options) else None
        exact = by_text(said, options) if said else None
        numbered = numbers(said)
        if named or exact is not None:
            return named or exact
        lettered = _LETTERED.fullmatch(said)
        if lettered is not None and by_text(lettered[2], options) is not None:
            return by_text(lettered[2], options)
        if numbered is not None:
            places = [number - self.first for number in numbered]
            return places if all(0 <= place < len(options) for place in places) else None
        return letters(said, len(options))

    def _mixed(self, right: str, wrong: list[str]) -> Shape:
        """A choice whose right option stood apart, or a statement when they are True and False."""
        if len(wrong) == 1 and truth(right) is not None and truth(wrong[0]) is not None:
            return true_false(truth(right))
        texts = [right, *wrong]
        mixed = shuffled([str(n) for n in range(len(texts))], self.seed, self.place)
        return choice([texts[int(n)] for n in mixed], [mixed.index("0")])

    def _typed(self, stem: str, given: Any, kind: str | None) -> tuple[str, Shape]:
        """A question without options: blanks to fill, or a good answer for a judge."""
        texts = [word(one).strip() for one in (listed(given) or [given]) if word(one).strip()]
        count = count_blanks(stem)
        if kind == "open" or (texts and max(map(len, texts)) > _TYPED):
            return stem, open_("\n".join(texts))
        if count > 1 and len(texts) == count:
            return stem, blanks([typed([(Decimal(100), one)]) for one in texts])
        answers = [
            (Decimal(100), part)
            for one in texts
            for part in (re.split(r"[|｜]", one) if kind == "fill" else [one])
        ]
        return one_blank(stem), blanks([typed(answers)])
