"""Lines of questions played are kept made: they are the same as made anew, and there are never too many."""

from typing import Any

from quizhub.contest import commands as c
from quizhub.contest.views import rulings
from quizhub.contest.views.wording import Wording
from tests.contest.table import Table, a_plan, a_round, pick


def quiz(count: int) -> tuple[Table, list[int]]:
    """So many questions played by two teams, one of which is always wrong."""
    table, asks = Table(a_plan(a_round("everyone", count), teams=2)), []
    table.seat_all()
    for _ in range(count):
        table.until("close_answers")
        asks.append(table.ask.id)
        table.answer("t1")
        table.answer("t2", right=False)
        table.until("reveal")
        table.next()
    return table, asks


def lines(table: Table, language: str = "en") -> list[dict[str, Any]]:
    return rulings.played_view(table.state, Wording(table.state.plan, language))


def test_what_is_kept_is_what_would_be_made_now():
    table, (first, second, third) = quiz(3)
    corrections = [
        c.CorrectKey(ask=first, answer=pick("c"), reason="x"),
        c.CorrectKey(ask=first, answer=pick("b"), also=True, reason="x"),
        c.ChangeVerdict(ask=second, team="t2", verdict="right", reason="x"),
        c.VoidQuestion(ask=second, reason="x"),
        c.AdjustPoints(team="t1", points=5, reason="x"),
        c.VoidQuestion(ask=third, reason="x"),
    ]
    for correction in corrections:
        table.post(correction)
        kept = lines(table), lines(table, "zh-Hans")
        rulings._kept.clear()
        assert kept == (lines(table), lines(table, "zh-Hans"))
        table.undo()
        assert kept[0] != lines(table) or isinstance(correction, c.AdjustPoints)
        table.redo()
        assert kept[0] == lines(table)


def test_no_more_are_kept_than_may_be(monkeypatch):
    monkeypatch.setattr(rulings, "MOST_KEPT", 2)
    rulings._kept.clear()
    table, asks = quiz(3)
    assert [line["ask"] for line in lines(table)] == asks
    assert len(rulings._kept) == 2
    assert [line["ask"] for line in lines(table)] == asks
