"""Keeps the message catalogue in step with templates and code: what is missing, and adding it.

Used by `python -m quizhub.web.translations` and by the test that fails when a message has no Chinese.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

from quizhub.web.assets import PACKAGE, beside_or_inside
from quizhub.web.translations import CATALOGUE

# Written by us: Babel's own header holds the time and would change with every update.
HEADER = """\
# Chinese messages of QuizHub's pages. Add new ones by
# `python -m quizhub.web.translations update`, then fill them in.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
JINJA = "jinja2.ext:babel_extract"
JINJA_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}


def _places() -> Iterator[tuple[str, int, Any, list[str]]]:
    """Every message of the source: file, line, message, comments."""
    templates = beside_or_inside("frontend") / "templates"
    for path in sorted(templates.rglob("*.html")):
        for line, message, comments, _ in extract_from_file(JINJA, path, KEYWORDS, ("i18n:",), JINJA_OPTIONS):
            yield f"frontend/{path.relative_to(templates.parent).as_posix()}", line, message, comments
    found = extract_from_dir(
        PACKAGE / "web", [("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",)
    )
    for name, line, message, comments, _ in sorted(found, key=lambda item: (str(item[0]), item[1])):
        yield f"quizhub/web/{Path(name).as_posix()}", line, message, comments


def template() -> Catalog:
    """All messages the source uses now."""
    catalogue = Catalog(charset="utf-8")
    for name, _line, message, comments in _places():
        # Without line numbers: a change far above a message must not touch the catalogue.
        catalogue.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalogue


def stored() -> Catalog:
    """The Chinese catalogue as it lies on the disk."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def lacking() -> list[str]:
    """Messages the catalogue misses, leaves empty or marks as doubtful."""
    have = stored()
    lack = []
    for message in template():
        if not message.id:
            continue
        known = have.get(message.id)
        strings = (
            () if known is None else known.string if isinstance(known.string, tuple) else (known.string,)
        )
        if known is None or known.fuzzy or not strings or not all(strings):
            lack.append(str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id))
    return lack


def unused() -> list[str]:
    """Messages of the catalogue nothing uses any more."""
    want = template()
    return [str(message.id) for message in stored() if message.id and want.get(message.id) is None]


def update() -> list[str]:
    """Write new messages into the catalogue and drop unused ones; gives those still to translate."""
    return fill({})


def fill(words: Mapping[str, str]) -> list[str]:
    """`update`, and put in the Chinese of `words` by English message; gives those still to translate."""
    catalogue = stored()
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for english, chinese in words.items():
        message = catalogue.get(english)
        if message is not None:
            message.string = (chinese,) if message.pluralizable else chinese
    fresh = CATALOGUE.with_suffix(".part")
    with fresh.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=True)
    fresh.replace(CATALOGUE)
    return lacking()
