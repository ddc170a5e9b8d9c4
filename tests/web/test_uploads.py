"""Pictures that are uploaded: written anew, upright, small enough, and nothing else in them."""

import io

import pytest
from PIL import Image

from quizhub.banks.pictures import picture_of
from quizhub.web import uploads
from quizhub.web.uploads import MAX_SIDE, clean_picture


def drawn(size: tuple[int, int] = (40, 20), form: str = "PNG", mode: str = "RGB", **how) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, form, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "mode", "mime"),
    [("PNG", "RGB", "image/png"), ("PNG", "LA", "image/png"), ("JPEG", "RGB", "image/jpeg"),
     ("JPEG", "CMYK", "image/jpeg"), ("GIF", "P", "image/png"), ("WEBP", "RGB", "image/png"),
     ("BMP", "L", "image/png")],
)  # fmt: skip
def test_every_usual_picture_becomes_one_that_phones_show(form, mode, mime):
    cleaned = clean_picture(drawn(form=form, mode=mode))
    assert cleaned is not None
    media = picture_of(cleaned, "kitchen.any")
    assert media is not None and (media.mime, media.width, media.height) == (mime, 40, 20)


def test_a_photograph_is_turned_upright_and_keeps_nothing_of_its_camera():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "camera of Li"
    cleaned = clean_picture(drawn(form="JPEG", exif=exif))
    assert cleaned is not None and b"camera of Li" not in cleaned
    assert Image.open(io.BytesIO(cleaned)).size == (20, 40)


def test_large_ones_are_made_smaller(monkeypatch):
    cleaned = clean_picture(drawn((MAX_SIDE + 200, 10)))
    assert cleaned is not None and Image.open(io.BytesIO(cleaned)).width == MAX_SIDE
    monkeypatch.setattr(uploads, "_MAX_PIXELS", 100)
    assert clean_picture(drawn()) is None


@pytest.mark.parametrize("raw", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", drawn()[:60]])
def test_what_is_no_picture_is_none(raw):
    assert clean_picture(raw) is None
