"""Pictures that are uploaded at the desk, made safe: decoded, turned upright, and written anew.

What a camera or an editor left in the file (place, owner, thumbnails, hidden parts) does not come along, and
a file that only claims to be a picture is none.
"""

import io
import warnings

from PIL import Image, ImageOps

MAX_SIDE = 4096
LARGEST_UPLOAD = 20 * 1024 * 1024
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
_MAX_PIXELS = 60_000_000
_QUALITY = 88


def clean_picture(raw: bytes) -> bytes | None:
    """The picture as PNG (drawings, transparency) or JPEG (photographs), at most 4,096 pixels a side; None
    when it is none, or too large to be unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MAX_PIXELS:
                    return None
                photograph = opened.format == "JPEG"
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((MAX_SIDE, MAX_SIDE))
                return _written(upright, photograph)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _written(picture: Image.Image, photograph: bool) -> bytes:
    out = io.BytesIO()
    if photograph:
        picture.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        has_holes = picture.has_transparency_data
        picture.convert("RGBA" if has_holes else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
