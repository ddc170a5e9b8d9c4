"""What each seat may know, as JSON-ready sections (docs/protocol.md, part 4).

Views are built by adding allowed fields, never by taking secrets out of something larger. Six
functions give the sections of a role; `HallFacts` carries what only the running server knows.
"""

from typing import Any

from quizhub.contest.seats import Role, Seat
from quizhub.contest.state import ContestState
from quizhub.contest.views import buttons, contest, host, phone, rulings, screen
from quizhub.contest.views.hall import Button, HallFacts, Presence
from quizhub.contest.views.pictures import material_view
from quizhub.contest.views.wording import Wording

__all__ = [
    "Button",
    "HallFacts",
    "Presence",
    "arbiter_sections",
    "buttons_sections",
    "host_sections",
    "own_sections",
    "phone_sections",
    "screen_sections",
]


def phone_sections(state: ContestState, role: Role, language: str) -> dict[str, Any]:
    """What all captains, or the whole audience, see alike in one language."""
    words = Wording(state.plan, language)
    sections: dict[str, Any] = {
        "contest": contest.contest_view(state, words),
        "stage": screen.stage_view(state, words, "phone"),
        "standings": screen.standings_view(state),
        "material": material_view(state, words),
    }
    if role is Role.AUDIENCE:
        sections["can"] = phone.audience_can(state)
        sections["crowd"] = screen.crowd_view(state)
    return sections


def own_sections(state: ContestState, seat: Seat, language: str) -> dict[str, Any]:
    """What only this seat sees: its answer, verdict, points; for a captain also what it may do."""
    words = Wording(state.plan, language)
    if seat.role is Role.CAPTAIN and seat.team is not None:
        return {"me": phone.captain_me(state, seat.team, words), "can": phone.captain_can(state, seat.team)}
    return {"me": phone.audience_me(state, seat.id, words)}


def screen_sections(state: ContestState, hall: HallFacts) -> dict[str, Any]:
    """What the projector shows, each text in all of the contest's languages."""
    words = Wording(state.plan, None)
    return {
        "contest": {**contest.contest_view(state, words), **contest.join_view(state, hall)},
        "stage": {**screen.stage_view(state, words, "screen"), "card": rulings.card_view(state)},
        "standings": screen.standings_view(state),
        "crowd": screen.crowd_view(state),
        "counts": screen.counts_view(state),
        "material": material_view(state, words),
    }


def host_sections(state: ContestState, language: str, hall: HallFacts, at: int) -> dict[str, Any]:
    """Everything the host needs, in the host's language."""
    words = Wording(state.plan, language)
    return {
        "contest": {
            **contest.contest_view(state, words),
            **contest.join_view(state, hall),
            **contest.host_extras(state, words, hall),
        },
        "stage": {**screen.stage_view(state, words, "host"), "card": rulings.card_view(state)},
        "standings": screen.standings_view(state),
        "crowd": screen.crowd_view(state),
        "counts": screen.counts_view(state),
        "material": material_view(state, words),
        "next": host.next_view(state, words),
        "rundown": host.rundown_view(state, words),
        "grid": host.grid_view(state, hall),
        "key": host.key_view(state, words),
        "log": host.log_view(state),
        "played": rulings.played_view(state, words),
        "appeals": rulings.appeals_view(state),
        "lobby": host.lobby_view(state, hall, at),
    }


def arbiter_sections(state: ContestState, language: str) -> dict[str, Any]:
    """What the arbiter rules by: the questions that are over, the appeals, the ledger. No PINs, no links."""
    words = Wording(state.plan, language)
    return {
        "contest": contest.contest_view(state, words),
        "stage": {**screen.stage_view(state, words, "screen"), "card": rulings.card_view(state)},
        "standings": screen.standings_view(state),
        "material": material_view(state, words),
        "next": host.next_view(state, words),
        "log": host.log_view(state),
        "played": rulings.played_view(state, words),
        "appeals": rulings.appeals_view(state),
    }


def buttons_sections(state: ContestState, language: str) -> dict[str, Any]:
    """What house buttons need: whose is which, and whether a press counts now. Nothing of the question."""
    words = Wording(state.plan, language)
    return {"contest": contest.contest_view(state, words), "buttons": buttons.buttons_view(state)}
