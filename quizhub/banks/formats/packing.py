"""Puts the files of a package together: the same files give the same bytes, whatever the clock says."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()


def document(root: etree._Element) -> bytes:
    """An element as a whole XML file in UTF-8."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
