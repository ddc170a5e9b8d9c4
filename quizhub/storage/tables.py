"""The tables, as SQLModel classes. One place for names, keys and types; queries live beside their use.

Times are server milliseconds, which need 64 bits on PostgreSQL. Secrets that can be random are
stored as hashes; the contest's own secret is not, because cards and links are derived from it.
"""

from sqlalchemy import JSON, BigInteger, Column, Text
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
SETTINGS = _TABLES["settings"]
SCHEMA_VERSION = _TABLES["schema_version"]
