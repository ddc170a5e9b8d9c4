"""The languages of the pages: message catalogues, and which language a request gets.

Messages are written in English; `zh_Hans/LC_MESSAGES/quizhub.po` is compiled in memory at the start.
`python -m quizhub.web.translations update` adds new messages to the catalogue. Never used for the texts
of questions, which carry their own languages.
"""

from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = {"zh-Hans": "简体中文", "en": "English"}
DEFAULT = "zh-Hans"
CATALOGUE = Path(__file__).parent / "zh_Hans" / "LC_MESSAGES" / "quizhub.po"


@cache
def translations(language: str) -> NullTranslations:
    """The messages in `language`; English is what the source says."""
    if language == "en":
        return NullTranslations()
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def known(tag: str) -> str | None:
    """The language of ours a BCP 47 tag asks for: every Chinese is zh-Hans, every English en."""
    base = tag.strip().lower().replace("_", "-").partition("-")[0]
    return {"zh": "zh-Hans", "en": "en"}.get(base)


def negotiate(cookie: str, accept: str) -> str:
    """The cookie of the switch first, then the browser's list by weight, then Chinese."""
    if cookie in LANGUAGES:
        return cookie
    weighed = []
    for place, item in enumerate(accept.split(",")):
        tag, _, weight = item.partition(";q=")
        language = known(tag)
        if language is not None:
            weighed.append((-_weight(weight), place, language))
    return min(weighed)[2] if weighed else DEFAULT


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
