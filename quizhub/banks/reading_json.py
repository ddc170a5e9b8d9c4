"""A reading as bytes and back: how it crosses from the process that parses to the one that asked, and how
an import that waits for its organiser is kept."""

from base64 import b64decode, b64encode
from dataclasses import replace

import orjson
from pydantic import TypeAdapter

from quizhub.banks.bank import BankReading
from quizhub.questions.model import Question

_READING = TypeAdapter(BankReading)


def dump_reading(reading: BankReading) -> bytes:
    """The reading as JSON, media included. Questions of the bank that are those of the records stand once."""
    media = {name: b64encode(content).decode() for name, content in reading.media.items()}
    bank = reading.bank
    shared = bank is not None and bank.questions == _asked(reading)
    if bank is not None and shared:
        bank = bank.model_copy(update={"questions": ()})
    read = _READING.dump_python(replace(reading, media={}, bank=bank), mode="json")
    return orjson.dumps({"reading": read, "media": media, "shared": shared})


def load_reading(raw: bytes) -> BankReading:
    """The reading of `dump_reading`."""
    stored = orjson.loads(raw)
    media = {name: b64decode(content) for name, content in stored["media"].items()}
    reading = _READING.validate_python(stored["reading"], strict=False)
    bank = reading.bank
    if bank is not None and stored.get("shared"):
        bank = bank.model_copy(update={"questions": _asked(reading)})
    return replace(reading, media=media, bank=bank)


def _asked(reading: BankReading) -> tuple[Question, ...]:
    return tuple(record.question for record in reading.records if record.question is not None)
