"""Reads H5P packages: question sets, and every question inside presentations, books, videos and columns.

This module opens the package and walks through its content; `h5p_kinds` turns one question into ours. The
program files that come along in a package are not looked at.
"""

from collections.abc import Iterator
from typing import Any

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.encoding import decode
from quizhub.banks.formats.h5p_kinds import KINDS, Asked, Part
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.loose import listed, table, word
from quizhub.banks.making import Maker
from quizhub.banks.markup import looks_html, plain
from quizhub.banks.opening import json_of, kept
from quizhub.banks.problems import FileRefused
from quizhub.banks.report import Report
from quizhub.banks.wording import Wording
from quizhub.questions.model import Rights

_CONTENT = "content/content.json"
_SHOWN = {
    "H5P.AdvancedText", "H5P.Text", "H5P.Image", "H5P.Link", "H5P.Table", "H5P.Nil", "H5P.ContinuousText",
    "H5P.GoToQuestion", "H5P.Shape", "H5P.IVHotspot", "H5P.TwitterUserFeed", "H5P.Accordion",
}  # fmt: skip
_HEARD = {"H5P.Video", "H5P.Audio", "H5P.AudioRecorder"}
_STEMS = ("question", "taskDescription", "prompt", "intro")
"""Where types we do not know may say what is asked."""
_DEPTH = 30


def looks_h5p(file: BankFile) -> float:
    """How sure it is that the file is an H5P package. Raises FileRefused for archives not to be opened."""
    return 0.98 if file.archive is not None and {"h5p.json", _CONTENT} <= set(file.archive.names) else 0


def read_h5p(file: BankFile) -> BankReading:
    """Read a package. Raises FileRefused when its content cannot be read."""
    head, content = table(_json(file, "h5p.json")), table(_json(file, _CONTENT))
    report = Report(file.name)
    maker = Maker(report, language_of(plain(" ".join(_texts(content, 0))).words))
    title = word(head.get("title"))
    whole = Part(word(head.get("mainLibrary")), content, {"title": title}, "")
    package = _Package(file, maker, _rights(head))
    package.take(whole, 0)
    return gather(file, maker, title=_said(title), media=report.media)


def _json(file: BankFile, name: str) -> Any:
    raw = file.archive.read(name) if file.archive is not None else None
    decoded = decode(raw) if raw is not None else None
    if decoded is None:
        raise FileRefused("json_broken", reason=name)
    return json_of(decoded.text)


def _texts(value: Any, depth: int) -> Iterator[str]:
    """Every text of the content, to tell its language."""
    if isinstance(value, str) and " " in value:
        yield value
    elif depth < _DEPTH:
        for inner in [*table(value).values(), *listed(value)]:
            yield from _texts(inner, depth + 1)


def _said(source: str) -> str:
    return plain(source).words if looks_html(source) else source.strip()


def _rights(head: dict[str, Any]) -> Rights | None:
    """Licence and authors, where the package names them; `U` means that nothing is known."""
    version = word(head.get("licenseVersion"))
    licence = "" if head.get("license") == "U" else word(head.get("license"))
    authors = [word(table(author).get("name")) for author in listed(head.get("authors"))]
    author = ", ".join(filter(None, authors))[:500]
    if not licence and not author:
        return None
    return Rights(licence=f"{licence} {version}".strip()[:200] or None, author=author or None)


class _Package:
    """The content of one package on its way into the bank."""

    def __init__(self, file: BankFile, maker: Maker, rights: Rights | None) -> None:
        self.file, self.maker, self.rights = file, maker, rights

    def take(self, part: Part, depth: int) -> None:
        """Take one piece of content: a question, a note, or something that holds others."""
        name = part.library.split(" ")[0]
        if name in KINDS:
            self._ask(name, part)
            return
        inner = list(_inner(part.params, part.place, depth))
        for piece in inner:
            self.take(piece, depth + 1)
        if name in _HEARD:
            self.maker.report.add(part.place or "/", "media_left_out", name=part.title or name)
        text = word(part.params.get("text")) or word(table(part.params.get("introPage")).get("introduction"))
        if text and (name in _SHOWN or inner):
            self.maker.other(part.place or "/", "text", _said(text))
        elif not inner and name not in _SHOWN | _HEARD:
            self._unknown(name or "?", part)

    def _unknown(self, name: str, part: Part) -> None:
        """A type we do not know: an open question when it asks something, else a note."""
        place, report = part.place or "/", self.maker.report
        stem = next((said for field in _STEMS if (said := _said(word(part.params.get(field))))), "")
        if stem:
            ext = kept("h5p", {"library": part.library, "raw": part.params}, report, place)
            self.maker.unsupported(place, name, stem, ext=ext)
        else:
            report.add(place, "content_left_out", name=name)
            self.maker.other(place, "text", part.title or name)

    def _ask(self, name: str, part: Part) -> None:
        """Make the questions of one piece: most have one, sets of single choices several."""
        for number, (params, ask) in enumerate(KINDS[name](part)):
            place = f"{part.place or '/'}{f'#{number + 1}' if number else ''}"
            wording = Wording(self.maker.report, place, self._find)
            asked = Asked(params, wording, self.maker.report, place, self.file.raw)
            self._picture(asked)
            stem, shape = ask(asked)
            ext = kept("h5p", {"library": part.library, **asked.ext}, self.maker.report, place)
            self.maker.add(
                place,
                stem,
                shape,
                explanation=asked.explanation,
                hint=asked.hint,
                media=wording.close(),
                rights=self.rights,
                ext=ext,
            )

    def _picture(self, asked: Asked) -> None:
        """The picture, video or sound above a question."""
        media = table(table(asked.params.get("media")).get("type"))
        library, params = word(media.get("library")), table(media.get("params"))
        path = word(table(params.get("file")).get("path"))
        if library.startswith("H5P.Image") and path:
            asked.show(path)
        elif (library and params.get("sources")) or params.get("files"):
            self.maker.report.add(asked.place, "media_left_out", name=library.split(" ")[0])

    def _find(self, name: str) -> bytes | None:
        return self.file.archive.read(f"content/{name}") if self.file.archive is not None else None


def _inner(value: Any, place: str, depth: int) -> Iterator[Part]:
    """The pieces of content inside a value, the outermost only."""
    for name, inner in [*table(value).items(), *enumerate(listed(value))]:
        here = f"{place}[{name + 1}]" if isinstance(name, int) else f"{place}/{name}"
        library, params = table(inner).get("library"), table(inner).get("params")
        if isinstance(library, str) and isinstance(params, dict) and depth < _DEPTH:
            yield Part(library, params, table(inner.get("metadata")), here)
        elif depth < _DEPTH:
            yield from _inner(inner, here, depth + 1)
