"""Pictures and material as views tell of them: an address that says nothing, the size, and words for it.

The address comes from the plan's seed and is another one in every contest, so that no file name and no hash
of a known picture tells what is to come. Used by the views and by the route that serves the bytes.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from quizhub.contest.plan import Plan
from quizhub.contest.state import ContestState
from quizhub.contest.views.wording import Wording
from quizhub.questions.model import Media, Question

NAME_LENGTH = 24


def picture_name(plan: Plan, media_id: str) -> str:
    """What a picture is called in this contest."""
    return hashlib.sha256(f"picture:{plan.seed}:{media_id}".encode()).hexdigest()[:NAME_LENGTH]


def picture_view(media: Media, words: Wording) -> dict[str, Any]:
    """One picture: its address, its natural size in pixels, and what it shows."""
    alt = words(media.alt) if media.alt is not None else None
    url = f"/media/{picture_name(words.plan, media.id)}"
    return {"url": url, "width": media.width, "height": media.height, "alt": alt}


def pictures_view(pictures: Iterable[Media], words: Wording) -> dict[str, Any]:
    """The field `pictures`, left out where there are none."""
    views = [picture_view(media, words) for media in pictures]
    return {"pictures": views} if views else {}


def material_view(state: ContestState, words: Wording) -> dict[str, Any] | None:
    """The case or passage that the question on the screens asks about."""
    ask = state.show.ask
    if ask is None or state.show.picture != "ask":
        return None
    material = state.plan.question_by_id[ask.question].material
    if material is None:
        return None
    return {"id": material.id, "text": words(material.text), **pictures_view(material.media, words)}


def shown_media(state: ContestState) -> dict[str, Media]:
    """The pictures that are or were on the screens, by their names in this contest."""
    current = state.show.ask
    shown = {ask.question for ask in state.show.past.values()} | ({current.question} if current else set())
    questions: list[Question] = [state.plan.question_by_id[name] for name in sorted(shown)]
    return {
        picture_name(state.plan, media.id): media for question in questions for media in question.all_media
    }
