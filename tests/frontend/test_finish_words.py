"""The sentence the host reads aloud after a race, from the photo finish, in the page's own words."""

import re
from typing import Any

import pytest

from quizhub.web.assets import Assets
from quizhub.web.templating import Templates
from tests.frontend.test_pure_modules import page, run

__all__ = ["page"]
pytestmark = pytest.mark.journey

CHINESE, ENGLISH = "zh-Hans", "en"
Press = dict[str, Any]


def words(language: str) -> dict[str, str]:
    context = {"title": "", "contest": "c", "live": "/live/host"}
    html = Templates(Assets()).render("screens/host.html", language, **context)
    return dict(re.findall(r'<b data-word="([\w.]+)">(.*?)</b>', html))


async def said(page, ask: dict[str, Any], language: str = CHINESE) -> str:
    """What the host of this ask would read; teams are named t1, t2 … by their tables."""
    text: str = await run(
        page,
        "screens/host/finish_words",
        """
        const word = (key, values = {}) => (
          given.words[key].replace(/\\{(\\w+)\\}/g, (_, name) => values[name]));
        const n = (team) => Number(team.slice(1));
        const table = (team) => word('said.table', { n: given.chinese ? m.inChinese(n(team)) : n(team) });
        return m.sentence(given.ask, { word, table });""",
        {"words": words(language), "chinese": language == CHINESE, "ask": ask},
    )
    return text


def press(
    team: str, ms: int, behind: float, ruled: str = "later", race: int = 1, doubt: float = 2.0
) -> Press:
    link = doubt * 4
    return {
        "team": team,
        "ms": ms,
        "behind": behind,
        "ruled": ruled,
        "race": race,
        "doubt": doubt,
        "link": link,
    }


def decided(*presses: Press, close: tuple[str, ...] = (), how: str = "time", **more: Any) -> dict[str, Any]:
    """An ask whose last race these presses decided, in their order."""
    race = presses[-1]["race"]
    order = [press["team"] for press in presses if press["race"] == race and press["ruled"] != "early"]
    finish = {"race": race, "order": order, "too_close": list(close), "how": how}
    return {"phase": "answering", "race": race, "presses": list(presses), "finish": finish, **more}


FIRST = press("t3", 214, 0.0, "first")
SECOND = press("t5", 237, 23.4)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (CHINESE, "三号台 0.214 秒，比五号台早 23 毫秒；测量误差约 3 毫秒，判三号台。"),
        (
            ENGLISH,
            "Table 3, 0.214 seconds, 23 ms before Table 5. "
            "The measuring error is about 3 ms: the floor goes to Table 3.",
        ),
    ],
)
async def test_the_first_is_named_with_its_lead_and_the_doubt(page, language, expected):
    assert await said(page, decided(FIRST, SECOND, press("t12", 400, 186.0)), language) == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("earlier", "三号台与五号台相差 3 毫秒，小于误差；按规则以测得在先为准，判三号台。"),
        ("lower_score", "三号台与五号台相差 3 毫秒，小于误差；按规则由分数较低者先答，判三号台。"),
        ("lot", "三号台与五号台相差 3 毫秒，小于误差；抽签决定，判三号台。"),
    ],
)
async def test_who_is_too_close_to_call_is_settled_by_the_rule(page, how, expected):
    ask = decided(FIRST, press("t5", 217, 3.1), press("t1", 300, 86.0), close=("t3", "t5"), how=how)
    assert await said(page, ask) == expected


async def test_the_lot_may_fall_to_the_later_one(page):
    ask = decided(press("t5", 217, 3.1, "first"), press("t3", 214, 0.0), close=("t3", "t5"), how="lot")
    assert (await said(page, ask)).endswith("判五号台。")


def raced_again(*later: Press) -> dict[str, Any]:
    close = [press("t3", 214, 0.0, "close"), press("t5", 217, 3.1, "close"), press("t1", 300, 86.0)]
    return {
        "phase": "shown",
        "race": 2,
        "among": ["t3", "t5"],
        "presses": [*close, *later],
        "finish": {"race": 1, "order": ["t3", "t5", "t1"], "too_close": ["t3", "t5"], "how": "rebuzz"},
    }


async def test_those_too_close_race_again_and_it_is_said_until_they_have(page):
    ask = raced_again()
    assert await said(page, ask) == "三号台与五号台相差 3 毫秒，小于误差，重抢。"
    assert await said(page, {**ask, "phase": "open"}) == "三号台与五号台相差 3 毫秒，小于误差，重抢。"
    second = [press("t5", 180, 0.0, "first", 2), press("t3", 230, 50.0, "later", 2)]
    finish = {"race": 2, "order": ["t5", "t3"], "too_close": [], "how": "time"}
    ask = {**raced_again(*second), "phase": "answering", "finish": finish}
    assert (
        await said(page, ask)
        == "重抢结果：五号台 0.180 秒，比三号台早 50 毫秒；测量误差约 3 毫秒，判五号台。"
    )


async def test_three_may_be_too_close_and_equal(page):
    lines = [press("t2", 214, 0.0, "close"), press("t5", 214, 0.2, "close"), press("t11", 214, 0.4, "close")]
    ask = decided(*lines, close=("t2", "t5", "t11"), how="rebuzz")
    assert await said(page, ask) == "二号台、五号台与十一号台相差不到 1 毫秒，小于误差，重抢。"


async def test_a_team_alone_needs_no_comparison(page):
    early = {**press("t5", -120, 0.0, "early"), "behind": None}
    assert await said(page, decided(FIRST, early)) == "三号台 0.214 秒，没有别的队按下，判三号台。"


async def test_a_lead_smaller_than_the_doubt_and_an_unmeasured_link_are_not_hidden(page):
    near = decided(press("t3", 214, 0.0, "first", doubt=9.0), press("t5", 222, 8.0, doubt=9.0))
    assert "测量误差约 13 毫秒，按规则以测得在先为准" in await said(page, near)
    unmeasured = decided(FIRST, press("t5", 237, 23.4, doubt=0.0))
    assert "线路未能测量，按到达先后" in await said(page, unmeasured)


async def test_a_press_that_came_after_the_decision_is_not_kept_quiet(page):
    ask = decided(FIRST, SECOND)
    ask["finish"]["order"] = ["t3"]
    assert (await said(page, ask)).startswith("三号台 0.214 秒，比五号台早 23 毫秒；")


async def test_a_wide_limit_of_the_rules_is_not_called_an_error_of_measuring(page):
    lines = [press("t3", 184, 0.0, "close"), press("t5", 240, 55.9, "close")]
    ask = decided(*lines, close=("t3", "t5"), how="rebuzz")
    assert await said(page, ask) == "三号台与五号台相差 56 毫秒，按规则算难分先后，重抢。"
    unsure = [press("t3", 184, 0.0, "close", doubt=30.0), press("t5", 215, 31.0, "close", doubt=10.0)]
    ask = decided(*unsure, close=("t3", "t5"), how="rebuzz")
    assert await said(page, ask) == "三号台与五号台相差 31 毫秒，小于误差，重抢。"


async def test_the_next_in_line_is_named_after_a_wrong_answer(page):
    assert await said(page, decided(FIRST, SECOND, called="t5")) == "按先后轮到五号台，0.237 秒。"


async def test_nothing_is_said_before_a_decision_or_after_it_is_history(page):
    ask = decided(FIRST, SECOND)
    assert await said(page, {**ask, "finish": None}) == ""
    assert await said(page, {**ask, "race": 2, "phase": "shown"}) == ""
    assert await said(page, {**ask, "void": True}) == ""


@pytest.mark.parametrize(
    ("n", "spoken"), [(3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (100, "100")]
)
async def test_tables_are_called_out_by_chinese_numbers(page, n, spoken):
    assert await run(page, "screens/host/finish_words", "return m.inChinese(given);", n) == spoken
