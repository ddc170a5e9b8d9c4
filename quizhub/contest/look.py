"""How the projector is dressed: theme, sounds, calm. Chosen by the plan's hall, changed by the host.

Part of the plan and of the state; never part of a step, so that no undo changes the colours of the hall.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Theme(StrEnum):
    """Night drill for a dark hall, honour for ceremonies, daylight for a bright one."""

    NIGHT = "night"
    HONOUR = "honour"
    DAYLIGHT = "daylight"


class Look(BaseModel):
    """`volume` in percent counts while `sound` is on; `calm` leaves motion to short fades."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: Theme = Theme.NIGHT
    sound: bool = False
    volume: int = Field(60, ge=0, le=100)
    calm: bool = False
