"""The tree of a single XML file as somebody hands it in, also where it is not in the encoding it says.

Used by the readers of XML formats. Programs write what they say; people save files again in editors.
"""

import re

from quizhub.banks.bank_file import BankFile
from quizhub.banks.report import Report
from quizhub.banks.xml_tree import Tree, parse_xml

_DECLARED = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)[\"']")
_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")


def tree_of(file: BankFile, report: Report) -> Tree:
    """The tree, with a note where the file had to be mended or its encoding guessed. Raises FileRefused."""
    tree = parse_xml(_in_utf8(file, report))
    if tree.repaired is not None:
        report.add(1, "xml_repaired", reason=tree.repaired)
    return tree


def _in_utf8(file: BankFile, report: Report) -> bytes:
    """The bytes as they are, or their text in UTF-8 where they claim to be that and are not."""
    declared = _DECLARED.match(file.raw[:200])
    claims = declared[1].lower() if declared is not None else b"utf-8"
    if claims not in (b"utf-8", b"utf8") or b"\0" in file.raw[:200] or _is_utf8(file.raw):
        return file.raw
    decoded = file.decoded
    text = decoded.text if decoded is not None else file.raw.decode("utf-8", "replace")
    report.add(1, "encoding_guessed", encoding="utf-8" if decoded is None else decoded.encoding)
    return _HEAD.sub("", text, count=1).encode()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
