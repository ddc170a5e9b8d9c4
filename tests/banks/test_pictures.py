"""What a picture is, from its first bytes; what is no picture is refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizhub.banks import pictures
from quizhub.banks.pictures import facts_of, picture_of, safe_name
from tests.banks.tiny_pictures import exif, tiny_jpeg, tiny_png, tiny_webp, with_exif


@pytest.mark.parametrize(
    ("raw", "mime"),
    [
        (tiny_png(300, 200), "image/png"),
        (tiny_jpeg(300, 200), "image/jpeg"),
        *((tiny_webp(kind, 300, 200), "image/webp") for kind in (b"VP8X", b"VP8L", b"VP8 ")),
    ],
)
def test_kind_and_size(raw, mime):
    found = picture_of(raw, "dir\\sub/häuser: 1.png", {"en": "Houses"})
    assert found is not None
    assert (found.mime, found.width, found.height, found.name) == (mime, 300, 200, "häuser_ 1.png")
    assert found.id == hashlib.sha256(raw).hexdigest()
    assert found.alt == {"en": "Houses"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a" + bytes(20),
        b"<svg/>",
        tiny_png(4, 4)[:20],
        tiny_png(0, 4),
        tiny_jpeg(4, 4)[:8],
        b"\xff\xd8\xff\xe0\0\x04ab\0\0",
        tiny_webp(b"VP8 ", 4, 4)[:27],
        b"RIFF\0\0\0\0WEBPALPH" + bytes(20),
    ],
)
def test_what_is_no_picture(raw):
    assert picture_of(raw, "a.png") is None


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_has_the_size_it_is_shown_in(turn, order):
    found = picture_of(with_exif(tiny_jpeg(300, 200), exif(order, (0x010F, 7), (0x0112, turn))), "a.jpg")
    assert found is not None
    assert (found.width, found.height) == ((200, 300) if turn > 4 else (300, 200))


@pytest.mark.parametrize(
    "facts", [b"", b"II*\0\xff\0\0\0", exif("<", (0x010F, 6)), exif(">", (0x0112, 6))[:-9]]
)
def test_a_photo_that_does_not_say_how_it_was_held(facts):
    found = picture_of(with_exif(tiny_jpeg(300, 200), facts), "a.jpg")
    assert found is not None
    assert (found.width, found.height) == (300, 200)


def test_a_picture_too_large_for_phones(monkeypatch):
    raw = tiny_png(8, 8)
    monkeypatch.setattr(pictures, "MAX_PICTURE", len(raw) - 1)
    assert picture_of(raw, "a.png") is None
    assert picture_of(tiny_jpeg(8_000, 6_000), "a.jpg") is None


@given(st.binary(max_size=60))
def test_any_bytes_are_looked_at_without_harm(raw):
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBPVP8X"):
        assert facts_of(head + raw) is None or len(head + raw) > 8


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.png", "a.png"),
        ("../../a.png", "a.png"),
        ("", "picture.png"),
        ("..", "picture.png"),
        ("a\tb?", "a_b_"),
    ],
)
def test_names_are_made_storable(name, safe):
    assert safe_name(name, "image/png") == safe


def test_a_long_name_keeps_its_end():
    assert safe_name("x" * 200 + ".png", "image/png").endswith("x.png")
    assert len(safe_name("x" * 200 + ".png", "image/png")) == 120
