"""One script out of a page's modules, and one style sheet out of its parts: a first load over a bad network
waits for every request, and comments are a third of the bytes.

Used by assets. Developers write, read and debug the single files (`quizhub serve --watch` serves those).
Pure: texts in, texts out. It reads the few forms of `import` and `export` our modules use and refuses others.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

PAGES = "js/pages/"
"""What lies here begins a script. One that imports another continues it and repeats nothing of it."""

_IMPORT = re.compile(
    r"^import\s+(?:\{([^}]*)\}\s*from\s*)?['\"](\.{1,2}/[^'\"]+)['\"];[ \t]*\n", re.MULTILINE
)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function|class|const)\s+(\w+)", re.MULTILINE)
_NOT_READ = re.compile(r"^(?:import|export)\b.*|\bimport(?:\s*\(|\.meta).*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)
_RENAMED = re.compile(r"\bas\b")
_STYLE = re.compile(r"^@import\s+['\"]([^'\"]+)['\"];[ \t]*\n", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


class NotBundled(Exception):
    """A file is written in a way that cannot be put together with others."""


@dataclass(frozen=True, slots=True)
class _Module:
    """`code` is the text without imports and without the word `export`; `imports` are (names, module)."""

    imports: tuple[tuple[str, str], ...]
    exports: tuple[str, ...]
    code: str


def bundle_scripts(files: Mapping[str, str]) -> dict[str, str]:
    """For each page's script among `files` (by name) the text of it and of all it imports, in their order."""
    modules = {name: _read(name, text) for name, text in files.items()}
    return {name: _bundle(modules, name) for name in modules if name.startswith(PAGES)}


def bundle_style(name: str, files: Mapping[str, str]) -> str:
    """A style sheet with the text of every sheet it imports in their place."""

    def included(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))
        if target not in files:
            raise NotBundled(f"{name} imports {target}, which is not there")
        return bundle_style(target, files)

    text = _INDENT.sub("", _STYLE_COMMENT.sub("", files[name]))
    if "url(" in text:
        raise NotBundled(f"{name}: an address in a style sheet would not survive its move into another")
    whole = _STYLE.sub(included, text)
    if "@import" in whole:
        raise NotBundled(f"{name}: only @import 'name.css'; at the beginning of a line is read")
    return whole


# --- reading ----------------------------------------------------------------------------------------


def _read(name: str, text: str) -> _Module:
    lean = _lean(text)
    imports = []
    for names, target in _IMPORT.findall(lean):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        imports.append((_RENAMED.sub(":", " ".join(names.split())), path))
    code, exports = _IMPORT.sub("", lean), tuple(found[1] for found in _EXPORT.findall(lean))
    code = _EXPORT.sub(r"\1 \2", code)
    if left := _NOT_READ.search(code):
        raise NotBundled(f"{name}: only `import {{ a }} from './b.js';` and `export const, function, class` "
                         f"are read, not: {left[0].strip()}")  # fmt: skip
    return _Module(tuple(imports), exports, code)


def _lean(text: str) -> str:
    """Without lines that are nothing but comment. A text over several lines may hold anything: it stays."""
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text
    return _INDENT.sub("", _COMMENT.sub("", text))


# --- putting together -------------------------------------------------------------------------------


def _bundle(modules: Mapping[str, _Module], page: str) -> str:
    order = _order(modules, page)
    continued = [name for name in order if name.startswith(PAGES) and name != page]
    elsewhere = {name: other for other in reversed(continued) for name in _order(modules, other)}
    own = [name for name in order if name not in elsewhere]
    told = [_variable(name) for name in own if modules[name].exports]
    if len(set(told)) < len(told):
        raise NotBundled(f"{page}: two modules with the same name: {', '.join(sorted(told))}")
    needed = _needed(modules, own, elsewhere)
    head = [_import(page, other, needed.get(other, [])) for other in continued]
    tail = f"export {{ {', '.join(told)} }};\n" if told else ""
    return "".join([*head, *(_wrapped(modules[name], name) for name in own), tail])


def _import(page: str, other: str, names: list[str]) -> str:
    """Also where nothing of it is named: the other script runs first."""
    named = f"{{ {', '.join(names)} }} from " if names else ""
    return f"import {named}'./{posixpath.relpath(other, posixpath.dirname(page))}';\n"


def _needed(
    modules: Mapping[str, _Module], own: list[str], elsewhere: Mapping[str, str]
) -> dict[str, list[str]]:
    """What modules of this script take from scripts it continues, by script."""
    needed: dict[str, list[str]] = {}
    for target in sorted({target for name in own for names, target in modules[name].imports if names}):
        if target in elsewhere:
            needed.setdefault(elsewhere[target], []).append(_variable(target))
    return needed


def _wrapped(module: _Module, name: str) -> str:
    """The module as a function that runs at once: what it does not export stays its own."""
    begin = f"const {_variable(name)} = " if module.exports else ""
    taken = "".join(
        f"const {{ {names} }} = {_variable(from_)};\n" for names, from_ in module.imports if names
    )
    given = f"return {{ {', '.join(module.exports)} }};\n" if module.exports else ""
    return f"{begin}(() => {{\n{taken}{module.code}{given}}})();\n"


def _variable(name: str) -> str:
    """js/screens/play/ask.js is screens_play_ask."""
    return re.sub(r"\W", "_", name.removeprefix("js/").removesuffix(".js"))


def _order(modules: Mapping[str, _Module], page: str) -> list[str]:
    """A page's script and everything it imports, each after what it imports itself: the order they run in."""
    found: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            circle = (*above[above.index(name) :], name)
            raise NotBundled(f"these modules import each other: {' > '.join(circle)}")
        if name not in modules:
            raise NotBundled(f"{above[-1]} imports {name}, which is not there")
        for _, target in modules[name].imports:
            if target not in found:
                visit(target, (*above, name))
        found.append(name)

    visit(page, ())
    return found
