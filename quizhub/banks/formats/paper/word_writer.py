"""Writes an exam paper as a Word document: headings, questions, pictures; answers inline or at the end."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from xml.sax.saxutils import escape

from quizhub.banks.export import Export
from quizhub.banks.formats.paper.writing import KEPT, Written, losses_in, paper_of
from quizhub.banks.problems import Problem, problem
from quizhub.questions.media import Media

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {"title": "Title", "heading": "Heading1"}
_EMU = 9_525
"""English metric units in a pixel: what Word measures pictures in."""
_WIDEST = 500
"""Pixels across the text of a page."""
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
)
_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg"}
"""Pictures that every Word can show."""


def write_word(export: Export, *, answers_at_end: bool = False) -> bytes:
    """The document."""
    pictures = _pictures(export)
    lines = paper_of(export, answers_at_end=answers_at_end)
    body = "".join(_paragraph(line, pictures) for line in lines)
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _content_types().encode(),
        "_rels/.rels": _relations([("rId1", f"{_R}/officeDocument", "word/document.xml")]).encode(),
        "word/document.xml": (
            f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{_PAGE}</w:body></w:document>'
        ).encode(),
        "word/styles.xml": _styles().encode(),
        "word/_rels/document.xml.rels": _relations(_links(pictures.values())).encode(),
    }
    for media, number in pictures.values():
        parts[f"word/media/{_file(media, number)}"] = export.media[media.id]
    return _zipped(parts)


write_word_with_answers_at_end = partial(write_word, answers_at_end=True)


def word_losses(export: Export) -> list[Problem]:
    """What a document would not keep; pictures are kept without their descriptions."""
    shown, lost = shown_in_word(export), []
    for question in export.bank.questions:
        names = [media.name for media in question.all_media if media.id not in shown]
        described = ["alt"] if any(media.alt for media in question.media) else []
        if fields := names + described:
            lost.append(problem(question.id, "fields_not_exported", format="Word", fields=", ".join(fields)))
    return lost + losses_in(export, "Word", (*KEPT, "media"))


def shown_in_word(export: Export) -> dict[str, Media]:
    """The pictures of a bank that a document can hold, by id."""
    every = (media for question in export.bank.questions for media in question.media)
    return {media.id: media for media in every if media.mime in _ENDINGS and media.id in export.media}


def _pictures(export: Export) -> dict[str, tuple[Media, int]]:
    found = shown_in_word(export).values()
    return {media.id: (media, number) for number, media in enumerate(found, start=1)}


def _file(media: Media, number: int) -> str:
    return f"image{number}.{_ENDINGS[media.mime]}"


def _paragraph(line: Written, pictures: Mapping[str, tuple[Media, int]]) -> str:
    style = _STYLES.get(line.look)
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    words = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' if n == 0 else
        f'<w:r><w:br/><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for n, part in enumerate(line.text.split("\n"))
    )  # fmt: skip
    known = pictures.get(line.media or "")
    return f"<w:p>{properties}{words}{_drawing(*known) if known is not None else ''}</w:p>"


def _drawing(media: Media, number: int) -> str:
    """A picture in the line, at its natural size if the page is wide enough."""
    width = min(media.width, _WIDEST)
    size = f'cx="{width * _EMU}" cy="{max(1, media.height * width // media.width) * _EMU}"'
    name = escape(media.name, {'"': "&quot;"})
    alt = escape(next(iter((media.alt or {}).values()), ""), {'"': "&quot;"})
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_A}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{alt}"/><a:graphic xmlns:a="{_A}/main">'
        f'<a:graphicData uri="{_A}/picture"><pic:pic xmlns:pic="{_A}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _links(pictures: Iterable[tuple[Media, int]]) -> list[tuple[str, str, str]]:
    found = [(f"rIdP{number}", f"{_R}/image", f"media/{_file(media, number)}") for media, number in pictures]
    return [("rId1", f"{_R}/styles", "styles.xml"), *found]


def _relations(links: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def _content_types() -> str:
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    known = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    known |= {ending: mime for mime, ending in _ENDINGS.items()}
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{mime}"/>' for ending, mime in known.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}'
        f'<Override PartName="/word/document.xml" ContentType="{office}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{office}.styles+xml"/></Types>'
    )


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体"/>'
    defaults = f'<w:rPr>{fonts}<w:sz w:val="24"/></w:rPr>'
    plain = f"<w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault></w:docDefaults>"
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    title = _style("Title", "Title", '<w:jc w:val="center"/><w:spacing w:after="240"/>', 36)
    heading = _style(
        "Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/>', 28
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{plain}{normal}{title}{heading}</w:styles>'


def _style(name: str, shown: str, paragraph: str, size: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{paragraph}</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same bank: no times in them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()
