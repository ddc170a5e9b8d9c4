"""Figures: percentiles, what counts as finished, what as a broken promise."""

import pytest

from quizhub.robots.report import Cast, Report, percentile
from quizhub.robots.tally import Figures, Tally


def report(**fields):
    usual = {"show": "finished", "tally": Tally(), "standings": [], "cast": Cast(), "contest": "c"}
    return Report(**{**usual, "seed": 1, "speed": 1.0, "seconds": 2.0, "questions": 3, **fields})


def test_percentiles_are_samples():
    assert percentile([], 50) is None
    assert percentile([5.0], 99) == 5.0
    assert percentile([float(n) for n in range(100, 0, -1)], 50) == 50.0
    assert percentile([float(n) for n in range(100, 0, -1)], 99) == 99.0


@pytest.mark.parametrize(
    ("show", "phase"), [("finished", "finished"), ("podium", "finished"), ("ask", "ask"), ("", "")]
)
def test_the_podium_is_the_finish(show, phase):
    assert report(show=show).phase == phase


def test_success_needs_the_podium_and_every_promise():
    assert report().succeeded
    assert not report(show="ask").succeeded
    assert not report(stuck="…").succeeded
    for broken in (Figures(lost=1), Figures(doubled=1)):
        assert not report(tally=Tally(answers=broken)).succeeded
        assert not report(tally=Tally(buzzes=broken)).succeeded


def test_what_was_never_answered_is_lost():
    tally = Tally(answers=Figures(sent=5, acknowledged=3, refused=1))
    tally.count_unsettled()
    assert tally.answers.lost == 1
    assert tally.buzzes.lost == 0
    assert report(tally=tally).as_json()["answers"] == {
        "sent": 5,
        "acknowledged": 3,
        "refused": 1,
        "lost": 1,
        "doubled": 0,
    }
