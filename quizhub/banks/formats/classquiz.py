"""Reads ClassQuiz files (`.cqa`): a gzipped JSON quiz with its pictures behind it.

The pictures follow a mark, each with its question's place; the marks may also occur inside picture bytes, so
the end of the gzip stream is where the pictures begin, not the first mark.
"""

import re
import zlib
from decimal import Decimal
from typing import Any

from quizhub.banks.archive import MAX_UNPACKED
from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.encoding import decode
from quizhub.banks.formats.gaps import blanks, one_blank, typed
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.loose import listed, table, whole, word
from quizhub.banks.making import Maker, Shape, choice, numeric, open_, order
from quizhub.banks.markup import looks_html, plain
from quizhub.banks.opening import json_of, kept
from quizhub.banks.problems import FileRefused
from quizhub.banks.report import Report
from quizhub.banks.wording import Wording

_GZIP = b"\x1f\x8b"
_PICTURE = re.compile(rb"\xc6\xc6\xc6\x00(-?\d{1,6})\xc5\xc5\x00")
_FIRST = 1024 * 1024
"""Bytes of the quiz in which its questions begin."""


def looks_classquiz(file: BankFile) -> float:
    """How sure it is that the file is a ClassQuiz export."""
    if not file.raw.startswith(_GZIP):
        return 0
    try:
        start = zlib.decompressobj(31).decompress(file.raw, _FIRST)
    except zlib.error:
        return 0
    return 0.95 if start.lstrip()[:1] == b"{" and b'"questions"' in start else 0


def read_classquiz(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is damaged or larger than allowed."""
    text, behind = _unpacked(file.raw)
    report = Report(file.name)
    quiz = table(json_of(text))
    questions = listed(quiz.get("questions"))
    said = " ".join(word(table(question).get("question")) for question in questions)
    maker = Maker(report, language_of(plain(said).words))
    pictures = _pictures(behind)
    title, description = (_words(word(quiz.get(name))) for name in ("title", "description"))
    if "-1" in pictures:
        report.add("cover", "picture_missing", name="cover")
    if description:
        maker.other("description", "text", description)
    for number, question in enumerate(questions):
        _Reading(maker, table(question), number, pictures).make()
    return gather(file, maker, title=title, media=report.media)


def _unpacked(raw: bytes) -> tuple[str, bytes]:
    """The quiz, and what stands behind it."""
    stream = zlib.decompressobj(31)
    try:
        quiz = stream.decompress(raw, MAX_UNPACKED)
    except zlib.error as error:
        raise FileRefused("archive_broken") from error
    if stream.unconsumed_tail:
        raise FileRefused("archive_too_large", limit=str(MAX_UNPACKED // 1024**2))
    decoded = decode(quiz)
    if not stream.eof or decoded is None:
        raise FileRefused("archive_broken")
    return decoded.text, stream.unused_data


def _pictures(behind: bytes) -> dict[str, bytes]:
    """The pictures by the place of their question."""
    marks = list(_PICTURE.finditer(behind))
    ends = [*(mark.start() for mark in marks[1:]), len(behind)]
    return {mark[1].decode(): behind[mark.end() : end] for mark, end in zip(marks, ends, strict=False)}


def _words(source: str) -> str:
    return plain(source).words if looks_html(source) else source.strip()


class _Reading:
    """One question on its way into the bank."""

    def __init__(self, maker: Maker, given: dict[str, Any], number: int, pictures: dict[str, bytes]) -> None:
        self.maker, self.given, self.place = maker, given, f"question {number + 1}"
        self.pictures = pictures
        self.wording = Wording(maker.report, self.place, self._find)
        self.ext: dict[str, Any] = {}

    def make(self) -> None:
        """Make the question; slides are notes, votes drafts."""
        stem = self._said(self.given.get("question"))
        kind = word(self.given.get("type")) or "ABCD"
        if kind == "SLIDE":
            self.maker.other(self.place, "text", "\n".join(filter(None, (stem, self._slide()))))
            return
        self._show(self.given.get("image"))
        if kind not in ("ABCD", "CHECK", "VOTING", "TEXT", "RANGE", "ORDER"):
            self.maker.unsupported(self.place, kind, stem, ext=self._kept({"raw": self.given}))
            return
        shape = self._shape(kind)
        self.ext |= {"hide_results": self.given.get("hide_results")}
        self.maker.add(
            self.place,
            one_blank(stem) if shape[0]["kind"] == "fill" else stem,
            shape,
            time_s=whole(self.given.get("time"), 1, 3600),
            media=self.wording.close(),
            ext=self._kept(self.ext),
        )

    def _kept(self, ext: dict[str, Any]) -> dict[str, Any]:
        return kept("classquiz", ext, self.maker.report, self.place)

    def _said(self, source: Any) -> str:
        """The words of a text, which may be HTML."""
        written = word(source)
        return self.wording.words(written) if looks_html(written) else written.strip()

    def _slide(self) -> str:
        answers = self.given.get("answers")
        return self._said(answers) if isinstance(answers, str) and looks_html(answers) else ""

    def _show(self, image: Any) -> None:
        """The picture of the question, which names its place behind the quiz."""
        if image in (None, ""):
            return
        if self.wording.picture(f"picture-{word(image)}") is None:
            self.wording.missing(word(image))

    def _find(self, name: str) -> bytes | None:
        return self.pictures.get(name.removeprefix("picture-"))

    def _shape(self, kind: str) -> Shape:
        answers = [table(answer) for answer in listed(self.given.get("answers"))]
        if kind == "RANGE":
            return self._number(table(self.given.get("answers")))
        if kind == "TEXT":
            return self._typed(answers)
        options = [self._said(answer.get("answer")) for answer in answers]
        colours = [word(answer.get("color")) for answer in answers]
        self.ext["colours"] = colours if any(colours) else None
        for answer in answers:
            if answer.get("image"):
                self.wording.missing(word(answer["image"]))
        if kind == "ORDER":
            return order(options)
        right = [n for n, answer in enumerate(answers) if answer.get("right") is True]
        if kind == "ABCD" and len(right) > 1:
            self.maker.report.add(self.place, "several_right")
        return choice(options, right, "multiple_choice" if kind == "CHECK" else "single_choice")

    def _typed(self, answers: list[dict[str, Any]]) -> Shape:
        """Any of the texts is right; case counts where it does for one of them."""
        exact = any(answer.get("case_sensitive") is True for answer in answers)
        texts = [(Decimal(100), word(answer.get("answer"))) for answer in answers]
        if any(len(text) > 200 for _, text in texts):
            self.maker.report.add(self.place, "long_answer_as_open")
            return open_(texts[0][1])
        return blanks([typed(texts, exact)])

    def _number(self, answer: dict[str, Any]) -> Shape:
        """A number in the range that counts as right; the ends of the slider are only kept."""
        self.ext |= {name: answer.get(name) for name in ("min", "max")}
        low, high = (whole(answer.get(name), -(10**12), 10**12) for name in ("min_correct", "max_correct"))
        if low is None or high is None:
            return numeric([])
        return numeric([{"value": low} if low == high else {"lo": min(low, high), "hi": max(low, high)}])
