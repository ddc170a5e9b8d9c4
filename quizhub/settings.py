"""What the person who starts QuizHub decides: where it keeps things, where it listens, for whom.

Filled by the command line, read by app.py. No other module asks the environment.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DATABASE_NAME = "quizhub.db"


class Profile(StrEnum):
    """`hall`: plain HTTP on a private network. `public`: behind HTTPS on the internet."""

    HALL = "hall"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Settings:
    """One running server. `address` is what phones are told, `bind` what the socket listens on."""

    data: Path
    bind: str = "0.0.0.0"
    port: int = 8000
    address: str = "127.0.0.1"
    addresses: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    profile: Profile = Profile.HALL
    watch: bool = False
    """For developers: templates, scripts and styles are read anew for every page."""

    @property
    def base_url(self) -> str:
        """How phones reach this server, without a slash at the end."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        if self.profile is Profile.PUBLIC:
            return f"https://{host}"
        return f"http://{host}" if self.port == 80 else f"http://{host}:{self.port}"

    @property
    def database(self) -> Path:
        """The database inside the data folder."""
        return self.data / DATABASE_NAME
