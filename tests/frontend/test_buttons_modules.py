"""House buttons: names of keys, what is remembered, controllers, trials, what a press would do; words."""

from typing import Any

import pytest

from tests.frontend.test_pure_modules import page as page  # noqa: PLC0414
from tests.frontend.test_pure_modules import run
from tests.frontend.test_words import has, words_of

pytestmark = pytest.mark.journey

MODES = ("setup", "away", "lost", "trouble", "denied", "idle", "wait", "press", "paused", "over", "learn")
FACES = ("first", "late", "early", "out", "barred", "others")


async def test_a_key_is_known_by_its_place_whatever_it_types(page):
    events = [
        {"code": "KeyA", "key": "a"},
        {"code": "KeyA", "key": "A"},
        {"code": "KeyA", "key": "Process"},
        {"code": "", "key": "BrowserBack"},
        {"code": "Numpad1", "key": "1"},
    ]
    names = await run(page, "screens/buttons/keys", "return given.map(m.keyOf);", events)
    assert names == ["k:KeyA", "k:KeyA", "k:KeyA", "k:BrowserBack", "k:Numpad1"]


async def test_keys_of_the_page_and_of_the_browser_are_nobodys_button(page):
    events: list[dict[str, Any]] = [
        {"code": code} for code in ("Tab", "Escape", "ShiftLeft", "MetaRight", "CapsLock", "")
    ]
    events.append({"code": "KeyR", "ctrlKey": True})
    assert await run(page, "screens/buttons/keys", "return given.map(m.keyOf);", events) == [None] * 7


async def test_labels_say_what_stands_on_the_key(page):
    ids = ["k:KeyA", "k:Digit1", "k:Numpad1", "k:Enter", "k:Space", "p:1:4"]
    labels = await run(
        page,
        "screens/buttons/keys",
        "return given.map((id) => m.labelOf(id, (name, fields) => `${name} ${JSON.stringify(fields)}`));",
        ids,
    )
    assert labels[:4] == ["A", "1", "Num 1", "Enter"]
    assert labels[4:] == ["key.space undefined", 'key.pad {"pad":2,"button":5}']


async def test_a_time_stamp_that_cannot_be_is_not_believed(page):
    found = await run(
        page,
        "screens/buttons/keys",
        "return given.map((stamp) => m.pressedAt(stamp, 100));",
        [99.5, 0, 101, -1],
    )
    assert found == [99.5, 100, 100, 100]


STORE = """
  const cells = {};
  const store = { getItem: (name) => cells[name] ?? null, setItem: (name, text) => { cells[name] = text; } };
  const make = () => m.createBoard(store, 'b');
  const board = make();
"""


async def test_what_was_learned_is_there_after_a_reload(page):
    found = await run(
        page,
        "screens/buttons/board",
        STORE
        + """
        [['k:KeyA', 't1'], ['p:0:4', 't1'], ['k:KeyB', 't2']].forEach((one) => board.learn(...one));
        board.arm(true);
        const again = make();
        const teams = ['k:KeyB', 'k:KeyC'].map(again.teamOf);
        return [again.armed, again.of('t1'), ...teams, again.teams()];""",
    )
    assert found == [True, ["k:KeyA", "p:0:4"], "t2", None, ["t1", "t2"]]


async def test_a_button_goes_to_the_team_it_was_learned_for_last(page):
    found = await run(
        page,
        "screens/buttons/board",
        STORE
        + """
        const moved = ['t1', 't1', 't2'].map((team) => board.learn('k:KeyA', team));
        board.learn('k:KeyB', 't2'); board.forget('k:KeyB');
        return [moved, board.of('t1'), board.of('t2')];""",
    )
    assert found == [[None, None, "t1"], [], ["k:KeyA"]]


@pytest.mark.parametrize("kept", ["not JSON", "[]", '{"teams": {"k:KeyA": 7}, "armed": 1}', "null"])
async def test_what_cannot_be_read_is_learned_again(page, kept):
    found = await run(
        page,
        "screens/buttons/board",
        """const b = m.createBoard({ getItem: () => given, setItem: () => {} }, 'b');
        return [b.armed, b.teams()];""",
        kept,
    )
    assert found == [False, []]


async def test_a_browser_that_keeps_nothing_still_learns(page):
    found = await run(
        page,
        "screens/buttons/board",
        """const no = () => { throw new Error('no'); };
        const b = m.createBoard({ getItem: no, setItem: no }, 'b');
        b.learn('k:KeyA', 't1');
        return b.of('t1');""",
    )
    assert found == ["k:KeyA"]


async def test_what_comes_with_a_press_is_not_learned_for_the_next_team(page):
    """Boxes that type Enter behind their key, contacts that bounce, a second touch of the same button."""
    found = await run(
        page,
        "screens/buttons/learning",
        """
        const learned = [];
        const before = { 'k:KeyC': 't1' };
        const board = { learn: (id, team) => { learned.push([id, team]); return before[id] ?? null; } };
        const learning = m.createLearning(board);
        learning.begin(['t1', 't2', 't3', 't4']);
        const taken = given.map(([id, at]) => learning.take(id, at));
        const { moved, team, left } = learning;
        learning.skip();
        return [learned, taken, moved, team, left, learning.team];""",
        [["k:KeyA", 1000], ["k:Enter", 1003], ["k:KeyA", 1900], ["k:KeyB", 2000], ["k:KeyC", 2150]],
    )
    learned = [["k:KeyA", "t1"], ["k:KeyB", "t2"], ["k:KeyC", "t3"]]
    assert found == [learned, ["t1", None, None, "t2", "t3"], "t1", "t4", 1, None]


async def test_a_controllers_button_counts_when_it_goes_down_by_its_own_time(page):
    found = await run(
        page,
        "screens/buttons/pads",
        """
        let at = 1000, list = [];
        const buttons = (held) => held.map((pressed) => ({ pressed }));
        const pad = (timestamp, ...held) => ({ index: 0, timestamp, buttons: buttons(held) });
        const pads = m.createPads(() => list, () => at);
        const seen = [];
        const down = pad(997, 0, 1);
        for (const one of [null, pad(0, 0, 0), down, down, pad(700, 1, 1), pad(998, 0, 0), pad(999, 0, 1)]) {
          list = [null, one];
          seen.push(pads.poll());
        }
        pads.gone(0);
        return [seen, pads.connected()];""",
    )
    down = {"id": "p:0:1", "at": 997}
    assert found == [[[], [], [down], [], [{"id": "p:0:0", "at": 1000}], [], [{**down, "at": 999}]], [0]]


async def test_a_trial_says_how_far_each_was_behind_the_first(page):
    behind = await run(
        page,
        "screens/buttons/series",
        "const s = m.createSeries(); return given.map((at) => s.behind(at));",
        [1000, 1012, 1040, 4039, 7100, 7099, 7105],
    )
    assert behind == [0, 12, 40, 3039, 0, 0, 6]


@pytest.mark.parametrize(
    ("change", "mode"),
    [
        ({}, "press"),
        ({"armed": False}, "setup"),
        ({"armed": False, "focused": False}, "away"),
        ({"focused": False}, "away"),
        ({"link": "server"}, "lost"),
        ({"link": "denied", "focused": False}, "denied"),
        ({"link": "replaced"}, "denied"),
        ({"trouble": {"code": "not_saved"}}, "trouble"),
        ({"ask": None}, "idle"),
        ({"paused": True}, "paused"),
        ({"phase": "answering"}, "over"),
        ({"phase": "shown", "opens": None}, "wait"),
        ({"now": 4_999}, "wait"),
    ],
)
async def test_the_page_says_what_a_press_would_do(page, change: dict[str, Any], mode: str):
    buttons = {"ask": 7, "opens": 5_000, "paused": False, "phase": "open"}
    given = {"armed": True, "focused": True, "link": "up", "now": 5_000}
    given |= {name: value for name, value in change.items() if name in given}
    buttons |= {name: value for name, value in change.items() if name in buttons}
    given["view"] = {"trouble": change.get("trouble"), "buttons": buttons}
    assert await run(page, "screens/buttons/mode", "return m.modeOf(given);", given) == mode


async def test_early_presses_are_sent_for_the_server_to_judge(page):
    faces = [{"team": face, "buzz": face} for face in ("wait", "press", "late", "out", "none")]
    view = {"buttons": {"ask": 7, "paused": False, "faces": faces}}
    body = "return [...given.buttons.faces, { team: 'nobody' }].map((face) => m.counts(given, face.team));"
    assert await run(page, "screens/buttons/mode", body, view) == [True, True, False, False, False, False]


def test_there_are_words_for_everything_the_page_says():
    words = words_of("buttons")
    has(words, "mode.", MODES)
    has(words, "mode.", MODES, ".more")
    has(words, "face.", FACES)
    has(words, "face.", (*FACES, "press", "wait"), ".ms")
    has(words, "link.", ("up", "connecting", "lost", "server", "replaced", "denied", "trouble"))
