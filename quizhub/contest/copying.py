"""A changed copy of a record, ten times as fast as `dataclasses.replace` where the record has no slots.

Used for ContestState, of which every answer of a hall makes a new one. Nothing but copying in here.
"""

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["finished", "replace"]

if TYPE_CHECKING:
    # Checked as the original is.
    from dataclasses import replace
else:

    def replace(record, /, **changes):
        """The record with these fields changed. Without slots nothing is initialised a second time."""
        held = getattr(record, "__dict__", None)
        if held is None:
            return dataclasses.replace(record, **changes)
        fields = held | changes
        if len(fields) > len(held):
            raise TypeError(f"{type(record).__name__} has no {', '.join(changes.keys() - held.keys())}")
        copy = object.__new__(type(record))
        # As a whole: filled field by field, the copy would be read three times as slowly.
        object.__setattr__(copy, "__dict__", fields)
        return copy


Record = TypeVar("Record")


def finished(copy: Record, original: Record, /, **changes: Any) -> Record:
    """A copy that nobody has seen yet with these fields changed in place; the original itself is copied."""
    if copy is original:
        return replace(copy, **changes)  # type: ignore[type-var]
    copy.__dict__.update(changes)
    return copy
