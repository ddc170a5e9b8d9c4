"""The tables, as SQLModel classes. One place for names, keys and types; queries live beside their use.

Times are server milliseconds, which need 64 bits on PostgreSQL. Secrets that can be random are
stored as hashes; the contest's own secret is not, because cards and links are derived from it.
"""

from sqlalchemy import JSON, BigInteger, Column, LargeBinary, Text
from sqlmodel import Field, SQLModel


class ContestRow(SQLModel, table=True):
    """One competition as the desk lists it; what happened in it is in `events`."""

    __tablename__ = "contests"

    id: str = Field(primary_key=True, max_length=16)
    code: str = Field(index=True, max_length=6)
    secret: str = Field(max_length=64)
    edition: int = 1
    """Counts up when all cards, PINs and links of the contest are to become worthless."""
    title: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    teams: list[str] = Field(sa_column=Column(JSON, nullable=False))
    created_at: int = Field(sa_type=BigInteger)
    archived: bool = False


class EventRow(SQLModel, table=True):
    """One fact. The key (contest, version) is what stops a stale holder of a contest from writing."""

    __tablename__ = "events"

    contest: str = Field(primary_key=True, max_length=16)
    version: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    seat: str = Field(max_length=64)
    command_id: str = Field(max_length=64)
    type: str = Field(max_length=40)
    body: str = Field(sa_column=Column(Text, nullable=False))
    hash: str = Field(max_length=64)


class SeatTokenRow(SQLModel, table=True):
    """A cookie that stands for a seat at a contest: captain, audience, host or projector."""

    __tablename__ = "seat_tokens"

    hash: str = Field(primary_key=True, max_length=64)
    contest: str = Field(index=True, max_length=16)
    seat: str = Field(max_length=64)
    role: str = Field(max_length=16)
    expires_at: int = Field(sa_type=BigInteger)


class PersonRow(SQLModel, table=True):
    """An organiser who signs in at the desk."""

    __tablename__ = "people"

    name: str = Field(primary_key=True, max_length=80)
    password_hash: str = Field(max_length=200)
    role: str = Field(max_length=16)
    created_at: int = Field(sa_type=BigInteger)


class StaffTokenRow(SQLModel, table=True):
    """A signed-in organiser's cookie."""

    __tablename__ = "staff_tokens"

    hash: str = Field(primary_key=True, max_length=64)
    person: str = Field(index=True, max_length=80)
    idle_ms: int = Field(sa_type=BigInteger)
    used_at: int = Field(sa_type=BigInteger)
    ends_at: int = Field(sa_type=BigInteger)


class HeartbeatRow(SQLModel, table=True):
    """When a contest was last known to be running; tells how long a crash lasted."""

    __tablename__ = "heartbeats"

    contest: str = Field(primary_key=True, max_length=16)
    at: int = Field(sa_type=BigInteger)


class BankRow(SQLModel, table=True):
    """A bank kept at the desk; its questions are in `questions`."""

    __tablename__ = "banks"

    id: str = Field(primary_key=True, max_length=64)
    head: str = Field(sa_column=Column(Text, nullable=False))
    """The Bank without its questions, as JSON."""
    created_at: int = Field(sa_type=BigInteger)
    archived: bool = False


class QuestionRow(SQLModel, table=True):
    """One revision of a question. Earlier ones stay; the one that counts is `current`."""

    __tablename__ = "questions"

    bank: str = Field(primary_key=True, max_length=64)
    id: str = Field(primary_key=True, max_length=100)
    revision: int = Field(primary_key=True)
    current: bool = Field(index=True)
    place: int
    """Where it stands in its bank."""
    status: str = Field(max_length=16)
    content: str = Field(sa_column=Column(Text, nullable=False))
    at: int = Field(sa_type=BigInteger)
    by: str = Field(max_length=80)


class ImportRow(SQLModel, table=True):
    """A file that was taken into a bank: what undoing it takes away."""

    __tablename__ = "imports"

    id: str = Field(primary_key=True, max_length=32)
    bank: str = Field(index=True, max_length=64)
    file: str = Field(max_length=255)
    format: str = Field(max_length=40)
    questions: list[str] = Field(sa_column=Column(JSON, nullable=False))
    new_bank: bool = False
    """Whether the bank was made for this file, and goes with it."""
    at: int = Field(sa_type=BigInteger)
    by: str = Field(max_length=80)
    undone: bool = False


class DraftRow(SQLModel, table=True):
    """One version of a contest being prepared: the text of its plan file. Earlier versions stay."""

    __tablename__ = "drafts"

    id: str = Field(primary_key=True, max_length=16)
    version: int = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    at: int = Field(sa_type=BigInteger)
    by: str = Field(max_length=80)
    dropped: bool = False
    """Set on every version when the draft is put away."""


class ReadingChoiceRow(SQLModel, table=True):
    """How a person had a kind of file read, to be proposed for the next one that looks the same."""

    __tablename__ = "reading_choices"

    kind: str = Field(primary_key=True, max_length=64)
    choices: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    at: int = Field(sa_type=BigInteger)


class MediaRow(SQLModel, table=True):
    """The bytes of a picture, by their SHA-256; questions name it by that."""

    __tablename__ = "media"

    id: str = Field(primary_key=True, max_length=64)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SettingRow(SQLModel, table=True):
    """A word kept for the program itself."""

    __tablename__ = "settings"

    key: str = Field(primary_key=True, max_length=80)
    value: str = Field(sa_column=Column(Text, nullable=False))


class SchemaVersionRow(SQLModel, table=True):
    """The number of the last migration this database has been through; a single row."""

    __tablename__ = "schema_version"

    version: int = Field(primary_key=True)


_TABLES = SQLModel.metadata.tables

CONTESTS = _TABLES["contests"]
EVENTS = _TABLES["events"]
SEAT_TOKENS = _TABLES["seat_tokens"]
PEOPLE = _TABLES["people"]
STAFF_TOKENS = _TABLES["staff_tokens"]
HEARTBEATS = _TABLES["heartbeats"]
BANKS = _TABLES["banks"]
QUESTIONS = _TABLES["questions"]
IMPORTS = _TABLES["imports"]
DRAFTS = _TABLES["drafts"]
READING_CHOICES = _TABLES["reading_choices"]
MEDIA = _TABLES["media"]
SETTINGS = _TABLES["settings"]
SCHEMA_VERSION = _TABLES["schema_version"]
