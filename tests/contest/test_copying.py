"""Changed copies of records: the same as the standard library makes, with and without slots."""

import dataclasses

import pytest

from quizhub.contest.copying import finished, replace
from quizhub.contest.state import AudienceScore, ContestState
from tests.contest.table import a_plan, a_round

STATE = ContestState(plan=a_plan(a_round("everyone", 1)), version=1, at=5, created_at=5)


@pytest.mark.parametrize(
    ("record", "changes"),
    [(STATE, {"version": 2, "at": 9}), (STATE, {}), (AudienceScore(points=3), {"points": 4})],
)
def test_a_copy_is_what_the_standard_library_makes(record, changes):
    before = dataclasses.asdict(record)
    copy = replace(record, **changes)
    assert copy == dataclasses.replace(record, **changes)
    assert copy is not record
    assert dataclasses.asdict(record) == before


@pytest.mark.parametrize("record", [STATE, AudienceScore()])
def test_a_field_that_is_not_there_is_refused(record):
    with pytest.raises(TypeError, match="verison"):
        replace(record, verison=2)
    assert not hasattr(record, "verison")


def test_a_fresh_copy_is_finished_in_place_and_the_original_never_changed():
    copy = replace(STATE, moves=3)
    assert finished(copy, STATE, version=2, at=9) is copy
    assert copy == dataclasses.replace(STATE, moves=3, version=2, at=9)
    other = finished(STATE, STATE, version=2, at=9)
    assert other == dataclasses.replace(STATE, version=2, at=9)
    assert (STATE.version, STATE.at, STATE.moves) == (1, 5, 0)
