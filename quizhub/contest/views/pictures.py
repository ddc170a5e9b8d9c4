"""Pictures and material as views tell of them: an address that says nothing, the size, and words for it.

Used by the views, and by whoever serves the bytes: a picture is there from the moment its question is shown.
"""

from collections.abc import Iterable
from typing import Any

from quizhub.contest.plan import picture_name
from quizhub.contest.state import ContestState
from quizhub.contest.views.wording import Wording
from quizhub.questions.model import Media


def picture_view(media: Media, words: Wording) -> dict[str, Any]:
    """One picture: its address, its natural size in pixels, and what it shows."""
    alt = words(media.alt) if media.alt is not None else None
    url = f"/media/{picture_name(words.seed, media.id)}"
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


def shown_picture(state: ContestState, name: str) -> Media | None:
    """The picture of this name, if one of its questions is or was on the screens."""
    shown = (planned.media for planned in state.plan.pictures.values() if planned.questions & state.show.used)
    return next((media for media in shown if picture_name(state.plan.seed, media.id) == name), None)
