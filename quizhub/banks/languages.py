"""Which language a text is in, as far as choosing its font, words and voice needs it."""

import re

from quizhub.questions.script import simplified

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[\u0370-\u1cff\u3040-\u30ff\uac00-\ud7af]")
_ENGLISH = re.compile(
    r"\b(the|of|and|is|are|to|in|which|what|who|how|for|with|this|that|on|you|your|does|was)\b", re.IGNORECASE
)


def language_of(words: str) -> str:
    """`zh-Hans`, `zh-Hant`, `en`, or `und` for anything else; the letters of most of the text decide."""
    han, latin = len(_HAN.findall(words)), len(_LATIN.findall(words))
    if len(_OTHER.findall(words)) > han + latin:
        return "und"
    if han * 6 > latin:
        changed = sum(a != b for a, b in zip(words, simplified(words), strict=True))
        return "zh-Hant" if changed * 20 > han else "zh-Hans"
    if len(_ENGLISH.findall(words)) * 60 > latin:
        return "en"
    return "und"
