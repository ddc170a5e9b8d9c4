"""What can be read from a socket and what cannot; and what is written is what docs/protocol.md says."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizhub.contest.commands import Buzz, Next, SubmitAnswer
from quizhub.errors import Code, MalformedMessage
from quizhub.live import protocol
from quizhub.live.protocol import (
    HOST_LIMIT,
    PHONE_LIMIT,
    CommandMessage,
    Hello,
    MessageTooLarge,
    Ping,
    Pong,
    Seen,
    parse_message,
)
from quizhub.questions.answers import ChoiceAnswer, MatchAnswer

ID = "0123456789abcdef"


def _read(message: Any, limit: int = PHONE_LIMIT) -> object:
    return parse_message(orjson.dumps(message), limit)


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ({"hello": 1, "lang": "en"}, Hello("en")),
        ({"hello": 1}, Hello("")),
        ({"hello": 1, "lang": "en", "build": "not known yet"}, Hello("en")),
        ({"ping": 12.5}, Ping(12.5)),
        ({"ping": -3}, Ping(-3)),
        ({"pong": 7, "c": 12345.6}, Pong(7, 12345.6)),
        ({"pong": 7}, Pong(7, None)),
        ({"seen": 17}, Seen(17)),
        ({"id": ID, "do": "Next", "step": 4}, CommandMessage(ID, Next(step=4))),
        ({"id": ID, "do": "Buzz", "ask": 2, "press_ms": 1.5}, CommandMessage(ID, Buzz(ask=2, press_ms=1.5))),
        (
            {"id": ID, "do": "SubmitAnswer", "ask": 1, "n": 3, "answer": {"kind": "choice", "chosen": ["b"]}},
            CommandMessage(ID, SubmitAnswer(ask=1, n=3, answer=ChoiceAnswer(chosen=("b",)))),
        ),
        (
            {
                "id": ID,
                "do": "SubmitAnswer",
                "ask": 1,
                "answer": {"kind": "match", "pairs": [["a", "q"], ["b", "p"]]},
            },
            CommandMessage(ID, SubmitAnswer(ask=1, answer=MatchAnswer(pairs=(("a", "q"), ("b", "p"))))),
        ),
    ],
)
def test_what_a_client_says(message, read):
    assert _read(message) == read


_NEXT = {"do": "Next", "step": 1}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"1",
        b"\xff\xfe",
        b'{"ping": NaN}',
        b'{"hello": 1} {"hello": 1}',
        b"{}",
        b'{"hello": 2}',
        b'{"hello": true}',
        b'{"hello": 1, "lang": 5}',
        b'{"hello": 1, "lang": "' + b"x" * 36 + b'"}',
        b'{"ping": "1"}',
        b'{"ping": true}',
        b'{"ping": null}',
        b'{"pong": 1.5}',
        b'{"pong": 1, "c": "late"}',
        b'{"seen": "17"}',
        b'{"seen": false}',
        orjson.dumps(_NEXT),
        orjson.dumps({**_NEXT, "id": 5}),
        orjson.dumps({**_NEXT, "id": "short"}),
        orjson.dumps({**_NEXT, "id": "x" * 65}),
        orjson.dumps({**_NEXT, "id": "0123456789abcde!"}),
        orjson.dumps({**_NEXT, "id": ID + "\n"}),
        orjson.dumps({"id": ID, "do": "Explode"}),
        orjson.dumps({"id": ID, "do": 5}),
        orjson.dumps({"id": ID, "do": "Next"}),
        orjson.dumps({"id": ID, "do": "Next", "step": 1, "seat": "host"}),
        orjson.dumps({"id": ID, "do": "Next", "step": 1, "at": 5}),
        orjson.dumps({"id": ID, "do": "TimePassed"}),
        orjson.dumps({"id": ID, "do": "CompensateClock", "gap_ms": 5}),
        orjson.dumps({"id": ID, "do": "TakeSeat", "handle": "rude"}),
        orjson.dumps({"id": ID, "do": "SubmitAnswer", "ask": 1, "answer": {"kind": "choice"}}),
        orjson.dumps({"id": ID, "do": "Buzz", "ask": 2, "press_ms": -1}),
        orjson.dumps({"hello": 1, **{f"k{i}": i for i in range(16)}}),
        orjson.dumps({"hello": 1, "x": [[[[1]]]]}),
        orjson.dumps({"hello": 1, "x": {"a": {"b": {"c": {}}}}}),
        orjson.dumps({"hello": 1, "x": "y" * 501}),
    ],
)
def test_what_cannot_be_read(raw):
    with pytest.raises(MalformedMessage):
        parse_message(raw, HOST_LIMIT)


def test_the_edges_of_what_can_be_read():
    assert _read({"hello": 1, **{f"k{i}": i for i in range(15)}}) == Hello("")
    assert _read({"hello": 1, "x": [[[1]]]}) == Hello("")
    assert _read({"hello": 1, "x": "y" * 500}) == Hello("")


def test_a_phone_may_send_less_than_a_host():
    long = orjson.dumps({"hello": 1, "pad": ["x" * 400] * 12})
    assert len(long) > PHONE_LIMIT
    assert parse_message(long, HOST_LIMIT) == Hello("")
    with pytest.raises(MessageTooLarge):
        parse_message(long, PHONE_LIMIT)
    exact = orjson.dumps({"hello": 1})
    assert parse_message(exact, len(exact)) == Hello("")
    with pytest.raises(MessageTooLarge):
        parse_message(exact, len(exact) - 1)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = st.sampled_from(
    ["hello", "lang", "ping", "pong", "c", "seen", "id", "do", "step", "ask", "answer", "n"]
)


@given(
    st.binary(max_size=200)
    | _JSON.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(_FIELDS, _JSON | st.just(ID) | st.just("SubmitAnswer")).map(
        lambda d: json.dumps(d).encode()
    )
)
def test_anything_at_all_is_a_message_or_malformed(raw):
    try:
        read = parse_message(raw, PHONE_LIMIT)
    except MalformedMessage:
        return
    assert isinstance(read, (Hello, Ping, Pong, Seen, CommandMessage))


# --- to the client ----------------------------------------------------------------------------------


def test_what_the_server_says():
    assert orjson.loads(protocol.ack(ID, 57)) == {"ack": ID, "v": 57}
    assert orjson.loads(protocol.refusal(ID, Code.LATE, "太晚了“")) == {
        "no": ID,
        "code": "late",
        "text": "太晚了“",
    }
    assert orjson.loads(protocol.pong(1.5, 9)) == {"pong": 1.5, "now": 9}
    assert orjson.loads(protocol.ping(3, 9)) == {"ping": 3, "now": 9}


def test_a_view_is_made_of_whole_sections():
    parts = protocol.fragments({"stage": {"show": "lobby"}, "me": None, "can": ["buzz"], "title": "安全"})
    assert orjson.loads(protocol.view(57, 1000, parts.values())) == {
        "v": 57,
        "now": 1000,
        "stage": {"show": "lobby"},
        "me": None,
        "can": ["buzz"],
        "title": "安全",
    }
