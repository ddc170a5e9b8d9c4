"""A plan file as plain values that a form can change, and back as tidy YAML.

Used by the builder at the desk. Nothing is judged here: `read_plan` does that. Comments in the file are lost
when a form saves it; the text itself can be edited, too.
"""

import re
from typing import Any

import yaml

from quizhub.banks.encoding import decode
from quizhub.banks.yaml_tree import Listing, MarkupError, Node, Scalar, Table, parse
from quizhub.storage.plan_file.reading import FORMAT, HEAD
from quizhub.storage.plan_file.values import language_of_words

Outline = dict[str, Any]
"""The head of a plan file with its rounds: texts by language, lists, numbers, yes and no."""

_ROUND = ("id", "pack", "flow", "title", "rules", "questions", "draw", "spares")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})")
_SHARE = re.compile(r"-?\d{1,9}\.\d{1,9}")


def read_outline(raw: bytes) -> Outline:
    """The file as plain values. Raises MarkupError for what is no YAML table."""
    decoded = decode(raw)
    if decoded is None:
        raise MarkupError(1, "unknown_encoding")
    root = parse(decoded.text)
    if not isinstance(root, Table):
        raise MarkupError(root.line, "not_a_plan")
    outline: Outline = _plain(root)
    main = _main_language(outline)
    outline["title"] = _texts(outline.get("title"), main)
    outline["languages"] = _list(outline.get("languages")) or list(outline["title"]) or [main]
    outline["teams"] = _list(outline.get("teams"))
    outline["rounds"] = [_round(one, main) for one in _list(outline.get("rounds"))]
    return outline


def write_outline(outline: Outline) -> bytes:
    """The outline as UTF-8 YAML in the order of docs/plan-format.md; what is empty is left out."""
    whole = {"format": FORMAT, **{name: outline[name] for name in HEAD if name in outline}}
    whole["rounds"] = [
        {name: one[name] for name in _ROUND if not _is_empty(one.get(name))}
        for one in outline.get("rounds", [])
    ]
    kept = {name: value for name, value in whole.items() if name == "rounds" or not _is_empty(value)}
    written = yaml.dump(kept, Dumper=_Tidy, allow_unicode=True, sort_keys=False, width=110, encoding="utf-8")
    assert isinstance(written, bytes)
    return written


class _Tidy(yaml.SafeDumper):
    """Small lists and tables on one line, everything in full: the reader refuses anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is shared."""
        return True


def _small(dumper: yaml.SafeDumper, value: Any) -> yaml.Node:
    """A list or table of nothing but short scalars stands on one line."""
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    flow = all(not isinstance(one, dict | list) for one in parts) and len(str(value)) < 80
    if isinstance(value, dict):
        return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=flow)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


_Tidy.add_representer(dict, _small)
_Tidy.add_representer(list, _small)


def _plain(node: Node) -> Any:
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    if isinstance(node, Table):
        return {name.text: _plain(value) for name, value in node.entries}
    return _scalar(node)


def _scalar(node: Scalar) -> Any:
    """Numbers, yes and no as such where they stand without quotes and would be written the same way."""
    if not node.plain:
        return node.text
    if node.is_null:
        return None
    if node.text in ("true", "false"):
        return node.text == "true"
    if _NUMBER.fullmatch(node.text):
        return int(node.text)
    return float(node.text) if _SHARE.fullmatch(node.text) else node.text


def _main_language(outline: Outline) -> str:
    written, title = _list(outline.get("languages")), outline.get("title")
    if written:
        return str(written[0])
    if isinstance(title, dict) and title:
        return str(next(iter(title)))
    return language_of_words(str(title or ""))


def _texts(value: Any, language: str) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(tag): str(words) for tag, words in value.items() if words is not None}
    return {} if value is None else {language: str(value)}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _round(value: Any, language: str) -> Outline:
    """A round with its lists as lists; `draw` may have been one table, and so may `spares`."""
    one: Outline = dict(value) if isinstance(value, dict) else {}
    return {
        **one,
        "title": _texts(one.get("title"), language),
        "rules": one.get("rules") if isinstance(one.get("rules"), dict) else {},
        "questions": _list(one.get("questions")),
        "draw": _list(one.get("draw")),
        "spares": _list(one.get("spares")),
    }


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
