"""docs/protocol.md is the contract for other clients: each name in it exists, and no name is missing."""

import dataclasses
import functools
from typing import Any, get_args

import pytest

from quizhub.contest import commands as c
from quizhub.contest.authority import MAY_SEND
from quizhub.contest.rules import FoulEffect
from quizhub.contest.seats import Role, captain_seat
from quizhub.contest.state import ContestState, Picture, Verdict
from quizhub.contest.steps import next_step
from quizhub.contest.views import (
    Button,
    HallFacts,
    buttons_sections,
    host_sections,
    own_sections,
    phone_sections,
    screen_sections,
)
from quizhub.contest.views.host import LogWhat
from quizhub.errors import Code
from quizhub.live.lead import LeadView
from quizhub.live.protocol import HOST_LIMIT, PHONE_LIMIT, Close
from quizhub.live.rate import BURST, BURST_OF_BUTTONS, PER_SECOND
from quizhub.questions.answers import Answer
from tests.contest.random_plans import KINDS, random_plan
from tests.contest.random_play import AUDIENCE, RandomPlay
from tests.docs import protocol_text as doc

NEVER_ON_THE_WIRE = {c.TakeSeat, c.MoveSeat, c.AwaitHost, c.TimePassed, c.CompensateClock}
FROM_THE_LIVE_SERVER = {"guessing"}
"""Fields the server adds to the views; their own tests stand with it."""

SEEDS, ACTS = 150, 110


# --- what really happens --------------------------------------------------------------------------


class Seen:
    """What appears in the views of many random contests, and every step of the key and of undo."""

    def __init__(self) -> None:
        self.effects: set[str] = set()
        self.labels: set[str] = set()
        self.fields: dict[str, set[str]] = {}
        self.values: dict[str, set[str]] = {}
        for seed in range(SEEDS):
            contest = RandomPlay(random_plan(seed), seed)
            for number in range(ACTS):
                contest.act()
                self._steps(contest.state)
                if number % 5 == 0:
                    self._views(contest.state, contest.at)

    def _steps(self, state: ContestState) -> None:
        step = next_step(state)
        if step is not None:
            self.effects.add(step.effect)
        if state.undo is not None:
            self.labels.add(state.undo.label)

    def _views(self, state: ContestState, at: int) -> None:
        button = Button("ready", 2, None)
        facts = HallFacts(contest_id="x", code="1", join_url="j", screen_url="s", buttons={"t1": button})
        views = [
            phone_sections(state, Role.CAPTAIN, "en"),
            phone_sections(state, Role.AUDIENCE, "en"),
            screen_sections(state, facts),
            host_sections(state, "en", facts, at),
            buttons_sections(state, "en"),
            *(own_sections(state, captain_seat(team.id), "en") for team in state.plan.teams),
            *(own_sections(state, seat, "en") for seat in AUDIENCE),
        ]
        for sections in views:
            for name, section in sections.items():
                self._walk(name, section, self.fields.setdefault(name, set()))

    def _walk(self, key: str, value: Any, names: set[str]) -> None:
        """Collect the names of fields; maps by team or option have no names of their own."""
        if isinstance(value, dict):
            by_id = key in BY_ID
            for name, inner in value.items():
                if not by_id:
                    names.add(name)
                if name != "answer" or "answer" not in value or "n" not in value:
                    self._walk("" if by_id else name, inner, names)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                self._walk(key, inner, names)
        elif isinstance(value, str):
            self.values.setdefault(key, set()).add(value)


BY_ID = {"stakes", "ruled", "verdicts", "points", "answers", "spread", "found"}


@functools.cache
def seen() -> Seen:
    return Seen()


# --- the wire -------------------------------------------------------------------------------------


def wire_commands() -> dict[str, dict[str, bool]]:
    return {
        kind.__name__: {
            name: field.is_required() for name, field in kind.model_fields.items() if name != "do"
        }
        for kind in MAY_SEND
        if kind not in NEVER_ON_THE_WIRE
    }


def test_every_command_stands_in_the_document_with_its_fields():
    text = doc.part("## 5 What a client sends")
    written = doc.commands(text[text.index("Commands of a captain") : text.index("Effects of")])
    assert set(written) == set(wire_commands())
    for name, fields in wire_commands().items():
        assert set(written[name]) == set(fields), name
        # SubmitAnswer.n has a default, yet a client that leaves it out loses its changes.
        required = {f for f, needed in fields.items() if needed} | (
            {"n"} if name == "SubmitAnswer" else set()
        )
        assert {f for f, needed in written[name].items() if needed} == required, name


@pytest.mark.parametrize(
    ("begin", "end", "role"),
    [
        ("Commands of a captain", "Of the audience", Role.CAPTAIN),
        ("Of the audience", "`n` counts", Role.AUDIENCE),
        ("Commands of house buttons", "`press_ms` is", Role.BUTTONS),
        ("Commands of the host", "Without a `team`", Role.HOST),
        ("Commands of the arbiter", "Corrections: ", Role.ARBITER),
    ],
)
def test_each_role_has_its_commands(begin, end, role):
    text = doc.part("## 5 What a client sends")
    written = doc.commands(text[text.index(begin) : text.index(end)])
    allowed = {k.__name__ for k, roles in MAY_SEND.items() if role in roles and k not in NEVER_ON_THE_WIRE}
    assert set(written) == allowed


def test_every_refusal_has_its_line_and_no_other():
    assert doc.first_column(doc.part("## 7 Refusals")) == {str(code) for code in Code}


def test_every_close_code_has_its_line():
    text = doc.part("## 8 Limits and close codes")
    codes = {
        int(word)
        for line in text.splitlines()
        if line.startswith("| 1") or line.startswith("| 4")
        for word in line.split("|")[1].replace(",", " ").split()
    }
    # 1001 is the WebSocket protocol's own word for a server that goes away.
    assert codes == {int(close) for close in Close} | {1001}


def test_limits_are_the_ones_of_the_server():
    text = doc.part("## 8 Limits and close codes")
    assert f"{PHONE_LIMIT:,} bytes" in text
    assert f"host's {HOST_LIMIT:,}" in text
    assert "ten messages a second with bursts of twenty (house buttons: a hundred)" in text
    assert (PER_SECOND, BURST, BURST_OF_BUTTONS) == (10, 20, 100)


def test_every_kind_of_answer_is_shown():
    text = doc.part("## 6 Answers")
    for model in get_args(get_args(Answer)[0]):
        assert f'"kind": "{model.model_fields["kind"].default}"' in text
        assert set(model.model_fields) <= doc.fields(text)
    assert doc.fields(text) == {"kind", "chosen", "texts", "text", "sequence", "pairs", "points"}


# --- steps ----------------------------------------------------------------------------------------


def test_effects_of_the_key_are_those_that_happen():
    text = doc.part("## 5 What a client sends")
    listed = doc.words(text[text.index("Effects of `Next`") : text.index("Labels of other steps")])
    assert listed == seen().effects


def test_labels_of_undo_are_those_that_happen():
    text = doc.part("## 5 What a client sends")
    listed = doc.words(text[text.index("Labels of other steps") :]) - {"undo", "redo"}
    assert listed == seen().labels - seen().effects


# --- views ----------------------------------------------------------------------------------------


def test_every_picture_has_its_line():
    text = doc.part("### stage")
    table = text[text.index("| show |") : text.index("`covered`:")]
    assert doc.first_column(table) == set(get_args(Picture)) == seen().values["show"]


def test_sections_are_those_of_the_table():
    table = doc.part("## 4 Sections").split("###")[0]
    assert doc.first_column(table) == set(seen().fields) | {"trouble", "lead"}


@pytest.mark.parametrize("section", ["contest", "standings", "crowd", "counts", "buttons"])
def test_fields_of_a_section(section):
    assert doc.fields(doc.part(f"### {section}")) == seen().fields[section]


def test_fields_of_the_stage():
    text = doc.part("### stage")
    ask = text[text.index("**ask**") :]
    written = doc.fields(text) | doc.first_column(ask)
    # Named in the pictures' table as `joined`: [team].
    pictures = {"joined", "ready", "lots", "chosen", "tie", "round", "ask", "turn", "card"}
    assert all(f"`{name}`" in text for name in pictures)
    # A clock is described with the messages.
    clock = doc.fields(doc.part("## 3 What the server sends")) & {"total", "ends", "left"}
    assert clock == {"total", "ends", "left"}
    assert written | pictures | clock == seen().fields["stage"]


def test_fields_of_a_phone():
    assert doc.fields(doc.part("### me")) == seen().fields["me"]


def test_words_of_can_and_buzz():
    assert seen().values["can"] - set(wire_commands()) == doc.words(doc.part("### can"))
    buzz = next(line for line in doc.part("### me").splitlines() if line.startswith("* `buzz`"))
    assert doc.words(buzz) - {"buzz"} == seen().values["buzz"]
    verdicts = next(line for line in doc.part("### me").splitlines() if line.startswith("* `verdict`"))
    assert set(get_args(Verdict)) <= doc.words(verdicts)


@pytest.mark.parametrize("section", ["next", "rundown", "grid", "key", "log", "lobby", "played", "appeals"])
def test_fields_of_the_hosts_sections(section):
    text = doc.part("### Sections of the host")
    line = next(line for line in text.splitlines() if line.startswith(f"* `{section}`"))
    assert doc.fields(line) - FROM_THE_LIVE_SERVER == seen().fields[section]


def test_fields_of_who_leads():
    line = next(
        line for line in doc.part("### Sections of the host").splitlines() if line.startswith("* `lead`")
    )
    assert doc.fields(line) == {field.name for field in dataclasses.fields(LeadView)}


def test_words_of_the_log_and_of_fouls():
    text = doc.part("### Sections of the host")
    line = next(line for line in text.splitlines() if line.startswith("* `log`"))
    assert set(get_args(LogWhat)) == doc.words(line) - {"log", "what", "n", "note"}
    assert {str(effect) for effect in FoulEffect} <= doc.words(doc.part("### contest"))


def test_kinds_of_questions_are_listed():
    line = next(line for line in doc.part("### stage").splitlines() if line.startswith("| `kind`"))
    assert doc.words(line) - {"kind", "fill"} == set(KINDS) - {"fill"}
