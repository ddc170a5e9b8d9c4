"""The host's log: every change of points with its reason, questions that do not count, undone steps."""

from typing import Any

from quizhub.contest import commands as c
from quizhub.contest.views.host import LOG_LINES, log_view
from tests.contest.table import Table, a_plan, a_round


def seated(*rounds, **rules) -> Table:
    table = Table(a_plan(*rounds, **rules))
    table.seat_all()
    return table


def told(table: Table) -> list[tuple[Any, ...]]:
    """The lines, newest first, without their times."""
    return [
        (line["what"], line["team"], line["points"], line["note"], line["n"])
        for line in log_view(table.state)
    ]


def test_a_void_question_stands_in_the_log_with_its_reason_and_its_points_do_not():
    table = seated(a_round("everyone", 2, spares=1))
    table.until("close_answers")
    table.answer("t1")
    table.next("close_answers")
    table.next("reveal")
    assert told(table) == [("right", "t1", 10, "", 1)]
    table.wait(1000)
    table.post(c.VoidQuestion(reason="读错题"))
    assert told(table) == [("void", None, 0, "读错题", 1)]
    assert log_view(table.state)[0]["at"] == table.at


def test_a_question_made_void_by_a_foul_names_the_foul_and_a_skipped_one_is_not_called_void():
    table = seated(a_round("everyone", 2))
    table.until("open_answers")
    table.post(c.CallFoul(team="t2", foul="hall-prompting"))
    assert told(table) == [("void", None, 0, "hall-prompting", 1)]
    table.next("show_question")
    table.wait(1)
    table.post(c.SkipQuestion())
    assert told(table)[0] == ("skipped", None, 0, "", 2)


def test_an_early_press_that_voids_the_question_says_so_and_keeps_its_points():
    table = seated(a_round("buzz", 2, early_press="points", after_early="question_void"))
    table.until("start_signal")
    table.buzz("t3")
    assert told(table) == [("void_early", None, 0, "", 1), ("early_press", "t3", -10, "", 1)]


def test_undone_and_redone_steps_are_named_and_stay_whatever_else_is_undone():
    table = seated(a_round("everyone", 1))
    table.adjust("t1", 5)
    for act in (table.undo, table.redo, table.undo):
        table.wait(1000)
        act()
    assert told(table) == [
        ("undone", None, 0, "adjust_points", None),
        ("redone", None, 0, "adjust_points", None),
        ("undone", None, 0, "adjust_points", None),
    ]
    table.until("open_answers")
    table.wait(1000)
    table.post(c.VoidQuestion(reason="x"))
    table.wait(1000)
    table.undo()
    assert [line[0] for line in told(table)] == ["undone", "undone", "redone", "undone"]
    assert told(table)[0][3] == "void_question"


def test_lines_come_newest_first_and_only_so_many():
    table = seated(a_round("everyone", 1))
    for points in range(1, LOG_LINES + 6):
        table.wait(10)
        table.adjust("t1", points)
        if points == LOG_LINES:
            table.undo()
    lines = log_view(table.state)
    assert len(lines) == LOG_LINES
    assert [line["at"] for line in lines] == sorted((line["at"] for line in lines), reverse=True)
    assert lines[0]["points"] == LOG_LINES + 5
    assert [line["what"] for line in lines].index("undone") == 5
