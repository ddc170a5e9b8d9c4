"""Frames made by hand are those a library makes and reads."""

import pytest
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.protocol import CLIENT, SERVER
from websockets.server import ServerProtocol
from websockets.streams import StreamReader

from quizhub.bench.figures import Figures, Size, percentile
from quizhub.bench.wire import client_frame, handshake, head_of, message_of, server_frame
from quizhub.live.frames import text_frame

SIZES = [0, 1, 125, 126, 127, 4_000, 65_535]


def _read(data: bytes, side: object) -> Frame:
    reader = StreamReader()
    reader.feed_data(data)
    parsing = Frame.parse(reader.read_exact, mask=side is SERVER)
    with pytest.raises(StopIteration) as done:
        next(parsing)
    frame: Frame = done.value.value
    return frame


@pytest.mark.parametrize("size", SIZES)
def test_a_server_reads_what_a_phone_says(size):
    message = bytes(n % 251 for n in range(size))
    frame = client_frame(message)
    assert bytes(_read(frame, SERVER).data) == message
    assert message_of(frame) == message


@pytest.mark.parametrize("size", [2, 60, 127, 130, 700, 4_000])
def test_the_limit_sends_frames_of_just_that_size(size):
    frame = server_frame(size)
    assert len(frame) == size
    head = 2 if size < 128 else 4
    assert len(_read(frame, CLIENT).data) == size - head


def test_the_limit_acknowledges_by_name():
    assert bytes(_read(server_frame(60, b'{"ack":"x"}'), CLIENT).data) == b'{"ack":"x"}'.ljust(58)


@pytest.mark.parametrize("size", [*SIZES, 65_536, 70_000])
def test_heads_are_read_wherever_they_are_cut(size):
    frame = b"??" + text_frame(b"x" * size)
    begin, end = head_of(frame, 2)
    assert (end, end - begin) == (len(frame), size)
    head = begin - 2
    assert all(head_of(frame[: 2 + cut], 2) in ((0, 0), (begin, end)) for cut in range(head + 1))
    assert head_of(frame[:3], 2) == (0, 0)


def test_a_library_takes_the_handshake():
    server = ServerProtocol()
    server.receive_data(handshake("127.0.0.1:8000", "/live/phone", "qh_seat=abc"))
    (request,) = server.events_received()
    assert isinstance(request, Request)
    assert server.accept(request).status_code == 101
    assert request.headers["Cookie"] == "qh_seat=abc"
    assert request.headers["Origin"] == "http://127.0.0.1:8000"


def test_the_middle_round_counts():
    figures = Figures("fanout", Size(10, 3, 2), "CPU", [9.0, 1.5, 1.6], 1.7, {"a": 1.0}, {"a": 2.0}, {})
    assert figures.ratio == 1.6
    assert figures.as_json()["ratio"] == 1.6
    assert "1.60 times the limit, target at most 1.7" in figures.as_text()
    assert percentile([3, 1, 2], 1.0) == 3
