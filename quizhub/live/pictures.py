"""The pictures of running contests, for those who may see them now. Used by Hall.

A whole hall asks for the same picture within a second, so those asked for last stay in memory.
"""

from collections import OrderedDict
from dataclasses import dataclass

from quizhub.contest.state import ContestState
from quizhub.contest.views.pictures import shown_picture
from quizhub.storage.media import MediaStore

KEPT_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """What is sent to a browser."""

    mime: str
    content: bytes


class Pictures:
    def __init__(self, store: MediaStore) -> None:
        self._store = store
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def find(self, state: ContestState, name: str) -> Picture | None:
        """The picture of this name in this contest, once a question with it has been shown."""
        media = shown_picture(state, name)
        if media is None:
            return None
        content = self._kept.get(media.id) or await self._store.read(media.id)
        if content is None:
            return None
        self._keep(media.id, content)
        return Picture(media.mime, content)

    def _keep(self, media: str, content: bytes) -> None:
        self._kept[media] = content
        self._kept.move_to_end(media)
        while sum(map(len, self._kept.values())) > KEPT_BYTES:
            self._kept.popitem(last=False)
