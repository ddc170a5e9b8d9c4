"""What only the running server knows and some views show: who is connected, links, codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quizhub.contest.photo_finish import Grade


@dataclass(frozen=True, slots=True)
class Presence:
    """A captain's connection. `offline_s` counts since it was lost, `link_ms` is the round trip,
    `link` says in a word whether it is fit for a race."""

    online: bool = False
    offline_s: int = 0
    seen_ask: int | None = None
    link_ms: int | None = None
    link: Grade | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A team's house button: `ready` to press, `idle` while what it hangs on is not armed, or `lost` with its
    connection. The link is that of the connection it hangs on."""

    state: Literal["ready", "idle", "lost"]
    link_ms: int | None = None
    link: Grade | None = None


@dataclass(frozen=True, slots=True)
class HallFacts:
    """The hall around a contest: join code and addresses, seat cards, connections, house buttons by team."""

    contest_id: str = ""
    code: str = ""
    join_url: str = ""
    screen_url: str = ""
    pins: Mapping[str, str] = field(default_factory=dict)
    card_urls: Mapping[str, str] = field(default_factory=dict)
    presence: Mapping[str, Presence] = field(default_factory=dict)
    buttons: Mapping[str, Button] = field(default_factory=dict)
    audience_online: int = 0
    screens: int = 0
