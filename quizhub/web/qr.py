"""QR codes as SVG. Dark on light with a quiet zone, whatever the colours of the page around them."""

from io import BytesIO

import segno
from markupsafe import Markup

DARK, LIGHT, QUIET_ZONE = "#0b1220", "#ffffff", 2


def qr_svg(text: str) -> Markup:
    """The code to stand inside a page; its size comes from the style sheet."""
    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(border=QUIET_ZONE, omitsize=True, dark=DARK, light=LIGHT))


def qr_file(text: str) -> bytes:
    """The code as a picture of its own."""
    code = segno.make(text, error="m", micro=False)
    written = BytesIO()
    code.save(written, kind="svg", border=QUIET_ZONE, omitsize=True, dark=DARK, light=LIGHT, xmldecl=False)
    return written.getvalue()
