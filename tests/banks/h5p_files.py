"""Makes H5P packages for the tests, as H5P exports them."""

import io
import json
import zipfile
from typing import Any

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from tests.banks.tiny_pictures import tiny_png

PNG = tiny_png(8, 4)


def package(
    content: Any, main: str = "H5P.QuestionSet", files: dict[str, bytes] | None = None, **head: Any
) -> bytes:
    """A package as H5P exports it, with a program file that nobody looks at."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "h5p.json", json.dumps({"title": "Fire &amp; us", "mainLibrary": main, "license": "U", **head})
        )
        archive.writestr("content/content.json", json.dumps(content))
        archive.writestr("H5P.MultiChoice-1.16/multichoice.js", "alert(1)")
        for name, raw in (files or {}).items():
            archive.writestr(f"content/{name}", raw)
    return out.getvalue()


def piece(library: str, **params: Any) -> dict[str, Any]:
    return {"library": f"H5P.{library} 1.16", "params": params, "metadata": {"title": f"A {library}"}}


def read(*pieces: Any, files: dict[str, bytes] | None = None, **head: Any) -> BankReading:
    return read_bank(BankFile(package({"questions": pieces}, files=files, **head), "q.h5p"))


def one(*pieces: Any, codes: tuple[str, ...] = (), files: dict[str, bytes] | None = None) -> Any:
    reading = read(*pieces, files=files)
    assert [problem.code for problem in reading.problems] == list(codes)
    (record,) = reading.records
    assert record.question is not None
    return record.question


def words(text: Any) -> str:
    (said,) = text.values()
    return str(said)
