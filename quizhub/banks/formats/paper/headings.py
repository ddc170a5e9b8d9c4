"""The headings of an exam paper, and the marks of kind and points that stand at the ends of a stem."""

import re
from dataclasses import dataclass

from quizhub.banks.formats.paper.lines import Line
from quizhub.banks.notation import kind_named

_CHINESE = "[一二三四五六七八九十百]"
_ORDER = re.compile(
    rf"[#*\s]*(?:(第\s*[一二三四五六七八九十\d]+\s*(?:部分|大题|单元|[章节篇卷]))|{_CHINESE}{{1,3}}\s*[、．.,，:：]"
    rf"|[（(]\s*{_CHINESE}{{1,3}}\s*[)）]|[IVX]{{1,4}}[、．.])\s*[:：]?\s*"
)
_KIND_TITLE = re.compile(
    r"[#*\s【\[]*((?:(?:(?:单项|多项|不定项|单选|多选|复选|单|多|單選|多選|複選|單項|多項)?(?:选择|選擇)?"
    r"|判断(?:正误|对错)?|判斷|是非|对错|填空|填充|简答|簡答|问答|問答|论述|排序|连线|匹配|配对)[题題]?)"
    r"|(?:案例(?:分析)?|情景(?:分析)?|综合|主观|计算|名词解释|申論)[题題]|案例分析|名词解释)目?"
    r"(?:部分|练习)?[】\]\s:：*]*"
)
_OTHER_NAMES = {"复选": "multiple_choice", "複選": "multiple_choice", "填充": "fill"}
_KIND_BEFORE = re.compile(
    r"((?:单选|多选|判断|填空|简答|单项选择|多项选择|不定项选择|選擇|是非)[题題])\s*(?:[:：]\s*|\s(?=\S))"
)
_ENGLISH_TITLE = re.compile(r"[#*\s]*([A-Za-z/ \-]{4,30}?)\s*[:：]?")
_ANSWERS = re.compile(
    r"[#*\s【\[]*(?:附\s*[:：]?|附件\s*[:：]?)?(?P<kind>[^\s：:。]{0,10}?题)?\s*(?:的)?(?:正确|参考|标准|試題|试题)?"
    r"(?:答案(?:与|和|及|、)?(?:解析|详解)|答案|解析与答案)(?:部分|汇总|表|区)?[】\]\s]*(?P<colon>[:：]?)[\s*]*(?P<rest>.*)"
)
_ASIDE = re.compile(r"[（(【\[][^）)】\]]*[)）】\]]")
_EACH = re.compile(r"每\s*(?:小?题|空)\s*(\d+(?:\.\d+)?)\s*分")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: the kind of its questions if it names one, and the points of each."""

    title: str
    kind: str | None
    points: str | None = None
    is_chapter: bool = False
    """Whether it is a part of its own, such as 第二章."""


def heading_of(line: Line) -> Heading | None:
    """The section heading a line is, or None. A number in Chinese without a kind may still be a question."""
    text = line.text.strip()
    if not text or len(text) > 80:
        return None
    order = _ORDER.match(text)
    title = text[order.end() :] if order is not None else text
    name = re.sub(r"[，,。]?(?:共|每|本题|本大题|总计|合计).*", "", _ASIDE.sub("", title)).strip()
    kind = _kind_of_title(name)
    if name == "" and order is None and (aside := _ASIDE.fullmatch(title)):
        kind = _kind_of_title(aside[0][1:-1])
    points = _EACH.search(text)
    if kind is not None:
        return Heading(text, kind, points[1] if points else None)
    if order is None or len(title) > 30 or re.search(r"[。？?；;！!]$|[（(]\s*[)）]|_{2,}", title):
        return None
    chapter = bool(order[1])
    return Heading(text, None, points[1] if points else None, chapter) if title or chapter else None


def _kind_of_title(name: str) -> str | None:
    found = _KIND_TITLE.fullmatch(name)
    if found is not None and len(found[1]) >= 2:
        other = next((kind for name, kind in _OTHER_NAMES.items() if name in found[1]), None)
        return other or kind_named(found[1]) or "open"
    english = _ENGLISH_TITLE.fullmatch(name)
    return kind_named(english[1]) if english is not None else None


def answers_heading(line: Line) -> tuple[str | None, str, bool] | None:
    """For a line such as 参考答案 or 单选题答案：1-5 ABC: the kind, what follows, whether it has a colon."""
    order = _ORDER.match(line.text)
    found = _ANSWERS.fullmatch(line.text[order.end() :] if order is not None else line.text)
    if found is None or len(line.text) > 300:
        return None
    return (kind_named(found["kind"]) if found["kind"] else None), found["rest"].strip(), bool(found["colon"])


_TAG = re.compile(
    r"\s*[\[【（(〔]\s*([^\]】）)\d\s]{2,8}?)\s*[,，]?\s*(?:(\d+(?:\.\d+)?)\s*分)?\s*[\]】）)〕]\s*"
)
_POINTS = re.compile(r"\s*[（(【\[]\s*(?:本题|共)?\s*(\d+(?:\.\d+)?)\s*分\s*[)）】\]]\s*")


def tags_of(line: Line) -> tuple[Line, str | None, str | None]:
    """A stem without the kind and the points that stand in brackets at one of its ends."""
    kind = points = None
    named = _KIND_BEFORE.match(line.text)
    if named is not None:
        kind, line = _kind_of_title(named[1]), line.part(named.end())
    found = _TAG.match(line.text)
    if found is not None and _kind_of_title(found[1]):
        kind, points, line = _kind_of_title(found[1]), found[2], line.part(found.end())
    last = next(reversed(list(_TAG.finditer(line.text))), None)
    if kind is None and last is not None and last.end() == len(line.text) and _kind_of_title(last[1]):
        kind, points, line = _kind_of_title(last[1]), last[2], line.part(0, last.start())
    for found in _POINTS.finditer(line.text):
        if found.start() == 0 or found.end() == len(line.text):
            points = found[1]
            line = line.part(found.end()) if found.start() == 0 else line.part(0, found.start())
            break
    return line, kind, points
