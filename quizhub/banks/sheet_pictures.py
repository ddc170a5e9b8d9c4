"""Which pictures of an xlsx lie over which cells, and which stand in cells by the name WPS gives them.

Used by the reader of workbooks; the pictures' bytes are looked at elsewhere.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from quizhub.banks.archive import Archive
from quizhub.banks.problems import FileRefused
from quizhub.banks.xml_tree import local, parse_xml

_IN_CELL = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(\"([^\"]+)\"", re.IGNORECASE)
_CELL_IMAGES = "xl/cellimages.xml"


@dataclass(frozen=True)
class SheetPictures:
    """Paths of pictures in the archive: by sheet, row and column from 0, and by the name in a cell."""

    over: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)

    def in_cell(self, text: str) -> str | None:
        """The path of the picture that a cell's text stands for, None when it is ordinary text."""
        found = _IN_CELL.match(text)
        return self.named.get(found[1], found[1]) if found is not None else None


def pictures_of(archive: Archive, paths: Mapping[str, str]) -> SheetPictures:
    """The pictures of a workbook whose sheets lie at `paths`; none where its files cannot be read."""
    try:
        over = {name: _over(archive, path) for name, path in paths.items()}
        return SheetPictures(over, _named(archive))
    except FileRefused:
        return SheetPictures()


def _over(archive: Archive, sheet: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for drawing in _links(archive, sheet).values():
        if "/drawings/" in drawing and drawing.endswith(".xml"):  # VML ones belong to comments
            links = _links(archive, drawing)
            for anchor in _root(archive, drawing):
                for at in (one for one in anchor if local(one) == "from"):
                    place = {local(one): int(one.text or 0) for one in at if local(one) in ("row", "col")}
                    for path in _shown(anchor, links):
                        found.setdefault((place.get("row", 0), place.get("col", 0)), path)
    return found


def _named(archive: Archive) -> dict[str, str]:
    if archive.read(_CELL_IMAGES) is None:
        return {}
    links = _links(archive, _CELL_IMAGES)
    found: dict[str, str] = {}
    for one in _root(archive, _CELL_IMAGES):
        names = [str(part.get("name")) for part in one.iter() if local(part) == "cNvPr" and part.get("name")]
        found |= {name: path for name in names for path in _shown(one, links)}
    return found


def _shown(element: etree._Element, links: Mapping[str, str]) -> list[str]:
    """The pictures that an element of a drawing shows."""
    embedded = (
        str(value)
        for part in element.iter()
        if local(part) == "blip"
        for name, value in part.attrib.items()
        if str(name).endswith("}embed")
    )
    return [links[link] for link in embedded if link in links]


def _links(archive: Archive, path: str) -> dict[str, str]:
    """Where the files that one file of the archive refers to lie, by the names it has for them."""
    folder, _, name = path.rpartition("/")
    raw = archive.read(f"{folder}/_rels/{name}.rels")
    if raw is None:
        return {}
    return {one.get("Id", ""): _path(folder, one.get("Target", "")) for one in parse_xml(raw).root}


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")


def _root(archive: Archive, path: str) -> etree._Element:
    return parse_xml(archive.read(path) or b"").root
