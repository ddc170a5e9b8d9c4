"""The shape of what the host's one big key does next; the flows and `steps` fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class NextStep:
    """An effect by its code, what helps to label it, and whether the key may be pressed now."""

    effect: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    enabled: bool = True
