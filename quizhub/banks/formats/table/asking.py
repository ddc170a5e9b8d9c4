"""Makes of one row of a table what is asked: the kind, and body and key of that kind.

A kind is stated by the row, by the section or sheet it stands in, or follows from key and options. What
could not be taken as it stands becomes a note, which the reader tells at the row's place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from quizhub.banks.formats.table.blanks import has_blanks, marked, possible_counts, texts_of
from quizhub.banks.formats.table.keys import (
    Ways,
    key_numbers,
    plain_key,
    repeated_letter,
    right_options,
    says_true_and_false,
    text_or_place,
    true_or_false,
)
from quizhub.banks.formats.table.lines import Line, Options, lettered_options, without_letters
from quizhub.banks.formats.table.quantities import read_quantities
from quizhub.banks.making import Shape, choice, fill, match, numeric, open_, order, true_false
from quizhub.banks.notation import folded, kind_named, truth
from quizhub.questions.shuffle import shuffled

_SURVEY = ("poll", "survey", "voting", "vote", "投票", "问卷", "调查", "測驗調查")
_NO_KEY = frozenset(("略", "无", "暂无", "-", "—", "/", "n/a", "none", "null", "nan"))
_STEM_KEY = re.compile(r"[(（【]\s*([A-Ha-h](?:[\s,，、]*[A-Ha-h])*|[√×✓✗✔✘对错])\s*[)）】]")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒|——|--|＝|=)\s*")
_BY_KEY = {"single_choice": "single", "multiple_choice": "multiple"}
_ASKS = re.compile(r"简述|简答|试述|论述|阐述|谈谈|为什么|如何|怎样|explain|describe|discuss", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileWays:
    """What was decided once for a whole file; `kinds`: how choices without a stated kind are taken."""

    keys: Ways = field(default_factory=Ways)
    options: str = ";"
    blanks: str = ""
    kinds: str = "by_key"


@dataclass(frozen=True)
class Asked:
    """What a row asks. Without a shape it cannot be asked at all."""

    stem: str
    shape: Shape | None
    notes: tuple[tuple[str, dict[str, str]], ...]


def ask(line: Line, ways: FileWays, section: str | None = None) -> Asked:
    """What the row asks; `section` is the kind its section or sheet states."""
    return _Asking(line, ways, section).asked()


class _Asking:
    def __init__(self, line: Line, ways: FileWays, section: str | None) -> None:
        self.line = line
        self.ways = ways
        self.stem = line.get("stem")
        self.key = "" if folded(line.get("key")) in _NO_KEY else plain_key(line.get("key"))
        self.options: Options = line.options(ways.options)
        self.word = line.get("kind")
        self.section = section
        self.notes: list[tuple[str, dict[str, str]]] = []

    def asked(self) -> Asked:
        self._take_options_from_stem()
        kind = self._stated()
        if kind == "survey":
            shape = choice([text for _, text in self.options], ()) if len(self.options) > 1 else open_()
            return self._result(shape)
        return self._result(self._by_kind()[kind or self._likely()]())

    def _result(self, shape: Shape | None) -> Asked:
        return Asked(self.stem, shape, tuple(self.notes))

    def note(self, code: str, **details: str) -> None:
        self.notes.append((code, details))

    def _by_kind(self) -> dict[str, Callable[[], Shape | None]]:
        return {
            "single_choice": lambda: self._choice("single_choice"),
            "multiple_choice": lambda: self._choice("multiple_choice"),
            "by_key": lambda: self._choice(None),
            "true_false": self._statement,
            "fill": self._fill,
            "numeric": self._numeric,
            "order": self._order,
            "match": self._match,
            "open": self._open,
        }

    def _take_options_from_stem(self) -> None:
        found = lettered_options(self.stem) if not self.options else None
        if found is not None and found[0]:
            self.stem, self.options = found[0], list(enumerate(found[1]))

    def _stated(self) -> str | None:
        """The kind the row or its section says, None when it must follow from the rest."""
        if not self.word:
            return self.section
        kind = self.line.layout.legend.get(self.word) or kind_named(self.word)
        if kind is None and any(word in folded(self.word) for word in _SURVEY):
            return "survey"
        if kind is None and not self.options and truth(self.key) is None and not has_blanks(self.stem):
            self.note("kind_unsupported", kind=self.word)
            return "open"
        if kind is None:
            self.note("kind_word_unknown", kind=self.word)
        return kind

    def _likely(self) -> str:
        """The kind that options and key look like."""
        wrong = self.line.many("wrong")
        if wrong or len(self.options) > 1 or (self.options and self.key):
            said = says_true_and_false([(0, self.key), *wrong] if wrong else self.options)
            return "true_false" if said else _forced(self.ways.kinds)
        if truth(self.key) is not None or (
            not has_blanks(self.stem) and key_numbers(self.key, 2) in ((0,), (1,))
        ):
            return "true_false"
        if has_blanks(self.stem):
            return "fill"
        long = len(self.key) > 30 or "\n" in self.key or _ASKS.search(self.stem)
        return "open" if long or not self.key else "fill"

    # ── choices ──

    def _choice(self, kind: str | None) -> Shape | None:
        options, right = self._options_and_right()
        texts = [text for _, text in options]
        if len(options) < 2:
            if truth(self.key) is not None:
                return self._statement()
            self.note("options_missing")
            return None
        if kind == "single_choice" and len(right) > 1:
            if "单" in self.word or "single" in self.word.lower() or not self.word:
                self.note("single_with_several")
            kind = "multiple_choice"
        elif kind == "multiple_choice" and len(right) == 1:
            self.note("one_right")
        return choice(texts, right, kind)

    def _options_and_right(self) -> tuple[Options, tuple[int, ...]]:
        wrong = self.line.many("wrong")
        if wrong and self.key:
            return _shuffled([self.key, *(text for _, text in wrong)], self.stem)
        marks = self.line.many("is_right")
        if marks:
            said = {place for place, word in marks if truth(word) or word in ("1", "*")}
            return self.options, tuple(n for n, (place, _) in enumerate(self.options) if place in said)
        return self.options, self._right()

    def _right(self) -> tuple[int, ...]:
        if not self.options:
            return ()
        raw = self.key or self.line.get("key_text") or self._key_in_stem()
        if not raw:
            return ()
        if self._key_is_date():
            raw = ",".join(re.findall(r"\d+", raw)[-2:])
        right = right_options(raw, self.options, self.ways.keys)
        if right is None and self.line.get("key_text"):
            right = right_options(self.line.get("key_text"), self.options, self.ways.keys)
        if right is None:
            self.note("key_not_read", value=raw[:100])
        elif text_or_place(raw, self.options, self.ways.keys):
            self.note("key_text_or_place", value=raw[:100])
        elif len(right) < len(raw) and repeated_letter(raw, self.options[-1][0] + 1):
            self.note("key_letter_twice", value=raw)
        return right or ()

    def _key_is_date(self) -> bool:
        roles = self.line.layout.roles
        return "key" in roles and roles.index("key") in self.line.row.dates

    def _key_in_stem(self) -> str:
        """A key that stands in the brackets of the stem, which are emptied."""
        found = [*_STEM_KEY.finditer(self.stem)]
        if len(found) != 1:
            return ""
        [mark] = found
        self.stem = f"{self.stem[: mark.start()]}（ ）{self.stem[mark.end() :]}"
        self.note("key_from_stem", value=mark[1])
        return mark[1]

    # ── the other kinds ──

    def _statement(self) -> Shape | None:
        raw = self.key or self.line.get("key_text") or self._key_in_stem()
        if self.options and not says_true_and_false(self.options) and len(self.options) > 1:
            return self._choice("single_choice")
        said = true_or_false(raw, self.options, self.ways.keys) if raw else None
        if said is None and raw:
            self.note("key_not_read", value=raw[:100])
        return true_false(said)

    def _fill(self) -> Shape:
        texts = [text for _, text in self.options]
        self.stem, count = marked(
            self.stem, [len(texts)] if texts and not self.key else possible_counts(self.key)
        )
        if not count:
            self.stem, count = f"{self.stem} ____", 1
            self.note("blank_added")
        if self.key:
            found = texts_of(self.key, count, self.ways.blanks)
            if found is None:
                self.note("fill_parts_unclear", value=self.key[:100], blanks=str(count))
        else:
            found = [[text] for text in texts] if len(texts) == count > 1 else [texts] if count == 1 else None
        return _roomy(fill(found if found is not None and all(found) else [[] for _ in range(count)]))

    def _numeric(self) -> Shape:
        found = read_quantities(self.key, self.line.get("unit"))
        if found is None and self.key:
            self.note("kind_as_open", kind=self.word)
            return self._open()
        accepted, decimals = found or ([], 0)
        return numeric(accepted, self.line.get("unit") or None, decimals)

    def _order(self) -> Shape | None:
        texts = [text for _, text in self.options]
        if len(texts) < 2:
            self.note("options_missing")
            return None
        sequence = self._sequence()
        if sequence is None and self.key:
            self.note("key_not_read", value=self.key[:100])
        body, key = order(texts, sequence)
        return body, key if sequence is not None else None

    def _sequence(self) -> list[int] | None:
        """The places in the order of the key: letters or numbers, each option once."""
        at = {place: n for n, (place, _) in enumerate(self.options)}
        word = folded(self.key).upper()
        named = [ord(letter) - ord("A") for letter in re.sub(r"[^A-Z0-9]", "", word) if letter.isalpha()]
        if not named:
            named = [number - self.ways.keys.base for number in key_numbers(self.key, 20) or ()]
        found = [at[place] for place in named if place in at]
        return found if sorted(found) == sorted(at.values()) else None

    def _match(self) -> Shape | None:
        halves = [_ARROW.split(text, maxsplit=1) for _, text in self.options]
        pairs = [(half[0], half[1]) for half in halves if len(half) == 2 and all(half)]
        distractors = [half[1] for half in halves if len(half) == 2 and not half[0]]
        alone = [half[0] for half in halves if len(half) == 1]
        if alone or not pairs:
            self.note("kind_as_open", kind=self.word)
            return self._open()
        return match(pairs, distractors)

    def _open(self) -> Shape:
        return open_(self.key)


def _forced(kinds: str) -> str:
    return kinds if kinds in _BY_KEY else "by_key"


def _shuffled(texts: list[str], stem: str) -> tuple[Options, tuple[int, ...]]:
    """Options whose right one came first in another order, which is always the same for the same stem."""
    mixed = [int(n) for n in shuffled([str(n) for n in range(len(texts))], 0, stem)]
    return without_letters([(at, texts[n]) for at, n in enumerate(mixed)]), (mixed.index(0),)


def _roomy(shape: Shape) -> Shape:
    """The shape with blanks as long as their longest text, which may be longer than usual."""
    body, key = shape
    for blank, accepted in zip(body["blanks"], key["blanks"] if key else (), strict=False):
        longest = max(len(one["value"]) for one in accepted["accept"])
        if longest > 60:
            blank["max_chars"] = min(longest, 200)
    return body, key
