"""The section `buttons`: the race as the house's own buzzers need it, and the face of every team's button.

Holds nothing of the question itself: a press needs its number, a lamp the team's face.
"""

from typing import Any

from quizhub.contest.current import current_flow
from quizhub.contest.rules import Flow
from quizhub.contest.state import Ask, ContestState
from quizhub.contest.views.race import buzz_state, shown_ms


def buttons_view(state: ContestState) -> dict[str, Any]:
    """`ask` is null where there is nothing to press for: no question up, or none that is raced for."""
    ask = _raced_for(state)
    return {
        "ask": ask.id if ask is not None else None,
        "phase": ask.phase if ask is not None else None,
        "opens": ask.opens_at if ask is not None else None,
        "race": ask.race if ask is not None else None,
        "paused": state.show.paused,
        "faces": [_face(state, ask, team) for team in state.seating()],
    }


def _raced_for(state: ContestState) -> Ask | None:
    show = state.show
    up = show.picture == "ask" and not show.covered and current_flow(state) is Flow.BUZZ
    return show.ask if up and show.ask is not None and not show.ask.void else None


def _face(state: ContestState, ask: Ask | None, team: str) -> dict[str, Any]:
    """As on a captain's phone, from whichever device the team pressed."""
    if ask is None:
        return {"team": team, "buzz": "none", "pressed": None, "press_ms": None}
    press = next((press for press in reversed(ask.race_presses()) if press.team == team), None)
    return {
        "team": team,
        "buzz": buzz_state(state, ask, team),
        "pressed": press.ruled if press is not None else None,
        "press_ms": shown_ms(press) if press is not None else None,
    }
