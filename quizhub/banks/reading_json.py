"""A reading as bytes and back: how it crosses from the process that parses to the one that asked, and how
an import that waits for its organiser is kept."""

from base64 import b64decode, b64encode
from dataclasses import replace

import orjson
from pydantic import TypeAdapter

from quizhub.banks.bank import BankReading

_READING = TypeAdapter(BankReading)


def dump_reading(reading: BankReading) -> bytes:
    """The reading as JSON, media included."""
    media = {name: b64encode(content).decode() for name, content in reading.media.items()}
    read = _READING.dump_python(replace(reading, media={}), mode="json")
    return orjson.dumps({"reading": read, "media": media})


def load_reading(raw: bytes) -> BankReading:
    """The reading of `dump_reading`."""
    stored = orjson.loads(raw)
    media = {name: b64decode(content) for name, content in stored["media"].items()}
    return replace(_READING.validate_python(stored["reading"], strict=False), media=media)
