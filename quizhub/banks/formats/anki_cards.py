"""Turns Anki notes into questions: clozes become blanks, cards short answers or open questions.

A card has no wrong options and none are made up; only note types with option fields become choices. Used by
`anki` and `anki_text`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizhub.banks.bank import BankReading, Guess
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.gaps import blanks, gap, one_blank, typed, with_blanks
from quizhub.banks.formats.json_bank import Reading, base_of
from quizhub.banks.formats.json_fields import Found, found_in, plain_name
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker, open_
from quizhub.banks.markup import plain
from quizhub.banks.opening import kept
from quizhub.banks.report import Report
from quizhub.banks.wording import Find, Wording

_CLOZE = re.compile(r"\{\{c\d+::(.{0,2000}?)(?:::([^{}]{0,200}?))?\}\}", re.S)
_SOUND = re.compile(r"\[sound:([^\]]{0,200})\]")
MOST_NOTES = 20_000
_TYPED = 60
"""Longest back of a card that is typed; longer ones are judged."""
_OCCLUSION = "image-occlusion:"
_OPTION_FIELDS = frozenset(("options", "choices", "选项", "選項", "备选"))


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its fields as HTML with their names, and where it belongs."""

    place: str
    fields: tuple[str, ...]
    names: tuple[str, ...] = ()
    guid: str = ""
    deck: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()


def read_notes(
    file: BankFile,
    notes: Sequence[Note],
    find: Find,
    guesses: Sequence[Guess] = (),
    report: Report | None = None,
) -> BankReading:
    """The questions of notes; `find` gives the bytes of a picture by its name."""
    report = report or Report(file.name)
    said = " ".join(
        plain(_CLOZE.sub(r"\1", _SOUND.sub("", field))).words for note in notes for field in note.fields[:2]
    )
    maker = Maker(report, language_of(said))
    choices = [_found(note) for note in notes]
    base = base_of([found for found in choices if found is not None], file.choices.get("key_base"))
    seed = int.from_bytes(hashlib.sha256(file.raw).digest()[:8], "big")
    for note, found in zip(notes, choices, strict=True):
        if found is not None:
            reading = Reading(maker, note.place, found, base.first, seed, find=find, keep="anki")
            reading.make(_topic(note), _ext(note))
        else:
            _card(note, maker, find)
    title = _topic(notes[0]).partition("/")[0] if notes else ""
    return gather(file, maker, title=title, guesses=(*guesses, *base.guess), media=report.media)


def _topic(note: Note) -> str:
    """The path of the deck; the one every collection has says nothing."""
    parts = [part.strip().replace("/", "／") for part in note.deck.split("::")]
    return "/".join(part for part in parts if part and part != "Default")[:200].strip("/ ")


def _ext(note: Note) -> dict[str, Any]:
    return {"guid": note.guid, "deck": note.deck, "note_type": note.type, "fields": list(note.fields)}


def _found(note: Note) -> Found | None:
    """The parts of a note whose type has fields for options; None for any other."""
    value: dict[str, Any] = {}
    for name, field in zip(note.names, note.fields, strict=False):
        listed = plain_name(name) in _OPTION_FIELDS
        lines = re.split(r"\n|\|\|", plain(field).words) if listed else []
        value[name] = [line.strip() for line in lines if line.strip()] or field
    found = found_in(value)
    if len(found.options) < 2 or "stem" not in found.fields:
        return None
    said = {"key": plain(str(found.fields.get("key") or "")).words, "tags": list(note.tags)}
    return replace(found, fields={**found.fields, **said}, marked=())


def _card(note: Note, maker: Maker, find: Find) -> None:
    """A cloze, or a front and a back."""
    wording = Wording(maker.report, note.place, find)
    for field in note.fields:
        for sound in _SOUND.findall(field):
            maker.report.add(note.place, "media_left_out", name=sound[:80])
    fields = [_SOUND.sub("", field) for field in note.fields]
    front, back, *_ = [*fields, "", ""]
    common = {"topic": _topic(note), "tags": tuple(tag[:100] for tag in note.tags[:50])}
    ext = kept("anki", _ext(note), maker.report, note.place)
    if _OCCLUSION in front:
        shown = " ".join(filter(None, (wording.words(field) for field in fields[1:])))
        maker.unsupported(
            note.place, "Image Occlusion", shown or "?", media=wording.close(), ext=ext, **common
        )
    elif _CLOZE.search(front):
        stem, shape, hint = _cloze(front, wording)
        why = wording.words(back, shown=False)
        maker.add(
            note.place, stem, shape, hint=hint, explanation=why, media=wording.close(), ext=ext, **common
        )
    else:
        stem, answer = wording.words(front), wording.words(back, shown=False)
        if wording.media and not stem:
            stem = wording.media[0].name
        if len(answer) > _TYPED or "\n" in answer:
            maker.report.add(note.place, "long_answer_as_open")
            shape = open_(answer)
        else:
            stem, shape = one_blank(stem), blanks([typed([(Decimal(100), answer)])])
        maker.add(note.place, stem, shape, media=wording.close(), ext=ext, **common)


def _cloze(front: str, wording: Wording) -> tuple[str, Any, str]:
    """The text with a blank for every deletion; what is asked on several cards is one question here."""
    answers: list[str] = []
    hints: list[str] = []

    def taken(found: re.Match[str]) -> str:
        answers.append(plain(found[1]).words)
        hints.append(plain(found[2] or "").words)
        return gap(len(answers))

    words = wording.words(_CLOZE.sub(taken, front))
    keys = [typed([(Decimal(100), answer)]) for answer in answers]
    return with_blanks(words), blanks(keys), "; ".join(filter(None, hints))
