"""Writes a bank in any format that can be exported, and says beforehand what that format cannot hold."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from quizhub.banks.export import Export
from quizhub.banks.formats.aiken import aiken_losses, write_aiken
from quizhub.banks.formats.anki_text import anki_losses, write_anki_text
from quizhub.banks.formats.gift_writer import gift_losses, write_gift
from quizhub.banks.formats.moodle_writer import moodle_losses, write_moodle
from quizhub.banks.formats.native_writer import write_native
from quizhub.banks.formats.native_zip import write_native_zip
from quizhub.banks.formats.paper.word_writer import word_losses, write_word, write_word_with_answers_at_end
from quizhub.banks.formats.paper.writing import text_losses, write_text_paper
from quizhub.banks.formats.qti2_writer import V22, V30, qti_losses, qti_writer
from quizhub.banks.formats.qti12_writer import canvas_losses, write_canvas
from quizhub.banks.formats.table import quiz_sites as sites
from quizhub.banks.formats.table.sheet_writer import table_losses, write_csv, write_xlsx
from quizhub.banks.problems import Problem

__all__ = ["TARGETS", "Export", "Target", "target_named"]


@dataclass(frozen=True, slots=True)
class Target:
    """One format to write: `losses` says what would not survive, with the question's id as place."""

    name: str
    ending: str
    mime: str
    losses: Callable[[Export], list[Problem]]
    write: Callable[[Export], bytes]


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TARGETS: tuple[Target, ...] = (
    Target("native", ".yaml", "application/yaml", lambda _: [], lambda export: write_native(export.bank)),
    Target("native_zip", ".quizhub.zip", "application/zip", lambda _: [], write_native_zip),
    Target("moodle_xml", ".xml", "application/xml", moodle_losses, write_moodle),
    Target("qti22", ".qti22.zip", "application/zip", qti_losses(V22), qti_writer(V22)),
    Target("qti30", ".qti30.zip", "application/zip", qti_losses(V30), qti_writer(V30)),
    Target("canvas", ".canvas.zip", "application/zip", canvas_losses, write_canvas),
    Target("gift", ".gift", "text/plain", gift_losses, write_gift),
    Target("aiken", ".aiken.txt", "text/plain", aiken_losses, write_aiken),
    Target("word", ".docx", _DOCX, word_losses, write_word),
    Target("word_answers_at_end", ".docx", _DOCX, word_losses, write_word_with_answers_at_end),
    Target("paper", ".txt", "text/plain; charset=utf-8", text_losses, write_text_paper),
    Target("xlsx", ".xlsx", _XLSX, table_losses, write_xlsx),
    Target("csv", ".csv", "text/csv; charset=utf-8", table_losses, write_csv),
    Target(
        "csv_gb18030",
        ".csv",
        "text/csv; charset=gb18030",
        table_losses,
        partial(write_csv, encoding="gb18030"),
    ),
    Target("kahoot", ".xlsx", _XLSX, sites.losses_for(sites.KAHOOT), sites.write_kahoot),
    Target("quizizz", ".xlsx", _XLSX, sites.losses_for(sites.QUIZIZZ), sites.write_quizizz),
    Target(
        "blooket", ".csv", "text/csv; charset=utf-8", sites.losses_for(sites.BLOOKET), sites.write_blooket
    ),
    Target("gimkit", ".csv", "text/csv; charset=utf-8", sites.losses_for(sites.GIMKIT), sites.write_gimkit),
    Target("anki_text", ".anki.txt", "text/plain", anki_losses, write_anki_text),
)


def target_named(name: str) -> Target | None:
    """The format of this name, or of a file ending such as `.yaml`."""
    return next((target for target in TARGETS if name in (target.name, target.ending)), None)
