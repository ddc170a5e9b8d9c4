"""What one check found. Used by the checks and by doctor.py, which prints it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Told:
    """The same words twice."""

    zh: str
    en: str

    def as_json(self) -> dict[str, str]:
        return {"zh-Hans": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Found:
    """`name` is for programs; `do` is there unless the level is ok."""

    name: str
    level: Level
    what: Told
    do: Told | None = None


def ok(name: str, zh: str, en: str) -> Found:
    return Found(name, Level.OK, Told(zh, en))


def warning(name: str, zh: str, en: str, do_zh: str, do_en: str) -> Found:
    return Found(name, Level.WARNING, Told(zh, en), Told(do_zh, do_en))


def problem(name: str, zh: str, en: str, do_zh: str, do_en: str) -> Found:
    return Found(name, Level.PROBLEM, Told(zh, en), Told(do_zh, do_en))
