"""The views of the present state, encoded: what all sockets of a role share and what one seat has.

Used by broadcast. Phones' shared sections are built once and kept until something they show changes.
"""

from collections.abc import Callable, Sequence

import orjson

from quizhub.clock import Clock
from quizhub.contest.events import (
    AnswerLocked,
    AnswerReceived,
    AnyEvent,
    AskVoided,
    SeatTaken,
    StepRedone,
    StepUndone,
)
from quizhub.contest.seats import Role, Seat
from quizhub.contest.state import ContestState
from quizhub.contest.views import (
    HallFacts,
    arbiter_sections,
    buttons_sections,
    host_sections,
    own_sections,
    phone_sections,
    screen_sections,
)
from quizhub.live import protocol
from quizhub.live.actor import Commit, ContestActor

Fragments = dict[str, bytes]

_QUIET = {AnswerReceived, AnswerLocked, SeatTaken}

_WITHOUT_OWN = frozenset({Role.HOST, Role.ARBITER, Role.PROJECTOR, Role.BUTTONS})


class Sections:
    """Asks the actor for the state each time; `facts` tells who is connected, `guessing` whether
    somebody is trying out PINs."""

    def __init__(
        self,
        actor: ContestActor,
        facts: Callable[[], HallFacts],
        guessing: Callable[[], bool],
        clock: Clock,
    ) -> None:
        self._actor = actor
        self._facts = facts
        self._guessing = guessing
        self._clock = clock
        self._kept: dict[tuple[Role, str], Fragments] = {}

    def forget(self) -> None:
        """What phones share has changed."""
        self._kept.clear()

    def shared(self, role: Role, language: str) -> Fragments:
        """All sections every socket of this role and language gets alike."""
        if role is Role.HOST:
            host = host_sections(self._state, language, self._facts(), self._clock.now())
            host["lobby"]["guessing"] = self._guessing()
            return self._encode(host)
        if role is Role.ARBITER:
            return self._encode(arbiter_sections(self._state, language))
        if role is Role.BUTTONS:
            return self._encode(buttons_sections(self._state, language))
        if role is Role.PROJECTOR:
            return self._encode(screen_sections(self._state, self._facts()))
        kept = self._kept.get((role, language))
        if kept is None:
            kept = self._encode(phone_sections(self._state, role, language))
            self._kept[role, language] = kept
        return kept

    def own(self, seat: Seat, language: str) -> Fragments:
        """The sections of one phone; none for host, arbiter, projector and house buttons."""
        if seat.role in _WITHOUT_OWN:
            return {}
        return protocol.fragments(own_sections(self._state, seat, language))

    @property
    def _state(self) -> ContestState:
        return self._actor.state

    def _encode(self, sections: dict[str, object]) -> Fragments:
        since = self._actor.trouble_since
        trouble = None if since is None else {"code": "not_saved", "since": since}
        return {**protocol.fragments(sections), "trouble": b'"trouble":' + orjson.dumps(trouble)}


def is_quiet(events: Sequence[AnyEvent]) -> bool:
    """Whether phones other than the senders' see nothing of these events: an answer or a join is never
    told to the whole hall."""
    kinds = {type(event) for event in events}
    return kinds <= _QUIET and (
        SeatTaken not in kinds
        or all(event.seat.startswith("aud-") for event in events if isinstance(event, SeatTaken))
    )


def concerns_whole_audience(before: ContestState, commit: Commit) -> bool:
    """Whether every phone in the hall has a new score or verdict of its own."""
    after = commit.state
    return (
        not commit.events
        or after.crowd is not before.crowd
        or _told(after) not in (None, _told(before))
        or any(isinstance(event, (AskVoided, StepUndone, StepRedone)) for event in commit.events)
    )


def _told(state: ContestState) -> int | None:
    ask = state.show.ask
    return ask.id if ask is not None and ask.phase == "revealed" else None
