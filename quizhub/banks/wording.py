"""The words and pictures of one question while a reader goes through its HTML, piece by piece.

Used by readers of formats that keep HTML. What words cannot hold is told once a question; pictures of the
stem and of options become the question's media, those of feedback do not: they would give the answer away.
"""

import base64
from collections.abc import Callable
from urllib.parse import unquote

from quizhub.banks.markup import plain
from quizhub.banks.pictures import picture_of
from quizhub.banks.report import Place, Report
from quizhub.questions.media import Media

Find = Callable[[str], bytes | None]
"""The bytes of a picture by what an `img` calls it, or None."""


class Wording:
    """Collects the `media` of a question; `find` knows the files of the bank."""

    def __init__(self, report: Report, place: Place, find: Find) -> None:
        self.media: list[Media] = []
        self._report, self._place, self._find = report, place, find
        self._lost: dict[str, None] = {}

    def words(self, source: str, *, shown: bool = True) -> str:
        """The plain words of an HTML fragment; without `shown` its pictures are left out, and told."""
        read = plain(source)
        self._lost |= dict.fromkeys(what for what in read.lost if what != "img")
        for name in read.pictures:
            if not shown or self.picture(name) is None:
                self.missing(name)
        return read.words

    def option(self, source: str) -> tuple[str, str | None]:
        """The words of an option and the id of its picture; a picture without words is called by its name."""
        read = plain(source)
        media = self.picture(read.pictures[0]) if read.pictures else None
        if media is None or len(read.pictures) > 1:
            return self.words(source), None
        return read.words or media.name, media.id

    def picture(self, name: str) -> Media | None:
        """The picture of this name, which is now one of the question's; None when it cannot be shown."""
        inline = name.startswith("data:")
        raw = decoded(name.partition(",")[2]) if inline else self._find(unquote(name))
        called = "" if inline else unquote(name).partition("?")[0]
        media = picture_of(raw, called) if raw is not None else None
        if raw is None or media is None:
            return None
        known = next((one for one in self.media if one.id == media.id), None)
        if known is not None:
            return known
        if media.name in {one.name for one in self.media}:
            media = media.model_copy(update={"name": f"{len(self.media) + 1}-{media.name}"[-120:]})
        self._report.media[media.id] = raw
        self.media.append(media)
        return media

    def missing(self, name: str) -> None:
        """Tell of a picture that could not be taken."""
        self._report.add(self._place, "picture_missing", name=name[:100] or "?")

    def close(self) -> tuple[Media, ...]:
        """The question's media, after telling what was lost."""
        if self._lost:
            self._report.add(self._place, "formatting_lost", what=", ".join(self._lost))
        return tuple(self.media)


def decoded(text: str) -> bytes | None:
    """The bytes that stand in a file as text (Base64)."""
    try:
        return base64.b64decode(text)
    except ValueError:  # also that of wrong padding
        return None
