"""The editor's preview: the form's question as phone, projector and host will show it, for the live pages in
its frames, and whether a hall can read it. Used by the editor; the views are made by `shown_question`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizhub.contest.legibility import limit_of, signs_of
from quizhub.contest.plan import Hall
from quizhub.questions.model import Question
from quizhub.web.question_view import LANGUAGE_NAMES
from quizhub.web.refusals import N_
from quizhub.web.shown_question import INSTANTS, PLACES, Instant, Where, views_of
from quizhub.web.translations import LANGUAGES, known, translations

INSTANT_WORDS: Mapping[Instant, str] = {
    "reading": N_("Being read"),
    "open": N_("Answers open"),
    "revealed": N_("Revealed"),
}
PLACE_WORDS: Mapping[Where, str] = {"screen": N_("Projector"), "phone": N_("Phone"), "host": N_("Host")}
TITLE, TEAMS = N_("Preview"), (N_("Red team"), N_("Blue team"))


@dataclass(frozen=True, slots=True)
class Look:
    """What is wanted to be seen: which page, at which instant, in which of the question's languages."""

    place: Where
    instant: Instant
    language: str


def look_of(form: Mapping[str, str], languages: tuple[str, ...]) -> Look:
    """The wish in the form's own fields; the projector with answers open where there is none."""
    place: Where = next((one for one in PLACES if one == form.get("look.place")), "screen")
    instant: Instant = next((one for one in INSTANTS if one == form.get("look.instant")), "open")
    wanted = form.get("look.language", "")
    return Look(place, instant, wanted if wanted in languages else languages[0])


def preview_of(
    question: Question | None, look: Look, languages: tuple[str, ...], reader: str, at: int, pictures: str
) -> dict[str, Any]:
    """The preview as the template has it; without a question, or one without a key, no views.

    `reader` is the language of the editor's own page, `pictures` the address of pictures by their ids.
    """
    return {
        "chosen": look,
        "places": [(one, PLACE_WORDS[one]) for one in PLACES],
        "instants": [(one, INSTANT_WORDS[one]) for one in INSTANTS],
        "languages": [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in languages],
        "page_language": known(look.language) or reader,
        "incomplete": question is None,
        "meters": [] if question is None else _meters(question.screen or question.stem, limit_of(Hall())),
        "views": None if question is None else _views(question, look, languages, at, pictures),
    }


def _views(
    question: Question, look: Look, languages: tuple[str, ...], at: int, pictures: str
) -> dict[Where, dict[str, Any]] | None:
    if question.key is None:
        return None
    say = translations(known(look.language) or "en").gettext
    return views_of(
        question,
        look.instant,
        _of_contest(look.language, languages),
        at,
        title={tag: translations(tag).gettext(TITLE) for tag in LANGUAGES},
        teams=(say(TEAMS[0]), say(TEAMS[1])),
        pictures=pictures,
    )


def _of_contest(main: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a contest with this main one: Simplified and Traditional do not stand side by side."""
    by_base = {tag.partition("-")[0]: tag for tag in reversed((main, *languages))}
    return (main, *(tag for tag in languages if tag in by_base.values() and tag != main))


def _meters(text: Mapping[str, str], limit: int) -> list[dict[str, Any]]:
    """How much of the room of a usual hall's picture each language takes."""
    return [
        {
            "language": LANGUAGE_NAMES.get(tag, tag),
            "signs": signs_of(words),
            "limit": limit,
            "share": round(min(1.0, signs_of(words) / limit), 2),
            "long": signs_of(words) > limit,
        }
        for tag, words in text.items()
    ]
